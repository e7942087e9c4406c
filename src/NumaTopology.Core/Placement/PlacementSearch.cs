namespace NumaTopology;

/// <summary>How placements were searched.</summary>
public enum PlacementSearch
{
    /// <summary>Every set of cells was looked at or shown to be worse: there is no better one.</summary>
    Exact,

    /// <summary>There are too many sets of cells to look at all: the best of those that were, and of the nearest neighbours of each cell. A better one may exist.</summary>
    NearestNeighbours,
}
