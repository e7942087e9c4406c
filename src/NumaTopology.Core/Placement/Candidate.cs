using System;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>A set of cells that fits, with what its rank is made of. The order itself is <see cref="PlacementOrder"/>.</summary>
internal readonly record struct Candidate
{
    public required SearchSpace Space { get; init; }

    /// <summary>The indexes of the cells that give CPUs, ascending; the first <see cref="CpuCount"/> count, for a search lends its own list.</summary>
    public required int[] Cpu { get; init; }

    public required int CpuCount { get; init; }

    /// <summary>The indexes of the cells that give only memory, in the same way.</summary>
    public required int[] Memory { get; init; }

    public required int MemoryCount { get; init; }

    public required CandidateTotals Totals { get; init; }

    /// <summary>What is taken of the CPUs, when it is known already.</summary>
    private CpuUse? KnownUse { get; init; }

    /// <summary>What is taken of the CPUs.</summary>
    public CpuUse Use => KnownUse ?? Space.Split.Use(this);

    /// <summary>How many caches of the last level the CPUs are in; null when unknown.</summary>
    public int? Caches => Space.Split.Caches(this);

    /// <summary>The number of cells.</summary>
    public int Cells => CpuCount + MemoryCount;

    /// <summary>The number of cells where the request is for bandwidth, to which more memory controllers are better; else 0.</summary>
    public int CellsForBandwidth => Space.Request.Goal == PlacementGoal.Bandwidth ? Cells : 0;

    public bool IsDistanceKnown => Totals.Worst != DistanceMatrix.Unknown;

    /// <summary>How many distances count.</summary>
    public int Pairs => CpuCount * (Cells + Space.Devices.Length);

    public long LeftoverCpus => Totals.Cpus - Use.Taken;

    public long LeftoverMemory => Totals.Bytes - Space.Request.Memory;

    public long LeftoverHugePages => Totals.Pages - Space.Pages;

    /// <summary>The same with lists of its own.</summary>
    public Candidate Kept()
    {
        int[] cpu = new int[CpuCount], memory = new int[MemoryCount];
        Array.Copy(Cpu, cpu, CpuCount);
        Array.Copy(Memory, memory, MemoryCount);
        return this with { Cpu = cpu, Memory = memory, KnownUse = Use };
    }

    /// <summary>Whether a cell is in it, with CPUs or with memory only.</summary>
    public bool Has(int index) => Array.IndexOf(Cpu, index, 0, CpuCount) >= 0 || Array.IndexOf(Memory, index, 0, MemoryCount) >= 0;
}
