namespace NumaTopology.Remote;

/// <summary>What a host is asked, so that it reads no more than the answer needs.</summary>
internal enum HostQuestion
{
    /// <summary>The whole machine, its devices too.</summary>
    Capabilities,

    /// <summary>The cells without their single processors, and the distances.</summary>
    Cells,

    /// <summary>The memory of the cells.</summary>
    FreeMemory,

    /// <summary>The memory of the cells and what they count.</summary>
    Activity,

    /// <summary>The devices.</summary>
    Devices,

    /// <summary>What holds CPUs and memory.</summary>
    Reservations,

    /// <summary>The whole machine with the facts of the check-up.</summary>
    Health,

    /// <summary>The processes with their threads.</summary>
    Processes,

    /// <summary>The same, and where their memory is.</summary>
    ProcessMemory,
}
