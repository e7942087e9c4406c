namespace NumaTopology.Relations;

/// <summary>Where a cell sits.</summary>
internal readonly record struct CellSocket(int Id)
{
    /// <summary>Whether it is known to have no processors: memory, or a device that reaches memory.</summary>
    public bool HasNoCpus { get; init; }

    /// <summary>The one socket that holds all of its processors; null when unknown or when there are several.</summary>
    public int? Socket { get; init; }

    /// <summary>Whether the machine tells sockets, but not where this cell's processors are: then links between sockets cannot be counted, and no socket is known to be whole.</summary>
    public bool SocketIsMissing { get; init; }

    /// <summary>The one die of that socket that holds all of its processors; null when unknown or when there are several.</summary>
    public int? Die { get; init; }
}
