using System;
using System.Collections.Generic;
using System.Threading;

namespace NumaTopology.Placement;

/// <summary>What both searches stand on: the cells that can give something, their distances, and what has to come together.</summary>
internal sealed class SearchSpace
{
    public SearchSpace(NumaCapabilities machine, PlacementRequest request, CancellationToken cancellation)
    {
        Cancellation = cancellation;
        Request = request;
        Distances = new DistanceTable(machine);
        var reader = new SupplyReader(machine, request, Distances);
        DeviceCount = reader.DeviceCount;
        Supplies = reader.Read();
        Pages = request.HugePage is null ? 0 : request.HugePageCount;
        MaxCell = request.MaxCell ?? machine.Cells.Count;
        var cpu = new List<int>();
        var memory = new List<int>();
        for (var i = 0; i < Supplies.Length; i++)
        {
            if (Supplies[i].CpuCount > 0)
                cpu.Add(i);
            if (Supplies[i].GivesMemory)
                memory.Add(i);
        }

        CpuCells = cpu.ToArray();
        MemoryCells = memory.ToArray();
    }

    public PlacementRequest Request { get; }

    /// <summary>Ends both searches and what is made of their finds.</summary>
    public CancellationToken Cancellation { get; }

    public DistanceTable Distances { get; }

    /// <summary>One for each cell of the machine.</summary>
    public CellSupply[] Supplies { get; }

    /// <summary>The places of the cells that can give processors.</summary>
    public int[] CpuCells { get; }

    /// <summary>The places of the cells that can give memory.</summary>
    public int[] MemoryCells { get; }

    /// <summary>The devices whose distance can be counted.</summary>
    public int DeviceCount { get; }

    /// <summary>Huge pages that are needed.</summary>
    public long Pages { get; }

    public int MaxCell { get; }

    /// <summary>Whether all cells together have what is asked for.</summary>
    public bool Suffices
    {
        get
        {
            long cpus = 0, bytes = 0, pages = 0;
            foreach (var supply in Supplies)
            {
                cpus += supply.CpuCount;
                bytes += supply.Memory;
                pages += supply.HugePages;
            }

            return cpus >= Request.Cpu && bytes >= Request.Memory && pages >= Pages;
        }
    }

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

    /// <summary>Weighs cells that suffice and can reach one another.</summary>
    public Candidate Weigh(int[] cpuCells, int[] memoryCells)
    {
        Array.Sort(cpuCells);
        Array.Sort(memoryCells);
        int worst = 0, cpus = 0, idle = 0;
        long sum = 0, bytes = 0, pages = 0;
        foreach (var from in cpuCells)
        {
            var supply = Supplies[from];
            cpus += supply.CpuCount;
            idle += supply.IdleCount;
            bytes += supply.Memory;
            pages += supply.HugePages;
            Count(supply.DeviceWorst, supply.DeviceSum);
            foreach (var to in cpuCells)
                Count(Distances[from, to], Distances[from, to]);
            foreach (var to in memoryCells)
                Count(Distances[from, to], Distances[from, to]);
        }

        foreach (var place in memoryCells)
        {
            bytes += Supplies[place].Memory;
            pages += Supplies[place].HugePages;
        }

        return new Candidate
        {
            Cpu = cpuCells,
            CpuCount = cpuCells.Length,
            Memory = memoryCells,
            MemoryCount = memoryCells.Length,
            Worst = worst,
            Sum = sum,
            Pairs = cpuCells.Length * (cpuCells.Length + memoryCells.Length + DeviceCount),
            Busy = Request.Cpu > idle ? Request.Cpu - idle : 0,
            LeftoverCpus = cpus - Request.Cpu,
            LeftoverMemory = bytes - Request.Memory,
            LeftoverHugePages = pages - Pages,
        };

        void Count(int distance, int total)
        {
            if (distance > worst)
                worst = distance;
            sum += total;
        }
    }
}
