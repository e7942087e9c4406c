namespace NumaTopology;

/// <summary>The source of a node's memory size.</summary>
public enum MemorySource
{
    /// <summary>Linux: the node's meminfo, or the host's where there are no nodes.</summary>
    MemInfo,

    /// <summary>Windows: QueryPartitionInformation for the node, or NtManagePartition before build 20348. Not every user is allowed to call it.</summary>
    Partition,

    /// <summary>Windows: the performance counters of 'NUMA Node Memory', in whole megabytes.</summary>
    PerformanceCounter,

    /// <summary>Windows: the ranges of the firmware's SRAT, which count installed memory rather than what the system can use.</summary>
    FirmwareRanges,

    /// <summary>The whole machine's memory, on a machine with one node. Linux: used where the node's own size differs by more than a twentieth, as in a virtual machine whose memory grew.</summary>
    Host,
}
