using System;

namespace NumaTopology;

/// <summary>The CPUs that a placement takes of one node.</summary>
public sealed record CpuShare : IComparable<CpuShare>, IComparable
{
    /// <summary>The node.</summary>
    public required int CellId { get; init; }

    /// <summary>The CPUs taken of it.</summary>
    public required CpuSet Cpus { get; init; }

    /// <summary>Orders shares by node, then by the CPUs.</summary>
    public int CompareTo(CpuShare? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The node and its CPUs, such as <c>1: 2-3</c>.</summary>
    public override string ToString() => $"{CellId}: {Cpus}";
}
