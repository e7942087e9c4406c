namespace NumaTopology;

/// <summary>What a placement is good for.</summary>
public enum PlacementGoal
{
    /// <summary>Short ways: as few nodes as possible, as close together as possible.</summary>
    Latency,

    /// <summary>Many memory controllers: CPUs and memory in equal parts from all nodes with CPUs of a socket, or of the machine. Such memory is interleaved.</summary>
    Bandwidth,
}
