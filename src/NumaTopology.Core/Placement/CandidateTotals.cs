using System;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>What the cells of a set have together, and how far they are from each other; it grows cell by cell.</summary>
internal struct CandidateTotals
{
    /// <summary>The largest distance; <see cref="DistanceMatrix.Unknown"/> when one is unknown.</summary>
    public int Worst;

    /// <summary>The sum of the distances.</summary>
    public long Sum;

    public long Cpus;

    public long IdleCpus;

    public long Cores;

    public long IdleCores;

    public long Bytes;

    public long Pages;

    /// <summary>Adds a cell that gives CPUs to the first cells of a list, which it can reach and which can reach it.</summary>
    public void AddCpus(SearchSpace space, int index, int[] cpu, int count)
    {
        var supply = space.Supplies[index];
        var own = space.Distances[index, index];
        Worst = Math.Max(Worst, Math.Max(own, supply.DeviceWorst));
        Sum += own + supply.DeviceSum;
        space.RoundTrips.Add(index, cpu, count, ref Worst, ref Sum);
        Cpus += supply.CpuCount;
        IdleCpus += supply.IdleCount;
        Cores += supply.CoreCount;
        IdleCores += supply.IdleCoreCount;
        Bytes += supply.Memory;
        Pages += supply.HugePages;
    }

    /// <summary>Adds a cell that gives only memory, at that largest distance and that sum of distances from the cells with CPUs.</summary>
    public void AddMemory(CellSupply supply, int worst, int sum)
    {
        Worst = Math.Max(Worst, worst);
        Sum += sum;
        Bytes += supply.Memory;
        Pages += supply.HugePages;
    }
}
