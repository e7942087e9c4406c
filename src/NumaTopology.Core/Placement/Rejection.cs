using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Says of every cell that a placement does not use why it does not: what the best placement with that cell falls behind in.</summary>
internal sealed class Rejection
{
    private const string NotAll = "not all sets of nodes were tried";

    // All cells together may take about as long as the search for the placement itself.
    private const int MostSubsets = SubsetSearch.MostSubsets / 5;

    // A few cells have fewer sets than that.
    private const int LeastSubsets = 250;

    private readonly SearchSpace _space;
    private readonly (Candidate? Best, int GaveUpAt)?[] _with;
    private readonly NeighbourSearch _neighbours;
    private readonly SubsetSearch _subsets;

    public Rejection(SearchSpace space)
    {
        _space = space;
        _with = new (Candidate?, int)?[space.Supplies.Length];
        _neighbours = new NeighbourSearch(space);
        _subsets = new SubsetSearch(space);
    }

    /// <summary>By cell, of every one that the placement does not use.</summary>
    public IReadOnlyList<RejectedCell> Of(Candidate placement)
    {
        var rejected = new List<RejectedCell>();
        for (var index = 0; index < _space.Supplies.Length; index++)
        {
            _space.Cancellation.ThrowIfCancellationRequested();
            if (!placement.Has(index))
                rejected.Add(Rejected(index, Reasons(index, placement)));
        }

        return rejected;
    }

    /// <summary>By cell, when nothing fits: what each lacks to hold the request alone, and the limits that leave too little to all.</summary>
    public IReadOnlyList<RejectedCell> OfAll(LimitCheck limits) => [.. _space.Supplies.Select((supply, index) => Rejected(index, [.. Lacks(supply), .. limits.Reasons]))];

    private RejectedCell Rejected(int index, IEnumerable<string> reasons) => new()
    {
        CellId = _space.Supplies[index].Cell.Id,
        Reason = string.Join("; ", reasons),
        HostName = _space.Machine.HostName,
        Snapshot = _space.Machine.Snapshot,
    };

    private List<string> Reasons(int index, Candidate placement)
    {
        var supply = _space.Supplies[index];
        var reasons = Withheld(supply);
        if (supply.CpuCount == 0 && !supply.GivesMemory)
            return reasons;
        var (found, gaveUpAt) = _with[index] ??= With(index);
        if (found is { } best)
        {
            reasons.Add(Fits(index, best));
            reasons.Add(PlacementOrder.Compare(best, placement) < 0 ? "ranks before this placement" : PlacementOrder.FirstDifference(best, placement)!.Behind(best, placement));
            // That there is none at a smaller distance is sure when the search came as far as this one's.
            if (gaveUpAt < best.Totals.Worst || (gaveUpAt == best.Totals.Worst && best.Totals.Worst == placement.Totals.Worst))
                reasons.Add(NotAll);
            return reasons;
        }

        if (gaveUpAt != int.MaxValue)
            return [.. Lacks(supply), "no placement found with it", NotAll];
        return supply.CpuCount == 0 ? [.. reasons, "memory not needed"] : [.. Lacks(supply), "no placement with it"];
    }

    private string Fits(int index, Candidate best)
    {
        var others = best.Cpu.Concat(best.Memory).Where(other => other != index).Select(other => _space.Supplies[other].Cell.Id).ToList();
        return others.Count == 0 ? "fits" : "fits with " + PlacementText.Cells(others);
    }

    /// <summary>Why a cell gives no CPUs, and why no memory.</summary>
    private static List<string> Withheld(CellSupply supply) => [.. new[] { supply.NoCpus, supply.NoMemory }.Where(reason => reason is not null).Select(reason => reason!).Distinct()];

    /// <summary>What it lacks to hold the request alone.</summary>
    private List<string> Lacks(CellSupply supply)
    {
        var request = _space.Request;
        var lacks = Withheld(supply);
        var small = new List<string>();
        if (supply.NoCpus is null && supply.CpuCount < request.Cpu)
            small.Add($"{supply.CpuCount} of {PlacementText.Cpus(request.Cpu)}");
        if (supply.NoMemory is null && supply.Memory < request.Memory)
            small.Add(Part(supply.Memory, request.Memory));
        if (supply.NoMemory is null && supply.HugePages < _space.Pages)
            small.Add($"{supply.HugePages} of {PlacementText.Pages(_space.Pages, request.HugePage!.Value)}");
        if (small.Count > 0)
            lacks.Add(string.Join(", ", small));
        return lacks;
    }

    private static string Part(long memory, long requested)
    {
        var text = PlacementText.BytesApart(memory, requested);
        return $"{text(memory)} of {text(requested)}";
    }

    /// <summary>The best placement with a cell, null when none was found, and the smallest distance at which there were too many sets to look at all.</summary>
    private (Candidate? Best, int GaveUpAt) With(int index)
    {
        var budget = Math.Max(LeastSubsets, MostSubsets / (2 * _space.Supplies.Length));
        var best = new BestCandidates(1);
        var gaveUpAt = int.MaxValue;
        if (_space.Request.Goal == PlacementGoal.Bandwidth)
        {
            foreach (var candidate in SpreadSearch.All(_space).Where(candidate => candidate.Has(index)))
                best.Offer(candidate);
            return (best.All.Count == 0 ? null : best.All[0], gaveUpAt);
        }

        if (_space.Supplies[index].CpuCount > 0)
        {
            _neighbours.Run(best, index, keepsSeed: true);
            gaveUpAt = _subsets.Run(best, budget, index, givesMemoryOnly: false);
        }

        if (_space.NeedsMemory && _space.Supplies[index].GivesMemory)
            gaveUpAt = Math.Min(gaveUpAt, _subsets.Run(best, budget, index, givesMemoryOnly: true));
        return (best.All.Count == 0 ? null : best.All[0], gaveUpAt);
    }
}
