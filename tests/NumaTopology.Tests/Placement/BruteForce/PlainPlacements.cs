using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>docs/placement.md in plain words, without any of the library's searches: every pair of sets of cells, sorted.</summary>
internal sealed class PlainPlacements
{
    private readonly NumaCapabilities _machine;
    private readonly PlacementRequest _request;
    private readonly PlainDistances _distances;
    private readonly List<PlainSupply> _supplies;
    private readonly PlainTake _take;
    private readonly PlainOrder _order;

    public PlainPlacements(NumaCapabilities machine, PlacementRequest request)
    {
        _machine = machine;
        _request = request;
        _distances = new PlainDistances(machine);
        _supplies = PlainSupply.Of(machine, request, _distances);
        _take = new PlainTake(machine, request, _distances);
        _order = new PlainOrder(request);
        Words = new PlainWords(request, _distances);
        Ranked = [.. All().Order(_order)];
    }

    /// <summary>Best first.</summary>
    public List<PlainChoice> Ranked { get; }

    public PlainWords Words { get; }

    /// <summary>What is taken of the memory of which cell, by number.</summary>
    public List<(int Cell, long Bytes, long Pages)> Memory(PlainChoice choice)
    {
        if (_request.Goal == PlacementGoal.Bandwidth)
        {
            var inOrder = choice.Givers.Concat(choice.Helpers).OrderBy(cell => cell.Cell.Id).ToList();
            var (evenBytes, evenPages) = (PlainSpread.Evenly(_request.Memory, [.. inOrder.Select(cell => cell.Memory)]), PlainSpread.Evenly(_request.HugePageCount, [.. inOrder.Select(cell => cell.Pages)]));
            return [.. inOrder.Select((cell, i) => (cell.Cell.Id, evenBytes[i], evenPages[i])).Where(share => share.Item2 + share.Item3 > 0)];
        }

        var cells = choice.Givers.Concat(_take.Nearest(choice.Givers, choice.Helpers)).ToList();
        var cpus = choice.Givers.Select(cell => choice.Cpus[cell].Count).ToList();
        var bytes = PlainTake.Share(_request.Memory, [.. cells.Select(cell => cell.Memory)], cpus);
        var pages = PlainTake.Share(_request.HugePageCount, [.. cells.Select(cell => cell.Pages)], cpus);
        return [.. cells.Select((cell, i) => (cell.Cell.Id, bytes[i], pages[i])).Where(share => share.Item2 + share.Item3 > 0).OrderBy(share => share.Id)];
    }

    /// <summary>The slowest tier of those; null when one is unknown.</summary>
    public int? Tier(PlainChoice choice)
    {
        var tiers = Memory(choice).Select(share => _supplies.Single(supply => supply.Cell.Id == share.Cell).Cell.MemoryTier).ToList();
        return tiers.Contains(null) ? null : tiers.Max();
    }

    /// <summary>Every cell that a choice does not use and why; of all cells when there is no choice.</summary>
    public List<(int Cell, string Reason)> Rejected(PlainChoice? choice) =>
        [.. _supplies.Where(supply => choice?.Has(supply.Cell.Id) != true).Select(supply => (supply.Cell.Id, string.Join("; ", choice is null ? Lacks(supply) : Why(supply, choice))))];

    private List<string> Why(PlainSupply supply, PlainChoice choice)
    {
        List<string> reasons = [.. new[] { supply.NoCpus, supply.NoMemory }.OfType<string>().Distinct()];
        if (supply.NoCpus is not null && supply.Memory + supply.Pages == 0)
            return reasons;
        var best = Ranked.Find(other => other.Has(supply.Cell.Id));
        if (best is null)
            return supply.NoCpus is null ? [.. Lacks(supply), "no placement with it"] : [.. reasons, "memory not needed"];
        List<int> others = [.. best.Cells.Where(id => id != supply.Cell.Id)];
        reasons.Add(others.Count switch { 0 => "fits", 1 => $"fits with node {others[0]}", _ => $"fits with nodes {CpuSet.From(others)}" });
        reasons.Add(_order.Compare(best, choice) < 0 ? "ranks before this placement" : _order.Behind(best, choice));
        return reasons;
    }

