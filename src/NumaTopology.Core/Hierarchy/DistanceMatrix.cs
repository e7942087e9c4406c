using System;
using System.Collections.Generic;

namespace NumaTopology.Hierarchy;

/// <summary>The distances between some cells, by the cells' positions. Any of them may be untold.</summary>
internal sealed class DistanceMatrix
{
    private readonly Dictionary<int, int> _positions;

    // 0 is untold.
    private readonly int[,] _values;

    public DistanceMatrix(IReadOnlyList<CellPlace> cells, IReadOnlyList<NumaDistance> distances)
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
    }

    public int Count { get; }

    /// <summary>The position of a cell; −1 for one that is not there.</summary>
    public int Position(int cell) => _positions.TryGetValue(cell, out var position) ? position : -1;

    public bool IsTold(int left, int right) => (_values[left, right] | _values[right, left]) != 0;

    /// <summary>The smaller value of the two directions; 0 when neither is told, for nothing excludes it.</summary>
    public int Low(int left, int right) => !IsTold(left, right) ? 0
        : Math.Min(Or(_values[left, right], _values[right, left]), Or(_values[right, left], _values[left, right]));

    /// <summary>The larger value of the two directions; the largest number when neither is told.</summary>
    public int High(int left, int right) => IsTold(left, right) ? Math.Max(_values[left, right], _values[right, left]) : int.MaxValue;

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

    private static int Or(int value, int other) => value != 0 ? value : other;
}
