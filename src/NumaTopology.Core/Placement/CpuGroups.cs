using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>The CPUs of a node in the groups that are better not mixed: kinds of cores, the fastest first, and caches that several cores share, the last level first.</summary>
internal sealed class CpuGroups
{
    private readonly IReadOnlyList<CpuSet> _kinds;

    // By level, from the last one down; the CPUs of which it is not reported what they share are a group too.
    private readonly IReadOnlyList<IReadOnlyList<CpuSet>> _caches;

    public CpuGroups(NumaCell cell, IReadOnlyList<CpuCache> caches, IReadOnlyList<CpuCore> cores)
    {
        var kinds = (cell.Processors ?? []).GroupBy(cpu => cpu.Id).ToDictionary(cpu => cpu.Key, cpu => cpu.First().CoreKind);
        _kinds = [.. cores.GroupBy(core => kinds.TryGetValue(Lowest(core), out var kind) ? kind : null).OrderBy(kind => kind.Key ?? (CoreKind)int.MaxValue).Select(Union)];
        var levels = caches.Where(cache => cache.Level > 1 && cache.Type != CacheType.Instruction && cache.Cpus.Overlaps(cell.Cpus))
            .GroupBy(cache => cache.Level).OrderByDescending(level => level.Key).Select(level => level.Select(cache => cache.Cpus).Distinct().ToList()).ToList();
        LastLevel = levels.Count == 0 ? [] : levels[0];
        _caches = [.. levels.Select(level => Layer(level, cell.Cpus, cores)).Where(layer => layer is not null).Select(layer => layer!)];
    }

    /// <summary>The CPUs of each cache of the last level, those of other nodes too; empty when none is reported.</summary>
    public IReadOnlyList<CpuSet> LastLevel { get; }

    /// <summary>The order of a core's kind: 0 for the fastest.</summary>
    public int KindOf(CpuCore core)
    {
        for (var i = 0; i < _kinds.Count; i++)
        {
            if (_kinds[i].Contains(core.Cpus.First!.Value))
                return i;
        }

        return 0;
    }

    /// <summary>At least <paramref name="count"/> of the CPUs <paramref name="from"/>, which are as many: the fastest kind first, then of as few caches as can be.</summary>
    public CpuSet Take(IReadOnlyList<CpuCore> cores, CpuSet from, int count, bool whole)
    {
        var taken = CpuSet.Empty;
        foreach (var kind in Parts(_kinds, from))
        {
            if (taken.Count < count)
                taken = taken.Union(Take(cores, 0, kind, Math.Min(count - taken.Count, kind.Count), whole));
        }

        return taken;
    }

    private CpuSet Take(IReadOnlyList<CpuCore> cores, int layer, CpuSet from, int count, bool whole)
    {
        if (layer == _caches.Count)
            return CoreChoice.Take(cores, from, count, whole);
        var taken = CpuSet.Empty;
        for (var left = Parts(_caches[layer], from).ToList(); taken.Count < count && left.Count > 0;)
        {
            var next = Next(cores, left, count - taken.Count);
            left.Remove(next);
            taken = taken.Union(Take(cores, layer + 1, next, Math.Min(count - taken.Count, next.Count), whole));
        }

        return taken;
    }

    /// <summary>
    /// Of the caches that can give all that is missing: those whose complete cores give just that, then the one with the fewest CPUs. If none can: the one with the most.
    /// </summary>
    private static CpuSet Next(IReadOnlyList<CpuCore> cores, List<CpuSet> caches, int missing)
    {
        var enough = caches.Where(cpus => cpus.Count >= missing).ToList();
        return enough.Count > 0
            ? enough.OrderBy(cpus => CoreChoice.IsWhole(cores, cpus, missing) ? 0 : 1).ThenBy(cpus => cpus.Count).ThenBy(cpus => cpus.First).First()
            : caches.OrderByDescending(cpus => cpus.Count).ThenBy(cpus => cpus.First).First();
    }

    /// <summary>The cores by cache, those of none together; null where the node has one cache of the level, or a core has one for itself: that does not say which cores go together.</summary>
    private static IReadOnlyList<CpuSet>? Layer(List<CpuSet> level, CpuSet node, IReadOnlyList<CpuCore> cores)
    {
        var parts = level.Select(cpus => cpus.Intersect(node)).Distinct().OrderBy(cpus => cpus.First).ToList();
        if (parts.Count < 2 || !parts.Exists(cpus => SharesCores(cpus, cores)))
            return null;
        return [.. cores.GroupBy(core => parts.FindIndex(cpus => cpus.Contains(Lowest(core)))).Select(Union)];
    }

    private static bool SharesCores(CpuSet cpus, IReadOnlyList<CpuCore> cores)
    {
        var count = 0;
        foreach (var core in cores)
        {
            if (cpus.Overlaps(core.Cpus) && ++count > 1)
                return true;
        }

        return false;
    }

    /// <summary>What each group has of some CPUs.</summary>
    private static IEnumerable<CpuSet> Parts(IReadOnlyList<CpuSet> groups, CpuSet cpus) => groups.Select(group => group.Intersect(cpus)).Where(part => !part.IsEmpty);

    // A core is where its lowest CPU is, so that no core is torn apart.
    private static int Lowest(CpuCore core) => core.Cpus.First!.Value;

    private static CpuSet Union(IEnumerable<CpuCore> cores) => cores.Aggregate(CpuSet.Empty, (all, core) => all.Union(core.Cpus));
}
