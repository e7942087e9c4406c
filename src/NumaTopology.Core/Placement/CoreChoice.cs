using System;
using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>Chooses processors within a cell: idle ones before busy ones, complete cores before broken ones, siblings together or apart.</summary>
internal static class CoreChoice
{
    /// <summary>At least <paramref name="count"/> processors of the cores, which have as many. Of whole cores there may be more.</summary>
    public static CpuSet Take(IReadOnlyList<CpuCore> cores, int count, PlacementRequest request)
    {
        var complete = new List<CpuCore>();
        var broken = new List<CpuCore>();
        foreach (var core in cores)
            (core.IsComplete == false ? broken : complete).Add(core);
        // A stable order: the larger core first, then the lower number.
        complete.Sort(LargestFirst);
        broken.Sort(LargestFirst);
        var taken = new CpuSetBuilder();
        if (request.Smt == SmtUse.Apart)
            TakeApart([.. complete, .. broken], taken, count);
        else
            TakeTogether(complete, broken, taken, count, request.WholeCore);
        return taken.ToSet();
    }

    /// <summary>Those of <paramref name="cpus"/> that were idle; with whole cores only those whose core was idle altogether.</summary>
    public static CpuSet Idle(CpuSet cpus, Func<IReadOnlyList<CpuCore>> cores, PlacementRequest request)
    {
        if (request.IdleCpus is not { } idle)
            return cpus;
        if (!request.WholeCore)
            return cpus.Intersect(idle);
        var quiet = new CpuSetBuilder();
        foreach (var core in cores())
        {
            if (core.Cpus.IsSubsetOf(idle))
                quiet.AddAll(core.Cpus);
        }

        return quiet.ToSet();
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

    private static void TakeTogether(List<CpuCore> complete, List<CpuCore> broken, CpuSetBuilder taken, int count, bool whole)
    {
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
        foreach (var core in whole ? larger : [.. broken, .. larger])
        {
            if (count <= 0)
                return;
            var ids = core.Cpus.ToArray();
            for (var i = 0; i < ids.Length && (whole || count > 0); i++, count--)
                taken.Add(ids[i]);
        }
    }

    private static void TakeApart(IReadOnlyList<CpuCore> cores, CpuSetBuilder taken, int count)
    {
        var threads = new int[cores.Count][];
        var most = 0;
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = cores[i].Cpus.ToArray();
            most = Math.Max(most, threads[i].Length);
        }

        for (var round = 0; round < most; round++)
        {
            foreach (var ids in threads)
            {
                if (count <= 0)
                    return;
                if (round >= ids.Length)
                    continue;
                taken.Add(ids[round]);
                count--;
            }
        }
    }
}
