using System;
using System.Collections.Generic;

namespace NumaTopology.Relations.Links;

/// <summary>Lists the ways of the fewest links between cells, by the indexes that <see cref="LinkGraph"/> counts them in.</summary>
internal sealed class LinkPaths
{
    /// <summary>Of more ways only so many are listed, those of the lowest cells: in a cube of eight dimensions there are 40 320 from corner to corner.</summary>
    public const int Most = 16;

    private readonly LinkGraph _graph;
    private readonly Dictionary<(int From, int To), List<int[]>> _known = [];

    public LinkPaths(LinkGraph graph) => _graph = graph;

    /// <summary>The ways from one cell to another that are some links apart, each with both ends, in the order of their cells.</summary>
    public List<int[]> Between(int from, int to)
    {
        if (_known.TryGetValue((from, to), out var known))
            return known;
        var hops = _graph.Hops(from, to)!.Value;
        var paths = new List<int[]>();
        if (hops < 2)
        {
            paths.Add(from == to ? [from] : [from, to]);
        }
        else
        {
            AddOverNeighbours(from, to, hops, paths);
            AddOverOthers(from, to, hops, paths);
            paths.Sort(Compare);
        }

        _known.Add((from, to), paths);
        return paths;
    }

    /// <summary>Over each cell that is one link away, in their order.</summary>
    private void AddOverNeighbours(int from, int to, int hops, List<int[]> paths)
    {
        for (var next = 0; next < _graph.Count; next++)
        {
            if (_graph.Hops(from, next) == 1 && _graph.Explains(next, from, to, hops))
                AddJoined([from, next], Between(next, to), paths);
        }
    }

    /// <summary>A cell farther on may be known to lie between where the first one on the way to it is not.</summary>
    private void AddOverOthers(int from, int to, int hops, List<int[]> paths)
    {
        for (var between = 0; between < _graph.Count; between++)
        {
            if (_graph.Hops(from, between) > 1 && _graph.Explains(between, from, to, hops) && !paths.Exists(path => Array.IndexOf(path, between) >= 0))
            {
                foreach (var first in Between(from, between))
                    AddJoined(first, Between(between, to), paths);
            }
        }
    }

    private static void AddJoined(int[] first, List<int[]> seconds, List<int[]> paths)
    {
        foreach (var second in seconds)
        {
            if (paths.Count == Most)
                return;
            var path = new int[first.Length + second.Length - 1];
            first.CopyTo(path, 0);
            second.CopyTo(path, first.Length - 1);
            paths.Add(path);
        }
    }

    private static int Compare(int[] left, int[] right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
                return left[i].CompareTo(right[i]);
        }

        return 0;
    }
}
