using System;

namespace NumaTopology;

/// <summary>What is measured between CPUs and memory.</summary>
public enum InterconnectType
{
    /// <summary>Nanoseconds.</summary>
    Latency,

    /// <summary>Bytes per second.</summary>
    Bandwidth,
}

/// <summary>The kind of access that a value is about.</summary>
public enum MemoryAccess
{
    /// <summary>Reads and writes alike.</summary>
    Access,

    /// <summary>Reads.</summary>
    Read,

    /// <summary>Writes.</summary>
    Write,
}

/// <summary>
/// One value of the firmware's heterogeneous memory attribute table (HMAT): how fast a node's memory is for an initiator.
/// Linux reports it only for the best initiators of a node: <c>nodeN/access0/initiators</c> (devices included) and <c>access1</c> (CPUs only).
/// </summary>
public sealed record NumaInterconnect : IComparable<NumaInterconnect>, IComparable
{
    /// <summary>Latency or bandwidth.</summary>
    public required InterconnectType Type { get; init; }

    /// <summary>The node from which memory is accessed. Linux: the M of a link <c>nodeM</c>.</summary>
    public required int Initiator { get; init; }

    /// <summary>The node whose memory is accessed. Linux: the N of <c>nodeN</c>.</summary>
    public required int Target { get; init; }

    /// <summary>The level of the memory-side cache; 0 for the memory itself.</summary>
    public int CacheLevel { get; init; }

    /// <summary>The kind of access. Linux reports reads and writes separately.</summary>
    public required MemoryAccess Access { get; init; }

    /// <summary>Nanoseconds or bytes per second; null when the firmware reports none, which Linux writes as 0.</summary>
    public long? Value { get; init; }

    /// <summary>0 when devices count as initiators, 1 when only CPUs do. Linux: the folder <c>access0</c> or <c>access1</c>.</summary>
    public int AccessClass { get; init; }

    /// <summary>Orders values as libvirt lists them: type, initiator, target, cache, access; class 0 before class 1; then by contents.</summary>
    public int CompareTo(NumaInterconnect? other)
    {
        if (other is null)
            return 1;
        var order = AccessClass.CompareTo(other.AccessClass);
        if (order == 0)
            order = Type.CompareTo(other.Type);
        if (order == 0)
            order = Initiator.CompareTo(other.Initiator);
        if (order == 0)
            order = Target.CompareTo(other.Target);
        if (order == 0)
            order = CacheLevel.CompareTo(other.CacheLevel);
        return ContentOrder.After(order == 0 ? Access.CompareTo(other.Access) : order, this, other);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The nodes and the value, such as <c>0→1 read latency 80 ns</c>.</summary>
    public override string ToString()
    {
        var value = Value is null ? "unknown" : Type == InterconnectType.Latency ? $"{Value} ns" : $"{Value / 1_000_000} MB/s";
        return $"{Initiator}→{Target} {(Access == MemoryAccess.Read ? "read " : Access == MemoryAccess.Write ? "write " : "")}{(Type == InterconnectType.Latency ? "latency" : "bandwidth")} {value}";
    }
}
