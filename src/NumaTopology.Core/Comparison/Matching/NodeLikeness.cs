using System.Collections.Generic;
using System.Linq;
using NumaTopology.Comparison.Structure;

namespace NumaTopology.Comparison.Matching;

/// <summary>What two nodes of two machines have in common: how many of the values that would be compared differ.</summary>
internal sealed class NodeLikeness
{
    private readonly NumaCapabilities _machine;
    private readonly long _basePage;
    private readonly ulong[] _cpus;
    private readonly List<HashSet<ulong>> _devices = [];

    public NodeLikeness(NumaCapabilities machine, Sharing sharing)
    {
        _machine = machine;
        _basePage = BasePageSize.Limit(machine);
        var traits = new CpuTraits(machine);
        _cpus = [.. machine.Cells.Select((cell, i) => CpuTree.Of(cell.Cpus, sharing.OfCell(i), set => set.Kind, traits.Of).Code)];
        Graph = new NodeGraph(machine, sharing, (_, _) => 0);
        var index = machine.Cells.Select((cell, i) => (cell.Id, i)).GroupBy(cell => cell.Id).ToDictionary(cell => cell.Key, cell => cell.First().i);
        foreach (var value in machine.Interconnects)
            Graph.Relate(index, value.Initiator, value.Target, StructureHash.Mix(StructureHash.Mix((ulong)value.AccessClass, (ulong)value.Type, (ulong)value.Access), StructureHash.Mix((ulong)value.CacheLevel, StructureHash.Number(value.Value))));
        foreach (var cell in machine.Cells)
            _devices.Add([.. (machine.Devices ?? []).Where(device => device.CellId == cell.Id).Select(device => StructureHash.Mix((ulong)device.Kind, StructureHash.Text(device.Name)))]);
    }

    /// <summary>How the nodes are related.</summary>
    public NodeGraph Graph { get; }

    /// <summary>The number of a node by its position.</summary>
    public int Id(int index) => _machine.Cells[index].Id;

    /// <summary>How many values of a node differ from those of another machine's node.</summary>
    public int Differences(int index, NodeLikeness others, int other)
    {
        NumaCell one = _machine.Cells[index], two = others._machine.Cells[other];
        var different = Unlike(_cpus[index] == others._cpus[other])
            + Unlike(one.Cpus.Count == two.Cpus.Count)
            + Unlike(one.Memory is { } memory && two.Memory is { } bytes ? MemorySizes.AreAlike(memory, bytes) : one.Memory == two.Memory)
            + Unlike(one.Kind == two.Kind)
            + Unlike(one.MemoryTier == two.MemoryTier)
            + Unlike(one.MemorySideCaches.Equals(two.MemorySideCaches))
            + Unlike(Allowed(index) == others.Allowed(other));
        var basePage = System.Math.Max(_basePage, others._basePage);
        foreach (var (size, pool, pages) in Pairs.Of(one.Pages ?? [], two.Pages ?? [], pool => pool.Size))
            different += Unlike(size <= basePage || pool?.Total == pages?.Total);
        HashSet<ulong> devices = _devices[index], theirs = others._devices[other];
        return different + devices.Count(device => !theirs.Contains(device)) + theirs.Count(device => !devices.Contains(device));
    }

    private bool? Allowed(int index) => _machine.AllowedCells?.Contains(Id(index));

    private static int Unlike(bool isAlike) => isAlike ? 0 : 1;
}
