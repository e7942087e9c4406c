using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>Memory that is reserved on one node, or on several together.</summary>
public sealed record ReservedMemory : IComparable<ReservedMemory>, IComparable
{
    /// <summary>The nodes that it may come from, ascending; null when that is not reported.</summary>
    public required IReadOnlyList<int>? Cells { get; init => field = Listing.Of(value); }

    /// <summary>Bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>
    /// Bytes of it at most that the owner has not touched yet, and that therefore still count as free; null when unknown. Of a libvirt domain <see cref="Bytes"/> less the memory of its process
    /// (RssAnon and RssShmem of <c>/proc/PID/status</c>, of huge pages HugetlbPages), which on several nodes can all be on another one. The kubelet does not say.
    /// </summary>
    public long? Untouched { get; init; }

    /// <summary>Bytes of one page where huge pages are reserved; null for ordinary memory.</summary>
    public long? PageSize { get; init; }

    /// <summary>Orders by the first node, then by what it holds.</summary>
    public int CompareTo(ReservedMemory? other) =>
        other is null ? 1 : ContentOrder.After(First.CompareTo(other.First), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>Such as <c>4.00 GiB on node 1 in pages of 2MiB</c>.</summary>
    public override string ToString() =>
        PlacementText.Bytes(Bytes) + (Cells is { Count: > 0 } ? $" on {PlacementText.Cells(Cells)}" : "") + (PageSize is { } size ? $" in pages of {ByteText.Short(size)}" : "");

    private int First => Cells is { Count: > 0 } ? Cells[0] : -1;
}
