using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Placements for bandwidth: one for each socket of which several nodes give CPUs and that holds the request; where there is none, one for all nodes of the machine.</summary>
internal sealed class SpreadSearch
{
    private readonly SearchSpace _space;

    private SpreadSearch(SearchSpace space) => _space = space;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Candidate> All(SearchSpace space)
    {
        var search = new SpreadSearch(space);
        var sockets = space.CpuCells.Where(index => space.Supplies[index].Cell.Socket is not null).GroupBy(index => space.Supplies[index].Cell.Socket)
            .Where(socket => socket.Count() > 1).Select(socket => search.Over([.. socket], isMachine: false)).OfType<Candidate>().ToList();
        if (sockets.Count == 0 && search.Over(space.CpuCells, isMachine: true) is { } machine)
            return [machine];
        return sockets;
    }

    /// <summary>The request spread over some nodes that give CPUs; null when they do not hold it.</summary>
    private Candidate? Over(int[] group, bool isMachine)
    {
        _space.Cancellation.ThrowIfCancellationRequested();
        if (group.Sum(index => (long)_space.Supplies[index].CpuCount) < _space.Request.Cpu)
            return null;
        // Complete cores are more than a node's part, so that others may have nothing left to give, and the parts of those that do are other ones then.
        var cpu = group;
        var cpus = _space.Split.Take(cpu, cpu.Length);
        while (Array.Exists(cpus, some => some.IsEmpty))
        {
            cpu = [.. cpu.Where((_, i) => !cpus[i].IsEmpty)];
            cpus = _space.Split.Take(cpu, cpu.Length);
        }

        if (cpu.Any(from => cpu.Any(to => _space.Distances[from, to] == NumaDistance.Unreachable)))
            return null;
        if (!TryBring(group, cpu, isMachine, out var memory))
            return null;
        // Of few pages not every node gives one.
        var giving = PlacementBuilder.Memory(_space.Candidate(cpu, cpu.Length, memory, memory.Length, default), cpus).ConvertAll(share => share.CellId);
        memory = [.. memory.Where(index => giving.Contains(_space.Supplies[index].Cell.Id))];
        CandidateTotals totals = default;
        for (var i = 0; i < cpu.Length; i++)
            totals.AddCpus(_space, cpu[i], cpu, i);
        foreach (var index in memory)
            totals.AddMemory(_space.Supplies[index], cpu.Max(from => _space.Distances[from, index]), Sum(cpu, index));
        return _space.Candidate(cpu, cpu.Length, memory, memory.Length, totals).Kept();
    }

    /// <summary>The nodes that the group's memory comes from besides those with its CPUs; false when that is too little.</summary>
    private bool TryBring(int[] group, int[] cpu, bool isMachine, out int[] memory)
    {
        var reached = _space.MemoryCells.Where(index => Array.TrueForAll(cpu, from => _space.Distances[from, index] != NumaDistance.Unreachable)).OrderBy(index => index).ToList();
        var all = new HashSet<int>();
        foreach (var index in group)
        {
            if (reached.Contains(index))
                all.Add(index);
            else if (reached.Count > 0)
                all.Add(reached.OrderBy(other => _space.Distances[index, other]).First());
        }

        long Lacking(Func<CellSupply, long> amount, long wanted) => wanted - all.Sum(index => amount(_space.Supplies[index]));
        foreach (var index in isMachine ? reached.OrderBy(index => Sum(cpu, index)) : Enumerable.Empty<int>())
        {
            var supply = _space.Supplies[index];
            if ((Lacking(one => one.Memory, _space.Request.Memory) > 0 && supply.Memory > 0) || (Lacking(one => one.HugePages, _space.Pages) > 0 && supply.HugePages > 0))
                all.Add(index);
        }

        memory = [.. all.Except(cpu).OrderBy(index => index)];
        return Lacking(one => one.Memory, _space.Request.Memory) <= 0 && Lacking(one => one.HugePages, _space.Pages) <= 0;
    }

    private int Sum(int[] cpu, int index) => cpu.Sum(from => _space.Distances[from, index]);
}
