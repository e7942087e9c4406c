using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NumaTopology.Acts;

/// <summary>Moves a process to a placement: its threads, then its pages, so that what it touches meanwhile is already where it belongs.</summary>
internal sealed class ProcessMover(ProcessActs acts, NumaPlacement placement, CancellationToken cancellation)
{
    /// <summary>Where its memory is moved to; null where memory is not to be moved.</summary>
    public IReadOnlyList<KeyValuePair<int, double>>? Targets { get; init; }

    /// <summary>The longest time that a page may be out of use.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Is told how far a pass over the memory is, from 0 to 1, and the bytes moved.</summary>
    public Action<double, long> Progress { get; init; } = (_, _) => { };

    /// <summary>Moves a process; <paramref name="read"/> reads it anew.</summary>
    /// <exception cref="NumaActException">It cannot be moved; then it is as it was.</exception>
    public NumaMovedProcess Move(NumaProcess process, Func<NumaProcess?> read)
    {
        if (Targets is not null && process.AllowedCells is { } allowed && Targets.Where(target => !allowed.Contains(target.Key)).Select(target => target.Key).ToList() is { Count: > 0 } barred)
            throw new NumaActException(NumaActError.CellsNotAllowed, $"Memory of {PlacementText.Cells(barred)} is not allowed to process {process}: its cpuset has {PlacementText.Cells(allowed)}.");
        // Before the threads are bound: where its pages are refused, the process stays as it is.
        using var pages = Targets is null ? null : acts.PagesOf(process.Id);
        var threads = acts.BindThreads(process.Id, placement.Cpus);
        var mover = pages is null ? null : new PageMover(pages, new MemoryTargets(Targets!), Pause, Progress, cancellation);
        mover?.Run();
        return new NumaMovedProcess
        {
            Id = process.Id,
            Name = process.Name,
            Threads = threads,
            Cpus = read()?.AllowedCpus,
            MemoryCells = mover is null ? [] : [.. Targets!.Select(target => target.Key)],
            Moved = mover?.Moved,
            Failed = mover?.Failed ?? [],
            Remaining = mover?.Remaining,
            MemoryPolicy = mover is null ? null : acts.MemoryPolicyOf(process.Id),
            LongestBatchMs = mover is null || mover.Longest == TimeSpan.Zero ? null : Math.Round(mover.Longest.TotalMilliseconds, 3),
        };
    }
}
