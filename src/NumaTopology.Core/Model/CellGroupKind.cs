namespace NumaTopology;

/// <summary>What makes nodes a group.</summary>
public enum CellGroupKind
{
    /// <summary>The whole machine: the root.</summary>
    Machine,

    /// <summary>They are in one socket.</summary>
    Socket,

    /// <summary>They are on one die of a socket.</summary>
    Die,

    /// <summary>They are closer to each other than to any node outside.</summary>
    Distance,
}
