using System;
using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>What a cell can give to a request, and why it gives none of what it does not.</summary>
internal sealed class CellSupply
{
    public required NumaCell Cell { get; init; }

    /// <summary>The CPUs that may be taken.</summary>
    public required CpuSet Cpus { get; init; }

    /// <summary>How many of them may be taken together: all, or one of each core.</summary>
    public required int CpuCount { get; init; }

    /// <summary>The cores that they belong to, looked up when they are wanted.</summary>
    public required Lazy<IReadOnlyList<CpuCore>> Cores { get; init; }

    /// <summary>In which groups they are taken, looked up when they are wanted.</summary>
    public required Lazy<CpuGroups> Groups { get; init; }

    /// <summary>Those of the CPUs that were idle; all when nobody watched.</summary>
    public required CpuSet IdleCpus { get; init; }

    /// <summary>How many of the idle ones may be taken together.</summary>
    public required int IdleCount { get; init; }

    /// <summary>How many cores the CPUs belong to; 0 when the request does not take threads apart.</summary>
    public required int CoreCount { get; init; }

    /// <summary>How many of those cores have an idle CPU.</summary>
    public required int IdleCoreCount { get; init; }

    /// <summary>Bytes of base pages; 0 when none were requested.</summary>
    public required long Memory { get; init; }

    /// <summary>Huge pages of the size requested; 0 when none were.</summary>
    public required long HugePages { get; init; }

    /// <summary>What the memory is, usable or not.</summary>
    public required MemoryOffer Offer { get; init; }

    /// <summary>The largest distance to a device, and the sum of them.</summary>
    public required int DeviceWorst { get; init; }

    public required int DeviceSum { get; init; }

    /// <summary>Why it gives no CPUs; null when it does.</summary>
    public required string? NoCpus { get; init; }

    /// <summary>Why it gives no memory although some was requested; null when it does.</summary>
    public required string? NoMemory { get; init; }

    /// <summary>The CPUs that it has and that the request cannot use.</summary>
    public required IReadOnlyList<Loss> LostCpus { get; init; }

    public bool GivesMemory => Memory > 0 || HugePages > 0;
}
