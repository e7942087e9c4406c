using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>The order of docs/placement.md: what is compared in turn, and what is said of who falls behind in it.</summary>
internal sealed class PlainOrder(PlacementRequest request) : IComparer<PlainChoice>
{
    public int Compare(PlainChoice? left, PlainChoice? right) => First(left!, right!).Order;

    /// <summary>Why one falls behind the other.</summary>
    public string Behind(PlainChoice behind, PlainChoice ahead)
    {
        var (measure, order) = First(behind, ahead);
        Assert(order > 0);
        return measure switch
        {
            0 => $"fewer nodes ({behind.Cells.Count()} instead of {ahead.Cells.Count()})",
            1 => $"larger worst distance ({(behind.Worst == 256 ? "unknown" : Text(behind.Worst))} instead of {ahead.Worst})",
            2 => Values("larger mean distance", Rounded(behind.Mean, "0.##"), Rounded(ahead.Mean, "0.##"), Rounded(behind.Mean, "0.########"), Rounded(ahead.Mean, "0.########")),
            3 => $"more nodes ({behind.Cells.Count()} instead of {ahead.Cells.Count()})",
            4 => $"takes more busy CPUs ({behind.Busy} instead of {ahead.Busy})",
            5 => $"takes more second threads ({behind.SecondThreads} instead of {ahead.SecondThreads})",
            6 => $"spans more last-level caches ({(behind.Caches == int.MaxValue ? "unknown" : Text(behind.Caches))} instead of {ahead.Caches})",
            7 => $"leaves more CPUs over ({behind.LeftoverCpus} instead of {ahead.LeftoverCpus})",
            8 => $"leaves more memory over ({PlainWords.Instead(behind.LeftoverMemory, ahead.LeftoverMemory)})",
            9 => $"leaves more huge pages over ({behind.LeftoverPages} instead of {ahead.LeftoverPages})",
            _ => "as good, but with higher node numbers",
        };
    }

    private (int Measure, int Order) First(PlainChoice left, PlainChoice right)
    {
        int[] orders =
        [
            request.Goal == PlacementGoal.Bandwidth ? right.Cells.Count().CompareTo(left.Cells.Count()) : 0,
            left.Worst.CompareTo(right.Worst),
            left.Worst == 256 || right.Worst == 256 ? 0 : left.Mean.CompareTo(right.Mean),
            left.Worst == 256 && right.Worst == 256 ? left.Cells.Count().CompareTo(right.Cells.Count()) : 0,
            request.IdleCpus is null ? 0 : left.Busy.CompareTo(right.Busy),
            request.Smt == SmtUse.Apart ? left.SecondThreads.CompareTo(right.SecondThreads) : 0,
            left.Caches.CompareTo(right.Caches),
            left.LeftoverCpus.CompareTo(right.LeftoverCpus),
            request.Memory > 0 ? left.LeftoverMemory.CompareTo(right.LeftoverMemory) : 0,
            request.HugePageCount > 0 ? left.LeftoverPages.CompareTo(right.LeftoverPages) : 0,
            Numbers(left.Givers, right.Givers),
            Numbers(left.Helpers, right.Helpers),
        ];
        var first = Array.FindIndex(orders, order => order != 0);
        return (first, first < 0 ? 0 : orders[first]);
    }

    /// <summary>One by one; who has no more numbers comes first.</summary>
    private static int Numbers(List<PlainSupply> left, List<PlainSupply> right)
    {
        foreach (var (one, other) in left.Zip(right))
        {
            if (one.Cell.Id != other.Cell.Id)
                return one.Cell.Id.CompareTo(other.Cell.Id);
        }

        return left.Count.CompareTo(right.Count);
    }

    private static string Values(string what, string behind, string ahead, string exactBehind, string exactAhead) =>
        behind == ahead ? $"{what} ({exactBehind} instead of {exactAhead})" : $"{what} ({behind} instead of {ahead})";

    private static string Rounded(double mean, string format) => mean.ToString(format, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Assert(bool holds) => Xunit.Assert.True(holds);
}
