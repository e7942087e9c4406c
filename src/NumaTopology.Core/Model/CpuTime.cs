namespace NumaTopology;

/// <summary>How a processor has spent its time since the machine started, in ticks of the system's own.</summary>
internal readonly record struct CpuTime
{
    /// <summary>The processor.</summary>
    public required int Id { get; init; }

    /// <summary>Ticks without work.</summary>
    public required long Idle { get; init; }

    /// <summary>All ticks.</summary>
    public required long Total { get; init; }
}
