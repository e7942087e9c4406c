using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>The links between nodes.</summary>
internal static class LinkText
{
    /// <summary>The pairs of nodes that one link joins, the lower first, with the lesser of both distances; empty when hops are unknown.</summary>
    public static IReadOnlyList<(int From, int To, int Distance)> Pairs(NumaCapabilities machine) =>
        machine.Distances.Where(distance => distance.Hops == 1 && distance.From != distance.To)
            .GroupBy(distance => distance.From < distance.To ? (distance.From, distance.To) : (distance.To, distance.From))
            .Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Min(distance => distance.Value)))
            .OrderBy(pair => pair.Item1).ThenBy(pair => pair.Item2).ToList();

    /// <summary>Which nodes have a link: <c>links: 0 to 1-2; 1 to 3; 2 to 3</c>, or <c>links: each to every other of 0-3 | 4-7</c>; null when unknown.</summary>
    public static string? Of(NumaCapabilities machine)
    {
        var pairs = Pairs(machine);
        if (pairs.Count == 0)
            return null;
        var joined = Joined(machine.Cells.Select(cell => cell.Id), pairs).Where(nodes => nodes.Count > 1).ToList();
        if (pairs.Count > 1 && pairs.Count == joined.Sum(nodes => nodes.Count * (nodes.Count - 1) / 2))
            return "links: each to every other of " + string.Join(" | ", joined.Select(NodeSet.From));
        return "links: " + string.Join("; ", pairs.GroupBy(pair => pair.From).Select(from => $"{from.Key} to {NodeSet.From(from.Select(pair => pair.To))}"));
    }

    /// <summary>The nodes that links join, directly or over others, by lowest node.</summary>
    private static List<List<int>> Joined(IEnumerable<int> nodes, IEnumerable<(int From, int To, int Distance)> pairs)
    {
        var sets = nodes.Select(node => new List<int> { node }).ToList();
        foreach (var (from, to, _) in pairs)
        {
            var one = sets.Find(set => set.Contains(from));
            var other = sets.Find(set => set.Contains(to));
            if (one is null || other is null || one == other)
                continue;
            one.AddRange(other);
            sets.Remove(other);
        }

        return sets;
    }
}
