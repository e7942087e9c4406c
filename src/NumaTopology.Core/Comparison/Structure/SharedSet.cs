using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Structure;

/// <summary>CPUs that share something: a core, a die, a socket, a cache.</summary>
/// <param name="Kind">What they share, without its number.</param>
/// <param name="Cpus">Who shares it.</param>
internal sealed record SharedSet(ulong Kind, CpuSet Cpus)
{
    private const ulong Socket = 1, Die = 2, Cluster = 3, Core = 4, Cache = 5;

    /// <summary>
    /// The sets of a machine, each kind of the same CPUs once. A core, cluster or die that is no more than a cache or a socket is left out: one kernel
    /// reports the only die of a socket and the cluster around an L2, and another does not.
    /// </summary>
    public static IReadOnlyList<SharedSet> Of(NumaCapabilities machine)
    {
        var processors = new List<LogicalProcessor>();
        foreach (var cell in machine.Cells)
            processors.AddRange(cell.Processors ?? []);
        var sets = new List<SharedSet>();
        sets.AddRange(By(processors, cpu => cpu.Socket, cpu => cpu.Socket, Socket));
        sets.AddRange(machine.Caches.Select(cache => new SharedSet(StructureHash.Mix(Cache, StructureHash.Mix((ulong)cache.Level, (ulong)cache.Type), StructureHash.Number(cache.Size)), cache.Cpus)));
        AddNew(sets, processors.Where(cpu => cpu.Siblings is not null).Select(cpu => cpu.Siblings!).Distinct().Select(siblings => new SharedSet(Core, siblings)));
        AddNew(sets, By(processors, cpu => (cpu.Socket, cpu.Die), cpu => cpu.Die, Die));
        AddNew(sets, By(processors, cpu => (cpu.Socket, cpu.Die, cpu.Cluster), cpu => cpu.Cluster, Cluster));
        return sets;
    }

    /// <summary>The CPUs, ascending.</summary>
    public int[] Ids { get; } = Cpus.ToArray();

    private static IEnumerable<SharedSet> By<TKey>(List<LogicalProcessor> processors, Func<LogicalProcessor, TKey> key, Func<LogicalProcessor, int?> number, ulong kind) =>
        processors.Where(cpu => number(cpu) is not null).GroupBy(key).Select(shared => new SharedSet(kind, CpuSet.From(shared.Select(cpu => cpu.Id))));

    private static void AddNew(List<SharedSet> sets, IEnumerable<SharedSet> candidates)
    {
        var known = new HashSet<CpuSet>(sets.Select(set => set.Cpus));
        sets.AddRange(candidates.Where(set => set.Ids.Length > 1 && !known.Contains(set.Cpus)).ToList());
    }
}
