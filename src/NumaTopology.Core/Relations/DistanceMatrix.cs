using System;
using System.Collections.Generic;

namespace NumaTopology.Relations;

/// <summary>The distances between some cells, by the cells' indexes. Any of them may be unknown.</summary>
internal sealed class DistanceMatrix
{
    /// <summary>Larger than any distance, so that what is unknown ranks after all that is known.</summary>
    public const int Unknown = NumaDistance.Unreachable + 1;

    private readonly Dictionary<int, int> _indexes;
    private readonly int[] _values;

    /// <summary>The distances between cells, which are given by their ids in the order of their indexes.</summary>
    public DistanceMatrix(IReadOnlyList<int> cells, IReadOnlyList<NumaDistance> distances)
    {
        Count = cells.Count;
        _indexes = new Dictionary<int, int>(Count);
        _values = new int[Count * Count];
        for (var i = 0; i < _values.Length; i++)
            _values[i] = Unknown;
        for (var i = 0; i < Count; i++)
        {
            _indexes[cells[i]] = i;
            // A distance is by definition in relation to the local one.
            _values[(i * Count) + i] = NumaDistance.Local;
        }

        foreach (var distance in distances)
        {
            if (distance.Value > 0 && _indexes.TryGetValue(distance.From, out var from) && _indexes.TryGetValue(distance.To, out var to))
                _values[(from * Count) + to] = Math.Min(distance.Value, NumaDistance.Unreachable);
        }

        IsComplete = Array.IndexOf(_values, Unknown) < 0;
    }

    public int Count { get; }

    /// <summary>Whether every distance between two of the cells is known, in both directions. Of less nothing is concluded: what is missing might have said otherwise.</summary>
    public bool IsComplete { get; }

    /// <summary>The distance; <see cref="Unknown"/> or <see cref="NumaDistance.Unreachable"/> where there is none.</summary>
    public int this[int from, int to] => _values[(from * Count) + to];

    /// <summary>The index of a cell; −1 for one that is not there.</summary>
    public int IndexOf(int cell) => _indexes.TryGetValue(cell, out var index) ? index : -1;

    /// <summary>The smaller value of the two directions.</summary>
    public int Low(int left, int right) => Math.Min(this[left, right], this[right, left]);

    /// <summary>The larger value of the two directions; <see cref="Unknown"/> as soon as one is.</summary>
    public int High(int left, int right) => Math.Max(this[left, right], this[right, left]);

    /// <summary>
    /// The value of a pair from which something can be concluded, the larger of the directions; 0 when they disagree, when the memory cannot
    /// be reached or when it is no farther than the cell's own.
    /// </summary>
    public int Agreed(int left, int right)
    {
        var high = High(left, right);
        var local = Math.Max(NumaDistance.Local, Math.Max(this[left, left], this[right, right]));
        return high < NumaDistance.Unreachable && high > local && Nearness.IsNear(Low(left, right), high) ? high : 0;
    }
}
