using System;

namespace NumaTopology.Placement;

/// <summary>
/// Looks at every set of cells of which none can be left out: first the sets that have the processors, to each of them then the sets that
/// have the memory which its own cells lack. A set that is already farther than the worst of the best is not extended.
/// </summary>
internal sealed class SubsetSearch
{
    /// <summary>How many sets are looked at before the search gives up; some milliseconds.</summary>
    public const int MostSubsets = 100_000;

    private readonly SearchSpace _space;
    private readonly BestCandidates _best;
    private readonly int[] _cpu;
    private readonly int[] _memory;
    private readonly int[] _neighbours;
    private readonly int[] _neighbourWorst;
    private readonly long[] _cpusBehind;
    private readonly long[] _bytesBehind;
    private readonly long[] _pagesBehind;
    private int _neighbourCount;
    private int _looked;

    public SubsetSearch(SearchSpace space, BestCandidates best)
    {
        _space = space;
        _best = best;
        var count = space.Supplies.Length;
        _cpu = new int[count];
        _memory = new int[count];
        _neighbours = new int[count];
        _neighbourWorst = new int[count];
        _bytesBehind = new long[count + 1];
        _pagesBehind = new long[count + 1];
        // What the cells from a place on have together: a set that cannot be completed with them is not extended.
        _cpusBehind = new long[space.CpuCells.Length + 1];
        for (var i = space.CpuCells.Length - 1; i >= 0; i--)
            _cpusBehind[i] = _cpusBehind[i + 1] + space.Supplies[space.CpuCells[i]].CpuCount;
    }

    /// <summary>Searches; false when it gave up.</summary>
    public bool Run() => ExtendCpus(0, 0, 0, int.MaxValue, 0);

    private bool ExtendCpus(int from, int chosen, int cpus, int least, int worst)
    {
        if (chosen == _space.MaxCell)
            return true;
        for (var i = from; i < _space.CpuCells.Length && cpus + _cpusBehind[i] >= _space.Request.Cpu; i++)
        {
            var place = _space.CpuCells[i];
            if (++_looked > MostSubsets)
                return false;
            var farthest = WithCpuCell(place, chosen, worst);
            if (farthest < 0 || farthest > _best.Bound)
                continue;
            _cpu[chosen] = place;
            var have = cpus + _space.Supplies[place].CpuCount;
            var smallest = Math.Min(least, _space.Supplies[place].CpuCount);
            if (have < _space.Request.Cpu)
            {
                if (!ExtendCpus(i + 1, chosen + 1, have, smallest, farthest))
                    return false;
            }
            else if (have - smallest < _space.Request.Cpu && !AddMemory(chosen + 1, farthest))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The largest distance with one more cell of processors; −1 when some memory could not be reached.</summary>
    private int WithCpuCell(int place, int chosen, int worst)
    {
        var distances = _space.Distances;
        worst = Math.Max(worst, Math.Max(distances[place, place], _space.Supplies[place].DeviceWorst));
        for (var i = 0; i < chosen; i++)
        {
            int there = distances[_cpu[i], place], back = distances[place, _cpu[i]];
            if (there == NumaDistance.Unreachable || back == NumaDistance.Unreachable)
                return -1;
            worst = Math.Max(worst, Math.Max(there, back));
        }

        return worst;
    }

    private bool AddMemory(int cpuCount, int worst)
    {
        long bytes = 0, pages = 0;
        for (var i = 0; i < cpuCount; i++)
        {
            bytes += _space.Supplies[_cpu[i]].Memory;
            pages += _space.Supplies[_cpu[i]].HugePages;
        }

        if (bytes >= _space.Request.Memory && pages >= _space.Pages)
        {
            _best.Offer(_space.Weigh(_cpu, cpuCount, _memory, 0));
            return true;
        }

        FindNeighbours(cpuCount);
        return ExtendMemory(0, cpuCount, 0, bytes, pages, worst);
    }

    /// <summary>The other cells whose memory all chosen processors can reach.</summary>
    private void FindNeighbours(int cpuCount)
    {
        _neighbourCount = 0;
        foreach (var place in _space.MemoryCells)
        {
            var worst = 0;
            for (var i = 0; i < cpuCount && worst != NumaDistance.Unreachable; i++)
            {
                var distance = _cpu[i] == place ? NumaDistance.Unreachable : _space.Distances[_cpu[i], place];
                worst = distance == NumaDistance.Unreachable ? distance : Math.Max(worst, distance);
            }

            if (worst == NumaDistance.Unreachable)
                continue;
            _neighbours[_neighbourCount] = place;
            _neighbourWorst[_neighbourCount++] = worst;
        }

        _bytesBehind[_neighbourCount] = 0;
        _pagesBehind[_neighbourCount] = 0;
        for (var i = _neighbourCount - 1; i >= 0; i--)
        {
            _bytesBehind[i] = _bytesBehind[i + 1] + _space.Supplies[_neighbours[i]].Memory;
            _pagesBehind[i] = _pagesBehind[i + 1] + _space.Supplies[_neighbours[i]].HugePages;
        }
    }

    private bool ExtendMemory(int from, int cpuCount, int chosen, long bytes, long pages, int worst)
    {
        if (cpuCount + chosen == _space.MaxCell)
            return true;
        for (var i = from; i < _neighbourCount; i++)
        {
            if (bytes + _bytesBehind[i] < _space.Request.Memory || pages + _pagesBehind[i] < _space.Pages)
                return true;
            if (++_looked > MostSubsets)
                return false;
            var farthest = Math.Max(worst, _neighbourWorst[i]);
            if (farthest > _best.Bound)
                continue;
            _memory[chosen] = _neighbours[i];
            var haveBytes = bytes + _space.Supplies[_neighbours[i]].Memory;
            var havePages = pages + _space.Supplies[_neighbours[i]].HugePages;
            if (haveBytes < _space.Request.Memory || havePages < _space.Pages)
            {
                if (!ExtendMemory(i + 1, cpuCount, chosen + 1, haveBytes, havePages, farthest))
                    return false;
            }
            else if (_space.NeedsEach(_memory, chosen + 1, haveBytes, havePages))
            {
                _best.Offer(_space.Weigh(_cpu, cpuCount, _memory, chosen + 1));
            }
        }

        return true;
    }
}
