using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>The CPUs of one core that may be taken.</summary>
internal sealed class CpuCore
{
    private readonly CpuSet? _threads;

    private CpuCore(CpuSet cpus, CpuSet? threads)
    {
        _threads = threads;
        Cpus = cpus;
        Count = cpus.Count;
        IsComplete = threads?.IsSubsetOf(cpus);
    }

    public CpuSet Cpus { get; }

    public int Count { get; }

    /// <summary>Whether they are all of the core's running threads; null when those are unknown.</summary>
    public bool? IsComplete { get; }

    /// <summary>The cores that <paramref name="cpus"/> of a cell belong to, by their lowest CPU. A CPU of which no siblings are reported is a core of its own.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cpus">The CPUs.</param>
    /// <param name="online">What runs: old kernels name siblings that are offline, which share nothing. Null when unknown.</param>
    public static List<CpuCore> Of(NumaCell cell, CpuSet cpus, CpuSet? online)
    {
        var siblings = new Dictionary<int, CpuSet>();
        foreach (var processor in cell.Processors ?? [])
        {
            if (processor.Siblings is not null)
                siblings[processor.Id] = processor.Siblings;
        }

        var cores = new List<CpuCore>();
        var seen = new IdSetBuilder();
        foreach (var id in cpus.ToArray())
        {
            if (seen.Contains(id))
                continue;
            // Siblings that do not name the CPU itself, or that another core has already, are no core.
            var known = siblings.TryGetValue(id, out var threads) && threads!.Contains(id);
            var own = known ? threads!.Intersect(cpus) : CpuSet.Of(id);
            if (known && Overlaps(own, seen))
                (own, known) = (CpuSet.Of(id), false);
            seen.AddAll(own);
            cores.Add(new CpuCore(own, !known ? null : online is null ? threads : threads!.Intersect(online)));
        }

        return cores;
    }

    /// <summary>The same core with those of its CPUs that are in a set; null when none is.</summary>
    public CpuCore? Among(CpuSet cpus)
    {
        var own = Cpus.Intersect(cpus);
        return own.IsEmpty ? null : own.Count == Count ? this : new CpuCore(own, _threads);
    }

    private static bool Overlaps(CpuSet cpus, IdSetBuilder seen)
    {
        foreach (var id in cpus.ToArray())
        {
            if (seen.Contains(id))
                return true;
        }

        return false;
    }
}
