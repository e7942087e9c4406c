using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>Which nodes there are. They may come and go while they are read.</summary>
internal static class NodeList
{
    /// <summary>The numbers of the nodes, ascending; null when the kernel knows none.</summary>
    public static List<int>? Read(FactReader reader)
    {
        var nodes = reader.NumberedNames(NodeFacts.Folder, "node");
        // A folder that cannot be listed may still be read.
        if (nodes is null && reader.NodeList(NodeFacts.Online) is { } online)
            nodes = online.Count <= MachineLimits.Nodes ? new List<int>(online.ToArray()) : throw reader.Malformed(NodeFacts.Online, $"{online.Count} nodes are more than any machine has");
        if (nodes is { Count: > 0 })
            return nodes;
        if (reader.Machine.IsRefused(NodeFacts.Folder))
            reader.Machine.Log.Warn($"The nodes are unknown: {reader.Machine.Locate(NodeFacts.Folder)} is refused. Node 0 stands for the whole host.");
        else if (!OnlineCpus.IsSysfsThere(reader))
            reader.Machine.Log.Warn($"{reader.Machine.Locate(OnlineCpus.Folder)} does not exist{(IsHostKnown(reader)
                ? ", as in a container without /sys. The nodes are unknown; node 0 stands for the whole host."
                : ", and nothing else reports CPUs or memory. The nodes are unknown; none is shown.")}");
        return null;
    }

    /// <summary>The numbers of the cells: the nodes, or 0 for the host whose kernel knows none; none where nothing is known of it.</summary>
    public static List<int> Cells(FactReader reader) => Read(reader) ?? Host(reader);

    /// <summary>The number of the cell that stands for a host whose kernel knows no nodes; none where nothing is known of it.</summary>
    public static List<int> Host(FactReader reader) => IsHostKnown(reader) ? [0] : [];

    /// <summary>Whether processors or memory are known: without either no cell stands for the host.</summary>
    private static bool IsHostKnown(FactReader reader) => OnlineCpus.Read(reader) is not null || MemoryInfo.Read(reader, MemoryInfo.HostFact).Total is not null;

    /// <summary>Those of some numbers that there are, as they were asked for; all when none was asked for.</summary>
    public static List<int> Wanted(List<int> existing, IReadOnlyList<int>? ids)
    {
        if (ids is null)
            return existing;
        var wanted = new List<int>(ids.Count);
        foreach (var id in ids)
        {
            if (existing.BinarySearch(id) >= 0)
                wanted.Add(id);
        }

        return wanted;
    }

    /// <summary>What is needed to tell whose the values of a distance row are.</summary>
    public static DistanceRow Rows(FactReader reader, IReadOnlyList<int> nodes) =>
        new(nodes, reader.NodeList(NodeFacts.Online)?.ToArray(), reader.NodeList(NodeFacts.Possible)?.ToArray());

    /// <summary>Whether a node was taken away between listing and reading: nothing of it is left, nor refused. A snapshot need not have its folder.</summary>
    public static bool HasVanished(FactReader reader, int id)
    {
        if (reader.Machine.List(NodeFacts.Of(id)) is not null || reader.Machine.IsRefused(NodeFacts.Of(id)))
            return false;
        foreach (var fact in new[] { NodeFacts.MemInfo(id), NodeFacts.CpuList(id), NodeFacts.Distance(id) })
        {
            if (reader.TryRead(fact) || reader.Machine.IsRefused(fact))
                return false;
        }

        return true;
    }
}
