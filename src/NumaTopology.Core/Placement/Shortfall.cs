using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Why nothing fits on a machine, the closest there is, and how close it comes: how much of each thing that is requested there is, from 0 to 1, summed up.</summary>
internal sealed record Shortfall(string Text, double Closeness)
{
    /// <summary>Whether nodes of known size count as having no memory because what is free of it is unknown.</summary>
    public bool IsFreeMemoryUnknown { get; init; }

    public static Shortfall Of(SearchSpace space, LimitCheck limits)
    {
        var machine = space.Machine;
        var sentences = Missing(machine, space).ToList();
        // What is closest on the host may be beyond the limit as well.
        if (limits.Missing.Count > 0)
            return new Shortfall(string.Join(" ", limits.Missing.Concat(sentences)), CoveredByAll(space) - limits.Lack);
        var less = Closest(space);
        var isFreeMemoryUnknown = sentences.Count > 0 && !space.Request.Capacity && IsShortOfMemory(space) && space.Supplies.Any(supply => IsUnknown(supply) && supply.Cell.Memory > 0);
        if (sentences.Count == 0)
            sentences.Add(Scattered(space, less.Fits));
        if (less.Text is not null)
            sentences.Add(less.Text);
        return new Shortfall(string.Join(" ", sentences), less.Closeness) { IsFreeMemoryUnknown = isFreeMemoryUnknown };
    }

    /// <summary>What all nodes together have too little of.</summary>
    private static IEnumerable<string> Missing(NumaCapabilities machine, SearchSpace space)
    {
        var request = space.Request;
        var supplies = space.Supplies;
        var cpus = supplies.Sum(supply => (long)supply.CpuCount);
        if (cpus < request.Cpu)
            yield return $"Not enough CPUs on {machine}: {request.Cpu} requested, {cpus} usable{Lost(supplies.SelectMany(supply => supply.LostCpus), PlacementText.Number, machine.UnassignedProcessors.Count is > 0 and var rest ? [$"{PlacementText.Number(rest)} in no node"] : [])}.";
        var filter = MemoryFilter.Text(request);
        var bytes = supplies.Sum(supply => supply.Memory);
        if (bytes < request.Memory)
            yield return Lacking("memory" + filter, PlacementText.BytesApart(request.Memory, bytes), PlacementText.Bytes, request.Memory, bytes, supply => supply.Offer.Bytes, supply => supply.Offer.HeldBytes);
        var pages = supplies.Sum(supply => supply.HugePages);
        if (pages < space.Pages)
            yield return Lacking($"pages of {ByteText.Short(request.HugePage!.Value)}{filter}", PlacementText.Number, PlacementText.Number, space.Pages, pages, supply => supply.Offer.Pages, supply => supply.Offer.HeldPages);

        if ((bytes < request.Memory || pages < space.Pages) && request.MemoryTiers is { } wanted)
        {
            var tiers = machine.Cells.Select(cell => cell.MemoryTier).OfType<int>().Distinct().OrderBy(tier => tier).ToList();
            if (tiers.Count > 0 && !wanted.Any(tiers.Contains))
                yield return Existing("tiers", tiers.Select(tier => PlacementText.Number(tier)));
        }

        // Where a node lists no pages it may have them.
        if (pages < space.Pages && machine.Cells.All(cell => cell.Pages is not null && cell.Pages.All(pool => pool.Size != request.HugePage)))
            yield return Existing("sizes of huge pages", machine.Cells.SelectMany(cell => cell.Pages!).Select(pool => pool.Size).Where(size => size > BasePageSize.Limit(machine)).Distinct().OrderBy(size => size).Select(ByteText.Short));

        string Lacking(string what, Func<long, string> apart, Func<long, string> text, long wanted, long usable, Func<CellSupply, long?> amount, Func<CellSupply, IReadOnlyList<Loss>> held)
        {
            var usables = supplies.Where(supply => supply.Offer.Barred is null).ToList();
            var unknown = usables.Where(supply => amount(supply) is null).Select(supply => supply.Cell.Id).ToList();
            var lost = supplies.Where(supply => supply.Offer.Barred is not null && amount(supply) > 0).Select(supply => new Loss(amount(supply)!.Value, supply.Offer.Barred!))
                .Concat(usables.SelectMany(held));
            return usable == 0 && unknown.Count > 0
                ? $"{(request.Capacity ? "Total" : "Free")} {what} {(what.StartsWith("memory", StringComparison.Ordinal) ? "is" : "are")} unknown on {PlacementText.Cells(unknown)} of {machine}: {text(wanted)} requested{Lost(lost, text, [])}."
                : $"Not enough {what} on {machine}: {apart(wanted)} requested, {apart(usable)} {(request.Capacity ? "in total" : "available")}{Lost(lost, text, unknown.Count == 0 ? [] : [$"unknown on {PlacementText.Cells(unknown)}"])}.";
        }
    }

