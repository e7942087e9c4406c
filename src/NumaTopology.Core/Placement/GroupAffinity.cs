namespace NumaTopology;

/// <summary>Windows: the processors that a placement takes of one cell in one processor group.</summary>
public sealed record GroupAffinity
{
    /// <summary>The cell.</summary>
    public required int CellId { get; init; }

    /// <summary>The processor group.</summary>
    public required int Group { get; init; }

    /// <summary>The processors taken, by their numbers in the group.</summary>
    public required ulong Mask { get; init; }

    /// <summary>All running processors that the cell has in the group.</summary>
    public required ulong CellMask { get; init; }

    /// <summary>In how many groups the cell has processors.</summary>
    public required int CellGroups { get; init; }

    /// <summary>The group and the mask, such as <c>group 1: 0x3</c>.</summary>
    public override string ToString() => $"group {Group}: 0x{Mask:x}";
}
