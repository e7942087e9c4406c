using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>
/// Divides the CPUs over the cells that give them: the cell that can give most is filled first, so that what is left over stays in one cell.
/// Idle CPUs of all cells come before busy ones of any.
/// </summary>
internal sealed class CpuSplit
{
    private readonly SearchSpace _space;

    // Searches ask for the same parts of the same cells again and again.
    private readonly Dictionary<(int Index, bool IsIdle, int Count), CpuSet> _parts = [];

    public CpuSplit(SearchSpace space) => _space = space;

    /// <summary>The CPUs of each of the first cells in a list.</summary>
    public CpuSet[] Take(int[] indexes, int count)
    {
        if (_space.Request.Goal == PlacementGoal.Bandwidth)
            return TakeEvenly(indexes, count);
        var order = Order(indexes, count);
        var taken = new CpuSet[count];
        if (_space.Request.Smt == SmtUse.Apart)
        {
            var apart = new ThreadRounds(Array.ConvertAll(order, i => _space.Supplies[indexes[i]]), _space.Request.Cpu, _space.Request.Strict).Take();
            for (var i = 0; i < count; i++)
                taken[order[i]] = apart[i];
            return taken;
        }

        var missing = _space.Request.Cpu;
        foreach (var i in order)
            taken[i] = Part(indexes[i], isIdle: true, ref missing);
        foreach (var i in order)
            taken[i] = taken[i].Union(Part(indexes[i], isIdle: false, ref missing));
        return taken;
    }

    /// <summary>How many of which kind <see cref="Take"/> takes.</summary>
    public CpuUse Use(in Candidate candidate)
    {
        var request = _space.Request;
        var totals = candidate.Totals;
        if (request.WholeCore || request.Goal == PlacementGoal.Bandwidth)
            return Count(candidate, Take(candidate.Cpu, candidate.CpuCount));
        var idle = Math.Min(request.Cpu, totals.IdleCpus);
        if (request.Smt != SmtUse.Apart)
            return new CpuUse(request.Cpu, request.Cpu - idle, 0);
        // Every core with an idle CPU is begun before a busy CPU is taken, and then the cores that have none before a second thread.
        var begun = Math.Min(idle, totals.IdleCores) + Math.Min(request.Cpu - idle, totals.Cores - totals.IdleCores);
        return new CpuUse(request.Cpu, request.Cpu - idle, request.Cpu - begun);
    }

    /// <summary>How many caches of the last level a candidate's CPUs are in; null when that is not reported of all of them.</summary>
    public int? Caches(in Candidate candidate)
    {
        CpuSet[]? taken = null;
        var caches = new HashSet<CpuSet>();
        for (var i = 0; i < candidate.CpuCount; i++)
        {
            var supply = _space.Supplies[candidate.Cpu[i]];
            var lastLevel = supply.Groups.Value.LastLevel;
            if (lastLevel.Count == 0)
                return null;
            // One cache for all needs no look at the CPUs.
            var left = lastLevel.Count == 1 && supply.Cpus.IsSubsetOf(lastLevel[0]) ? supply.Cpus : (taken ??= Take(candidate.Cpu, candidate.CpuCount))[i];
            foreach (var cache in lastLevel)
            {
                if (!cache.Overlaps(left))
                    continue;
                caches.Add(cache);
                left = left.Except(cache);
            }

            if (!left.IsEmpty)
                return null;
        }

        return caches.Count;
    }

    private CpuUse Count(in Candidate candidate, CpuSet[] taken)
    {
        long count = 0, busy = 0, second = 0;
        for (var i = 0; i < taken.Length; i++)
        {
            var cpus = taken[i];
            count += cpus.Count;
            busy += _space.Request.IdleCpus is { } idle ? cpus.Except(idle).Count : 0;
            if (_space.Request.Smt == SmtUse.Apart)
                second += cpus.Count - _space.Supplies[candidate.Cpu[i]].Cores.Value.Count(core => core.Cpus.Overlaps(cpus));
        }

        return new CpuUse(count, busy, second);
    }

    /// <summary>Equal parts of the CPUs of each of the first cells in a list: of the idle ones, then of the rest.</summary>
    private CpuSet[] TakeEvenly(int[] indexes, int count)
    {
        var taken = new CpuSet[count];
        var parts = new int[count];
        for (var i = 0; i < count; i++)
            taken[i] = CpuSet.Empty;
        long missing = _space.Request.Cpu;
        foreach (var isIdle in new[] { true, false })
        {
            var available = new long[count];
            for (var i = 0; i < count; i++)
                available[i] = Available(_space.Supplies[indexes[i]], isIdle);
            missing = EvenSplit.Take(missing, available, (i, part) =>
            {
                // The threads of a core are taken apart in one go, because a core that gave an idle one has begun.
                parts[i] += (int)part;
                if (_space.Request.Smt == SmtUse.Apart)
                    return part;
                var wanted = (int)part;
                var own = Part(indexes[i], isIdle, ref wanted);
                taken[i] = taken[i].Union(own);
                return own.Count;
            });
        }

        for (var i = 0; i < count && _space.Request.Smt == SmtUse.Apart; i++)
            taken[i] = new ThreadRounds([_space.Supplies[indexes[i]]], parts[i], _space.Request.Strict).Take()[0];
        return taken;
    }

    private static int Available(CellSupply supply, bool isIdle) => isIdle ? supply.IdleCount : supply.CpuCount - supply.IdleCount;

    private CpuSet Part(int index, bool isIdle, ref int missing)
    {
        if (missing <= 0)
            return CpuSet.Empty;
        var supply = _space.Supplies[index];
        var available = Available(supply, isIdle);
        if (available == 0)
            return CpuSet.Empty;
        var key = (index, isIdle, Math.Min(missing, available));
        if (!_parts.TryGetValue(key, out var part))
            _parts.Add(key, part = supply.Groups.Value.Take(supply.Cores.Value, isIdle ? supply.IdleCpus : supply.Cpus.Except(supply.IdleCpus), key.Item3, _space.Request.WholeCore));
        missing -= part.Count;
        return part;
    }

    /// <summary>The order of the cells: the one that can give most first, of equals the lower number.</summary>
    private int[] Order(int[] indexes, int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
            order[i] = i;
        Array.Sort(order, (left, right) =>
        {
            var larger = _space.Supplies[indexes[right]].CpuCount.CompareTo(_space.Supplies[indexes[left]].CpuCount);
            return larger != 0 ? larger : indexes[left].CompareTo(indexes[right]);
        });
        return order;
    }
}
