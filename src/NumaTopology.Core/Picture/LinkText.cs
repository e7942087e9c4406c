using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>The links between nodes.</summary>
internal static class LinkText
{
    /// <summary>The pairs of nodes that one link joins or that are closer than that, the lower first, with the lesser of both distances; empty when hops are unknown.</summary>
    public static IReadOnlyList<(int From, int To, int Distance)> Pairs(NumaCapabilities machine) => Pairs(machine, hops => hops is 0 or 1);

    /// <summary>
    /// Which nodes have a link: <c>links: 0 to 1-2; 1 to 3; 2 to 3</c>, <c>links: all pairs of nodes 0-3 and of nodes 4-7</c>, or
    /// <c>links between sockets: 0 to 1; 1 to 2; closer than a link: 0 to 2</c>; null when unknown.
    /// </summary>
    public static string? Of(NumaCapabilities machine)
    {
        var links = Pairs(machine, hops => hops == 1);
        var closer = Pairs(machine, hops => hops == 0);
        var parts = new List<string>();
        if (links.Count > 0)
            parts.Add((closer.Count > 0 ? "links between sockets: " : "links: ") + Of(machine, links));
        if (closer.Count > 0)
            parts.Add("closer than a link: " + Of(machine, closer));
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static IReadOnlyList<(int From, int To, int Distance)> Pairs(NumaCapabilities machine, System.Predicate<int?> isMeant) =>
        machine.Distances.Where(distance => isMeant(distance.Hops) && distance.From != distance.To)
            .GroupBy(distance => distance.From < distance.To ? (distance.From, distance.To) : (distance.To, distance.From))
            .Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Min(distance => distance.Value)))
            .OrderBy(pair => pair.Item1).ThenBy(pair => pair.Item2).ToList();

    private static string Of(NumaCapabilities machine, IReadOnlyList<(int From, int To, int Distance)> pairs)
    {
        var joined = Joined(machine.Cells.Select(cell => cell.Id), pairs).Where(nodes => nodes.Count > 1).ToList();
        return joined.Exists(nodes => nodes.Count > 2) && pairs.Count == joined.Sum(nodes => nodes.Count * (nodes.Count - 1) / 2)
            ? "all pairs of " + string.Join(" and of ", joined.Select(nodes => $"nodes {NodeSet.From(nodes)}"))
            : string.Join("; ", pairs.GroupBy(pair => pair.From).Select(from => $"{from.Key} to {NodeSet.From(from.Select(pair => pair.To))}"));
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
