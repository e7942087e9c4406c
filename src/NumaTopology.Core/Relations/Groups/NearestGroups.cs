using System;
using System.Collections.Generic;

namespace NumaTopology.Relations.Groups;

/// <summary>
/// Finds the groups that the distances alone tell, groups of groups included: every cell of a group is linked to it by steps that are distinctly
/// shorter than any way out of the group, and no two cells of it are farther apart than the nearest cell outside.
/// </summary>
internal static class NearestGroups
{
    /// <summary>Arranges units (cells, or groups that stand already) into the groups they form.</summary>
    public static List<GroupDraft> Arrange(List<GroupDraft> units, DistanceMatrix matrix)
    {
        if (units.Count < 2 || !matrix.IsComplete)
            return units;
        var edges = SpanningTree(units, matrix, out var high);
        var clusters = new Cluster[units.Count];
        for (var unit = 0; unit < units.Count; unit++)
            clusters[unit] = new Cluster(unit, units[unit]);
        foreach (var edge in edges)
        {
            // What joins two clusters is the shortest way out of either.
            Cluster left = clusters[edge.Left], right = clusters[edge.Right];
            left.Close(edge.Low);
            right.Close(edge.Low);
            left.Add(right, edge.High, high);
            foreach (var unit in right.Units)
                clusters[unit] = left;
        }

        var arranged = new List<GroupDraft>();
        var seen = new HashSet<Cluster>();
        foreach (var cluster in clusters)
        {
            if (seen.Add(cluster))
                arranged.AddRange(cluster.Items);
        }

        return arranged;
    }

    /// <summary>The shortest steps that connect all units, shortest first, after Prim.</summary>
    private static List<Edge> SpanningTree(List<GroupDraft> units, DistanceMatrix matrix, out int[,] high)
    {
        var count = units.Count;
        var low = new int[count, count];
        high = new int[count, count];
        for (var left = 0; left < count; left++)
        {
            for (var right = left + 1; right < count; right++)
            {
                var span = Span(units[left], units[right], matrix);
                low[left, right] = low[right, left] = span.Low;
                high[left, right] = high[right, left] = span.High;
            }
        }

        var edges = new List<Edge>(count);
        var best = new Edge[count];
        var isConnected = new bool[count];
        for (var unit = 0; unit >= 0;)
        {
            isConnected[unit] = true;
            var next = -1;
            for (var other = 0; other < count; other++)
            {
                if (isConnected[other])
                    continue;
                var edge = new Edge(unit, other, low[unit, other], high[unit, other]);
                if (best[other].Left == best[other].Right || edge.CompareTo(best[other]) < 0)
                    best[other] = edge;
                if (next < 0 || best[other].CompareTo(best[next]) < 0)
                    next = other;
            }

            if (next >= 0)
                edges.Add(best[next]);
            unit = next;
        }

        edges.Sort();
        return edges;
    }

    private static (int Low, int High) Span(GroupDraft left, GroupDraft right, DistanceMatrix matrix)
    {
        int low = int.MaxValue, high = 0;
        foreach (var from in left.Cells)
        {
            foreach (var to in right.Cells)
            {
                low = Math.Min(low, matrix.Low(from, to));
                high = Math.Max(high, matrix.High(from, to));
            }
        }

        return (low, high);
    }

    private readonly record struct Edge(int Left, int Right, int Low, int High) : IComparable<Edge>
    {
        public int CompareTo(Edge other)
        {
            var order = Low.CompareTo(other.Low);
            return order != 0 ? order : High.CompareTo(other.High);
        }
    }

    /// <summary>Units that are connected by steps up to a length.</summary>
    private sealed class Cluster(int unit, GroupDraft item)
    {
        private int _longestStep;
        private int _farthest;

        public List<int> Units { get; } = [unit];

        public List<GroupDraft> Items { get; private set; } = [item];

        public void Add(Cluster other, int step, int[,] high)
        {
            _longestStep = Math.Max(Math.Max(_longestStep, other._longestStep), step);
            _farthest = Math.Max(_farthest, other._farthest);
            foreach (var left in Units)
            {
                foreach (var right in other.Units)
                    _farthest = Math.Max(_farthest, high[left, right]);
            }

            Units.AddRange(other.Units);
            Items.AddRange(other.Items);
        }

        /// <summary>Makes a group of the cluster when it is one, seen from the shortest way out.</summary>
        public void Close(int wayOut)
        {
            if (Units.Count > 1 && Nearness.IsBeyond(wayOut, _longestStep) && (_farthest <= wayOut || Nearness.IsNear(_farthest, wayOut)))
                Items = [GroupDraft.Of(CellGroupKind.Distance, null, Items)];
        }
    }
}
