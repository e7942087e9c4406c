using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>Which CPUs and how much memory docs/placement.md says that are taken of which cell.</summary>
internal sealed class PlainTake(PlacementRequest request, PlainDistances distances)
{
    /// <summary>The CPUs of each cell of A.</summary>
    public Dictionary<PlainSupply, List<int>> Cpus(IReadOnlyList<PlainSupply> givers)
    {
        var inTurn = givers.OrderByDescending(cell => cell.CpuCount).ThenBy(cell => cell.Cell.Id).ToList();
        var taken = givers.ToDictionary(cell => cell, _ => new List<int>());
        Func<PlainSupply, List<int>>[] parts = request.IdleCpus is null ? [cell => cell.Cpus] : [Idle, cell => [.. cell.Cpus.Except(Idle(cell))]];
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

    private void TakeCells(List<PlainSupply> inTurn, Func<PlainSupply, List<int>> part, Dictionary<PlainSupply, List<int>> taken)
    {
        foreach (var cell in inTurn)
        {
            var missing = request.Cpu - taken.Values.Sum(cpus => cpus.Count);
            var (complete, incomplete) = Cores(cell, part(cell));
            foreach (var core in complete.ToList().Where(core => core.Count <= missing))
            {
                taken[cell].AddRange(core);
                missing -= core.Count;
                complete.Remove(core);
                if (missing == 0)
                    break;
            }

            foreach (var core in incomplete.Concat(complete.OrderBy(core => core.Count).ThenBy(core => core[0])))
            {
                var some = missing <= 0 ? 0 : request.WholeCore ? core.Count : Math.Min(missing, core.Count);
                taken[cell].AddRange(core.Take(some));
                missing -= some;
            }
        }
    }

    private void TakeRounds(List<PlainSupply> inTurn, Func<PlainSupply, List<int>> part, Dictionary<PlainSupply, List<int>> taken)
    {
        var before = inTurn.ToDictionary(cell => cell, cell => taken[cell].ToHashSet());
        for (var round = 0; round < (request.Strict ? 1 : 8); round++)
        {
            foreach (var cell in inTurn)
            {
                var (complete, incomplete) = Cores(cell, part(cell));
                foreach (var core in complete.Concat(incomplete))
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
