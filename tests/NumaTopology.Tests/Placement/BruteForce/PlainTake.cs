using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>Which CPUs and how much memory docs/placement.md says that are taken of which cell.</summary>
internal sealed class PlainTake(NumaCapabilities machine, PlacementRequest request, PlainDistances distances)
{
    /// <summary>The CPUs of each cell of A.</summary>
    public Dictionary<PlainSupply, List<int>> Cpus(IReadOnlyList<PlainSupply> givers)
    {
        var inTurn = givers.OrderByDescending(cell => cell.CpuCount).ThenBy(cell => cell.Cell.Id).ToList();
        var taken = givers.ToDictionary(cell => cell, _ => new List<int>());
        Func<PlainSupply, List<int>>[] parts = request.IdleCpus is null ? [cell => cell.Cpus] : [Idle, cell => [.. cell.Cpus.Except(Idle(cell))]];
        if (request.Goal == PlacementGoal.Bandwidth)
        {
            TakeEvenly([.. givers.OrderBy(cell => cell.Cell.Id)], parts, taken);
            return taken;
        }

        foreach (var part in parts)
        {
            if (request.Smt == SmtUse.Apart)
                TakeRounds(inTurn, part, taken);
            else
                TakeCells(inTurn, part, taken);
        }

        return taken;
    }

    /// <summary>What each cell gives: those of A by CPUs, rounded down, then what they have left, then those of E.</summary>
    public static List<long> Share(long wanted, IReadOnlyList<long> have, IReadOnlyList<int> cpus)
    {
        var all = cpus.Sum();
        var given = have.Select((has, i) => i < cpus.Count ? (long)System.Numerics.BigInteger.Min(has, new System.Numerics.BigInteger(wanted) * cpus[i] / all) : 0).ToList();
        for (var i = 0; i < given.Count; i++)
            given[i] += Math.Min(wanted - given.Sum(), have[i] - given[i]);
        return given;
    }

    /// <summary>E, the nearest to all of A first.</summary>
    public List<PlainSupply> Nearest(IReadOnlyList<PlainSupply> givers, IEnumerable<PlainSupply> helpers) =>
        [.. helpers.OrderBy(helper => givers.Sum(giver => distances[giver.Cell.Id, helper.Cell.Id])).ThenBy(helper => helper.Cell.Id)];

    /// <summary>What was idle; of whole cores those that were idle altogether.</summary>
    private List<int> Idle(PlainSupply cell) => request.WholeCore
        ? [.. cell.Cores.Where(core => core.Cpus.All(request.IdleCpus!.Contains)).SelectMany(core => core.Cpus)]
        : [.. cell.Cpus.Where(request.IdleCpus!.Contains)];

    /// <summary>Even parts of each node, then each node alone.</summary>
    private void TakeEvenly(List<PlainSupply> cells, Func<PlainSupply, List<int>>[] passes, Dictionary<PlainSupply, List<int>> taken)
    {
        var parts = cells.Select(_ => 0).ToList();
        long missing = request.Cpu;
        foreach (var pass in passes)
        {
            // With -Strict a node has as many as it has cores; one with an idle thread counts as idle.
            var have = cells.ConvertAll(cell => !request.Strict ? pass(cell).Count
                : passes.Length == 1 ? cell.Cores.Count
                : pass == passes[0] ? cell.Cores.Count(core => core.Cpus.Intersect(pass(cell)).Any())
                : cell.Cores.Count - cell.Cores.Count(core => core.Cpus.Intersect(passes[0](cell)).Any()));
            PlainSpread.Evenly(missing, have.ConvertAll(count => (long)count), (i, part) =>
            {
                parts[i] += (int)part;
                if (request.Smt != SmtUse.Apart)
                {
                    var before = taken[cells[i]].Count;
                    TakeCell(cells[i], pass(cells[i]), (int)part, taken[cells[i]]);
                    part = taken[cells[i]].Count - before;
                }

                missing -= part;
                return part;
            });
        }

        for (var i = 0; i < cells.Count && request.Smt == SmtUse.Apart; i++)
        {
            foreach (var (cell, cpus) in new PlainTake(machine, request with { Cpu = parts[i], Goal = PlacementGoal.Latency }, distances).Cpus([cells[i]]))
                taken[cell] = cpus;
        }
    }

    private void TakeCells(List<PlainSupply> inTurn, Func<PlainSupply, List<int>> part, Dictionary<PlainSupply, List<int>> taken)
    {
        foreach (var cell in inTurn)
            TakeCell(cell, part(cell), request.Cpu - taken.Values.Sum(cpus => cpus.Count), taken[cell]);
    }

    private void TakeCell(PlainSupply cell, List<int> cpus, int missing, List<int> taken)
    {
        foreach (var kind in Kinds(cell, cpus))
        {
            var some = OfCaches(cell, kind, missing, 0);
            taken.AddRange(some);
            missing -= some.Count;
        }
    }

    private static IEnumerable<List<int>> Kinds(PlainSupply cell, List<int> cpus) => cpus.GroupBy(cpu => Kind(cell, cpu)).OrderBy(kind => kind.Key).Select(kind => kind.ToList());

    private static int Kind(PlainSupply cell, int cpu) => cell.Cell.Processors!.First(processor => processor.Id == Core(cell, cpu)).CoreKind switch { CoreKind.Performance => 0, CoreKind.Efficiency => 1, CoreKind.LowPower => 2, _ => 3 };

