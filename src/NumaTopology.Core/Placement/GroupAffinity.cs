using System;

namespace NumaTopology;

/// <summary>Windows: the processors that a placement takes of one cell in one processor group.</summary>
public sealed record GroupAffinity : IComparable<GroupAffinity>, IComparable
{
    /// <summary>The cell.</summary>
    public required int CellId { get; init; }

    /// <summary>The processor group.</summary>
    public required int Group { get; init; }

    /// <summary>The processors taken, by their numbers in the group.</summary>
    public required ulong Mask { get; init; }

    /// <summary>All running processors that the cell has in the group.</summary>
    public required ulong CellMask { get; init; }

    /// <summary>
    /// Whether this is the cell's primary group, the only one that calls which know one group per node speak of: the group that holds most of the cell's
    /// processors. False for all groups of a cell where two hold as many, because which of them Windows chose is not reported.
    /// </summary>
    public required bool IsPrimaryGroup { get; init; }

    /// <summary>Orders by cell and group, then by the processors.</summary>
    public int CompareTo(GroupAffinity? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The group and the mask, such as <c>group 1: 0x3</c>.</summary>
    public override string ToString() => $"group {Group}: 0x{Mask:x}";
}
