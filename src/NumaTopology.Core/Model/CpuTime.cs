namespace NumaTopology;

/// <summary>CPU time since the machine started, in ticks of the system.</summary>
internal readonly record struct CpuTime
{
    /// <summary>The CPU.</summary>
    public required int Id { get; init; }

    /// <summary>Idle ticks.</summary>
    public required long Idle { get; init; }

    /// <summary>All ticks.</summary>
    public required long Total { get; init; }
}
