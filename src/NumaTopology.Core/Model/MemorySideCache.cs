using System;

namespace NumaTopology;

/// <summary>How a memory-side cache finds a line.</summary>
public enum CacheAssociativity
{
    /// <summary>Not associative, or not reported.</summary>
    None,

    /// <summary>Direct mapped.</summary>
    Direct,

    /// <summary>Complex indexing; libvirt calls it full.</summary>
    Full,
}

/// <summary>When a memory-side cache writes to the memory behind it.</summary>
public enum CacheWritePolicy
{
    /// <summary>Not reported.</summary>
    None,

    /// <summary>When a line is evicted.</summary>
    WriteBack,

    /// <summary>Immediately.</summary>
    WriteThrough,
}

/// <summary>A cache in front of a node's memory, such as fast memory in front of slow memory. Linux: <c>nodeN/memory_side_cache/indexL</c>.</summary>
public sealed record MemorySideCache : IComparable<MemorySideCache>, IComparable
{
    /// <summary>The level: 1 is nearest to the memory.</summary>
    public required int Level { get; init; }

    /// <summary>Bytes. <c>size</c>.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes of a line; null when not given. <c>line_size</c>.</summary>
    public int? LineSize { get; init; }

    /// <summary>How it finds a line. <c>indexing</c>: 0 direct, 1 complex, 2 other.</summary>
    public required CacheAssociativity Associativity { get; init; }

    /// <summary>When it writes. <c>write_policy</c>: 0 write-back, 1 write-through, 2 other.</summary>
    public required CacheWritePolicy WritePolicy { get; init; }

    /// <summary>Orders caches by level, then by contents.</summary>
    public int CompareTo(MemorySideCache? other) => other is null ? 1 : ContentOrder.After(Level.CompareTo(other.Level), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Level and size.</summary>
    public override string ToString() => $"L{Level} {ByteText.Short(Size)}";
}
