using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.Plans;

/// <summary>
/// The smallest worst distance of any plan, by trying all sets of nodes for each request: the nodes that give CPUs reach one another, themselves included, and each
/// reaches all that give memory of the tier that it wants, and the device. Whether the amounts can be divided is the question of a flow from requests to nodes, whose largest one Ford and Fulkerson find.
/// </summary>
internal sealed class PlanBruteForce(int[][] distances, int[] cpus, long[] memory, int[] tiers, long[]? small = null, long[]? large = null)
{
    private int Cells => cpus.Length;

    private IEnumerable<int> Distances => distances.SelectMany(row => row).Where(value => value != 255).Distinct().Order();

    /// <summary>Null when the requests do not fit together at any distance.</summary>
    public int? Smallest(IReadOnlyList<PlanWish> wishes) => Distances.Select(distance => (int?)distance).FirstOrDefault(distance => Fit(wishes, [.. wishes.Select(_ => distance!.Value)]));

    /// <summary>The worst distance of each request where none is above the smallest that all have in common, and then each in turn is as small as the others allow.</summary>
    public int[] InTurn(IReadOnlyList<PlanWish> wishes, int smallest)
    {
        int[] most = [.. wishes.Select(_ => smallest)];
        for (var i = 0; i < most.Length; i++)
            most[i] = Distances.First(distance => Fit(wishes, [.. most.Select((own, at) => at == i ? distance : own)]));
        return most;
    }

    private bool Fit(IReadOnlyList<PlanWish> wishes, int[] most) => Any([.. wishes.Select((wish, i) => Largest([.. Choices(wish, most[i])]))], wishes, []);

    private bool Any(List<List<(int Cpus, int Memory)>> choices, IReadOnlyList<PlanWish> wishes, List<(int Cpus, int Memory)> chosen)
    {
        // What does not fit does not fit with more.
        var memories = chosen.ConvertAll(choice => choice.Memory);
        if (!Divides(wish => wish.Cpu, [.. cpus.Select(count => (long)count)], chosen.ConvertAll(choice => choice.Cpus)) || !Divides(wish => wish.Memory, memory, memories)
            || (small is not null && !Divides(wish => wish.Small, small, memories)) || (large is not null && !Divides(wish => wish.Large, large, memories)))
            return false;
        if (chosen.Count == wishes.Count)
            return true;
        foreach (var choice in choices[chosen.Count])
        {
            chosen.Add(choice);
            var fits = Any(choices, wishes, chosen);
            chosen.RemoveAt(chosen.Count - 1);
            if (fits)
                return true;
        }

        return false;

        bool Divides(Func<PlanWish, long> amount, long[] has, List<int> allowed)
        {
            long[] wanted = [.. wishes.Take(chosen.Count).Select(amount)];
            return Flow(wanted, has, allowed) == wanted.Sum();
        }
    }

    /// <summary>What can be divided over some nodes can be over more: a choice within another need not be tried.</summary>
    private static List<(int Cpus, int Memory)> Largest(List<(int Cpus, int Memory)> choices) =>
        choices.FindAll(one => !choices.Exists(other => other != one && (one.Cpus & ~other.Cpus) == 0 && (one.Memory & ~other.Memory) == 0));

    private IEnumerable<(int Cpus, int Memory)> Choices(PlanWish wish, int distance)
    {
        for (var set = 1; set < 1 << Cells; set++)
        {
            var own = Of(set);
            if (own.Exists(cell => cpus[cell] == 0) || own.Exists(from => own.Exists(to => distances[from][to] > distance)) || own.Sum(cell => cpus[cell]) < wish.Cpu)
                continue;
            if (wish.Device is { } device && own.Exists(from => distances[from][device] > distance))
                continue;
            var near = Enumerable.Range(0, Cells).Where(cell => wish.Tier is null || wish.Tier == tiers[cell]).Where(cell => own.TrueForAll(from => distances[from][cell] <= distance)).Sum(cell => 1 << cell);
            // Without a largest number of nodes, more memory to choose from is never worse.
            foreach (var from in wish.MaxCell is { } most ? Enumerable.Range(0, near + 1).Where(part => (part & ~near) == 0 && Of(part | set).Count <= most) : [near])
            {
                if (Of(from).Sum(cell => memory[cell]) >= wish.Memory && Of(from).Sum(cell => small?[cell] ?? 0) >= wish.Small && Of(from).Sum(cell => large?[cell] ?? 0) >= wish.Large)
                    yield return (set, from);
            }
        }
    }

    private List<int> Of(int set) => [.. Enumerable.Range(0, Cells).Where(cell => (set >> cell & 1) == 1)];

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
