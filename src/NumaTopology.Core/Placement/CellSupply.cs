using System;
using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>What a cell can give to a request, and why it gives none of what it does not.</summary>
internal sealed class CellSupply
{
    public required NumaCell Cell { get; init; }

    /// <summary>The processors that may be taken.</summary>
    public required CpuSet Cpus { get; init; }

    /// <summary>How many they are; a search asks millions of times.</summary>
    public required int CpuCount { get; init; }

    /// <summary>The cores that they belong to, looked up when they are wanted.</summary>
    public required Lazy<IReadOnlyList<CpuCore>> Cores { get; init; }

    /// <summary>Those of them that were idle; all when nobody watched.</summary>
    public required CpuSet IdleCpus { get; init; }

    public required int IdleCount { get; init; }

    /// <summary>Bytes of base pages; 0 when none were asked for.</summary>
    public required long Memory { get; init; }

    /// <summary>Huge pages of the size asked for; 0 when none were.</summary>
    public required long HugePages { get; init; }

    /// <summary>The largest distance to a device, and the sum of them.</summary>
    public required int DeviceWorst { get; init; }

    public required int DeviceSum { get; init; }

    /// <summary>Why it gives no processors; null when it does.</summary>
    public required string? NoCpus { get; init; }

    /// <summary>Why it gives no memory although some was asked for; null when it does.</summary>
    public required string? NoMemory { get; init; }

    public bool GivesMemory => Memory > 0 || HugePages > 0;
}
