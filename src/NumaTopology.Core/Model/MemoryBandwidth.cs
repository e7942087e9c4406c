using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>How the memory bandwidth of some CPUs can be divided into shares. Linux: <c>sys/fs/resctrl/info/MB</c>.</summary>
public sealed record MemoryBandwidthControl : IComparable<MemoryBandwidthControl>, IComparable
{
    /// <summary>The number of the last-level cache whose CPUs share the bandwidth.</summary>
    public required int Id { get; init; }

    /// <summary>Those CPUs.</summary>
    public required CpuSet Cpus { get; init; }

    /// <summary>The smallest step between shares, in percent. <c>bandwidth_gran</c>.</summary>
    public required int Granularity { get; init; }

    /// <summary>The smallest share, in percent; null when unknown. <c>min_bandwidth</c>.</summary>
    public int? Minimum { get; init; }

    /// <summary>The maximum number of different allocations; null when unknown. <c>num_closids</c>.</summary>
    public int? MaximumAllocations { get; init; }

    /// <summary>Orders controls by number, then by contents.</summary>
    public int CompareTo(MemoryBandwidthControl? other) => other is null ? 1 : ContentOrder.After(Id.CompareTo(other.Id), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Steps and CPUs.</summary>
    public override string ToString() => $"steps of {Granularity} % ({Cpus})";
}

/// <summary>What the machine can measure for groups of tasks. Linux: <c>sys/fs/resctrl/info/L3_MON</c>.</summary>
public sealed record ResourceMonitor : IComparable<ResourceMonitor>, IComparable
{
    /// <summary>The monitored cache level; null for a monitor of memory bandwidth.</summary>
    public int? Level { get; init; }

    /// <summary>Bytes of cache below which a group's number is reused; null for a monitor of memory bandwidth, or when unknown. <c>max_threshold_occupancy</c>.</summary>
    public long? ReuseThreshold { get; init; }

    /// <summary>The number of groups that can be monitored. <c>num_rmids</c>.</summary>
    public required int MaximumMonitors { get; init; }

    /// <summary>What can be measured. The names of <c>mon_features</c> that belong to this monitor.</summary>
    public IReadOnlyList<string> Features { get; init => field = Listing.Of(value); } = Listing<string>.None;

    /// <summary>Orders monitors by level, then by the rest.</summary>
    public int CompareTo(ResourceMonitor? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The features.</summary>
    public override string ToString() => string.Join(", ", Features);
}
