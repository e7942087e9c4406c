using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.Plans;

/// <summary>
/// The smallest worst distance of any plan, by trying all sets of nodes for each request: the nodes that give CPUs reach one another, themselves included, and each
/// reaches all that give memory of the tier that it wants. Whether the amounts can be divided is the question of a flow from requests to nodes, whose largest one Ford and Fulkerson find.
/// </summary>
internal sealed class PlanBruteForce(int[][] distances, int[] cpus, long[] memory, int[] tiers)
{
    private int Cells => cpus.Length;

    /// <summary>Null when the requests do not fit together at any distance.</summary>
    public int? Smallest(IReadOnlyList<(int Cpu, long Memory, int? Tier)> requests)
    {
        foreach (var distance in distances.SelectMany(row => row).Where(value => value != 255).Distinct().Order())
        {
            var choices = requests.Select(request => Choices(request.Cpu, request.Memory, request.Tier, distance).ToList()).ToList();
            if (Any(choices, requests, []))
                return distance;
        }

        return null;
    }

    private bool Any(List<List<(int Cpus, int Memory)>> choices, IReadOnlyList<(int Cpu, long Memory, int? Tier)> requests, List<(int Cpus, int Memory)> chosen)
    {
        // What does not fit does not fit with more.
        if (Flow([.. requests.Take(chosen.Count).Select(request => (long)request.Cpu)], [.. cpus.Select(count => (long)count)], chosen.ConvertAll(choice => choice.Cpus)) < requests.Take(chosen.Count).Sum(request => request.Cpu)
            || Flow([.. requests.Take(chosen.Count).Select(request => request.Memory)], memory, chosen.ConvertAll(choice => choice.Memory)) < requests.Take(chosen.Count).Sum(request => request.Memory))
            return false;
        if (chosen.Count == requests.Count)
            return true;
        foreach (var choice in choices[chosen.Count])
        {
            chosen.Add(choice);
            var fits = Any(choices, requests, chosen);
            chosen.RemoveAt(chosen.Count - 1);
            if (fits)
                return true;
        }

        return false;
    }

    private IEnumerable<(int Cpus, int Memory)> Choices(int cpu, long wanted, int? tier, int distance)
    {
        for (var set = 1; set < 1 << Cells; set++)
        {
            var own = Enumerable.Range(0, Cells).Where(cell => (set >> cell & 1) == 1).ToList();
            if (own.Exists(cell => cpus[cell] == 0) || own.Exists(from => own.Exists(to => distances[from][to] > distance)))
                continue;
            var near = Enumerable.Range(0, Cells).Where(cell => tier is null || tier == tiers[cell]).Where(cell => own.TrueForAll(from => distances[from][cell] <= distance)).ToList();
            if (own.Sum(cell => cpus[cell]) >= cpu && near.Sum(cell => memory[cell]) >= wanted)
                yield return (set, near.Sum(cell => 1 << cell));
        }
    }

    /// <summary>The largest flow from requests that want some to nodes that have some, over the nodes that each may take from.</summary>
    private static long Flow(long[] wanted, long[] has, List<int> allowed)
    {
        var flow = new long[wanted.Length, has.Length];
        var left = (long[])wanted.Clone();
        var free = (long[])has.Clone();
        for (var hasGrown = true; hasGrown;)
        {
            hasGrown = false;
            for (var request = 0; request < wanted.Length && !hasGrown; request++)
                hasGrown = left[request] > 0 && Push(request, left[request], [request]) is > 0 and var pushed && (left[request] -= pushed) >= 0;
        }

        return wanted.Sum() - left.Sum();

        // A way to a node with something left, where another request may give way.
        long Push(int request, long most, HashSet<int> seen)
        {
            for (var cell = 0; cell < has.Length; cell++)
            {
                if ((allowed[request] >> cell & 1) == 0)
                    continue;
                if (free[cell] > 0)
                {
                    var direct = Math.Min(most, free[cell]);
                    free[cell] -= direct;
                    flow[request, cell] += direct;
                    return direct;
                }

                for (var other = 0; other < wanted.Length; other++)
                {
                    if (flow[other, cell] == 0 || !seen.Add(other))
                        continue;
                    var moved = Push(other, Math.Min(most, flow[other, cell]), seen);
                    flow[other, cell] -= moved;
                    flow[request, cell] += moved;
                    if (moved > 0)
                        return moved;
                }
            }

            return 0;
        }
    }
}
