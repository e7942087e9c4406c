using System;
using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>Says of every cell that a placement does not use why it does not.</summary>
internal sealed class Rejection
{
    private readonly SearchSpace _space;

    public Rejection(SearchSpace space) => _space = space;

    /// <summary>By cell; without a placement, of every cell why it does not hold the request.</summary>
    public IReadOnlyList<RejectedCell> Of(Candidate? placement)
    {
        var rejected = new List<RejectedCell>();
        for (var place = 0; place < _space.Supplies.Length; place++)
        {
            _space.Cancellation.ThrowIfCancellationRequested();
            if (placement is { } used && (Array.IndexOf(used.Cpu, place) >= 0 || Array.IndexOf(used.Memory, place) >= 0))
                continue;
            rejected.Add(new RejectedCell { CellId = _space.Supplies[place].Cell.Id, Reason = Unable(_space.Supplies[place]) ?? Lacking(_space.Supplies[place]) ?? Behind(place, placement) });
        }

        return rejected;
    }

    /// <summary>Why the cell could be in no placement, or could give only a part.</summary>
    private static string? Unable(CellSupply supply)
    {
        if (supply.NoCpus is not { } reason)
            return null;
        if (supply.GivesMemory)
            return reason + "; it could give memory only";
        return supply.NoMemory is null || supply.NoMemory == reason ? reason : $"{reason}; {supply.NoMemory}";
    }

    /// <summary>What it lacks to hold the request alone.</summary>
    private string? Lacking(CellSupply supply)
    {
        var lacks = new List<string>();
        if (supply.CpuCount < _space.Request.Cpu)
            lacks.Add($"{supply.CpuCount} of {PlacementText.Cpus(_space.Request.Cpu)}");
        if (supply.NoMemory is { } reason)
            lacks.Add(reason);
        if (supply.NoMemory is null && supply.Memory < _space.Request.Memory)
            lacks.Add($"{PlacementText.Bytes(supply.Memory)} of {PlacementText.Bytes(_space.Request.Memory)}");
        if (supply.NoMemory is null && supply.HugePages < _space.Pages)
            lacks.Add($"{supply.HugePages} of {PlacementText.Pages(_space.Pages, _space.Request.HugePage!.Value)}");
        return lacks.Count == 0 ? null : "too small alone: " + string.Join(", ", lacks);
    }

    /// <summary>It fits; what of the order puts it behind, or before.</summary>
    private string Behind(int place, Candidate? placement)
    {
        if (placement is not { } used)
            return "it fits";
        var own = _space.Weigh([place], []);
        if (own.CompareTo(used) < 0)
            return "it fits alone and ranks before this placement";
        string measure;
        if (own.Worst != used.Worst)
            measure = $"the worst distance is {Distance(own.Worst)}, not {Distance(used.Worst)}";
        else if (own.Sum * used.Pairs != used.Sum * own.Pairs)
            measure = $"the mean distance is {Mean(own)}, not {Mean(used)}";
        else if (own.Busy != used.Busy)
            measure = $"{PlacementText.Cpus(own.Busy)} of it would be busy, not {used.Busy}";
        else if (own.LeftoverCpus != used.LeftoverCpus)
            measure = $"it leaves {PlacementText.Cpus(own.LeftoverCpus)}, not {used.LeftoverCpus}";
        else if (own.LeftoverMemory != used.LeftoverMemory)
            measure = $"it leaves {PlacementText.Bytes(own.LeftoverMemory)}, not {PlacementText.Bytes(used.LeftoverMemory)}";
        else if (own.LeftoverHugePages != used.LeftoverHugePages)
            measure = $"it leaves {own.LeftoverHugePages} huge pages, not {used.LeftoverHugePages}";
        else
            measure = "no measure tells them apart, and the lower number goes first";
        return "it fits alone, but " + measure;
    }

    private static string Distance(int worst) => worst == DistanceTable.Unknown ? "unknown" : worst.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Mean(Candidate candidate) => PlacementText.Mean((double)candidate.Sum / candidate.Pairs);
}
