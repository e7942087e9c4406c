using System;
using System.Collections.Generic;

namespace NumaTopology.Relations.Links;

/// <summary>Tells which pairs of cells are one link apart, and which sockets are one vertex to the links.</summary>
internal sealed class LinkClasses
{
    private readonly int[,] _agreed;
    private readonly IReadOnlyList<CellSocket> _cellSockets;
    private readonly bool _inOneSocket;
    private readonly int[] _reach;

    public LinkClasses(int[,] agreed, IReadOnlyList<CellSocket> cellSockets)
    {
        _agreed = agreed;
        _cellSockets = cellSockets;
        var count = agreed.GetLength(0);
        _inOneSocket = AreInOneSocket(count);
        var link = int.MaxValue;
        ForPairsOfProcessors(count, (from, to) => link = _inOneSocket || !InSameSocket(from, to) ? Math.Min(link, agreed[from, to]) : link);
        _reach = new int[count];
        for (var cell = 0; cell < count; cell++)
            _reach[cell] = cellSockets[cell].HasNoCpus ? NearestProcessors(cell, count) : link;
    }

    /// <summary>
    /// Whether two cells are one link apart: their distance is the smallest between sockets. Of a cell without processors it is the cell's own
    /// smallest to one that has some.
    /// </summary>
    public bool IsLink(int left, int right)
    {
        var value = _agreed[left, right];
        if (value == 0)
            return false;
        if (_cellSockets[left].HasNoCpus == _cellSockets[right].HasNoCpus)
            return Nearness.IsNear(value, _reach[left]) && Nearness.IsNear(value, _reach[right]);
        return Nearness.IsNear(value, _reach[_cellSockets[left].HasNoCpus ? left : right]);
    }

    /// <summary>
    /// For each cell the lowest index in its vertex. The cells of a socket are one vertex when all of them are distinctly nearer to each other
    /// than a link; where the dies of a socket are linked as sockets are, each is a vertex of its own.
    /// </summary>
    public int[] Vertices()
    {
        var vertices = new int[_reach.Length];
        for (var cell = 0; cell < vertices.Length; cell++)
        {
            vertices[cell] = cell;
            if (_inOneSocket || _cellSockets[cell].Socket is null)
                continue;
            var members = Socket(cell);
            if (AreNearerThanALink(members))
                vertices[cell] = members[0];
        }

        return vertices;
    }

    private List<int> Socket(int cell)
    {
        var members = new List<int>();
        for (var other = 0; other < _reach.Length; other++)
        {
            if (InSameSocket(cell, other))
                members.Add(other);
        }

        return members;
    }

    private bool AreNearerThanALink(List<int> members)
    {
        foreach (var left in members)
        {
            foreach (var right in members)
            {
                if (left != right && (_agreed[left, right] == 0 || _reach[left] == int.MaxValue || !Nearness.IsBeyond(_reach[left], _agreed[left, right])))
                    return false;
            }
        }

        return true;
    }

    private bool InSameSocket(int left, int right) => _cellSockets[left].Socket is { } socket && socket == _cellSockets[right].Socket;

    /// <summary>Then there is no link between sockets to set the nearer cells apart from, and the smallest distance counts.</summary>
    private bool AreInOneSocket(int count)
    {
        var isOne = true;
        ForPairsOfProcessors(count, (from, to) => isOne &= InSameSocket(from, to), all: true);
        return isOne;
    }

    private int NearestProcessors(int cell, int count)
    {
        var nearest = int.MaxValue;
        for (var other = 0; other < count; other++)
        {
            if (!_cellSockets[other].HasNoCpus && _agreed[cell, other] != 0)
                nearest = Math.Min(nearest, _agreed[cell, other]);
        }

        return nearest;
    }

    private void ForPairsOfProcessors(int count, Action<int, int> visit, bool all = false)
    {
        for (var from = 0; from < count; from++)
        {
            for (var to = from + 1; to < count; to++)
            {
                if (!_cellSockets[from].HasNoCpus && !_cellSockets[to].HasNoCpus && (all || _agreed[from, to] != 0))
                    visit(from, to);
            }
        }
    }
}
