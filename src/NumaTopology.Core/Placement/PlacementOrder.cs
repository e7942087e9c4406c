using System;
using System.Collections.Generic;
using System.Globalization;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>The order of placements. docs/placement.md has the same list; nothing else compares placements.</summary>
internal static class PlacementOrder
{
    private static readonly Measure[] s_measures =
    [
        new("nodes for bandwidth", (in Candidate c) => -c.CellsForBandwidth, "fewer nodes", count => PlacementText.Number(-count)),
        new("worst distance", (in Candidate c) => c.Totals.Worst, "larger worst distance", Distance),
        // With an unknown distance in it there is no mean; fewer cells are then the better guess.
        new("mean distance", CompareMeans, "larger mean distance", Means),
        new("number of nodes", (in Candidate c) => c.IsDistanceKnown ? 0 : c.Cells, "more nodes"),
        new("busy CPUs", (in Candidate c) => c.Use.Busy, "takes more busy CPUs"),
        new("second threads", (in Candidate c) => c.Use.Second, "takes more second threads"),
        new("last-level caches", (in Candidate c) => c.Caches ?? int.MaxValue, "spans more last-level caches", count => count == int.MaxValue ? "unknown" : PlacementText.Number(count)),
        new("CPUs left over", (in Candidate c) => c.LeftoverCpus, "leaves more CPUs over"),
        new("memory left over", (in Candidate left, in Candidate right) => left.LeftoverMemory.CompareTo(right.LeftoverMemory), "leaves more memory over", (in Candidate behind, in Candidate ahead) => PlacementText.Instead(ahead.LeftoverMemory, behind.LeftoverMemory)),
        new("huge pages left over", (in Candidate c) => c.LeftoverHugePages, "leaves more huge pages over"),
        new("host name", CompareHosts, "later host name", (in Candidate behind, in Candidate ahead) => Measure.Instead(Host(behind), Host(ahead))),
        new("node numbers", CompareNumbers, "as good, but with higher node numbers", null),
    ];

    /// <summary>What is compared, the first thing first.</summary>
    public static IReadOnlyList<Measure> Measures => s_measures;

    /// <summary>Negative when the left one ranks before the right one.</summary>
    public static int Compare(in Candidate left, in Candidate right)
    {
        foreach (var measure in s_measures)
        {
            var order = measure.Compare(left, right);
            if (order != 0)
                return order;
        }

        return 0;
    }

    /// <summary>The first measure in which two candidates differ; null for the same cells.</summary>
    public static Measure? FirstDifference(Candidate left, Candidate right) => Array.Find(s_measures, measure => measure.Compare(left, right) != 0);

    private static int CompareMeans(in Candidate left, in Candidate right) =>
        left.IsDistanceKnown && right.IsDistanceKnown ? (left.Totals.Sum * right.Pairs).CompareTo(right.Totals.Sum * left.Pairs) : 0;

    /// <summary>By name as people count, host2 before host10; of equal names the machine that came first.</summary>
    private static int CompareHosts(in Candidate left, in Candidate right)
    {
        if (left.Space.Number == right.Space.Number)
            return 0;
        var order = NaturalOrder.Compare(Host(left), Host(right));
        return order != 0 ? order : left.Space.Number.CompareTo(right.Space.Number);
    }

    private static string Host(in Candidate candidate) => candidate.Space.Machine.ToString();

    /// <summary>The cells with CPUs one by one, then those with memory only.</summary>
    private static int CompareNumbers(in Candidate left, in Candidate right)
    {
        var order = Compare(left.Cpu, left.CpuCount, right.Cpu, right.CpuCount);
        return order != 0 ? order : Compare(left.Memory, left.MemoryCount, right.Memory, right.MemoryCount);
    }

    private static int Compare(int[] left, int leftCount, int[] right, int rightCount)
    {
        for (var i = 0; i < leftCount && i < rightCount; i++)
        {
            if (left[i] != right[i])
                return left[i].CompareTo(right[i]);
        }

        return leftCount.CompareTo(rightCount);
    }

    private static double Mean(in Candidate candidate) => (double)candidate.Totals.Sum / candidate.Pairs;

    private static string Means(in Candidate behind, in Candidate ahead)
    {
        var (larger, smaller) = (PlacementText.Mean(Mean(behind)), PlacementText.Mean(Mean(ahead)));
        return larger != smaller ? Measure.Instead(larger, smaller)
            : Measure.Instead(Mean(behind).ToString("0.########", CultureInfo.InvariantCulture), Mean(ahead).ToString("0.########", CultureInfo.InvariantCulture));
    }

    private static string Distance(long worst) => worst == DistanceMatrix.Unknown ? "unknown" : PlacementText.Number(worst);
}
