namespace NumaTopology;

/// <summary>How placements were searched.</summary>
public enum PlacementSearch
{
    /// <summary>Every set of cells was looked at or shown to be worse: there is no better one.</summary>
    Exact,

    /// <summary>There are too many sets of cells; from each cell in turn the nearest ones were added until there was enough. A better one may exist.</summary>
    NearestNeighbours,
}
