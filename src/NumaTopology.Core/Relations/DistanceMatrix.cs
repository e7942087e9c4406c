using System;
using System.Collections.Generic;

namespace NumaTopology.Relations;

/// <summary>The distances between some cells, by the cells' positions. Any of them may be untold.</summary>
internal sealed class DistanceMatrix
{
    private readonly Dictionary<int, int> _positions;

    // 0 is untold.
    private readonly int[,] _values;

    public DistanceMatrix(IReadOnlyList<CellSocket> cells, IReadOnlyList<NumaDistance> distances)
    {
        Count = cells.Count;
        _positions = new Dictionary<int, int>(Count);
        for (var i = 0; i < Count; i++)
            _positions[cells[i].Id] = i;
        _values = new int[Count, Count];
        foreach (var distance in distances)
        {
            if (_positions.TryGetValue(distance.From, out var from) && _positions.TryGetValue(distance.To, out var to))
                _values[from, to] = Math.Min(distance.Value, NumaDistance.Unreachable);
        }

        IsComplete = true;
        for (var from = 0; from < Count; from++)
        {
            for (var to = 0; to < Count; to++)
                IsComplete &= from == to || _values[from, to] != 0;
        }
    }

    public int Count { get; }

    /// <summary>Whether every distance between two of the cells is told, in both directions. Of less nothing is concluded: what is missing might have said otherwise.</summary>
    public bool IsComplete { get; }

    /// <summary>The position of a cell; −1 for one that is not there.</summary>
    public int Position(int cell) => _positions.TryGetValue(cell, out var position) ? position : -1;

    /// <summary>The smaller value of the two directions; 0 when one is not told.</summary>
    public int Low(int left, int right) => Math.Min(_values[left, right], _values[right, left]);

    /// <summary>The larger value of the two directions.</summary>
    public int High(int left, int right) => Math.Max(_values[left, right], _values[right, left]);

    /// <summary>
    /// The value of a pair from which something can be concluded, the larger of the directions; 0 when they disagree, when the memory cannot
    /// be reached or when it is no farther than the cell's own.
    /// </summary>
    public int Agreed(int left, int right)
    {
        var high = High(left, right);
        var local = Math.Max(NumaDistance.Local, Math.Max(_values[left, left], _values[right, right]));
        return high < NumaDistance.Unreachable && high > local && Nearness.IsNear(Low(left, right), high) ? high : 0;
    }
}
