using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>What reaching the memory of one cell from another costs.</summary>
public sealed record NumaDistance : IComparable<NumaDistance>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>The SLIT value of a cell's own memory.</summary>
    public const int Local = 10;

    /// <summary>The SLIT value of memory that cannot be reached.</summary>
    public const int Unreachable = 255;

    /// <summary>The cell that reaches out.</summary>
    public required int From { get; init; }

    /// <summary>The cell whose memory is reached.</summary>
    public required int To { get; init; }

    /// <summary>The SLIT distance: 10 is local, 20 twice as far, 255 unreachable. Linux: <c>nodeN/distance</c>.</summary>
    public required int Value { get; init; }

    /// <summary>
    /// How many links the way has, concluded from all distances of the machine: 0 to the own cell, or to a cell of the same socket that is nearer
    /// than any link; null when the distances do not tell.
    /// </summary>
    public int? Hops { get; init; }

    /// <summary>
    /// The ways with so few links, each with the cells on it from <see cref="From"/> to <see cref="To"/>; a single one of both ends when nothing lies between,
    /// null when <see cref="Hops"/> is. Of more than 16 those of the lowest cells.
    /// </summary>
    public IReadOnlyList<NumaPath>? Paths { get; init => field = Listing.Of(value); }

    /// <summary>The cells between that are on any of the ways, ascending: which are alternatives and which follow each other <see cref="Paths"/> tells. Empty when none is, null when <see cref="Hops"/> is.</summary>
    public IReadOnlyList<int>? Via { get; init => field = Listing.Of(value); }

    /// <summary>Nanoseconds of a read, without the memory-side cache; null when the firmware (HMAT) does not tell. See <see cref="NumaInterconnect"/>.</summary>
    public long? ReadLatency { get; init; }

    /// <summary>Nanoseconds of a write, without the memory-side cache; null when the firmware (HMAT) does not tell.</summary>
    public long? WriteLatency { get; init; }

    /// <summary>Bytes per second of reads, without the memory-side cache; null when the firmware (HMAT) does not tell.</summary>
    public long? ReadBandwidth { get; init; }

    /// <summary>Bytes per second of writes, without the memory-side cache; null when the firmware (HMAT) does not tell.</summary>
    public long? WriteBandwidth { get; init; }

    /// <summary>The host's name: by which it was asked over ssh, else its own, else what the snapshot's header says; null when unknown. See <see cref="NumaCapabilities.HostName"/>.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders distances by their cells: From, then To, then by what they hold.</summary>
    public int CompareTo(NumaDistance? other)
    {
        if (other is null)
            return 1;
        var order = From.CompareTo(other.From);
        return ContentOrder.After(order != 0 ? order : To.CompareTo(other.To), this, other);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The cells and the value, such as <c>0→1: 21</c>.</summary>
    public override string ToString() => $"{From}→{To}: {Value}";
}
