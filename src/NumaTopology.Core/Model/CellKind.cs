namespace NumaTopology;

/// <summary>What a cell is made of, as far as the machine tells; <see cref="NumaCell.KindSource"/> says from what it was concluded.</summary>
public enum CellKind
{
    /// <summary>Processors with ordinary memory.</summary>
    Ordinary,

    /// <summary>Processors without memory.</summary>
    ProcessorOnly,

    /// <summary>Memory without processors of which nothing more is known.</summary>
    MemoryOnly,

    /// <summary>Memory that is faster than that of the processors' own cells.</summary>
    HighBandwidth,

    /// <summary>Memory behind CXL.</summary>
    Cxl,

    /// <summary>Persistent memory that serves as ordinary memory.</summary>
    Persistent,

    /// <summary>Memory that firmware sets aside for a purpose (soft-reserved), high-bandwidth or CXL.</summary>
    SpecificPurpose,

    /// <summary>Memory that is slower than that of the processors' own cells.</summary>
    SlowTier,

    /// <summary>A device that reaches memory, such as an accelerator, with neither processors nor memory of its own.</summary>
    GenericInitiator,

    /// <summary>Neither processors nor memory.</summary>
    Empty,
}
