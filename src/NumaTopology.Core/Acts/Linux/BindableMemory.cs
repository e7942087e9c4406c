using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Linux;

namespace NumaTopology.Acts.Linux;

/// <summary>
/// How much memory a program that is bound to a node can get at most. The policy lets the kernel take pages from the node's own zones only, and those are what the node's
/// meminfo counts (sum_zone_node_page_state), so what the host counts beyond it, as for the only node of a machine that grew, is not promised.
/// </summary>
internal static class BindableMemory
{
    /// <summary>Nodes, with no more available memory than each reports itself.</summary>
    public static IReadOnlyList<NumaCell> Of(Machine machine, IReadOnlyList<NumaCell> cells)
    {
        if (cells.All(cell => cell.MemorySource != MemorySource.Host))
            return cells;
        var reader = new FactReader(machine);
        var available = new AvailableMemory(reader, MemoryInfo.Read(reader, MemoryInfo.HostFact));
        return [.. cells.Select(cell => cell.MemorySource == MemorySource.Host && cell.AvailableMemory is { } bytes && available.Of(MemoryInfo.Read(reader, NodeFacts.MemInfo(cell.Id))) is { } own
            ? cell with { AvailableMemory = Math.Min(bytes, own) } : cell)];
    }
}
