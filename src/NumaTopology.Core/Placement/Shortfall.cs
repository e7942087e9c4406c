using System;
using System.Collections.Generic;
using System.Threading;

namespace NumaTopology.Placement;

/// <summary>Says what is missing when nothing fits, and the closest there is.</summary>
internal static class Shortfall
{
    public static string Tell(NumaCapabilities machine, SearchSpace space, PlacementSearch search)
    {
        var request = space.Request;
        long cpus = 0, bytes = 0, pages = 0;
        foreach (var supply in space.Supplies)
        {
            cpus += supply.CpuCount;
            bytes += supply.Memory;
            pages += supply.HugePages;
        }

        var missing = new List<string>();
        if (cpus < request.Cpu)
            missing.Add($"{PlacementText.Cpus(request.Cpu - cpus)} (there are {cpus})");
        if (bytes < request.Memory)
            missing.Add($"{PlacementText.Bytes(request.Memory - bytes)} of memory (there are {PlacementText.Bytes(bytes)})");
        if (pages < space.Pages)
            missing.Add($"{PlacementText.Pages(space.Pages - pages, request.HugePage!.Value)} (there are {pages})");
        var why = missing.Count > 0 ? "missing in all cells that may be used: " + string.Join(", ", missing)
            : search == PlacementSearch.NearestNeighbours ? "the nearest neighbours of no cell have enough, and there are too many sets of cells to try them all"
            : request.MaxCell is { } most ? $"no {(most == 1 ? "single cell has" : $"{most} cells that reach one another have")} it all"
            : "the cells that have it cannot reach one another's memory";
        return $"{why}. {Closest(machine, request, cpus, bytes, pages, space.Cancellation)}";
    }

    /// <summary>First without the limit of cells, then with less of what is missing.</summary>
    private static string Closest(NumaCapabilities machine, PlacementRequest request, long cpus, long bytes, long pages, CancellationToken cancellation)
    {
        var less = request with { MaxCell = null, Count = 1, Cpu = (int)Math.Min(request.Cpu, Math.Max(cpus, 1)), Memory = Math.Min(request.Memory, bytes), HugePageCount = Math.Min(request.HugePageCount, pages) };
        var space = new SearchSpace(machine, less, cancellation);
        var (found, _) = PlacementFinder.Search(space, 1);
        if (found.Count > 0)
            return Describe(machine, space, found[0]);
        // Cells that cannot reach one another: the one that comes nearest alone.
        CellSupply? most = null;
        foreach (var supply in space.Supplies)
        {
            if (supply.CpuCount > 0 && (most is null || Covered(supply, less) > Covered(most, less)))
                most = supply;
        }

        return most is null ? "No cell has a CPU that may be used." : $"Closest: cell {most.Cell.Id} alone with {Amounts(most.CpuCount, most.Memory, most.HugePages, request)}.";
    }

    private static string Describe(NumaCapabilities machine, SearchSpace space, Candidate candidate)
    {
        var ids = new List<int>();
        long cpus = 0, bytes = 0, pages = 0;
        foreach (var place in candidate.Cpu)
        {
            Add(place);
            cpus += space.Supplies[place].CpuCount;
        }

        foreach (var place in candidate.Memory)
            Add(place);
        ids.Sort();
        return $"Closest: {PlacementText.Cells(ids)} with {Amounts(cpus, bytes, pages, space.Request)}.";

        void Add(int place)
        {
            ids.Add(machine.Cells[place].Id);
            bytes += space.Supplies[place].Memory;
            pages += space.Supplies[place].HugePages;
        }
    }

    private static string Amounts(long cpus, long bytes, long pages, PlacementRequest request)
    {
        var text = PlacementText.Cpus(cpus);
        if (request.Memory > 0)
            text += ", " + PlacementText.Bytes(bytes);
        return request.HugePage is { } size && request.HugePageCount > 0 ? $"{text}, {PlacementText.Pages(pages, size)}" : text;
    }

    /// <summary>How much of each thing that is asked for a cell has, from 0 to 1.</summary>
    private static double Covered(CellSupply supply, PlacementRequest request) =>
        Math.Min(1, supply.CpuCount / (double)request.Cpu)
        + (request.Memory == 0 ? 0 : Math.Min(1, supply.Memory / (double)request.Memory))
        + (request.HugePageCount == 0 ? 0 : Math.Min(1, supply.HugePages / (double)request.HugePageCount));
}
