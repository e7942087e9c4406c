using System;

namespace NumaTopology;

/// <summary>The memory that a placement takes of one node.</summary>
public sealed record MemoryShare : IComparable<MemoryShare>, IComparable
{
    /// <summary>The node.</summary>
    public required int CellId { get; init; }

    /// <summary>Bytes in base pages.</summary>
    public required long Bytes { get; init; }

    /// <summary>Huge pages of the requested size.</summary>
    public required long HugePages { get; init; }

    /// <summary>Orders shares by node, then by what they take.</summary>
    public int CompareTo(MemoryShare? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The node and what it gives, such as <c>1: 100 MiB</c>.</summary>
    public override string ToString()
    {
        var bytes = Bytes > 0 || HugePages == 0 ? PlacementText.Bytes(Bytes) : null;
        var pages = HugePages > 0 ? HugePages + (HugePages == 1 ? " page" : " pages") : null;
        return $"{CellId}: {bytes}{(bytes is not null && pages is not null ? " + " : "")}{pages}";
    }
}
