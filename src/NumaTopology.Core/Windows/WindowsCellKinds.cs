using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Windows;

/// <summary>What kind a cell is, by what it has; the firmware is asked only where it has nothing.</summary>
internal sealed class WindowsCellKinds
{
    private readonly IReadOnlyDictionary<int, CpuSet> _nodes;
    private readonly IReadOnlyDictionary<int, NodeMemory> _memory;
    private readonly HashSet<int>? _initiators;

    public WindowsCellKinds(FirmwareTables tables, DomainMap domains, IReadOnlyDictionary<int, CpuSet> nodes, IReadOnlyDictionary<int, NodeMemory> memory)
    {
        _nodes = nodes;
        _memory = memory;
        _initiators = nodes.Any(node => node.Value.IsEmpty && memory[node.Key].Total == 0) ? InitiatorNodes(tables, domains) : null;
    }

    /// <summary>The kind; null where what it follows from is unknown.</summary>
    public CellKind? Of(int id) => (_memory[id].Total, HasCpus: !_nodes[id].IsEmpty) switch
    {
        (null, _) => null,
        (0, true) => CellKind.ProcessorOnly,
        (0, false) => _initiators is null ? null : _initiators.Contains(id) ? CellKind.GenericInitiator : CellKind.Empty,
        (_, true) => CellKind.Ordinary,
        (_, false) => CellKind.MemoryOnly,
    };

    /// <summary>What told the kind.</summary>
    public string? SourceOf(int id) => Of(id) switch
    {
        null => null,
        CellKind.GenericInitiator or CellKind.Empty => "CPUs, memory and generic initiators of the node",
        _ => "CPUs and memory of the node",
    };

    /// <summary>The nodes of devices that reach memory by themselves; the firmware alone tells them. Null when one of them, or all, may be missing.</summary>
    private static HashSet<int>? InitiatorNodes(FirmwareTables tables, DomainMap domains)
    {
        if (tables.Srat is not { } srat)
            return null;
        var nodes = new HashSet<int>();
        foreach (var domain in srat.InitiatorDomains)
        {
            if (domains.Node(domain) is not { } node)
                return null;
            nodes.Add(node);
        }

        return nodes;
    }
}
