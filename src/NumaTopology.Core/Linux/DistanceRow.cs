using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>
/// Gives the values of <c>nodeN/distance</c> (<c>10 21\n</c>) to the nodes they belong to. The kernel writes one value for every
/// online node, in ascending order, and does not say which they are.
/// </summary>
internal sealed class DistanceRow
{
    private readonly IReadOnlyList<int> _existing;
    private readonly NodeSet _existingSet;
    private readonly IReadOnlyList<int>? _online;
    private readonly IReadOnlyList<int>? _possible;

    public DistanceRow(IReadOnlyList<int> existing, IReadOnlyList<int>? online, IReadOnlyList<int>? possible)
    {
        _existing = existing;
        _existingSet = NodeSet.From(existing);
        _online = online;
        _possible = possible;
    }

    /// <summary>The distances from a node to those that exist; empty when the machine has none or they fit no set of nodes.</summary>
    public IReadOnlyList<NumaDistance> Read(FactReader reader, int from)
    {
        var fact = NodeFacts.Distance(from);
        var values = reader.Numbers(fact);
        if (values is null || values.Count == 0)
            return [];
        var targets = Targets(values.Count) ?? OnlineNow(reader, values.Count);
        if (targets is null)
        {
            reader.Machine.Log.Warn($"{reader.Machine.Locate(fact)} has {values.Count} values for {_existing.Count} nodes; the distances from node {from} are ignored.");
            return [];
        }

        var distances = new List<NumaDistance>(values.Count);
        for (var i = 0; i < values.Count; i++)
        {
            // 0 is what broken firmware gives; ACPI reserves it, numactl and libvirt drop it.
            if (values[i] != 0 && _existingSet.Contains(targets[i]))
                distances.Add(new NumaDistance { From = from, To = targets[i], Value = values[i], HostName = reader.HostName, Snapshot = reader.Machine.Snapshot });
        }

        return distances;
    }

    /// <summary>
    /// The nodes of a row with that many values: the online nodes when the counts match, else the possible ones (older kernels with
    /// an offline node), else every number from 0 on when that reaches the last node.
    /// </summary>
    private IReadOnlyList<int>? Targets(int values)
    {
        var online = _online ?? _existing;
        if (values == online.Count)
            return online;
        if (values == _existing.Count)
            return _existing;
        if (values == _possible?.Count)
            return _possible;
        if (values != _existing[_existing.Count - 1] + 1)
            return null;
        var positions = new int[values];
        for (var i = 0; i < values; i++)
            positions[i] = i;
        return positions;
    }

    /// <summary>The online nodes, asked again: one may have come or gone since they were listed.</summary>
    private static IReadOnlyList<int>? OnlineNow(FactReader reader, int values)
    {
        var online = reader.NodeList(NodeFacts.Online);
        return online?.Count == values ? online.ToArray() : null;
    }
}
