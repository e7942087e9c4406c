using System;
using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>
/// From each cell in turn: the nearest cells are added until there are enough processors, then the nearest memory, and what turns out not to be
/// needed is left out again. Where that takes more cells than may be, the largest ones are added instead.
/// </summary>
internal sealed class NeighbourSearch
{
    private readonly SearchSpace _space;
    private readonly BestCandidates _best;
    private readonly List<int> _cpu = [];
    private readonly List<int> _memory = [];

    public NeighbourSearch(SearchSpace space, BestCandidates best)
    {
        _space = space;
        _best = best;
    }

    public void Run()
    {
        foreach (var seed in _space.CpuCells)
        {
            if (Grow(seed, nearest: true) || Grow(seed, nearest: false))
                _best.Offer(_space.Weigh(_cpu.ToArray(), _memory.ToArray()));
        }
    }

    private bool Grow(int seed, bool nearest)
    {
        _cpu.Clear();
        _memory.Clear();
        _cpu.Add(seed);
        var cpus = _space.Supplies[seed].CpuCount;
        while (cpus < _space.Request.Cpu)
        {
            if (!TryPick(_space.CpuCells, nearest, bothWays: true, place => _space.Supplies[place].CpuCount, out var next))
                return false;
            _cpu.Add(next);
            cpus += _space.Supplies[next].CpuCount;
        }

        // The last ones added are the farthest.
        for (var i = _cpu.Count - 1; i >= 0; i--)
        {
            if (cpus - _space.Supplies[_cpu[i]].CpuCount >= _space.Request.Cpu)
            {
                cpus -= _space.Supplies[_cpu[i]].CpuCount;
                _cpu.RemoveAt(i);
            }
        }

        return AddMemory(nearest) && _cpu.Count + _memory.Count <= _space.MaxCell;
    }

    private bool AddMemory(bool nearest)
    {
        long bytes = 0, pages = 0;
        foreach (var place in _cpu)
            Add(place, 1);
        while (bytes < _space.Request.Memory || pages < _space.Pages)
        {
            var (lacksBytes, lacksPages) = (bytes < _space.Request.Memory, pages < _space.Pages);
            if (!TryPick(_space.MemoryCells, nearest, bothWays: false, place => (lacksBytes ? _space.Supplies[place].Memory : 0) + (lacksPages ? _space.Supplies[place].HugePages : 0), out var next))
                return false;
            _memory.Add(next);
            Add(next, 1);
        }

        for (var i = _memory.Count - 1; i >= 0; i--)
        {
            if (bytes - _space.Supplies[_memory[i]].Memory >= _space.Request.Memory && pages - _space.Supplies[_memory[i]].HugePages >= _space.Pages)
            {
                Add(_memory[i], -1);
                _memory.RemoveAt(i);
            }
        }

        return true;

        void Add(int place, int sign)
        {
            bytes += sign * _space.Supplies[place].Memory;
            pages += sign * _space.Supplies[place].HugePages;
        }
    }

    /// <summary>The cell that is nearest to the chosen processors, or that gives most; of equals the other way round, then the first.</summary>
    private bool TryPick(int[] places, bool nearest, bool bothWays, Func<int, long> gives, out int picked)
    {
        picked = -1;
        (long First, long Second) least = default;
        foreach (var place in places)
        {
            var give = gives(place);
            if (give == 0 || _cpu.Contains(place) || _memory.Contains(place) || Distance(place, bothWays) is not { } distance)
                continue;
            var rank = nearest ? (distance, -give) : (-give, distance);
            if (picked >= 0 && rank.CompareTo(least) >= 0)
                continue;
            picked = place;
            least = rank;
        }

        return picked >= 0;
    }

    /// <summary>The worst distance, then the sum, in one number; null where something cannot be reached.</summary>
    private long? Distance(int place, bool bothWays)
    {
        long worst = 0, sum = 0;
        foreach (var from in _cpu)
        {
            int there = _space.Distances[from, place], back = bothWays ? _space.Distances[place, from] : 0;
            if (there == NumaDistance.Unreachable || back == NumaDistance.Unreachable)
                return null;
            worst = Math.Max(worst, Math.Max(there, back));
            sum += there + back;
        }

        return (worst << 32) + sum;
    }
}
