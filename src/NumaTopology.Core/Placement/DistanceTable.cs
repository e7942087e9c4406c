using System;
using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>The distances between cells by their indexes, for searches that ask millions of times.</summary>
internal sealed class DistanceTable
{
    /// <summary>Larger than any distance, so that what is unknown ranks after all that is known.</summary>
    public const int Unknown = 256;

    private readonly int[] _values;
    private readonly int[] _between;
    private readonly int[] _both;
    private readonly int _count;

    public DistanceTable(IReadOnlyList<NumaCell> cells, IReadOnlyList<NumaDistance> distances)
    {
        _count = cells.Count;
        _values = new int[_count * _count];
        var indexes = new Dictionary<int, int>(_count);
        for (var i = 0; i < _count; i++)
            indexes[cells[i].Id] = i;
        for (var i = 0; i < _values.Length; i++)
            _values[i] = Unknown;
        // A distance is by definition in relation to the local one.
        for (var i = 0; i < _count; i++)
            _values[(i * _count) + i] = NumaDistance.Local;
        foreach (var distance in distances)
        {
            if (indexes.TryGetValue(distance.From, out var from) && indexes.TryGetValue(distance.To, out var to) && distance.Value > 0)
                _values[(from * _count) + to] = distance.Value >= NumaDistance.Unreachable ? NumaDistance.Unreachable : distance.Value;
        }

        _between = new int[_values.Length];
        _both = new int[_values.Length];
        for (var i = 0; i < _values.Length; i++)
        {
            int there = _values[i], back = _values[(i % _count * _count) + (i / _count)];
            _between[i] = there == NumaDistance.Unreachable || back == NumaDistance.Unreachable ? NumaDistance.Unreachable : Math.Max(there, back);
            _both[i] = there + back;
        }
    }

    /// <summary>The distance; <see cref="Unknown"/> or <see cref="NumaDistance.Unreachable"/> where there is none.</summary>
    public int this[int from, int to] => _values[(from * _count) + to];

    /// <summary>The larger of both directions; <see cref="NumaDistance.Unreachable"/> as soon as one is.</summary>
    public int Between(int one, int other) => _between[(one * _count) + other];

    /// <summary>Adds both directions between a cell and each of the first of a list, which reach one another, to a largest distance and a sum.</summary>
    public void Add(int index, int[] others, int count, ref int worst, ref long sum)
    {
        var row = index * _count;
        for (var i = 0; i < count; i++)
        {
            var at = row + others[i];
            if (_between[at] > worst)
                worst = _between[at];
            sum += _both[at];
        }
    }
}
