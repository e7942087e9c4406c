namespace NumaTopology;

/// <summary>How a plan divides its requests over nodes and hosts.</summary>
public enum PlanStrategy
{
    /// <summary>Best fit: each request is placed where it leaves least over, so that large requests still find room.</summary>
    Pack,

    /// <summary>Evenly: among the placements at the smallest distance, those whose nodes hold the fewest requests of the plan, then those that leave most CPUs over.</summary>
    Spread,
}
