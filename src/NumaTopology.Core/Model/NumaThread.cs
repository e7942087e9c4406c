using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>A thread of a process: where it may run and where it last did.</summary>
public sealed record NumaThread : IComparable<NumaThread>, IComparable
{
    /// <summary>The thread's id, which on Linux is the process's own for its first thread.</summary>
    public required int Id { get; init; }

    /// <summary>The thread's name, of 15 bytes at most on Linux (<c>comm</c>); null on Windows, where threads are known by number.</summary>
    public string? Name { get; init; }

    /// <summary>The CPUs that it may run on: <c>Cpus_allowed_list</c> of its status; on Windows GetThreadGroupAffinity. Null when unknown.</summary>
    public CpuSet? AllowedCpus { get; init; }

    /// <summary>The nodes that its memory may come from, ascending: <c>Mems_allowed_list</c> of its status. Null when unknown, and on Windows, which limits no memory to nodes.</summary>
    public IReadOnlyList<int>? AllowedCells { get; init => field = Listing.Of(value); }

    /// <summary>The CPU that it last ran on: field 39 of its stat. Null on Windows, which does not report it.</summary>
    public int? LastCpu { get; init; }

    /// <summary>The CPU that Windows runs it on by choice (GetThreadIdealProcessorEx); null on Linux, which has none.</summary>
    public int? IdealCpu { get; init; }

    /// <summary>The node of <see cref="LastCpu"/>, on Windows of <see cref="IdealCpu"/>; null when unknown.</summary>
    public int? CellId { get; init; }

    /// <summary>Orders threads by id, then by contents.</summary>
    public int CompareTo(NumaThread? other) => other is null ? 1 : ContentOrder.After(Id.CompareTo(other.Id), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Such as <c>2400: CPUs 2-3</c>.</summary>
    public override string ToString() => PlacementText.Number(Id) + (AllowedCpus is null ? "" : ": " + PlacementText.Cpus(AllowedCpus));
}
