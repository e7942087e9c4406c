using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>The distances between cells by their places in a list, for searches that ask millions of times.</summary>
internal sealed class DistanceTable
{
    /// <summary>Larger than any distance, so that what is unknown ranks after all that is known.</summary>
    public const int Unknown = 256;

    private const int Local = 10;

    private readonly int[] _values;
    private readonly int _count;

    public DistanceTable(NumaCapabilities machine)
    {
        _count = machine.Cells.Count;
        _values = new int[_count * _count];
        var places = new Dictionary<int, int>(_count);
        for (var i = 0; i < _count; i++)
            places[machine.Cells[i].Id] = i;
        for (var i = 0; i < _values.Length; i++)
            _values[i] = Unknown;
        // A distance is by definition in relation to the local one, which is 10.
        for (var i = 0; i < _count; i++)
            _values[(i * _count) + i] = Local;
        foreach (var distance in machine.Distances)
        {
            if (places.TryGetValue(distance.From, out var from) && places.TryGetValue(distance.To, out var to) && distance.Value > 0)
                _values[(from * _count) + to] = distance.Value >= NumaDistance.Unreachable ? NumaDistance.Unreachable : distance.Value;
        }
    }

    /// <summary>The distance; <see cref="Unknown"/> or <see cref="NumaDistance.Unreachable"/> where there is none.</summary>
    public int this[int from, int to] => _values[(from * _count) + to];
}
