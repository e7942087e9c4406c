using System;

namespace NumaTopology.Placement;

/// <summary>
/// Divides an amount in equal parts over nodes: the one that has least comes first, of equals the first of the list, and each gives what is still missing divided by
/// the nodes still to come, rounded up, or all it has.
/// </summary>
internal static class EvenSplit
{
    /// <summary>What each gives.</summary>
    /// <param name="wanted">CPUs, bytes or pages.</param>
    /// <param name="available">What each has.</param>
    public static long[] Take(long wanted, long[] available)
    {
        var taken = new long[available.Length];
        Take(wanted, available, (i, part) => taken[i] = part);
        return taken;
    }

    /// <summary>The same where a node can give more than its part, as complete cores do.</summary>
    /// <param name="wanted">CPUs, bytes or pages.</param>
    /// <param name="available">What each has.</param>
    /// <param name="take">Takes a part of a node and says how much that was.</param>
    /// <returns>What is missing.</returns>
    public static long Take(long wanted, long[] available, Func<int, long, long> take)
    {
        var order = new int[available.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(order, (left, right) => available[left] != available[right] ? available[left].CompareTo(available[right]) : left.CompareTo(right));
        for (var i = 0; i < order.Length && wanted > 0; i++)
        {
            var left = order.Length - i;
            var part = (wanted / left) + (wanted % left == 0 ? 0 : 1);
            wanted -= take(order[i], Math.Min(part, available[order[i]]));
        }

        return Math.Max(0, wanted);
    }
}