    private List<string> Lacks(PlainSupply supply)
    {
        List<string> reasons = [.. new[] { supply.NoCpus, supply.NoMemory }.OfType<string>().Distinct()];
        var small = new List<string>();
        if (supply.NoCpus is null && supply.CpuCount < _request.Cpu)
            small.Add($"{supply.CpuCount} of {_request.Cpu} CPU{(_request.Cpu == 1 ? "" : "s")}");
        if (supply.NoMemory is null && supply.Memory < _request.Memory)
            small.Add($"{PlainWords.Bytes(supply.Memory)} of {PlainWords.Bytes(_request.Memory)}");
        if (supply.NoMemory is null && supply.Pages < _request.HugePageCount)
            small.Add($"{supply.Pages} of {_request.HugePageCount} page{(_request.HugePageCount == 1 ? "" : "s")} of 2MiB");
        return small.Count == 0 ? reasons : [.. reasons, string.Join(", ", small)];
    }

    private IEnumerable<PlainChoice> All()
    {
        if (_request.Goal == PlacementGoal.Bandwidth)
        {
            foreach (var (givers, helpers) in PlainSpread.All(_supplies, _request, _distances, _take.Cpus))
                yield return Weighed(givers, helpers);
            yield break;
        }

        // Each cell gives CPUs (2), only memory (1) or nothing (0): all numbers of that many digits.
        for (var number = 0; number < (int)Math.Pow(3, _supplies.Count); number++)
        {
            List<PlainSupply> givers = [], helpers = [];
            for (int i = 0, rest = number; i < _supplies.Count; i++, rest /= 3)
                (rest % 3 == 2 ? givers : rest % 3 == 1 ? helpers : []).Add(_supplies[i]);
            if (IsPlacement(givers, helpers))
                yield return Weighed(givers, helpers);
        }
    }

    private bool IsPlacement(List<PlainSupply> givers, List<PlainSupply> helpers)
    {
        bool HasCpus(IEnumerable<PlainSupply> cells) => cells.Sum(cell => cell.CpuCount) >= _request.Cpu;
        bool HasMemory(IEnumerable<PlainSupply> others) => givers.Concat(others).Sum(cell => cell.Memory) >= _request.Memory && givers.Concat(others).Sum(cell => cell.Pages) >= _request.HugePageCount;
        return givers.Count + helpers.Count <= (_request.MaxCell ?? int.MaxValue)
            && HasCpus(givers) && HasMemory(helpers)
            && !givers.Exists(cell => HasCpus(givers.Where(other => other != cell)))
            && !helpers.Exists(cell => HasMemory(helpers.Where(other => other != cell)))
            && !Counted(givers, helpers).Contains(255);
    }

    private List<int> Counted(List<PlainSupply> givers, List<PlainSupply> helpers) =>
        [.. givers.SelectMany(from => givers.Concat(helpers).Select(to => to.Cell.Id).Concat(_distances.Devices(_request).Select(device => device.CellId!.Value)).Select(to => _distances[from.Cell.Id, to]))];

    private PlainChoice Weighed(List<PlainSupply> givers, List<PlainSupply> helpers)
    {
        var counted = Counted(givers, helpers);
        var cpus = _take.Cpus(givers);
        var all = cpus.Values.SelectMany(some => some).ToList();
        return new PlainChoice
        {
            Givers = givers,
            Helpers = helpers,
            Worst = counted.Max(),
            Mean = counted.Average(),
            Cpus = cpus,
            Busy = all.Count(cpu => _request.IdleCpus?.Contains(cpu) == false),
            SecondThreads = all.Count - givers.Sum(cell => cell.Cores.Count(core => core.Cpus.Intersect(cpus[cell]).Any())),
            Caches = Caches(givers, cpus),
            LeftoverCpus = givers.Sum(cell => cell.CpuCount) - all.Count,
            LeftoverMemory = givers.Concat(helpers).Sum(cell => cell.Memory) - _request.Memory,
            LeftoverPages = givers.Concat(helpers).Sum(cell => cell.Pages) - _request.HugePageCount,
        };
    }

    /// <summary>The caches of the highest level of each cell; unknown is more than any number.</summary>
    private int Caches(List<PlainSupply> givers, Dictionary<PlainSupply, List<int>> taken)
    {
        var all = new HashSet<CpuSet>();
        foreach (var cell in givers)
        {
            var own = _machine.Caches.Where(cache => cache.Level > 1 && cache.Type != CacheType.Instruction && cache.Cpus.Overlaps(cell.Cell.Cpus)).ToList();
            foreach (var cpu in taken[cell])
            {
                if (own.Find(cache => cache.Level == own.Max(other => other.Level) && cache.Cpus.Contains(cpu)) is not { } cache)
                    return int.MaxValue;
                all.Add(cache.Cpus);
            }
        }

        return all.Count;
    }
}
