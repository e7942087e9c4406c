namespace NumaTopology;

/// <summary>What tells the cells of a group from the others.</summary>
public enum CellGroupKind
{
    /// <summary>The whole machine: the root.</summary>
    Machine,

    /// <summary>They are in one socket.</summary>
    Socket,

    /// <summary>They are on one die of a socket.</summary>
    Die,

    /// <summary>They are nearer to each other than to any cell outside.</summary>
    Distance,
}
