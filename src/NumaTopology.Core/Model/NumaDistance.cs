using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>The cost of reaching the memory of one node from another.</summary>
public sealed record NumaDistance : IComparable<NumaDistance>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>The SLIT value of local memory.</summary>
    public const int Local = 10;

    /// <summary>The SLIT value of memory that cannot be reached.</summary>
    public const int Unreachable = 255;

    /// <summary>The node from which memory is accessed.</summary>
    public required int From { get; init; }

    /// <summary>The node whose memory is accessed.</summary>
    public required int To { get; init; }

    /// <summary>The SLIT distance: 10 is local, 20 is twice that, 255 is unreachable. Linux: <c>nodeN/distance</c>.</summary>
    public required int Value { get; init; }

    /// <summary>
    /// The number of links crossed, concluded from all distances of the machine: 0 to the node itself, or to a node of the same socket that is closer
    /// than any link; null when the distances do not show it.
    /// </summary>
    public int? Hops { get; init; }

    /// <summary>
    /// The routes with that many links, each with its nodes from <see cref="From"/> to <see cref="To"/>; a single one with both ends when nothing is between,
    /// null when <see cref="Hops"/> is. At most 16, those with the lowest nodes.
    /// </summary>
    public IReadOnlyList<NumaPath>? Paths { get; init => field = Listing.Of(value); }

    /// <summary>The nodes between, on any of the routes, ascending; <see cref="Paths"/> shows which are alternatives and which follow each other. Empty when there are none, null when <see cref="Hops"/> is.</summary>
    public IReadOnlyList<int>? Via { get; init => field = Listing.Of(value); }

    /// <summary>Nanoseconds of a read, without the memory-side cache; null when the firmware (HMAT) does not report it. See <see cref="NumaInterconnect"/>.</summary>
    public long? ReadLatency { get; init; }

    /// <summary>Nanoseconds of a write, without the memory-side cache; null when the firmware (HMAT) does not report it.</summary>
    public long? WriteLatency { get; init; }

    /// <summary>Bytes per second of reads, without the memory-side cache; null when the firmware (HMAT) does not report it.</summary>
    public long? ReadBandwidth { get; init; }

    /// <summary>Bytes per second of writes, without the memory-side cache; null when the firmware (HMAT) does not report it.</summary>
    public long? WriteBandwidth { get; init; }

    /// <summary>The host's name: the one used over ssh, else its own, else that in the snapshot's header; null when unknown. See <see cref="NumaCapabilities.HostName"/>.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders distances by their nodes: From, then To, then by contents.</summary>
    public int CompareTo(NumaDistance? other)
    {
        if (other is null)
            return 1;
        var order = From.CompareTo(other.From);
        return ContentOrder.After(order != 0 ? order : To.CompareTo(other.To), this, other);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The nodes and the value, such as <c>0→1: 21</c>.</summary>
    public override string ToString() => $"{From}→{To}: {Value}";
}
