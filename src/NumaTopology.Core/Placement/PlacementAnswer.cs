using System.Collections.Generic;

namespace NumaTopology;

/// <summary>The result of a search.</summary>
public sealed record PlacementAnswer
{
    /// <summary>The placements, best first; empty when nothing fits.</summary>
    public required IReadOnlyList<NumaPlacement> Placements { get; init => field = Listing.Of(value); }

    /// <summary>Every node that the best placement does not use, and why; every node when nothing fits.</summary>
    public required IReadOnlyList<RejectedCell> Rejected { get; init => field = Listing.Of(value); }

    /// <summary>The request.</summary>
    public PlacementRequest? Request { get; init; }

    /// <summary>What is missing, and what comes closest; null when something fits.</summary>
    public string? Shortfall { get; init; }

    /// <summary>Whether memory is missing where its size is known and what is free of it is not: <see cref="PlacementRequest.Capacity"/> would count it.</summary>
    public bool IsFreeMemoryUnknown { get; init; }
}
