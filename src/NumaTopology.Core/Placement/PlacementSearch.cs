namespace NumaTopology;

/// <summary>How placements were searched.</summary>
public enum PlacementSearch
{
    /// <summary>All sets of nodes were tried or shown to be worse: no placement is better. Of a plan: none has a smaller worst distance.</summary>
    Exact,

    /// <summary>There are too many sets of nodes to try all: the best of those that were tried and of the nearest neighbours of each node. A better one may exist. Of a plan: the best of several orders of its requests.</summary>
    NearestNeighbours,
}
