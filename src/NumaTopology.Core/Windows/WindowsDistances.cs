using System.Collections.Generic;
using System.Linq;
using NumaTopology.Acpi;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>
/// Distances between nodes from the firmware's SLIT, through the map of domains. Windows has no call for them, and a domain's number is
/// not its node's.
/// </summary>
internal static class WindowsDistances
{
    public static IReadOnlyList<NumaDistance> Read(WindowsReader reader, FirmwareTables tables, DomainMap domains, WindowsNodes nodes)
    {
        if (reader.Bytes(WindowsFacts.Slit) is null)
            return nodes.AreOne ? [] : Unavailable(reader, "the firmware provides no SLIT");
        return tables.Use(WindowsFacts.Slit, bytes => Read(reader, Slit.Parse(bytes), domains, nodes)) ?? [];
    }

    private static IReadOnlyList<NumaDistance> Read(WindowsReader reader, Slit slit, DomainMap domains, WindowsNodes nodes)
    {
        var domainOf = new SortedDictionary<int, int>();
        for (var domain = 0; domain < slit.Domains; domain++)
        {
            // Several domains can be one node; the first is the one with its processors and memory.
            if (domains.Node((uint)domain) is { } node && nodes.Cpus.ContainsKey(node) && !domainOf.ContainsKey(node))
                domainOf.Add(node, domain);
        }

        if (domainOf.Count == 0)
            return Unavailable(reader, "Windows reports no node for any proximity domain");
        // Windows splits a node of more than 64 processors (always before build 20348, later where SplitLargeNodes is set); the domain leads to its first part only.
        var untold = nodes.Cpus.Keys.Where(node => !domainOf.ContainsKey(node)).ToList();
        if (untold.Count > 0)
            reader.Machine.Log.Warn($"Distances of nodes {string.Join(", ", untold)} are unknown: no proximity domain of the firmware's SLIT maps to them.");
        var distances = new List<NumaDistance>(domainOf.Count * domainOf.Count);
        foreach (var from in domainOf)
        {
            foreach (var to in domainOf)
                distances.Add(new NumaDistance { From = from.Key, To = to.Key, Value = slit.Distance(from.Value, to.Value), HostName = reader.HostName, Snapshot = reader.Machine.Snapshot });
        }

        return distances;
    }

    private static IReadOnlyList<NumaDistance> Unavailable(WindowsReader reader, string reason)
    {
        reader.Machine.Log.Warn($"Distances between nodes are unknown: {reason}.");
        return [];
    }
}
