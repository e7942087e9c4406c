using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>
/// What a node did in an interval of time. Rates are per second; those of allocations count where a program's memory was allocated, not where it is accessed. A rate
/// is null when the counter is not reported, restarted, or its node came or went in the interval.
/// </summary>
public sealed record NumaCellActivity : IComparable<NumaCellActivity>, IComparable
{
    private readonly Provenance<string?> _hostName;

    /// <summary>The end of the interval, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The node's number.</summary>
    public required int Id { get; init; }

    /// <summary>Bytes of memory; null when unknown, as of a node that is gone. The same source as <see cref="NumaCell.Memory"/>.</summary>
    public long? Memory { get; init; }

    /// <summary>Bytes that the system calls free at the end of the interval; null when unknown.</summary>
    public long? FreeMemory { get; init; }

    /// <summary>Bytes that a program can get without swapping at the end of the interval; null when unknown.</summary>
    public long? AvailableMemory { get; init; }

    /// <summary>The pools of huge pages at the end of the interval, by ascending size; null when not reported. Linux: <c>nodeN/hugepages</c>.</summary>
    public IReadOnlyList<PagePool>? HugePages { get; init => field = Listing.Of(value); }

    /// <summary>The part of the time of its CPUs, 0 to 1, in which they were not idle; null without CPUs or when unknown. Linux: <c>proc/stat</c>. Windows: SystemProcessorPerformanceInformation.</summary>
    public double? Busy { get; init; }

    /// <summary>Allocations a second that wanted this node and got it. Linux: <c>numa_hit</c> of <c>nodeN/vmstat</c>, else of <c>nodeN/numastat</c>.</summary>
    public double? Hit { get; init; }

    /// <summary>Allocations a second that this node served although another one was wanted. Linux: <c>numa_miss</c>.</summary>
    public double? Miss { get; init; }

    /// <summary>Allocations a second that wanted this node and got another one. Linux: <c>numa_foreign</c>.</summary>
    public double? Foreign { get; init; }

    /// <summary>Allocations a second on this node by CPUs of other nodes. Linux: <c>numa_other</c>, in <c>numastat</c> <c>other_node</c>.</summary>
    public double? OtherNode { get; init; }

    /// <summary>Pages a second that were promoted to this node from slower memory. Linux: <c>pgpromote_success</c> of <c>nodeN/vmstat</c>.</summary>
    public double? Promoted { get; init; }

    /// <summary>Pages a second that were demoted from this node to slower memory. Linux: the sum of <c>pgdemote_*</c> of <c>nodeN/vmstat</c>.</summary>
    public double? Demoted { get; init; }

    /// <summary>Pages a second that the kernel migrated on the whole machine; it does not count them by node. Linux: <c>pgmigrate_success</c> of <c>proc/vmstat</c>.</summary>
    public double? Migrated { get; init; }

    /// <summary>The host's name, as on <see cref="NumaCapabilities.HostName"/>; null when unknown.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>Orders by time and node, then by contents.</summary>
    public int CompareTo(NumaCellActivity? other)
    {
        if (other is null)
            return 1;
        var order = Time.CompareTo(other.Time);
        return ContentOrder.After(order != 0 ? order : Id.CompareTo(other.Id), this, other);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The kernel's name of the node, such as <c>node3</c>.</summary>
    public override string ToString() => "node" + Id;
}
