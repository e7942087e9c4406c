namespace NumaTopology;

/// <summary>The kind of a core of a hybrid processor.</summary>
public enum CoreKind
{
    /// <summary>A fast core (P-core, big).</summary>
    Performance,

    /// <summary>An efficient core (E-core, LITTLE).</summary>
    Efficiency,

    /// <summary>A core for background work (low-power E-core).</summary>
    LowPower,
}
