using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Windows;

/// <summary>
/// The processors of each node: node u32 at 8, masks behind the count at 30. RelationNumaNodeEx gives all groups of a node; systems that do not
/// know it have only RelationNumaNode.
/// </summary>
internal static class WindowsNodes
{
    // Windows knows at most 2048; each takes some hundred bytes, and the same mask can stand in many records.
    private const int MostCpus = 1 << 14;

    public static SortedDictionary<int, CpuSet> Read(WindowsReader reader, GroupNumbers groups)
    {
        var nodes = new SortedDictionary<int, CpuSet>();
        var fact = WindowsFacts.NumaNodesEx;
        var records = reader.Records(fact);
        if (records.Count == 0)
        {
            fact = WindowsFacts.NumaNodes;
            records = reader.Records(fact);
        }

        foreach (var record in records)
        {
            // Records of RelationNumaNodeEx say that they are of RelationNumaNode.
            if (record.Relationship is not (ProcessorRecord.NumaNode or ProcessorRecord.NumaNodeEx))
                continue;
            var node = record.U32(8);
            if (node >= CpuSet.Limit)
                throw reader.Malformed(fact, $"{node} is no node");
            var cpus = groups.Set(record.Masks(30), fact);
            nodes[(int)node] = nodes.TryGetValue((int)node, out var known) ? known.Union(cpus) : cpus;
        }

        if (nodes.Values.Sum(cpus => (long)cpus.Count) > MostCpus)
            throw reader.Malformed(fact, "the nodes have more processors than any machine");

        // A node over several groups has only its first one's processors in RelationNumaNode: then some are left over.
        if (fact == WindowsFacts.NumaNodes && nodes.Count > 0)
        {
            var active = groups.Active;
            foreach (var node in nodes.Values)
                active = active.Except(node);
            if (!active.IsEmpty)
                throw reader.Malformed(WindowsFacts.NumaNodesEx, $"it is missing, and without it the node of the processors {active} is unknown");
        }

        return nodes.Count > 0 ? nodes : throw reader.Malformed(fact, "no record names a node");
    }
}
