using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology;

/// <summary>A process: where it may run, where its threads last ran and, where that was asked for, where its memory is.</summary>
public sealed record NumaProcess : IComparable<NumaProcess>, IComparable
{
    private readonly Provenance<string?> _snapshot;
    private readonly Provenance<string?> _hostName;

    /// <summary>The process's id.</summary>
    public required int Id { get; init; }

    /// <summary>The name: on Linux of 15 bytes at most (<c>comm</c>), on Windows the program's file without <c>.exe</c>. Null when it is refused.</summary>
    public string? Name { get; init; }

    /// <summary>The id of the process that started it, which may have ended; null when unknown, and for the first process.</summary>
    public int? ParentId { get; init; }

    /// <summary>The CPUs that its threads may run on, all together: <c>Cpus_allowed_list</c> of each thread's status; on Windows its affinity and of that its default CPU sets. Null when unknown.</summary>
    public CpuSet? AllowedCpus { get; init; }

    /// <summary>The nodes that these CPUs belong to, ascending; null when unknown.</summary>
    public IReadOnlyList<int>? Cells { get; init => field = Listing.Of(value); }

    /// <summary>The nodes that its memory may come from, ascending: <c>Mems_allowed_list</c> of its status. Null when unknown, and on Windows, which limits no memory to nodes.</summary>
    public IReadOnlyList<int>? AllowedCells { get; init => field = Listing.Of(value); }

    /// <summary>The CPU that its first thread last ran on; null on Windows, which does not report it.</summary>
    public int? LastCpu { get; init; }

    /// <summary>The node of <see cref="LastCpu"/>; on Windows of the ideal CPU of its first thread. Null when unknown.</summary>
    public int? LastCell { get; init; }

    /// <summary>How many threads it has; null when unknown.</summary>
    public int? ThreadCount { get; init; }

    /// <summary>What it has on each node, by node; a node without threads and, where memory was asked for, without memory is left out.</summary>
    public IReadOnlyList<NumaProcessCell> Usage { get; init => field = Listing.Of(value); } = Listing<NumaProcessCell>.None;

    /// <summary>Each thread, by id; null where threads were not asked for.</summary>
    public IReadOnlyList<NumaThread>? Threads { get; init => field = Listing.Of(value); }

    /// <summary>
    /// The memory policies of its mappings as numa_maps writes them, <c>default</c>, <c>bind:0</c>, <c>prefer (many):0-1</c>, each once, in order of address. A mapping
    /// without its own has the first thread's. Null where memory was not asked for, or is not told, and on Windows, which has none.
    /// </summary>
    public IReadOnlyList<string>? Policies { get; init => field = Listing.Of(value); }

    /// <summary>Bytes in memory on all nodes; null where memory was not asked for, or is not told. A page that is swapped out is in no memory.</summary>
    public long? Memory { get; init; }

    /// <summary>Bytes of its own, huge pages included, on nodes where none of its threads may run. Those of files are shared and never count. Null where one of both is unknown.</summary>
    public long? Misplaced => Memory is null || Cells is null ? null : Usage.Where(cell => !Cells.Contains(cell.CellId)).Sum(cell => cell.Own ?? 0);

    /// <summary>What was refused, such as <c>/proc/1/numa_maps refused</c>, on Windows <c>affinity, memory refused</c>; null where nothing was.</summary>
    public string? Access { get; init; }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>The host's name, as on <see cref="NumaCapabilities.HostName"/>; null when unknown.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>Orders processes by id, then by contents.</summary>
    public int CompareTo(NumaProcess? other) => other is null ? 1 : ContentOrder.After(Id.CompareTo(other.Id), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Such as <c>postgres (2381)</c>.</summary>
    public override string ToString() => Name is null ? $"process {PlacementText.Number(Id)}" : $"{Name} ({PlacementText.Number(Id)})";
}
