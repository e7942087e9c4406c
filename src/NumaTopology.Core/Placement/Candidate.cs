using System;

namespace NumaTopology.Placement;

/// <summary>A set of cells that fits, and how good it is. The order is the one that docs/design.md states.</summary>
internal readonly struct Candidate : IComparable<Candidate>
{
    /// <summary>The places of the cells that give processors, ascending.</summary>
    public required int[] Cpu { get; init; }

    /// <summary>The places of the cells that give only memory, ascending.</summary>
    public required int[] Memory { get; init; }

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
                ? (Cpu.Length + Memory.Length).CompareTo(other.Cpu.Length + other.Memory.Length)
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
            order = Compare(Cpu, other.Cpu);
        return order == 0 ? Compare(Memory, other.Memory) : order;
    }

    private static int Compare(int[] left, int[] right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if (left[i] != right[i])
                return left[i].CompareTo(right[i]);
        }

        return left.Length.CompareTo(right.Length);
    }
}
