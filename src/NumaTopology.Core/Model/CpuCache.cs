using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>What a CPU cache holds.</summary>
public enum CacheType
{
    /// <summary>Instructions and data.</summary>
    Unified,

    /// <summary>Instructions.</summary>
    Instruction,

    /// <summary>Data.</summary>
    Data,
}

/// <summary>A CPU cache. Linux: <c>cpuN/cache/indexK</c>.</summary>
public sealed record CpuCache : IComparable<CpuCache>, IComparable
{
    /// <summary>The level: 1 is nearest to the core. Linux: <c>level</c>.</summary>
    public required int Level { get; init; }

    /// <summary>What it holds. Linux: <c>type</c>.</summary>
    public required CacheType Type { get; init; }

    /// <summary>The cache's number among those of its level and type; null when unknown. Linux: <c>id</c>.</summary>
    public int? Id { get; init; }

    /// <summary>Bytes; null when unknown. Linux: <c>size</c>.</summary>
    public long? Size { get; init; }

    /// <summary>Bytes of a line; null when unknown. Linux: <c>coherency_line_size</c>.</summary>
    public int? LineSize { get; init; }

    /// <summary>Ways of associativity; null when unknown or not given. Linux: <c>ways_of_associativity</c>.</summary>
    public int? Ways { get; init; }

    /// <summary>The online CPUs that share it. Linux: <c>shared_cpu_list</c>, else <c>shared_cpu_map</c>; where that is empty, <c>thread_siblings_list</c>.</summary>
    public CpuSet Cpus { get; init; } = CpuSet.Empty;

    /// <summary>How it can be divided into shares; empty when it cannot. Linux: <c>sys/fs/resctrl/info</c>.</summary>
    public IReadOnlyList<CacheControl> Controls { get; init => field = Listing.Of(value); } = Listing<CacheControl>.None;

    /// <summary>Orders caches by level, type, number and CPUs, then by contents.</summary>
    public int CompareTo(CpuCache? other)
    {
        if (other is null)
            return 1;
        var order = Level.CompareTo(other.Level);
        if (order == 0)
            order = Type.CompareTo(other.Type);
        if (order == 0)
            order = Nullable.Compare(Id, other.Id);
        return ContentOrder.After(order == 0 ? Cpus.CompareTo(other.Cpus) : order, this, other);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>A short name, such as <c>L3 32MiB (0-7)</c>.</summary>
    public override string ToString() =>
        $"L{Level}{(Type == CacheType.Unified ? "" : Type == CacheType.Data ? "d" : "i")} {(Size is null ? "?" : ByteText.Short(Size.Value))} ({Cpus})";
}

/// <summary>How a cache can be divided into shares. Linux: a folder such as <c>sys/fs/resctrl/info/L3</c> or <c>L3CODE</c>.</summary>
public sealed record CacheControl : IComparable<CacheControl>, IComparable
{
    /// <summary>What the shares hold.</summary>
    public required CacheType Type { get; init; }

    /// <summary>Bytes of the smallest step between shares: the cache's size by the bits of <c>cbm_mask</c>.</summary>
    public required long Granularity { get; init; }

    /// <summary>Bytes of the smallest share; null when one step is enough, or when unknown. <c>min_cbm_bits</c> steps.</summary>
    public long? Minimum { get; init; }

    /// <summary>The maximum number of different allocations; null when unknown. <c>num_closids</c>.</summary>
    public int? MaximumAllocations { get; init; }

    /// <summary>Orders controls by what the shares hold, then by the rest.</summary>
    public int CompareTo(CacheControl? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Steps and allocations.</summary>
    public override string ToString() => $"{Type}: steps of {ByteText.Short(Granularity)}, {(MaximumAllocations is null ? "?" : MaximumAllocations.ToString())} allocations";
}
