namespace NumaTopology;

/// <summary>What a placement takes of one cell's memory.</summary>
public sealed record MemoryShare
{
    /// <summary>The cell.</summary>
    public required int CellId { get; init; }

    /// <summary>Bytes in base pages.</summary>
    public required long Bytes { get; init; }

    /// <summary>Huge pages of the size that was asked for.</summary>
    public required long HugePages { get; init; }

    /// <summary>The cell and what it gives, such as <c>1: 100 MiB</c>.</summary>
    public override string ToString()
    {
        var bytes = Bytes > 0 || HugePages == 0 ? PlacementText.Bytes(Bytes) : null;
        var pages = HugePages > 0 ? HugePages + (HugePages == 1 ? " page" : " pages") : null;
        return $"{CellId}: {bytes}{(bytes is not null && pages is not null ? " + " : "")}{pages}";
    }
}
