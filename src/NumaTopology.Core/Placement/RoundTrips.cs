using System;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>Both directions of each distance at once, for searches that ask millions of times.</summary>
internal sealed class RoundTrips
{
    private readonly int[] _worst;
    private readonly int[] _sum;
    private readonly int _count;

    public RoundTrips(DistanceMatrix distances)
    {
        _count = distances.Count;
        _worst = new int[_count * _count];
        _sum = new int[_worst.Length];
        for (var from = 0; from < _count; from++)
        {
            for (var to = 0; to < _count; to++)
            {
                int there = distances[from, to], back = distances[to, from];
                _worst[(from * _count) + to] = there == NumaDistance.Unreachable || back == NumaDistance.Unreachable ? NumaDistance.Unreachable : Math.Max(there, back);
                _sum[(from * _count) + to] = there + back;
            }
        }
    }

    /// <summary>The larger of both directions; <see cref="NumaDistance.Unreachable"/> as soon as one is.</summary>
    public int Worst(int one, int other) => _worst[(one * _count) + other];

    /// <summary>Adds both directions between a cell and each of the first of a list, which reach one another, to a largest distance and a sum.</summary>
    public void Add(int index, int[] others, int count, ref int worst, ref long sum)
    {
        var row = index * _count;
        for (var i = 0; i < count; i++)
        {
            var at = row + others[i];
            if (_worst[at] > worst)
                worst = _worst[at];
            sum += _sum[at];
        }
    }
}
