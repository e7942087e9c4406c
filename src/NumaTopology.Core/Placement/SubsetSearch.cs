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
    private readonly NeighbourMemory _neighbours;
    private readonly int[] _cpu;
    private readonly int[] _memory;
    private readonly long[] _cpusBehind;
    private int _looked;

    public SubsetSearch(SearchSpace space, BestCandidates best)
    {
        _space = space;
        _best = best;
        _neighbours = new NeighbourMemory(space);
        _cpu = new int[space.Supplies.Length];
        _memory = new int[space.Supplies.Length];
        // What the cells from a place on have together: a set that cannot be completed with them is not extended.
        _cpusBehind = new long[space.CpuCells.Length + 1];
        for (var i = space.CpuCells.Length - 1; i >= 0; i--)
            _cpusBehind[i] = _cpusBehind[i + 1] + space.Supplies[space.CpuCells[i]].CpuCount;
    }

    /// <summary>Searches; false when it gave up.</summary>
    public bool Run() => ExtendCpus(0, new Part { Least = int.MaxValue });

    private bool ExtendCpus(int from, Part part)
    {
        if (part.Cells == _space.MaxCell)
            return true;
        for (var i = from; i < _space.CpuCells.Length && part.Cpus + _cpusBehind[i] >= _space.Request.Cpu; i++)
        {
            if (IsEnough())
                return false;
            if (!TryAdd(_space.CpuCells[i], part, out var more) || more.Worst > _best.Bound)
                continue;
            _cpu[part.Cells] = _space.CpuCells[i];
            if (more.Cpus < _space.Request.Cpu)
            {
                if (!ExtendCpus(i + 1, more))
                    return false;
            }
            else if (more.Cpus - more.Least < _space.Request.Cpu && !AddMemory(more))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One more cell of processors; false when some memory could not be reached.</summary>
    private bool TryAdd(int place, in Part part, out Part more)
    {
        var supply = _space.Supplies[place];
        var distances = _space.Distances;
        var own = distances[place, place];
        more = part;
        more.Worst = Math.Max(part.Worst, Math.Max(own, supply.DeviceWorst));
        more.Sum += own + supply.DeviceSum;
        for (var i = 0; i < part.Cells; i++)
        {
            int there = distances[_cpu[i], place], back = distances[place, _cpu[i]];
            if (there == NumaDistance.Unreachable || back == NumaDistance.Unreachable)
                return false;
            more.Worst = Math.Max(more.Worst, Math.Max(there, back));
            more.Sum += there + back;
        }

        more.Cells++;
        more.Cpus += supply.CpuCount;
        more.Idle += supply.IdleCount;
        more.Least = Math.Min(part.Least, supply.CpuCount);
        more.Bytes += supply.Memory;
        more.Pages += supply.HugePages;
        return true;
    }

    private bool AddMemory(in Part part)
    {
        if (part.Bytes >= _space.Request.Memory && part.Pages >= _space.Pages)
        {
            Offer(part, part, 0);
            return true;
        }

        _neighbours.Find(_cpu, part.Cells);
        return ExtendMemory(0, part, part, 0);
    }

    private bool ExtendMemory(int from, in Part cpus, Part part, int chosen)
    {
        if (part.Cells == _space.MaxCell)
            return true;
        for (var i = from; i < _neighbours.Count && _neighbours.Suffice(i, part.Bytes, part.Pages); i++)
        {
            if (IsEnough())
                return false;
            var place = _neighbours.Places[i];
            var more = part;
            more.Cells++;
            more.Worst = Math.Max(part.Worst, _neighbours.Worst[i]);
            more.Sum += _neighbours.Sum[i];
            more.Bytes += _space.Supplies[place].Memory;
            more.Pages += _space.Supplies[place].HugePages;
            if (more.Worst > _best.Bound)
                continue;
            _memory[chosen] = place;
            if (more.Bytes < _space.Request.Memory || more.Pages < _space.Pages)
            {
                if (!ExtendMemory(i + 1, cpus, more, chosen + 1))
                    return false;
            }
            else if (_space.NeedsEach(_memory, chosen + 1, more.Bytes, more.Pages))
            {
                Offer(cpus, more, chosen + 1);
            }
        }

        return true;
    }

    private bool IsEnough()
    {
        _space.Cancellation.ThrowIfCancellationRequested();
        return ++_looked > MostSubsets;
    }

    private void Offer(in Part cpus, in Part all, int memoryCount) => _best.Offer(new Candidate
    {
        Cpu = _cpu,
        CpuCount = cpus.Cells,
        Memory = _memory,
        MemoryCount = memoryCount,
        Worst = all.Worst,
        Sum = all.Sum,
        Pairs = cpus.Cells * (all.Cells + _space.DeviceCount),
        Busy = Math.Max(0, _space.Request.Cpu - cpus.Idle),
        LeftoverCpus = cpus.Cpus - _space.Request.Cpu,
        LeftoverMemory = all.Bytes - _space.Request.Memory,
        LeftoverHugePages = all.Pages - _space.Pages,
    });

    /// <summary>A set that is being built.</summary>
    private struct Part
    {
        public int Cells;
        public int Cpus;
        public int Idle;

        /// <summary>The fewest processors that one of its cells gives.</summary>
        public int Least;
        public int Worst;
        public long Sum;
        public long Bytes;
        public long Pages;
    }
}
