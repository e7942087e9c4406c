using System;
using System.Collections.Generic;

namespace NumaTopology.Relations.Links;

/// <summary>
/// Concludes how many links lie between two cells, and which cells, as far as the distances support it. docs/relations.md has the rule in words.
/// </summary>
internal sealed class LinkGraph
{
    /// <summary>Of more cells nothing is concluded: no machine has as many, and the cells in between take memory with their number's cube.</summary>
    public const int MostCells = 256;

    private const int Unknown = -1;

    private readonly int _count;
    private readonly IReadOnlyList<CellSocket> _cellSockets;
    private readonly int[,] _agreed;
    private readonly int[,] _hops;
    private readonly LinkPaths _paths;

    public LinkGraph(DistanceMatrix matrix, IReadOnlyList<CellSocket> cellSockets)
    {
        _cellSockets = cellSockets;
        _count = cellSockets.Count <= MostCells && matrix.IsComplete && !IsAnySocketMissing(cellSockets) ? cellSockets.Count : 0;
        _agreed = new int[_count, _count];
        _hops = new int[_count, _count];
        for (var i = 0; i < _count; i++)
        {
            for (var j = 0; j < _count; j++)
            {
                _agreed[i, j] = matrix.Agreed(i, j);
                _hops[i, j] = Unknown;
            }
        }

        var classes = new LinkClasses(_agreed, cellSockets);
        var vertices = classes.Vertices();
        Conclude(vertices, classes, VertexDistances.Between(vertices, classes, cellSockets));
        _paths = new LinkPaths(this);
    }

    /// <summary>Of how many cells something may be concluded.</summary>
    public int Count => _count;

    /// <summary>How many links the way has; 0 within a cell, or within a socket whose cells are nearer than any link. Null when the distances do not tell.</summary>
    public int? Hops(int from, int to) => from == to ? 0 : _count > 0 && _hops[from, to] != Unknown ? _hops[from, to] : null;

    /// <summary>The ways of the fewest links, at most <see cref="LinkPaths.Most"/>; null where the number of links is.</summary>
    public IReadOnlyList<NumaPath>? Paths(int from, int to) => Hops(from, to) is null
        ? null
        : _paths.Between(from, to).ConvertAll(path => new NumaPath { Cells = Array.ConvertAll(path, cell => _cellSockets[cell].Id) });

    /// <summary>The cells that lie on a way of the fewest links; empty where none does, null where the number of links is.</summary>
    public IReadOnlyList<int>? Via(int from, int to)
    {
        if (Hops(from, to) is not { } hops)
            return null;
        if (hops < 2)
            return [];
        var between = new SortedSet<int>();
        foreach (var path in _paths.Between(from, to))
            between.UnionWith(path);
        // Also those on ways beyond what is listed.
        for (var cell = 0; cell < _count; cell++)
        {
            if (Explains(cell, from, to, hops))
                between.Add(cell);
        }

        between.Remove(from);
        between.Remove(to);
        return new List<int>(between).ConvertAll(cell => _cellSockets[cell].Id);
    }

    /// <summary>
    /// Whether the way may lead through a cell: it has processors, for memory passes nothing on; the links on both sides make up the way; each
    /// side is nearer than the whole, and the whole no farther than both.
    /// </summary>
    public bool Explains(int between, int from, int to, int hops)
    {
        int first = _hops[from, between], second = _hops[between, to];
        // Between an end and itself they are unknown: no way leads over its own ends.
        if (first == Unknown || second == Unknown || first + second != hops || _cellSockets[between].HasNoCpus)
            return false;
        // A way of several links leads through another socket; one link may be reached through a neighbour in the own socket.
        if (hops > 1 && (first == 0 || second == 0))
            return false;
        int whole = _agreed[from, to], left = _agreed[from, between], right = _agreed[between, to];
        return left < whole && right < whole && whole <= left + right;
    }

    /// <summary>Nearer pairs first: what explains a value is smaller.</summary>
    private void Conclude(int[] vertices, LinkClasses classes, int[,] links)
    {
        foreach (var (from, to) in ByValue())
        {
            var hops = links[vertices[from], vertices[to]];
            if (hops < 2 ? hops == 0 || classes.IsLink(from, to) || IsExplained(from, to, 1) : IsExplained(from, to, hops))
                _hops[from, to] = _hops[to, from] = hops;
        }
    }

    private static bool IsAnySocketMissing(IReadOnlyList<CellSocket> cellSockets)
    {
        foreach (var cellSocket in cellSockets)
        {
            if (cellSocket.SocketIsMissing)
                return true;
        }

        return false;
    }

    private bool IsExplained(int from, int to, int hops)
    {
        for (var between = 0; between < _count; between++)
        {
            if (Explains(between, from, to, hops))
                return true;
        }

        return false;
    }

    private List<(int From, int To)> ByValue()
    {
        var pairs = new List<(int From, int To)>(_count * _count / 2);
        for (var from = 0; from < _count; from++)
        {
            for (var to = from + 1; to < _count; to++)
            {
                if (_agreed[from, to] != 0)
                    pairs.Add((from, to));
            }
        }

        pairs.Sort((left, right) => _agreed[left.From, left.To].CompareTo(_agreed[right.From, right.To]));
        return pairs;
    }
}
