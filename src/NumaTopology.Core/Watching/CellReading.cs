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

    /// <summary>Its counters, and those of the whole machine that belong beside them.</summary>
    public CellCounters Counters { get; init; } = new();
}