    /// <summary>What could have been requested, where nothing of what was exists.</summary>
    private static string Existing(string what, IEnumerable<string> names) => $"Existing {what}: {string.Join(", ", names.DefaultIfEmpty("none"))}.";

    /// <summary>What there is and cannot be used, in brackets: <c> (4 not allowed, 2 offline)</c>.</summary>
    private static string Lost(IEnumerable<Loss> losses, Func<long, string> text, IEnumerable<string> more)
    {
        var parts = losses.Where(loss => loss.Amount > 0).GroupBy(loss => loss.Why).Select(group => $"{text(group.Sum(loss => loss.Amount))} {group.Key}").Concat(more).ToList();
        return parts.Count == 0 ? "" : $" ({string.Join(", ", parts)})";
    }

    /// <summary>There is enough of everything, but not in nodes that may go together.</summary>
    private static string Scattered(SearchSpace space, bool fitsWithMoreCells)
    {
        var machine = space.Machine;
        var request = space.Request;
        return space.Search == PlacementSearch.NearestNeighbours ? $"No placement found for {request} on {machine}; not all sets of nodes were tried."
            : fitsWithMoreCells ? $"No {(request.MaxCell == 1 ? "single node" : $"set of {request.MaxCell} nodes")} of {machine} holds {request}."
            : $"The nodes of {machine} that hold {request} together cannot reach one another.";
    }

    /// <summary>First without the limit of cells, then with less of what is missing.</summary>
    private static (string? Text, bool Fits, double Closeness) Closest(SearchSpace full)
    {
        var request = full.Request;
        var less = request with
        {
            MaxCell = null,
            Count = 1,
            Cpu = (int)Math.Min(request.Cpu, Math.Max(1, full.Supplies.Sum(supply => (long)supply.CpuCount))),
            Memory = Math.Min(request.Memory, full.Supplies.Sum(supply => supply.Memory)),
            HugePageCount = Math.Min(request.HugePageCount, full.Supplies.Sum(supply => supply.HugePages)),
        };
        var space = new SearchSpace(full.Machine, less, full.Cancellation);
        var best = new BestCandidates(1);
        PlacementFinder.Search(space, best);
        if (best.All.Count > 0)
            return ($"Closest: {Describe(best.All[0])}.", true, Covered(best.All[0].Totals.Cpus, best.All[0].Totals.Bytes, best.All[0].Totals.Pages, request));
        // Nodes that cannot reach one another: the one that comes nearest alone.
        var most = full.Supplies.Where(supply => supply.CpuCount > 0).OrderByDescending(supply => Covered(supply, less)).FirstOrDefault();
        return (most is null ? null : $"Closest: {PlacementText.Cells([most.Cell.Id])} alone with {Amounts(most.CpuCount, most.Memory, most.HugePages, request, request.Memory)}.", false, most is null ? 0 : Covered(most, request));

        string Describe(Candidate candidate) =>
            $"{PlacementText.Cells(candidate.Cpu.Concat(candidate.Memory).Select(index => space.Supplies[index].Cell.Id))} with {Amounts(candidate.Totals.Cpus, candidate.Totals.Bytes, candidate.Totals.Pages, less, request.Memory)}";
    }

    private static string Amounts(long cpus, long bytes, long pages, PlacementRequest request, long requested)
    {
        var text = PlacementText.Cpus(cpus);
        if (request.Memory > 0)
            text += ", " + (bytes < requested ? PlacementText.BytesApart(bytes, requested) : PlacementText.Bytes)(bytes);
        return request.HugePage is { } size && request.HugePageCount > 0 ? $"{text}, {PlacementText.Pages(pages, size)}" : text;
    }

    private static bool IsShortOfMemory(SearchSpace space) =>
        space.Supplies.Sum(supply => supply.Memory) < space.Request.Memory || space.Supplies.Sum(supply => supply.HugePages) < space.Pages;

    private static bool IsUnknown(CellSupply supply) => supply.Offer.Barred is null && (supply.Offer.Bytes is null || supply.Offer.Pages is null);

    /// <summary>How much of each thing that is requested a cell has, from 0 to 1.</summary>
    private static double Covered(CellSupply supply, PlacementRequest request) => Covered(supply.CpuCount, supply.Memory, supply.HugePages, request);

    private static double CoveredByAll(SearchSpace space) =>
        Covered(space.Supplies.Sum(supply => (long)supply.CpuCount), space.Supplies.Sum(supply => supply.Memory), space.Supplies.Sum(supply => supply.HugePages), space.Request);

    private static double Covered(long cpus, long bytes, long pages, PlacementRequest request) =>
        Math.Min(1, cpus / (double)request.Cpu)
        + (request.Memory == 0 ? 0 : Math.Min(1, bytes / (double)request.Memory))
        + (request.HugePageCount == 0 ? 0 : Math.Min(1, pages / (double)request.HugePageCount));
}
