using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>Nodes where a request fits, what to take of each, and why the placement has its rank.</summary>
public sealed record NumaPlacement : IComparable<NumaPlacement>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>The name of the request in a plan; null when it has none.</summary>
    public string? Name => Request.Name;

    /// <summary>1 for the best.</summary>
    public required int Rank { get; init; }

    /// <summary>The nodes, by number; those that give only memory included.</summary>
    public required IReadOnlyList<int> Cells { get; init => field = Listing.Of(value); }

    /// <summary>Those of the nodes that give memory and no CPUs.</summary>
    public required IReadOnlyList<int> MemoryOnlyCells { get; init => field = Listing.Of(value); }

    /// <summary>The CPUs to run on.</summary>
    public required CpuSet Cpus { get; init; }

    /// <summary>The same CPUs by the node that gives them, by node.</summary>
    public required IReadOnlyList<CpuShare> CellCpus { get; init => field = Listing.Of(value); }

    /// <summary>The memory to take, by node; empty when no memory was requested.</summary>
    public required IReadOnlyList<MemoryShare> Memory { get; init => field = Listing.Of(value); }

    /// <summary>The largest distance from a node that gives CPUs to a node of the placement or to a device; null when one of them is unknown.</summary>
    public required int? WorstDistance { get; init; }

    /// <summary>The mean of the same distances; null when one of them is unknown.</summary>
    public required double? MeanDistance { get; init; }

    /// <summary>The largest distance from a node that gives CPUs to a device; null when no device was requested or it is unknown.</summary>
    public required int? DeviceDistance { get; init; }

    /// <summary>The slowest memory tier that memory is taken from; null when none is or it is unknown.</summary>
    public required int? MemoryTier { get; init; }

    /// <summary>The number of last-level caches that the CPUs share; null when the caches of one of them are not reported.</summary>
    public int? Caches { get; init; }

    /// <summary>CPUs that the nodes which give CPUs have left over: those that this request is allowed to use, less those taken. Nodes that give only memory are not counted.</summary>
    public required int LeftoverCpus { get; init; }

    /// <summary>Bytes that the placement's nodes have left over, or that a limit of the cgroups or job leaves if that is less; null when no memory was requested.</summary>
    public required long? LeftoverMemory { get; init; }

    /// <summary>Huge pages that the placement's nodes have left over, or that a limit leaves if that is less; null when none were requested.</summary>
    public required long? LeftoverHugePages { get; init; }

    /// <summary>The CPUs of the placement that were busy while they were watched; null when they were not watched.</summary>
    public required CpuSet? BusyCpus { get; init; }

    /// <summary>Why it ranks where it does.</summary>
    public required string Reason { get; init; }

    /// <summary>What it costs: which memory, CPUs or devices are remote and how far (<c>364 MiB on node 1 at 21</c>), cores that are split, and what is left over.</summary>
    public required string Cost { get; init; }

    /// <summary>How it was found.</summary>
    public required PlacementSearch Search { get; init; }

    /// <summary>Every other node of the machine, and why it is not used.</summary>
    public required IReadOnlyList<RejectedCell> Rejected { get; init => field = Listing.Of(value); }

    /// <summary>Windows: the same CPUs by node and group; null elsewhere.</summary>
    public required IReadOnlyList<GroupAffinity>? Groups { get; init => field = Listing.Of(value); }

    /// <summary>What holds the placement back although it fits, such as less CPU time than CPUs; empty when nothing does.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = Listing.Of(value); } = Listing<string>.None;

    /// <summary>The request.</summary>
    public required PlacementRequest Request { get; init; }

    /// <summary>The host's name; null when unknown.</summary>
    public required string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public required string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders placements by rank, then by contents.</summary>
    public int CompareTo(NumaPlacement? other) => other is null ? 1 : ContentOrder.After(Rank.CompareTo(other.Rank), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The nodes and CPUs, such as <c>node 1: CPUs 2-3</c>.</summary>
    public override string ToString() => $"{PlacementText.Cells(Cells)}: {PlacementText.Cpus(Cpus)}";
}
