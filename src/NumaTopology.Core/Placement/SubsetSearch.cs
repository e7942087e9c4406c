using System;

namespace NumaTopology.Placement;

/// <summary>
/// Looks at every set of cells of which none can be left out: the nearest sets first, distance by distance. At each distance first the sets that have the
/// CPUs, to each of them then the sets that have the memory which its own cells lack. A set that cannot be completed is not extended.
/// </summary>
internal sealed class SubsetSearch
{
    /// <summary>How many sets are looked at before the search gives up; some milliseconds.</summary>
    public const int MostSubsets = 100_000;

    private readonly SearchSpace _space;
    private readonly NeighbourMemory _neighbours;
    private readonly SearchLevel?[] _levels;
    private readonly int[] _cpu;
    private readonly int[] _memory;
    private BestCandidates _best = null!;
    private int _member;
    private bool _givesMemoryOnly;
    private NearCells _near = null!;
    private int _within;
    private int _looked;
    private int _limit;

    public SubsetSearch(SearchSpace space)
    {
        _space = space;
        _neighbours = new NeighbourMemory(space);
        _levels = new SearchLevel?[space.MaxCell + 1];
        _cpu = new int[space.Supplies.Length];
        _memory = new int[space.Supplies.Length];
    }

    /// <summary>Offers the best sets there are.</summary>
    /// <returns>The smallest distance at which there were too many; <see cref="int.MaxValue"/> when all were looked at.</returns>
    public int Run(BestCandidates best) => Run(best, MostSubsets, -1, false);

    /// <summary>Offers the best sets with a certain cell.</summary>
    /// <param name="best">What takes the finds.</param>
    /// <param name="budget">How many sets to look at.</param>
    /// <param name="member">The cell.</param>
    /// <param name="givesMemoryOnly">Whether it gives only memory, or CPUs.</param>
    /// <returns>The smallest distance at which there were too many; <see cref="int.MaxValue"/> when all were looked at.</returns>
    public int Run(BestCandidates best, int budget, int member, bool givesMemoryOnly)
    {
        _best = best;
        _member = member;
        _givesMemoryOnly = givesMemoryOnly;
        _looked = 0;
        var gaveUpAt = int.MaxValue;
        var distances = _space.DistinctDistances;
        for (var i = 0; i < distances.Count && distances[i] <= best.Bound; i++)
        {
            // One distance at which there is much to try must not keep the search from the next.
            var isLast = i + 1 == distances.Count || distances[i] == best.Bound;
            _limit = isLast ? budget : _looked + ((budget - _looked) / 2);
            if (!RunWithin(distances[i]))
                gaveUpAt = Math.Min(gaveUpAt, distances[i]);
        }

        return gaveUpAt;
    }

    private bool RunWithin(int distance)
    {
        _within = distance;
        _near = _space.Within(distance);
        var level = Level(0);
        Array.Copy(_near.Cpus, level.Candidates, level.Candidates.Length);
        for (var i = 0; i < level.Memory.Length; i++)
            level.Memory[i] = ulong.MaxValue;
        if (_member < 0)
            return ExtendCpus(0, default, int.MaxValue);
        if (!_givesMemoryOnly)
            return !IndexSet.Contains(_near.Cpus, _member) || TryCpus(0, _member, default, int.MaxValue);
        IndexSet.Remove(level.Candidates, _member);
        foreach (var index in _space.CpuCells)
        {
            if (!IndexSet.Contains(_near.Memory[index], _member))
                IndexSet.Remove(level.Candidates, index);
        }

        return ExtendCpus(0, default, int.MaxValue);
    }

