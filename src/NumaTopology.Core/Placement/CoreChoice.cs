using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Chooses CPUs within a cell with the threads of a core together: complete cores before broken ones, as few cores as can be.</summary>
internal static class CoreChoice
{
    /// <summary>At least <paramref name="count"/> of the CPUs <paramref name="from"/>, which are as many. Of whole cores there may be more.</summary>
    public static CpuSet Take(IReadOnlyList<CpuCore> cores, CpuSet from, int count, bool whole)
    {
        var (complete, broken) = Sorted(cores, from);
        var taken = new IdSetBuilder();
        var larger = new List<CpuCore>();
        foreach (var core in complete)
        {
            if (core.Count <= count)
            {
                taken.AddAll(core.Cpus);
                count -= core.Count;
            }
            else
            {
                larger.Add(core);
            }
        }

        // What is left is less than a core: a core that is shared anyway serves before one more is broken.
        larger.Sort(SmallestFirst);
        foreach (var core in broken.Concat(larger))
        {
            if (count <= 0)
                break;
            var ids = core.Cpus.ToArray();
            for (var i = 0; i < ids.Length && (whole || count > 0); i++, count--)
                taken.Add(ids[i]);
        }

        return taken.ToCpus();
    }

    /// <summary>Whether complete cores among some CPUs, the largest first and each if it still fits, are just so many CPUs.</summary>
    public static bool IsWhole(IReadOnlyList<CpuCore> cores, CpuSet from, int count)
    {
        foreach (var core in Sorted(cores, from).Complete)
            count -= core.Count <= count ? core.Count : 0;
        return count == 0;
    }

    /// <summary>The cores with those of their CPUs that are in a set: complete ones, and those of which the set has a part. The larger first, then the lower number.</summary>
    public static (List<CpuCore> Complete, List<CpuCore> Broken) Sorted(IReadOnlyList<CpuCore> cores, CpuSet from)
    {
        var complete = new List<CpuCore>();
        var broken = new List<CpuCore>();
        foreach (var core in cores)
        {
            if (core.Among(from) is { } part)
                (part.IsComplete == false ? broken : complete).Add(part);
        }

        complete.Sort(LargestFirst);
        broken.Sort(LargestFirst);
        return (complete, broken);
    }

    /// <summary>Those of <paramref name="cpus"/> that were idle; with whole cores only those whose core was idle altogether.</summary>
    public static CpuSet Idle(CpuSet cpus, Func<IReadOnlyList<CpuCore>> cores, PlacementRequest request)
    {
        if (request.IdleCpus is not { } idle)
            return cpus;
        if (!request.WholeCore)
            return cpus.Intersect(idle);
        var quiet = new IdSetBuilder();
        foreach (var core in cores())
        {
            if (core.Cpus.IsSubsetOf(idle))
                quiet.AddAll(core.Cpus);
        }

        return quiet.ToCpus();
    }

    private static int LargestFirst(CpuCore left, CpuCore right)
    {
        var order = right.Count.CompareTo(left.Count);
        return order != 0 ? order : left.Cpus.First!.Value.CompareTo(right.Cpus.First!.Value);
    }

    private static int SmallestFirst(CpuCore left, CpuCore right)
    {
        var order = left.Count.CompareTo(right.Count);
        return order != 0 ? order : left.Cpus.First!.Value.CompareTo(right.Cpus.First!.Value);
    }
}
