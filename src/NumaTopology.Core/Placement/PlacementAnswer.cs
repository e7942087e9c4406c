using System.Collections.Generic;

namespace NumaTopology;

/// <summary>What came of a search.</summary>
public sealed record PlacementAnswer
{
    /// <summary>The placements, best first; empty when nothing fits.</summary>
    public required IReadOnlyList<NumaPlacement> Placements { get; init => field = Listing.Of(value); }

    /// <summary>Every cell that the best placement does not use, and why; every cell when nothing fits.</summary>
    public required IReadOnlyList<RejectedCell> Rejected { get; init => field = Listing.Of(value); }

    /// <summary>What was asked for.</summary>
    public PlacementRequest? Request { get; init; }

    /// <summary>What is missing, and the closest there is; null when something fits.</summary>
    public string? Shortfall { get; init; }

    /// <summary>Whether memory is missing where its size is known and what is free of it is not: <see cref="PlacementRequest.Capacity"/> would count it.</summary>
    public bool IsFreeMemoryUnknown { get; init; }
}
