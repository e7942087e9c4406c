using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>What the memory of a cell gives to a request.</summary>
internal readonly struct MemoryOffer
{
    /// <summary>Bytes of base pages; 0 when none were requested, null when unknown.</summary>
    public long? Bytes { get; init; }

    /// <summary>Huge pages of the size requested; 0 when none were, null when unknown.</summary>
    public long? Pages { get; init; }

    /// <summary>The bytes that are not among them because others hold them.</summary>
    public IReadOnlyList<Loss> HeldBytes { get; init; }

    /// <summary>The huge pages that are not among them because others hold them.</summary>
    public IReadOnlyList<Loss> HeldPages { get; init; }

    /// <summary>Why it gives none; null when it gives some, or nothing is requested.</summary>
    public string? None { get; init; }

    /// <summary>Why what it has may not be used, as the words behind an amount; null when it may.</summary>
    public string? Barred { get; init; }

    /// <summary>The bytes that may be used.</summary>
    public long UsableBytes => Barred is null ? Bytes ?? 0 : 0;

    /// <summary>The huge pages that may be used.</summary>
    public long UsablePages => Barred is null ? Pages ?? 0 : 0;
}
