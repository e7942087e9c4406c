using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>The processors of one core that may be taken.</summary>
internal sealed class CpuCore
{
    private CpuCore(CpuSet cpus, bool? isComplete)
    {
        Cpus = cpus;
        Count = cpus.Count;
        IsComplete = isComplete;
    }

    public CpuSet Cpus { get; }

    public int Count { get; }

    /// <summary>Whether they are all of the core's running processors; null when that is unknown.</summary>
    public bool? IsComplete { get; }

    /// <summary>The cores that <paramref name="cpus"/> of a cell belong to, by their lowest processor. A processor of which no siblings are told is a core of its own.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cpus">The processors.</param>
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
        var seen = new CpuSetBuilder();
        foreach (var id in cpus.ToArray())
        {
            if (seen.Contains(id))
                continue;
            // Siblings that do not name the processor itself, or that another core has already, are no core.
            var known = siblings.TryGetValue(id, out var threads) && threads!.Contains(id);
            var own = known ? threads!.Intersect(cpus) : CpuSet.Of(id);
            if (known && Overlaps(own, seen))
                (own, known) = (CpuSet.Of(id), false);
            seen.AddAll(own);
            cores.Add(new CpuCore(own, known ? (online is null ? threads! : threads!.Intersect(online)).IsSubsetOf(own) : null));
        }

        return cores;
    }

    private static bool Overlaps(CpuSet cpus, CpuSetBuilder seen)
    {
        foreach (var id in cpus.ToArray())
        {
            if (seen.Contains(id))
                return true;
        }

        return false;
    }
}
