using System;

namespace NumaTopology.Health;

/// <summary>A rule of the check-up: what it asks for, why, what to do, who says so, and how it is checked.</summary>
internal sealed record HealthRule(string Name)
{
    /// <summary>The only system that it is about; null for both.</summary>
    public MachineSystem? System { get; init; }

    /// <summary>How many nodes it is about at least: with none reported it is unknown, with fewer than that not applicable. 0 where it asks for no nodes.</summary>
    public int LeastNodes { get; init; }

    public required string Expected { get; init; }

    public required string Why { get; init; }

    public required string Fix { get; init; }

    public required string Reference { get; init; }

    public required Func<HealthFacts, Verdict> Check { get; init; }
}
