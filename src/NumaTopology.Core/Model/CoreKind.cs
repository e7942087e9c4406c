namespace NumaTopology;

/// <summary>What kind of core a processor of a hybrid machine is.</summary>
public enum CoreKind
{
    /// <summary>A fast core.</summary>
    Performance,

    /// <summary>An economical core.</summary>
    Efficiency,

    /// <summary>A core for background work.</summary>
    LowPower,
}
