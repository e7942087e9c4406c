using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>What both searches stand on: the cells that can give something, their distances, and what has to come together.</summary>
internal sealed class SearchSpace
{
    private readonly Dictionary<int, NearCells> _near = [];

    public SearchSpace(NumaCapabilities machine, PlacementRequest request, CancellationToken cancellation, int number = 0)
    {
        Machine = machine;
        Number = number;
        Cancellation = cancellation;
        Request = request;
        // Indexes are in the order of the numbers, so that comparing indexes compares numbers.
        var cells = machine.Cells.OrderBy(cell => cell.Id).ToList();
        Distances = new DistanceMatrix(cells.ConvertAll(cell => cell.Id), machine.Distances);
        RoundTrips = new RoundTrips(Distances);
        Devices = [.. request.Devices.Select(device => new LocatedDevice(device, device.CellId is { } id ? Distances.IndexOf(id) : -1)).Where(device => device.CellIndex >= 0)];
        Supplies = new SupplyFinder(machine, cells, request, Distances, Devices).Find();
        Pages = request.HugePage is null ? 0 : request.HugePageCount;
        MaxCell = request.MaxCell is { } most ? Math.Min(most, cells.Count) : cells.Count;
        CpuCells = [.. Enumerable.Range(0, Supplies.Length).Where(index => Supplies[index].CpuCount > 0)];
        MemoryCells = [.. Enumerable.Range(0, Supplies.Length).Where(index => Supplies[index].GivesMemory).OrderByDescending(Covered)];
        Split = new CpuSplit(this);
        DistinctDistances = Distinct();
    }

    public NumaCapabilities Machine { get; }

    /// <summary>Which of the machines that are searched together it is, from 0 on.</summary>
    public int Number { get; }

    public PlacementRequest Request { get; }

    /// <summary>How it was searched.</summary>
    public PlacementSearch Search { get; set; }

    /// <summary>Ends both searches and what is made of their finds.</summary>
    public CancellationToken Cancellation { get; }

    public DistanceMatrix Distances { get; }

    public RoundTrips RoundTrips { get; }

    /// <summary>One for each cell of the machine, by number.</summary>
    public CellSupply[] Supplies { get; }

    /// <summary>The indexes of the cells that can give CPUs.</summary>
    public int[] CpuCells { get; }

    /// <summary>The indexes of the cells that can give memory, those that give most first: of sets that are made in this order none has a cell too many.</summary>
    public int[] MemoryCells { get; }

    /// <summary>The devices whose distance can be counted.</summary>
    public LocatedDevice[] Devices { get; }

    /// <summary>Huge pages that are needed.</summary>
    public long Pages { get; }

    public int MaxCell { get; }

    /// <summary>The distances that can be the worst of a placement, ascending.</summary>
    public IReadOnlyList<int> DistinctDistances { get; }

    /// <summary>Divides the CPUs over the cells of a placement.</summary>
    public CpuSplit Split { get; }

    /// <summary>Whether memory or huge pages are needed.</summary>
    public bool NeedsMemory => Request.Memory > 0 || Pages > 0;

    /// <summary>Whether all cells together have what is requested.</summary>
    public bool Suffices =>
        Supplies.Sum(supply => (long)supply.CpuCount) >= Request.Cpu && Supplies.Sum(supply => supply.Memory) >= Request.Memory && Supplies.Sum(supply => supply.HugePages) >= Pages;

    /// <summary>Which cells are within a distance of each other.</summary>
    public NearCells Within(int distance)
    {
        if (!_near.TryGetValue(distance, out var near))
            _near.Add(distance, near = new NearCells(this, distance));
        return near;
    }

    /// <summary>Whether a set has the memory and the pages.</summary>
    public bool HasMemory(in CandidateTotals totals) => totals.Bytes >= Request.Memory && totals.Pages >= Pages;

    /// <summary>Whether none of the first cells of a list that give memory can be left out of what there is.</summary>
    public bool NeedsEach(int[] memory, int count, long bytes, long pages)
    {
        for (var i = 0; i < count; i++)
        {
            if (bytes - Supplies[memory[i]].Memory >= Request.Memory && pages - Supplies[memory[i]].HugePages >= Pages)
                return false;
        }

        return true;
    }

    /// <summary>A candidate of the first cells of two lists, which are lent.</summary>
    public Candidate Candidate(int[] cpu, int cpuCount, int[] memory, int memoryCount, in CandidateTotals totals) => new()
    {
        Space = this,
        Cpu = Ascending(cpu, cpuCount),
        CpuCount = cpuCount,
        Memory = Ascending(memory, memoryCount),
        MemoryCount = memoryCount,
        Totals = totals,
    };

    /// <summary>How much of the memory and the pages a cell has.</summary>
    private double Covered(int index) =>
        (Request.Memory == 0 ? 0 : Supplies[index].Memory / (double)Request.Memory) + (Pages == 0 ? 0 : Supplies[index].HugePages / (double)Pages);

    private static int[] Ascending(int[] indexes, int count)
    {
        for (var i = 1; i < count; i++)
        {
            if (indexes[i] > indexes[i - 1])
                continue;
            var sorted = new int[count];
            Array.Copy(indexes, sorted, count);
            Array.Sort(sorted);
            return sorted;
        }

        return indexes;
    }

    private List<int> Distinct()
    {
        var there = new bool[DistanceMatrix.Unknown + 1];
        foreach (var index in CpuCells)
        {
            there[Distances[index, index]] = true;
            there[Math.Max(Distances[index, index], Supplies[index].DeviceWorst)] = true;
            foreach (var other in CpuCells)
                there[RoundTrips.Worst(index, other)] = true;
            foreach (var other in MemoryCells)
                there[Distances[index, other]] = true;
        }

        return [.. Enumerable.Range(0, there.Length).Where(distance => there[distance] && distance != NumaDistance.Unreachable)];
    }
}
