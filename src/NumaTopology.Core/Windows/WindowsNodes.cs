using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>
/// The nodes and their processors. A record has the node u32 at 8 and the masks behind the count at 30. RelationNumaNodeEx gives all groups of a node;
/// systems that do not know it have only RelationNumaNode. A node without processors may stand in a record without masks, or in none.
/// </summary>
internal sealed class WindowsNodes
{
    private const int GroupCountAt = 30;

    private WindowsNodes(SortedDictionary<int, CpuSet> cpus, bool areOne)
    {
        Cpus = cpus;
        AreOne = areOne;
    }

    /// <summary>The processors of each node, by its number; empty for a node without any.</summary>
    public SortedDictionary<int, CpuSet> Cpus { get; }

    /// <summary>Whether there is one node and Windows says that there is no other: what belongs to the machine then belongs to it.</summary>
    public bool AreOne { get; }

    /// <summary>Reads the records and asks <paramref name="exists"/> for each number up to the highest that none of them names.</summary>
    public static WindowsNodes Read(WindowsReader reader, GroupNumbers groups, Func<int, bool> exists)
    {
        var nodes = Listed(reader, groups);
        var highest = reader.Number(WindowsFacts.HighestNode);
        if (highest >= MachineLimits.Nodes)
            throw reader.Malformed(WindowsFacts.HighestNode, $"{highest} is not a node number");
        for (var node = 0; node <= highest; node++)
        {
            if (!nodes.ContainsKey(node) && exists(node))
                nodes.Add(node, CpuSet.Empty);
        }

        return new WindowsNodes(nodes, nodes.Count == 1 && highest == 0);
    }

    private static SortedDictionary<int, CpuSet> Listed(WindowsReader reader, GroupNumbers groups)
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
            if (record.Relationship is not (ProcessorRelationship.NumaNode or ProcessorRelationship.NumaNodeEx))
                continue;
            var node = record.U32(8);
            if (node >= MachineLimits.Ids)
                throw reader.Malformed(fact, $"{node} is not a node number");
            var cpus = record.EndsWithCount(GroupCountAt) ? CpuSet.Empty : groups.Set(record.Masks(GroupCountAt), fact);
            nodes[(int)node] = nodes.TryGetValue((int)node, out var known) ? known.Union(cpus) : cpus;
        }

        if (nodes.Values.Sum(cpus => (long)cpus.Count) > MachineLimits.Cpus)
            throw reader.Malformed(fact, "the nodes have more CPUs than any machine");

        // A node over several groups has only its first one's processors in RelationNumaNode: then some are left over.
        if (fact == WindowsFacts.NumaNodes && nodes.Count > 0)
        {
            var active = groups.Active;
            foreach (var node in nodes.Values)
                active = active.Except(node);
            if (!active.IsEmpty)
                throw reader.Malformed(WindowsFacts.NumaNodesEx, $"it is missing, so the node of CPUs {active} is unknown");
        }

        return nodes.Count > 0 ? nodes : throw reader.Malformed(fact, "no record names a node");
    }
}
