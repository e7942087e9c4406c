using System.Collections.Generic;

namespace NumaTopology;

/// <summary>A placement for each of several requests that do not take anything from each other.</summary>
public sealed record NumaPlan
{
    /// <summary>The placements in the order of the requests, ranked in that order; empty when not all of the requests fit.</summary>
    public required IReadOnlyList<NumaPlacement> Placements { get; init => field = Listing.Of(value); }

    /// <summary>The requests that do not fit, and what is missing beside the others; empty when all fit.</summary>
    public required IReadOnlyList<PlanShortfall> Shortfalls { get; init => field = Listing.Of(value); }

    /// <summary>How the plan was found. <see cref="PlacementSearch.Exact"/>: no plan has a smaller worst distance.</summary>
    public required PlacementSearch Search { get; init; }
}
