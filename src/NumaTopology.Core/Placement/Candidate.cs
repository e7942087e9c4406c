using System;

namespace NumaTopology.Placement;

/// <summary>A set of cells that fits, and how good it is. The order is the one that docs/design.md states.</summary>
internal readonly struct Candidate : IComparable<Candidate>
{
    /// <summary>The places of the cells that give processors, ascending; the first <see cref="CpuCount"/> count, for a search lends its own list.</summary>
    public required int[] Cpu { get; init; }

    public required int CpuCount { get; init; }

    /// <summary>The places of the cells that give only memory, in the same way.</summary>
    public required int[] Memory { get; init; }

    public required int MemoryCount { get; init; }

    /// <summary>The largest distance; <see cref="DistanceTable.Unknown"/> when one is unknown.</summary>
    public required int Worst { get; init; }

    public required long Sum { get; init; }

    public required int Pairs { get; init; }

    /// <summary>Processors that have to be taken although they were busy.</summary>
    public required int Busy { get; init; }

    public required int LeftoverCpus { get; init; }

    public required long LeftoverMemory { get; init; }

    public required long LeftoverHugePages { get; init; }

    public int CompareTo(Candidate other)
    {
        var order = Worst.CompareTo(other.Worst);
        if (order == 0)
        {
            // A mean with an unknown distance in it is none; fewer cells are then the better guess.
            order = Worst == DistanceTable.Unknown
                ? (CpuCount + MemoryCount).CompareTo(other.CpuCount + other.MemoryCount)
                : (Sum * other.Pairs).CompareTo(other.Sum * Pairs);
        }

        if (order == 0)
            order = Busy.CompareTo(other.Busy);
        if (order == 0)
            order = LeftoverCpus.CompareTo(other.LeftoverCpus);
        if (order == 0)
            order = LeftoverMemory.CompareTo(other.LeftoverMemory);
        if (order == 0)
            order = LeftoverHugePages.CompareTo(other.LeftoverHugePages);
        if (order == 0)
            order = Compare(Cpu, CpuCount, other.Cpu, other.CpuCount);
        return order == 0 ? Compare(Memory, MemoryCount, other.Memory, other.MemoryCount) : order;
    }

    /// <summary>The same with lists of its own.</summary>
    public Candidate Kept()
    {
        int[] cpu = new int[CpuCount], memory = new int[MemoryCount];
        Array.Copy(Cpu, cpu, CpuCount);
        Array.Copy(Memory, memory, MemoryCount);
        return this with { Cpu = cpu, Memory = memory };
    }

    private static int Compare(int[] left, int leftCount, int[] right, int rightCount)
    {
        for (var i = 0; i < leftCount && i < rightCount; i++)
        {
            if (left[i] != right[i])
                return left[i].CompareTo(right[i]);
        }

        return leftCount.CompareTo(rightCount);
    }
}
