using System.Collections.Generic;
using NumaTopology.Acpi;

namespace NumaTopology.Windows;

/// <summary>
/// Distances between nodes from the firmware's SLIT, through the map of domains. Windows has no call for them, and a domain's number is
/// not its node's.
/// </summary>
internal static class WindowsDistances
{
    public static IReadOnlyList<NumaDistance> Read(WindowsReader reader, DomainMap domains, IReadOnlyList<int> nodes)
    {
        if (reader.Bytes(WindowsFacts.Slit) is not { } bytes)
            return nodes.Count == 1 ? [] : Unavailable(reader, "the firmware gives no SLIT");
        var slit = Slit.Parse(bytes);
        var domainOf = new SortedDictionary<int, int>();
        for (var domain = 0; domain < slit.Domains; domain++)
        {
            // Several domains can be one node; the first is the one with its processors and memory.
            if (domains.Node((uint)domain) is { } node && Contains(nodes, node) && !domainOf.ContainsKey(node))
                domainOf.Add(node, domain);
        }

        if (domainOf.Count == 0)
            return Unavailable(reader, "Windows tells the node of no proximity domain");
        var distances = new List<NumaDistance>(domainOf.Count * domainOf.Count);
        foreach (var from in domainOf)
        {
            foreach (var to in domainOf)
            {
                var value = slit.Distance(from.Value, to.Value);
                if (value != 0)
                    distances.Add(new NumaDistance { From = from.Key, To = to.Key, Value = value, Snapshot = reader.Machine.Snapshot });
            }
        }

        return distances;
    }

    private static IReadOnlyList<NumaDistance> Unavailable(WindowsReader reader, string reason)
    {
        reader.Machine.Log.Warn($"The distances between the cells are unknown: {reason}.");
        return [];
    }

    private static bool Contains(IReadOnlyList<int> nodes, int node)
    {
        foreach (var other in nodes)
        {
            if (other == node)
                return true;
        }

        return false;
    }
}
