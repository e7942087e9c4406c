using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>What docs/placement.md says of bandwidth: the placements there are, and how CPUs and memory are taken evenly.</summary>
internal static class PlainSpread
{
    /// <summary>Evenly of nodes in the order of their numbers; what each gives of its part is its own answer.</summary>
    public static void Evenly(long wanted, IReadOnlyList<long> have, Func<int, long, long> give)
    {
        var inTurn = Enumerable.Range(0, have.Count).OrderBy(i => have[i]).ToList();
        while (inTurn.Count > 0 && wanted > 0)
        {
            wanted -= give(inTurn[0], Math.Min(have[inTurn[0]], (wanted + inTurn.Count - 1) / inTurn.Count));
            inTurn.RemoveAt(0);
        }
    }

    public static List<long> Evenly(long wanted, IReadOnlyList<long> have)
    {
        var given = have.Select(_ => 0L).ToList();
        Evenly(wanted, have, (i, part) => given[i] = part);
        return given;
    }

    /// <summary>The nodes that give CPUs and those that give only memory, of each placement there is.</summary>
    public static List<(List<PlainSupply> Givers, List<PlainSupply> Helpers)> All(List<PlainSupply> supplies, PlacementRequest request, PlainDistances distances, Func<List<PlainSupply>, Dictionary<PlainSupply, List<int>>> take)
    {
        var able = supplies.Where(supply => supply.CpuCount > 0).ToList();
        var sockets = able.Where(supply => supply.Cell.Socket is not null).GroupBy(supply => supply.Cell.Socket).Select(socket => socket.ToList()).Where(socket => socket.Count > 1);
        var held = sockets.Select(socket => Over(socket, false)).OfType<(List<PlainSupply>, List<PlainSupply>)>().ToList();
        return held.Count > 0 ? held : Over(able, true) is { } machine ? [machine] : [];

        (List<PlainSupply>, List<PlainSupply>)? Over(List<PlainSupply> group, bool isMachine)
        {
            if (group.Sum(supply => supply.CpuCount) < request.Cpu)
                return null;
            var givers = group;
            while (take(givers) is var cpus && givers.Exists(supply => cpus[supply].Count == 0))
                givers = [.. givers.Where(supply => cpus[supply].Count > 0)];
            bool Reached(PlainSupply supply) => givers.TrueForAll(giver => distances[giver.Cell.Id, supply.Cell.Id] != 255);
            if (!givers.TrueForAll(Reached))
                return null;
            var sources = supplies.Where(supply => supply.Memory + supply.Pages > 0 && Reached(supply)).ToList();
            var brought = new List<PlainSupply>();
            foreach (var node in group)
                brought.AddRange(sources.Contains(node) ? [node] : sources.OrderBy(source => distances[node.Cell.Id, source.Cell.Id]).Take(1));
            brought = [.. brought.Distinct()];
            bool LacksBytes() => brought.Sum(supply => supply.Memory) < request.Memory;
            bool LacksPages() => brought.Sum(supply => supply.Pages) < request.HugePageCount;
            foreach (var source in sources.Except(brought).OrderBy(source => givers.Sum(giver => distances[giver.Cell.Id, source.Cell.Id])).ToList())
            {
                if (isMachine && ((LacksBytes() && source.Memory > 0) || (LacksPages() && source.Pages > 0)))
                    brought.Add(source);
            }

            if (LacksBytes() || LacksPages())
                return null;
            var inOrder = brought.Union(givers).OrderBy(supply => supply.Cell.Id).ToList();
            var (bytes, pages) = (Evenly(request.Memory, [.. inOrder.Select(supply => supply.Memory)]), Evenly(request.HugePageCount, [.. inOrder.Select(supply => supply.Pages)]));
            return (givers, [.. inOrder.Where((supply, i) => !givers.Contains(supply) && bytes[i] + pages[i] > 0)]);
        }
    }
}
