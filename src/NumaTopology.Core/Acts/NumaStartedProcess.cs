using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using NumaTopology.Acts;

namespace NumaTopology;

/// <summary>A program that was started bound.</summary>
public sealed record NumaStartedProcess : IComparable<NumaStartedProcess>, IComparable
{
    private readonly Provenance<Process> _process;
    private readonly Provenance<Redirections?> _redirections;

    internal NumaStartedProcess(Process process, Redirections? redirections = null)
    {
        _process = new(process);
        _redirections = new(redirections);
        Id = process.Id;
    }

    /// <summary>The process id.</summary>
    public int Id { get; }

    /// <summary>The file name of the program.</summary>
    public required string Name { get; init; }

    /// <summary>The CPUs that it may run on, as the system reports them; null when it does not.</summary>
    public CpuSet? Cpus => Effective.Cpus;

    /// <summary>From which nodes its memory comes, as the system reports it; null when no policy is set.</summary>
    public NumaMemoryPolicy? MemoryPolicy => Effective.MemoryPolicy;

    /// <summary>The nodes of the policy, as the system reports them.</summary>
    public IReadOnlyList<int> MemoryCells => Effective.MemoryCells;

    /// <summary>What was requested.</summary>
    public required NumaProcessBinding Requested { get; init; }

    /// <summary>What the system made of it.</summary>
    public required NumaProcessBinding Effective { get; init; }

    /// <summary>In what the two differ; empty when they do not.</summary>
    public IReadOnlyList<string> Differences => Requested.Differences(Effective);

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.Value.HasExited;

    /// <summary>Its exit code; null while it runs.</summary>
    public int? ExitCode => HasExited ? _process.Value.ExitCode : null;

    /// <summary>Waits until it ends and what it wrote into files is there; false when it takes longer. <see cref="Timeout.InfiniteTimeSpan"/> waits without end.</summary>
    public bool WaitForExit(TimeSpan time)
    {
        // .NET waits for 24 days at most, or without end.
        if (time.TotalMilliseconds > int.MaxValue)
            time = Timeout.InfiniteTimeSpan;
        var watch = Stopwatch.StartNew();
        return _process.Value.WaitForExit((int)time.TotalMilliseconds) && _redirections.Value?.Wait(Redirections.Left(time, watch)) != false;
    }

    /// <summary>Orders by id, then by contents.</summary>
    public int CompareTo(NumaStartedProcess? other) => other is null ? 1 : ContentOrder.After(Id.CompareTo(other.Id), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The id and the name, such as <c>2381 serve</c>.</summary>
    public override string ToString() => $"{Id} {Name}";
}
