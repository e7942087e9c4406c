using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>Cells where a request fits, what to take of each, and why it ranks where it does.</summary>
public sealed record NumaPlacement : IComparable<NumaPlacement>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>1 for the best.</summary>
    public required int Rank { get; init; }

    /// <summary>The cells, by number; those that give only memory included.</summary>
    public required IReadOnlyList<int> Cells { get; init => field = Listing.Of(value); }

    /// <summary>Those of the cells that give memory and no processors.</summary>
    public required IReadOnlyList<int> MemoryOnlyCells { get; init => field = Listing.Of(value); }

    /// <summary>The processors to run on.</summary>
    public required CpuSet Cpus { get; init; }

    /// <summary>The same processors by the cell that gives them, by cell.</summary>
    public required IReadOnlyList<CpuShare> CellCpus { get; init => field = Listing.Of(value); }

    /// <summary>What to take of which cell's memory, by cell; empty when no memory was asked for.</summary>
    public required IReadOnlyList<MemoryShare> Memory { get; init => field = Listing.Of(value); }

    /// <summary>The largest distance from a cell that gives processors to a cell of the placement or to a device; null when one of them is unknown.</summary>
    public required int? WorstDistance { get; init; }

    /// <summary>The mean of the same distances; null when one of them is unknown.</summary>
    public required double? MeanDistance { get; init; }

    /// <summary>The largest distance from a cell that gives processors to a device; null when no device was asked for or it is unknown.</summary>
    public required int? DeviceDistance { get; init; }

    /// <summary>The slowest memory tier that memory is taken from; null when none is or it is unknown.</summary>
    public required int? MemoryTier { get; init; }

    /// <summary>How many CPUs the cells that give CPUs could still give to this request: those that it may use less those taken.</summary>
    public required int LeftoverCpus { get; init; }

    /// <summary>Bytes that the placement's cells have left over; null when no memory was asked for. A limit of a cgroup or job may leave less.</summary>
    public required long? LeftoverMemory { get; init; }

    /// <summary>How many huge pages are still free in the placement's cells; null when none were asked for.</summary>
    public required long? LeftoverHugePages { get; init; }

    /// <summary>The processors of the placement that were busy while they were watched; null when they were not watched.</summary>
    public required CpuSet? BusyCpus { get; init; }

    /// <summary>Why it ranks where it does.</summary>
    public required string Reason { get; init; }

    /// <summary>What it costs: the distance in relation to local memory, cores that are split, and what is left over.</summary>
    public required string Cost { get; init; }

    /// <summary>How it was found.</summary>
    public required PlacementSearch Search { get; init; }

    /// <summary>Every other cell of the machine, and why it is not used.</summary>
    public required IReadOnlyList<RejectedCell> Rejected { get; init => field = Listing.Of(value); }

    /// <summary>Windows: the same processors by cell and group; null elsewhere.</summary>
    public required IReadOnlyList<GroupAffinity>? Groups { get; init => field = Listing.Of(value); }

    /// <summary>What holds the placement back although it fits, such as less CPU time than CPUs; empty when nothing does.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = Listing.Of(value); } = Listing<string>.None;

    /// <summary>What was asked for.</summary>
    public required PlacementRequest Request { get; init; }

    /// <summary>The host's name; null when unknown.</summary>
    public required string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public required string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders placements by rank, then by what they hold.</summary>
    public int CompareTo(NumaPlacement? other) => other is null ? 1 : ContentOrder.After(Rank.CompareTo(other.Rank), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The cells and processors, such as <c>node 1: CPUs 2-3</c>.</summary>
    public override string ToString() => $"{PlacementText.Cells(Cells)}: {(Cpus.Count == 1 ? "CPU" : "CPUs")} {Cpus}";
}
