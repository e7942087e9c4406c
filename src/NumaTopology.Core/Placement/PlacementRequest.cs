using System;
using System.Collections.Generic;
using NumaTopology.Placement;

namespace NumaTopology;

/// <summary>What to place, and what can be used for it.</summary>
public sealed record PlacementRequest : IComparable<PlacementRequest>, IComparable
{
    /// <summary>The name of the request in a plan; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Number of CPUs, at least 1.</summary>
    public int Cpu { get; init; } = 1;

    /// <summary>Bytes of memory in base pages; 0 for none.</summary>
    public long Memory { get; init; }

    /// <summary>Bytes of one huge page; null for none.</summary>
    public long? HugePage { get; init; }

    /// <summary>Number of huge pages, in addition to <see cref="Memory"/>.</summary>
    public long HugePageCount { get; init; }

    /// <summary>The kinds of nodes that memory may come from; null for all. CPUs may come from any.</summary>
    public IReadOnlyList<CellKind>? MemoryKinds { get; init => field = Listing.Of(value); }

    /// <summary>The memory tiers that memory may come from (<see cref="NumaCell.MemoryTier"/>); null for all.</summary>
    public IReadOnlyList<int>? MemoryTiers { get; init => field = Listing.Of(value); }

    /// <summary>The devices to stay close to; one that is given twice counts once.</summary>
    public IReadOnlyList<NumaDevice> Devices { get; init => field = Listing.Of(Once(value)); } = Listing<NumaDevice>.None;

    /// <summary>Whether few and close nodes are better, or many.</summary>
    public PlacementGoal Goal { get; init; }

    /// <summary>The maximum number of nodes, including those that give only memory; null for any number. Not with <see cref="PlacementGoal.Bandwidth"/>.</summary>
    public int? MaxCell { get; init; }

    /// <summary>The nodes to choose from; null for all.</summary>
    public IReadOnlyList<int>? Cells { get; init => field = Listing.Of(value); }

    /// <summary>The nodes to leave out.</summary>
    public IReadOnlyList<int> ExcludedCells { get; init => field = Listing.Of(value); } = Listing<int>.None;

    /// <summary>The CPUs to choose from, whatever this process is allowed to use; null for those that it is allowed.</summary>
    public CpuSet? AllowedCpus { get; init; }

    /// <summary>CPUs that are not to be used.</summary>
    public CpuSet ExcludedCpus { get; init; } = CpuSet.Empty;

    /// <summary>CPUs that something else holds already.</summary>
    public CpuSet ReservedCpus { get; init; } = CpuSet.Empty;

    /// <summary>
    /// Memory that something else holds and that still shows as free. What several nodes hold together is taken off each of them: how much each
    /// gives is unknown.
    /// </summary>
    public IReadOnlyList<ReservedMemory> ReservedMemory { get; init => field = Listing.Of(value); } = Listing<ReservedMemory>.None;

    /// <summary>Only complete cores, so that no core is shared with other programs; this can be more CPUs than requested. Not with <see cref="SmtUse.Apart"/>.</summary>
    public bool WholeCore { get; init; }

    /// <summary>How the threads of a core are taken.</summary>
    public SmtUse Smt { get; init; }

    /// <summary>With <see cref="SmtUse.Apart"/>: never a second thread of a core, nor a CPU whose core is unknown.</summary>
    public bool Strict { get; init; }

    /// <summary>Only cores of this kind; null for any.</summary>
    public CoreKind? CoreKind { get; init; }

    /// <summary>The maximum number of placements.</summary>
    public int Count { get; init; } = 10;

    /// <summary>Also uses what this process is not allowed to use.</summary>
    public bool IncludeDisallowed { get; init; }

    /// <summary>Counts the host as empty: total memory instead of available memory, all huge pages instead of the free ones, and also what this process is not allowed to use.</summary>
    public bool Capacity { get; init; }

    /// <summary>The CPUs that were idle while they were watched; null when they were not watched.</summary>
    public CpuSet? IdleCpus { get; init; }

    /// <summary>CPUs that a plan gave to its other requests.</summary>
    internal CpuSet PlannedCpus { get; init; } = CpuSet.Empty;

    /// <summary>Memory that a plan gave to its other requests.</summary>
    internal IReadOnlyList<ReservedMemory> PlannedMemory { get; init => field = Listing.Of(value); } = Listing<ReservedMemory>.None;

    /// <summary>Whether what this process is not allowed to use counts.</summary>
    internal bool CountsDisallowed => IncludeDisallowed || Capacity;

    /// <summary>Orders requests by contents, CPUs first.</summary>
    public int CompareTo(PlacementRequest? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The request as text: <c>2 CPUs, 4.00 GiB of kind HighBandwidth</c>.</summary>
    public override string ToString()
    {
        var text = PlacementText.Cpus(Cpu);
        if (Memory > 0)
            text += ", " + PlacementText.Bytes(Memory);
        if (HugePageCount > 0 && HugePage is { } size)
            text += ", " + PlacementText.Pages(HugePageCount, size);
        return text + MemoryFilter.Text(this);
    }

    private static List<NumaDevice> Once(IReadOnlyList<NumaDevice> devices)
    {
        // The rest of a device's values says something of it; these are which one it is.
        var seen = new HashSet<(DeviceKind, string, string?, string?, int?)>();
        var once = new List<NumaDevice>();
        foreach (var device in devices)
        {
            if (seen.Add((device.Kind, device.Name, device.Address, device.Path, device.CellId)))
                once.Add(device);
        }

        return once;
    }
}
