using System.Collections.Generic;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>Which node a proximity domain of the firmware is: GetNumaProximityNodeEx, asked once for each domain.</summary>
internal sealed class DomainMap
{
    private readonly WindowsReader _reader;
    private readonly Dictionary<uint, int?> _nodes = [];

    public DomainMap(WindowsReader reader) => _reader = reader;

    /// <summary>The node; null when Windows knows no node of the domain.</summary>
    public int? Node(uint domain)
    {
        if (!_nodes.TryGetValue(domain, out var node))
        {
            var number = _reader.Number(WindowsFacts.NodeOfDomain(domain));
            _nodes.Add(domain, node = number is >= 0 and < MachineLimits.Ids ? (int?)number : null);
        }

        return node;
    }
}
