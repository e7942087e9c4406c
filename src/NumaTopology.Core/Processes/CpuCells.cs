using System.Collections.Generic;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Windows;

namespace NumaTopology.Processes;

/// <summary>Which node each CPU belongs to.</summary>
internal sealed class CpuCells
{
    private readonly List<(int Cell, CpuSet Cpus)> _cells = [];
    private readonly Dictionary<CpuSet, IReadOnlyList<int>> _known = [];
    private readonly Dictionary<int, int> _cellOf = [];

    private CpuCells(IEnumerable<(int Cell, CpuSet? Cpus)> cells)
    {
        foreach (var (cell, cpus) in cells)
        {
            if (cpus is null)
                continue;
            _cells.Add((cell, cpus));
            foreach (var cpu in cpus.Ids)
                _cellOf[cpu] = cell;
        }
    }

    /// <summary>The nodes of a Linux machine; on a kernel that knows none, node 0 has all CPUs.</summary>
    public static CpuCells Read(FactReader reader)
    {
        var online = OnlineCpus.Read(reader);
        var nodes = NodeList.Read(reader);
        return new CpuCells((nodes ?? NodeList.Host(reader)).ConvertAll(id => (id, nodes is null ? online : OnlineCpus.OfNode(reader, id, online))));
    }

    /// <summary>The nodes of a Windows machine.</summary>
    public static CpuCells Read(WindowsReader reader, GroupNumbers groups) =>
        new(WindowsNodes.Read(reader, groups, exists: _ => false).Cpus.Select(node => (node.Key, (CpuSet?)node.Value)));

    /// <summary>The node of a CPU; null when it is offline or its node is unknown.</summary>
    public int? Of(int cpu) => _cellOf.TryGetValue(cpu, out var cell) ? cell : null;

    /// <summary>The nodes that some CPUs belong to, ascending.</summary>
    public IReadOnlyList<int> Of(CpuSet cpus)
    {
        if (!_known.TryGetValue(cpus, out var ids))
            _known.Add(cpus, ids = Listing.Of<int>(_cells.FindAll(cell => !cell.Cpus.Intersect(cpus).IsEmpty).ConvertAll(cell => cell.Cell)));
        return ids;
    }
}
