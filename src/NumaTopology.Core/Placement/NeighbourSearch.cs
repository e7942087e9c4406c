using System;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>
/// From each cell in turn: the nearest cells are added until there are enough processors, then the nearest memory, and what turns out not to be
/// needed is left out again. Where that takes more cells than may be, the largest ones are added instead.
/// </summary>
internal sealed class NeighbourSearch
{
    private const int Taken = int.MaxValue;

    private readonly SearchSpace _space;
    private readonly NeighbourMemory _neighbours;
    private readonly int[] _cpu;
    private readonly int[] _memory;

    // From the cells chosen so far to each cell and back; the largest is Taken where a cell is chosen or out of reach.
    private readonly int[] _worst;
    private readonly int[] _sum;
    private int _cpuCount;
    private int _memoryCount;

    public NeighbourSearch(SearchSpace space)
    {
        _space = space;
        _neighbours = new NeighbourMemory(space);
        var count = space.Supplies.Length;
        _cpu = new int[count];
        _memory = new int[count];
        _worst = new int[count];
        _sum = new int[count];
    }

    public void Run(BestCandidates best)
    {
        foreach (var seed in _space.CpuCells)
            Run(best, seed, keepsSeed: false);
    }

    /// <summary>From one cell only.</summary>
    /// <param name="best">What takes the find.</param>
    /// <param name="seed">The cell.</param>
    /// <param name="keepsSeed">Whether only a set with that cell counts.</param>
    public void Run(BestCandidates best, int seed, bool keepsSeed)
    {
        if (!Grow(seed, keepsSeed, nearest: true) && !Grow(seed, keepsSeed, nearest: false))
            return;
        CandidateTotals totals = default;
        for (var i = 0; i < _cpuCount; i++)
            totals.AddCpus(_space, _cpu[i], _cpu, i);
        for (var i = 0; i < _memoryCount; i++)
        {
            var neighbour = _neighbours.IndexOf(_memory[i]);
            totals.AddMemory(_space.Supplies[_memory[i]], _neighbours.Worst[neighbour], _neighbours.Sum[neighbour]);
        }

        best.Offer(_space.Candidate(_cpu, _cpuCount, _memory, _memoryCount, totals));
    }

    private bool Grow(int seed, bool keepsSeed, bool nearest)
    {
        _cpuCount = _memoryCount = 0;
        Array.Clear(_worst, 0, _worst.Length);
        Array.Clear(_sum, 0, _sum.Length);
        var cpus = Add(seed);
        while (cpus < _space.Request.Cpu)
        {
            var next = NextCpus(nearest);
            if (next < 0)
                return false;
            cpus += Add(next);
        }

        // The last ones added are the farthest.
        for (var i = _cpuCount - 1; i >= 0; i--)
        {
            var spared = _space.Supplies[_cpu[i]].CpuCount;
            if (cpus - spared < _space.Request.Cpu)
                continue;
            if (i == 0 && keepsSeed)
                return false;
            cpus -= spared;
            Remove(_cpu, ref _cpuCount, i);
        }

        return AddMemory(nearest) && _cpuCount + _memoryCount <= _space.MaxCell;
    }

    private int Add(int index)
    {
        _space.Cancellation.ThrowIfCancellationRequested();
        _cpu[_cpuCount++] = index;
        foreach (var other in _space.CpuCells)
        {
            int there = _space.Distances[index, other], back = _space.Distances[other, index];
            if (other == index || there == NumaDistance.Unreachable || back == NumaDistance.Unreachable)
                _worst[other] = Taken;
            _worst[other] = Math.Max(_worst[other], Math.Max(there, back));
            _sum[other] += there + back;
        }

        return _space.Supplies[index].CpuCount;
    }

    private int NextCpus(bool nearest)
    {
        var next = -1;
        foreach (var index in _space.CpuCells)
        {
            if (_worst[index] == Taken || (next >= 0 && Order(index, next) >= 0))
                continue;
            next = index;
        }

        return next;

        int Order(int left, int right) => Compare(
            nearest,
            (_worst[left], _sum[left], _space.Supplies[left].CpuCount),
            (_worst[right], _sum[right], _space.Supplies[right].CpuCount));
    }

    private bool AddMemory(bool nearest)
    {
        long bytes = 0, pages = 0;
        for (var i = 0; i < _cpuCount; i++)
            Count(_cpu[i], 1);
        _neighbours.Find(_cpu, _cpuCount, DistanceMatrix.Unknown);
        while (bytes < _space.Request.Memory || pages < _space.Pages)
        {
            _space.Cancellation.ThrowIfCancellationRequested();
            var next = -1;
            for (var i = 0; i < _neighbours.Count; i++)
            {
                if (Gives(i) > 0 && (next < 0 || Compare(nearest, (_neighbours.Worst[i], _neighbours.Sum[i], Gives(i)), (_neighbours.Worst[next], _neighbours.Sum[next], Gives(next))) < 0))
                    next = i;
            }

            if (next < 0)
                return false;
            _memory[_memoryCount++] = _neighbours.Indexes[next];
            Count(_neighbours.Indexes[next], 1);
        }

        for (var i = _memoryCount - 1; i >= 0; i--)
        {
            var spared = _space.Supplies[_memory[i]];
            if (bytes - spared.Memory < _space.Request.Memory || pages - spared.HugePages < _space.Pages)
                continue;
            Count(_memory[i], -1);
            Remove(_memory, ref _memoryCount, i);
        }

        return true;

        // What a neighbour gives of what is still missing; nothing when it is chosen already.
        long Gives(int neighbour)
        {
            var index = _neighbours.Indexes[neighbour];
            if (Array.IndexOf(_memory, index, 0, _memoryCount) >= 0)
                return 0;
            return (bytes < _space.Request.Memory ? _space.Supplies[index].Memory : 0) + (pages < _space.Pages ? _space.Supplies[index].HugePages : 0);
        }

        void Count(int index, int sign)
        {
            bytes += sign * _space.Supplies[index].Memory;
            pages += sign * _space.Supplies[index].HugePages;
        }
    }

    /// <summary>The nearer first, or the larger first; of equals the other way round.</summary>
    private static int Compare(bool nearest, (int Worst, int Sum, long Gives) left, (int Worst, int Sum, long Gives) right)
    {
        var distance = (left.Worst, left.Sum).CompareTo((right.Worst, right.Sum));
        var size = right.Gives.CompareTo(left.Gives);
        return nearest ? (distance != 0 ? distance : size) : (size != 0 ? size : distance);
    }

    private static void Remove(int[] indexes, ref int count, int at) => Array.Copy(indexes, at + 1, indexes, at, --count - at);
}
