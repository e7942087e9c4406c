namespace NumaTopology;

/// <summary>What a node consists of, as far as the machine reports it; <see cref="NumaCell.KindSource"/> says how that is known.</summary>
public enum CellKind
{
    /// <summary>CPUs and ordinary memory.</summary>
    Ordinary,

    /// <summary>CPU-only: CPUs without memory.</summary>
    ProcessorOnly,

    /// <summary>Memory-only: memory without CPUs, of no other known kind.</summary>
    MemoryOnly,

    /// <summary>Memory that is faster than the memory of nodes with CPUs.</summary>
    HighBandwidth,

    /// <summary>Memory behind CXL.</summary>
    Cxl,

    /// <summary>Persistent memory that serves as ordinary memory.</summary>
    Persistent,

    /// <summary>Memory that the firmware reserves for a specific purpose (soft-reserved), such as high-bandwidth memory or CXL.</summary>
    SpecificPurpose,

    /// <summary>Memory that is slower than the memory of nodes with CPUs.</summary>
    SlowTier,

    /// <summary>A device that accesses memory, such as an accelerator, without CPUs or memory of its own.</summary>
    GenericInitiator,

    /// <summary>Neither CPUs nor memory.</summary>
    Empty,
}
