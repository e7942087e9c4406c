using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>A NUMA node (cell): CPUs and the memory that is local to them. It can lack either.</summary>
public sealed record NumaCell : IComparable<NumaCell>, IComparable
{
    private readonly Provenance<string?> _hostName;
    private readonly Provenance<string?> _snapshot;

    /// <summary>The node's number; numbers can have gaps. Linux: N of <c>sys/devices/system/node/nodeN</c>.</summary>
    public required int Id { get; init; }

    /// <summary>The online CPUs of the node; empty for a memory-only node. Linux: <c>nodeN/cpulist</c> (else <c>cpumap</c>) without those that are not in <c>cpu/online</c>.</summary>
    public CpuSet Cpus { get; init; } = CpuSet.Empty;

    /// <summary>The same CPUs one by one with socket, core and siblings; null where only nodes were requested (Get-NumaCapabilities and Get-NumaCell -Detailed have them).</summary>
    public IReadOnlyList<LogicalProcessor>? Processors { get; init => field = Listing.Of(value); }

    /// <summary>The one socket that holds all of its CPUs; null when unknown, without CPUs, or when there are several. Linux: <c>cpuN/topology/physical_package_id</c> of the first, when <c>package_cpus_list</c> has them all.</summary>
    public int? Socket { get; init; }

    /// <summary>The innermost group of nodes that it is in, by <see cref="NumaCellGroup.Name"/>; null when it is in none, as on a machine whose nodes are all equally far apart.</summary>
    public string? Group { get; init; }

    /// <summary>Bytes of memory; 0 for a node without memory, null when unknown. Linux: <c>MemTotal</c> of <c>nodeN/meminfo</c>; of the host's where <see cref="MemorySource"/> says so.</summary>
    public long? Memory { get; init; }

    /// <summary>Bytes that the node itself reports, as libvirt and numactl show them, where <see cref="Memory"/> is the host's; null elsewhere. <see cref="Pages"/> add up to these.</summary>
    public long? NodeMemory { get; init; }

    /// <summary>Bytes that the system calls free; null when unknown. Linux: <c>MemFree</c> of <c>nodeN/meminfo</c>.</summary>
    public long? FreeMemory { get; init; }

    /// <summary>Bytes that a program can get without swapping: free memory plus what can be reclaimed, less the kernel's reserve; null when unknown.</summary>
    public long? AvailableMemory { get; init; }

    /// <summary>The source of the memory sizes; null when they are unknown.</summary>
    public MemorySource? MemorySource { get; init; }

    /// <summary>Base pages and huge pages, by ascending size; null when the machine does not report pages.</summary>
    public IReadOnlyList<PagePool>? Pages { get; init => field = Listing.Of(value); }

    /// <summary>The distances from this node to every node, itself included; empty when the machine reports none.</summary>
    public IReadOnlyList<NumaDistance> Distances { get; init => field = Listing.Of(value); } = Listing<NumaDistance>.None;

    /// <summary>What the node consists of; null when its memory is unknown.</summary>
    public CellKind? Kind { get; init; }

    /// <summary>The facts from which <see cref="Kind"/> was concluded.</summary>
    public string? KindSource { get; init; }

    /// <summary>The kernel's memory tier: a lower number is faster memory; null when unknown. Linux: N of <c>sys/devices/virtual/memory_tiering/memory_tierN/nodelist</c>.</summary>
    public int? MemoryTier { get; init; }

    /// <summary>The caches in front of the node's memory, by level; empty when there are none.</summary>
    public IReadOnlyList<MemorySideCache> MemorySideCaches { get; init => field = Listing.Of(value); } = Listing<MemorySideCache>.None;

    /// <summary>The devices that are attached to the node, by kind and name; null where only nodes were requested (Get-NumaCapabilities and Get-NumaCell -Detailed have them).</summary>
    public IReadOnlyList<NumaDevice>? Devices { get; init => field = Listing.Of(value); }

    /// <summary>The host's name: the one used over ssh, else its own, else that in the snapshot's header; null when unknown. See <see cref="NumaCapabilities.HostName"/>.</summary>
    public string? HostName { get => _hostName.Value; init => _hostName = new(value); }

    /// <summary>The snapshot or folder that the node was read from; null for this machine. In a pipeline the node is looked up there.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>Orders nodes by number, then by contents.</summary>
    public int CompareTo(NumaCell? other) => other is null ? 1 : ContentOrder.After(Id.CompareTo(other.Id), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>The kernel's name of the node, such as <c>node3</c>.</summary>
    public override string ToString() => "node" + Id;
}
