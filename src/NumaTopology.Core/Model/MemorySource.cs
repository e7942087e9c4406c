namespace NumaTopology;

/// <summary>Where the memory of a cell is known from.</summary>
public enum MemorySource
{
    /// <summary>Linux: the node's meminfo, or the host's where there are no nodes.</summary>
    MemInfo,

    /// <summary>Windows: QueryPartitionInformation for the node, or NtManagePartition before build 20348. Not every user may ask.</summary>
    Partition,

    /// <summary>Windows: the performance counters of 'NUMA Node Memory', in whole megabytes.</summary>
    PerformanceCounter,

    /// <summary>Windows: the ranges of the firmware's SRAT, which count what is installed rather than what the system has.</summary>
    FirmwareRanges,

    /// <summary>The whole machine's memory, which is the only cell's. Linux: where the only node reports more than a twentieth more or less, as in a virtual machine whose memory grew.</summary>
    Host,
}