    /// <summary>The lowest CPU of a CPU's core, which says where the core is.</summary>
    private static int Core(PlainSupply cell, int cpu) => cell.Cores.Single(core => core.Cpus.Contains(cpu)).Cpus.Min();

    /// <summary>By level from the last one down, the caches of the levels that count.</summary>
    private List<List<CpuCache>> Levels(PlainSupply cell) =>
        [.. machine.Caches.Where(cache => cache.Level > 1 && cache.Type != CacheType.Instruction && cache.Cpus.Overlaps(cell.Cell.Cpus)).GroupBy(cache => cache.Level).OrderByDescending(level => level.Key)
            .Select(level => level.DistinctBy(cache => cache.Cpus.Intersect(cell.Cell.Cpus)).ToList()).Where(level => level.Count > 1 && level.Exists(cache => cell.Cores.Count(core => core.Cpus.Exists(cache.Cpus.Contains)) > 1))];

    private List<int> OfCaches(PlainSupply cell, List<int> cpus, int missing, int depth)
    {
        var levels = Levels(cell);
        if (depth == levels.Count)
            return OfCores(cell, cpus, missing);
        // A CPU that two caches claim is in the one with the lower CPUs.
        var own = levels[depth].DistinctBy(cache => cache.Cpus.Intersect(cell.Cell.Cpus)).OrderBy(cache => cache.Cpus.Intersect(cell.Cell.Cpus).First).ToList();
        var parts = own.ConvertAll(cache => cpus.Where(cpu => own.Find(other => other.Cpus.Contains(Core(cell, cpu))) == cache).ToList());
        parts.Add([.. cpus.Where(cpu => !own.Exists(cache => cache.Cpus.Contains(Core(cell, cpu))))]);
        parts.RemoveAll(part => part.Count == 0);
        var taken = new List<int>();
        while (taken.Count < missing && parts.Count > 0)
        {
            var left = missing - taken.Count;
            var next = parts.Exists(part => part.Count >= left)
                ? parts.Where(part => part.Count >= left).OrderBy(part => Complete(cell, part, left) == left ? 0 : 1).ThenBy(part => part.Count).ThenBy(part => part.Min()).First()
                : parts.OrderByDescending(part => part.Count).ThenBy(part => part.Min()).First();
            parts.Remove(next);
            taken.AddRange(OfCaches(cell, next, left, depth + 1));
        }

        return taken;
    }

    /// <summary>How many CPUs the complete cores give, the largest first, each if it still fits.</summary>
    private static int Complete(PlainSupply cell, List<int> cpus, int missing)
    {
        var sum = 0;
        foreach (var core in Cores(cell, cpus).Complete)
            sum += sum + core.Count <= missing ? core.Count : 0;
        return sum;
    }

    private List<int> OfCores(PlainSupply cell, List<int> cpus, int missing)
    {
        var taken = new List<int>();
        var (complete, incomplete) = Cores(cell, cpus);
        foreach (var core in complete.ToList().Where(core => core.Count <= missing - taken.Count))
        {
            if (taken.Count + core.Count > missing)
                continue;
            taken.AddRange(core);
            complete.Remove(core);
        }

        foreach (var core in incomplete.Concat(complete.OrderBy(core => core.Count).ThenBy(core => core[0])))
        {
            var left = missing - taken.Count;
            taken.AddRange(core.Take(left <= 0 ? 0 : request.WholeCore ? core.Count : Math.Min(left, core.Count)));
        }

        return taken;
    }

    private void TakeRounds(List<PlainSupply> inTurn, Func<PlainSupply, List<int>> part, Dictionary<PlainSupply, List<int>> taken)
    {
        var before = inTurn.ToDictionary(cell => cell, cell => taken[cell].ToHashSet());
        for (var round = 0; round < (request.Strict ? 1 : 8); round++)
        {
            foreach (var cell in inTurn)
            {
                var (complete, incomplete) = Cores(cell, part(cell));
                foreach (var core in complete.Concat(incomplete).OrderBy(core => Kind(cell, core[0])))
                {
                    var rounds = cell.Cores.Single(whole => whole.Cpus.Contains(core[0])).Cpus.Count(before[cell].Contains);
                    if (round >= rounds && round - rounds < core.Count && taken.Values.Sum(cpus => cpus.Count) < request.Cpu)
                        taken[cell].Add(core[round - rounds]);
                }
            }
        }
    }

    /// <summary>The cores with those of their CPUs that are in a part of the cell: complete ones, unknown ones among them, and incomplete ones.</summary>
    private static (List<List<int>> Complete, List<List<int>> Incomplete) Cores(PlainSupply cell, List<int> part)
    {
        var parts = cell.Cores.Select(core => (IsComplete: core.Threads is null || core.HasAllOf(part), Cpus: core.Cpus.Where(part.Contains).ToList()))
            .Where(core => core.Cpus.Count > 0).OrderByDescending(core => core.Cpus.Count).ThenBy(core => core.Cpus[0]).ToList();
        return ([.. parts.Where(core => core.IsComplete).Select(core => core.Cpus)], [.. parts.Where(core => !core.IsComplete).Select(core => core.Cpus)]);
    }
}
