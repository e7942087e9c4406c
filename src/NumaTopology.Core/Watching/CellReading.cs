using System.Collections.Generic;

namespace NumaTopology.Watching;

/// <summary>What a node says of itself at one moment: its CPUs, memory and huge pages, and what it has counted.</summary>
internal sealed class CellReading(NumaCellFreeMemory memory, CpuSet? cpus)
{
    public NumaCellFreeMemory Memory { get; } = memory;

    /// <summary>Its online CPUs; null when unknown.</summary>
    public CpuSet? Cpus { get; } = cpus;

    /// <summary>Its pools of huge pages; null when not reported.</summary>
    public IReadOnlyList<PagePool>? HugePages { get; init; }

    /// <summary>Its counters by name, and those of the whole machine that belong beside them; empty where none are kept.</summary>
    public IReadOnlyDictionary<CellCounter, long> Counters { get; init; } = new Dictionary<CellCounter, long>();
}

/// <summary>What Linux counts since it started, or since the node came.</summary>
internal enum CellCounter
{
    /// <summary>numa_hit</summary>
    Hit,

    /// <summary>numa_miss</summary>
    Miss,

    /// <summary>numa_foreign</summary>
    Foreign,

    /// <summary>other_node</summary>
    OtherNode,

    /// <summary>pgpromote_success</summary>
    Promoted,

    /// <summary>pgdemote_*</summary>
    Demoted,

    /// <summary>pgmigrate_success of the machine</summary>
    Migrated,
}
