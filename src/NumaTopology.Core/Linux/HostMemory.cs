using System;
using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>
/// Holds the nodes' memory against the host's, <c>proc/meminfo</c>. The kernel counts the same pages in both, and kernels before 3.13 in a node also those that it
/// keeps for itself: some per cent. A virtual machine whose memory grows while it runs may have the growth in the host's count alone, and its node, which
/// numactl and libvirt repeat, stays what it was at boot; a container may see its own limit in place of the host's memory.
/// </summary>
internal sealed class HostMemory
{
    private readonly FactReader _reader;
    private double? _ofNodes = 0;

    public HostMemory(FactReader reader)
    {
        _reader = reader;
        Info = MemoryInfo.Read(reader, MemoryInfo.HostFact);
    }

    /// <summary>What <c>proc/meminfo</c> says.</summary>
    public MemoryInfo Info { get; }

    /// <summary>Whether the only node's memory is not the host's: then the host's counts, and a warning gives both.</summary>
    public bool StandsFor(IReadOnlyList<int> nodes, in MemoryInfo node)
    {
        if (nodes.Count != 1 || node.Total is not { } total || Info.Total is not { } host || !AreFar(total, host))
            return false;
        // What the host has more may be another node's, which is offline.
        var isOnly = _reader.NodeList(NodeFacts.Possible) is { Count: 1 };
        Warn($"Node {nodes[0]} reports", total, host, isOnly ? "the host's is used as the node's memory" : "the node's is used");
        return isOnly;
    }

    /// <summary>Adds a node's memory to what <see cref="Compare"/> holds against the host's; of the unknown nothing can be said.</summary>
    public void Add(in MemoryInfo node) => _ofNodes += node.Total;

    /// <summary>Warns where the totals of several nodes do not add up to the host's. All of them have been added.</summary>
    public void Compare()
    {
        if (_ofNodes is { } total && Info.Total is { } host && AreFar(total, host))
            Warn("The nodes together report", (long)Math.Min(total, 1L << 62), host, "the nodes' sum is used");
    }

    // Not of longs: what a hostile machine's nodes add up to is more than one holds.
    private static bool AreFar(double nodes, double host) => Math.Abs(nodes - host) > Math.Max(nodes, host) / 20;

    private void Warn(string nodes, long total, long host, string counted)
    {
        var text = PlacementText.BytesApart(total, host);
        _reader.Machine.Log.Warn($"{nodes} {text(total)} of memory, but {_reader.Machine.Locate(MemoryInfo.HostFact)} reports {text(host)}; {counted}.");
    }
}
