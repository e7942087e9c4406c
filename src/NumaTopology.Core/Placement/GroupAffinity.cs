using System;

namespace NumaTopology;

/// <summary>Windows: the CPUs that a placement takes of one node in one processor group.</summary>
public sealed record GroupAffinity : IComparable<GroupAffinity>, IComparable
{
    /// <summary>The node.</summary>
    public required int CellId { get; init; }

    /// <summary>The processor group.</summary>
    public required int Group { get; init; }

    /// <summary>The CPUs taken, by their numbers in the group.</summary>
    public required ulong Mask { get; init; }

    /// <summary>All running CPUs that the node has in the group.</summary>
    public required ulong CellMask { get; init; }

    /// <summary>
    /// Whether this is the node's primary group, the only one that calls with one group per node report: the group that holds most of the node's
    /// CPUs. False for all groups of a node where two hold as many, because Windows does not report which one it chose.
    /// </summary>
    public required bool IsPrimaryGroup { get; init; }

    /// <summary>Orders by node and group, then by the CPUs.</summary>
    public int CompareTo(GroupAffinity? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The group and the mask, such as <c>group 1: 0x3</c>.</summary>
    public override string ToString() => $"group {Group}: 0x{Mask:x}";
}