    /// <summary>Adds one cell of CPUs to a set of so many, then more.</summary>
    /// <param name="count">How many cells the set has.</param>
    /// <param name="totals">What it has.</param>
    /// <param name="least">The fewest CPUs that one of its cells gives.</param>
    private bool ExtendCpus(int count, in CandidateTotals totals, int least)
    {
        if (count == _space.MaxCell)
            return true;
        var level = Level(count);
        level.Order(_near, _space.MaxCell - count, totals.Cpus, least);
        for (var i = 0; i < level.Count && totals.Cpus + level.Most[i] >= _space.Request.Cpu; i++)
        {
            var index = level.Indexes[i];
            IndexSet.Remove(level.Candidates, index);
            if (!TryCpus(count, index, totals, least))
                return false;
        }

        return true;
    }

    private bool TryCpus(int count, int index, CandidateTotals totals, int least)
    {
        if (IsEnough())
            return false;
        totals.AddCpus(_space, index, _cpu, count);
        if (totals.Worst > _best.Bound)
            return true;
        // Whose own cells have the memory needs no cell that gives only memory.
        if (_givesMemoryOnly && _space.HasMemory(totals))
            return true;
        _cpu[count] = index;
        least = Math.Min(least, _space.Supplies[index].CpuCount);
        if (totals.Cpus >= _space.Request.Cpu)
            return AddMemory(count + 1, totals);
        var level = Level(count);
        var next = Level(count + 1);
        IndexSet.Intersect(level.Candidates, _near.Peers[index], next.Candidates);
        IndexSet.Intersect(level.Memory, _near.Memory[index], next.Memory);
        return (_space.NeedsMemory && !HasMemory(next.Memory)) || ExtendCpus(count + 1, totals, least);
    }

    /// <summary>Whether some cells have the memory and the pages together.</summary>
    private bool HasMemory(ulong[] cells)
    {
        long bytes = 0, pages = 0;
        for (var index = IndexSet.Next(cells, 0); index >= 0; index = IndexSet.Next(cells, index + 1))
        {
            bytes += _space.Supplies[index].Memory;
            pages += _space.Supplies[index].HugePages;
        }

        return bytes >= _space.Request.Memory && pages >= _space.Pages;
    }

    private bool AddMemory(int count, in CandidateTotals totals)
    {
        if (_space.HasMemory(totals))
        {
            Offer(count, 0, totals);
            return true;
        }

        _neighbours.Find(_cpu, count, Math.Min(_within, _best.Bound));
        if (!_givesMemoryOnly)
            return ExtendMemory(0, count, 0, totals);
        var member = _neighbours.IndexOf(_member);
        return member < 0 || TryMemory(member, 0, count, 0, totals);
    }

    private bool ExtendMemory(int from, int count, int chosen, in CandidateTotals totals)
    {
        if (count + chosen == _space.MaxCell)
            return true;
        for (var i = from; i < _neighbours.Count && _neighbours.Suffice(i, totals.Bytes, totals.Pages); i++)
        {
            if (!(_givesMemoryOnly && _neighbours.Indexes[i] == _member) && !TryMemory(i, i + 1, count, chosen, totals))
                return false;
        }

        return true;
    }

    private bool TryMemory(int neighbour, int next, int count, int chosen, CandidateTotals totals)
    {
        if (IsEnough())
            return false;
        if (count + chosen == _space.MaxCell)
            return true;
        var index = _neighbours.Indexes[neighbour];
        totals.AddMemory(_space.Supplies[index], _neighbours.Worst[neighbour], _neighbours.Sum[neighbour]);
        if (totals.Worst > _best.Bound)
            return true;
        _memory[chosen] = index;
        if (!_space.HasMemory(totals))
            return ExtendMemory(next, count, chosen + 1, totals);
        if (_space.NeedsEach(_memory, chosen + 1, totals.Bytes, totals.Pages))
            Offer(count, chosen + 1, totals);
        return true;
    }

    private bool IsEnough()
    {
        _space.Cancellation.ThrowIfCancellationRequested();
        return ++_looked > _limit;
    }

    private void Offer(int count, int chosen, in CandidateTotals totals) => _best.Offer(_space.Candidate(_cpu, count, _memory, chosen, totals));

    private SearchLevel Level(int count) => _levels[count] ??= new SearchLevel(_space);
}
