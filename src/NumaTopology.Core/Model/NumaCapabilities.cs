using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology;

/// <summary>A machine's NUMA topology, read once.</summary>
public sealed record NumaCapabilities : IComparable<NumaCapabilities>, IComparable
{
    private readonly Provenance<string?> _snapshot;
    private readonly Provenance<DateTimeOffset?> _captured;

    /// <summary>
    /// The host's name: the one used over ssh, else its own (Linux: <c>proc/sys/kernel/hostname</c>, else what <c>proc/hwloc-nofile-info</c> says; Windows:
    /// GetComputerNameExW), else what the snapshot's header says; null when unknown. <c>(none)</c>, as Linux calls a host without a name, is none.
    /// </summary>
    public string? HostName { get; init; }

    /// <summary>Operating system and release, such as <c>Linux 6.1.0</c>; null when unknown. Linux: <c>proc/sys/kernel/ostype</c> and <c>osrelease</c>.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>The processor architecture as uname and libvirt write it, such as <c>x86_64</c>; null when unknown.</summary>
    public string? Architecture { get; init; }

    /// <summary>What the first CPU is called by its manufacturer; null when not reported. Linux: <c>model name</c> of the first block of <c>proc/cpuinfo</c> (POWER: <c>cpu</c>). Windows: ProcessorNameString in the registry.</summary>
    public string? CpuModel { get; init; }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>When it was read, or when the snapshot was taken; null when unknown.</summary>
    public DateTimeOffset? Captured { get => _captured.Value; init => _captured = new(value); }

    /// <summary>Bytes of the base page; null when unknown.</summary>
    public long? PageSize { get; init; }

    /// <summary>Whether the system has NUMA nodes; without them node 0 stands for the whole host.</summary>
    public bool HasNodes { get; init; } = true;

    /// <summary>The nodes, by number.</summary>
    public IReadOnlyList<NumaCell> Cells { get; init => field = Listing.Of(value); } = Listing<NumaCell>.None;

    /// <summary>The online CPUs that are in no node, by number; usually none. Empty, too, when the CPUs of a node are unknown.</summary>
    public IReadOnlyList<LogicalProcessor> UnassignedProcessors { get; init => field = Listing.Of(value); } = Listing<LogicalProcessor>.None;

    /// <summary>Bytes of memory of all nodes; null when that of one node is unknown. The sum of <see cref="NumaCell.Memory"/>.</summary>
    public long? Memory => Sum(cell => cell.Memory);

    /// <summary>Bytes of all nodes that the system calls free; null when those of one node are unknown. The sum of <see cref="NumaCell.FreeMemory"/>.</summary>
    public long? FreeMemory => Sum(cell => cell.FreeMemory);

    /// <summary>Bytes of all nodes that a program can get without swapping; null when those of one node are unknown. The sum of <see cref="NumaCell.AvailableMemory"/>.</summary>
    public long? AvailableMemory => Sum(cell => cell.AvailableMemory);

    /// <summary>The number of sockets of the online CPUs, in a document of the nodes' CPUs; null when one is unknown. Counted by <see cref="LogicalProcessor.Socket"/>.</summary>
    public int? Sockets => SocketsAreReported ? Distinct(processor => processor.Socket) : null;

    /// <summary>The number of cores of the online CPUs, in a document of the nodes' CPUs; null when one is unknown. Counted by <see cref="LogicalProcessor.Siblings"/>.</summary>
    public int? Cores => Distinct(processor => processor.Siblings);

    /// <summary>The number of hardware threads of a core; null when one core's are unknown or when they differ. Counted by <see cref="LogicalProcessor.Siblings"/>.</summary>
    public int? ThreadsPerCore
    {
        get
        {
            var counts = AllProcessors.Select(processor => processor.Siblings?.Count).Distinct().Take(2).ToList();
            return counts.Count == 1 ? counts[0] : null;
        }
    }

    /// <summary>The nodes in groups: sockets and dies with several nodes, and nodes that are closer to each other than to others. The root is the machine.</summary>
    public NumaCellGroup Hierarchy { get; init; } = NumaCellGroup.None;

    /// <summary>The number of nodes with CPUs in each socket, two or more with sub-NUMA clustering (AMD: NPS); null when unknown, uneven, or when a node spans sockets.</summary>
    public int? CellsPerSocket { get; init; }

    /// <summary>The distances between all nodes, by From and To; empty when the machine reports none.</summary>
    public IReadOnlyList<NumaDistance> Distances { get; init => field = Listing.Of(value); } = Listing<NumaDistance>.None;

    /// <summary>Latencies and bandwidths that the firmware reports, by class, type, initiator and target; empty when it reports none.</summary>
    public IReadOnlyList<NumaInterconnect> Interconnects { get; init => field = Listing.Of(value); } = Listing<NumaInterconnect>.None;

    /// <summary>The disks, network interfaces, GPUs, accelerators and InfiniBand adapters, by kind and name; null when they were not requested or the machine reports none.</summary>
    public IReadOnlyList<NumaDevice>? Devices { get; init => field = Listing.Of(value); }

    /// <summary>The CPUs' caches, by level, type and number; empty when the machine reports none.</summary>
    public IReadOnlyList<CpuCache> Caches { get; init => field = Listing.Of(value); } = Listing<CpuCache>.None;

    /// <summary>What the machine can measure of the caches; null when nothing.</summary>
    public ResourceMonitor? CacheMonitor { get; init; }

    /// <summary>How memory bandwidth can be allocated, by last-level cache; empty when it cannot.</summary>
    public IReadOnlyList<MemoryBandwidthControl> MemoryBandwidth { get; init => field = Listing.Of(value); } = Listing<MemoryBandwidthControl>.None;

    /// <summary>What the machine can measure of the memory bandwidth; null when nothing.</summary>
    public ResourceMonitor? MemoryBandwidthMonitor { get; init; }

    /// <summary>The CPUs that are present. Linux: <c>cpu/present</c>; null when unknown.</summary>
    public CpuSet? PresentCpus { get; init; }

    /// <summary>The CPUs that are online. Linux: <c>cpu/online</c>; null when unknown.</summary>
    public CpuSet? OnlineCpus { get; init; }

    /// <summary>The CPUs that this process is allowed to run on (affinity and cpuset); null when unknown. Linux: <c>Cpus_allowed_list</c> of <c>proc/self/status</c>, else the cgroup's cpuset. Windows: affinity (before build 20348 a whole group counts as none), the job's affinity and default CPU sets, without CPUs that are reserved for other processes.</summary>
    public CpuSet? AllowedCpus { get; init; }

    /// <summary>The nodes whose memory this process is allowed to use; null when unknown. Linux: <c>Mems_allowed_list</c> of <c>proc/self/status</c>, else the cgroup's cpuset.</summary>
    public IReadOnlyList<int>? AllowedCells { get; init => field = Listing.Of(value); }

    /// <summary>
    /// The limits of this process's cgroups or job object, by resource, the tightest first; null without limits.
    /// Linux: each level from <c>proc/self/cgroup</c> up to the top of the mounted cgroup file system. Windows: the immediate job object.
    /// </summary>
    public IReadOnlyList<NumaLimit>? Limits { get; init => field = Listing.Of(value); }

    /// <summary>
    /// A short hash of the structure, the same however nodes and CPUs are numbered, so that <c>Group-Object Fingerprint</c> sorts a fleet by kind of machine; null without
    /// nodes. It covers the architecture, and of each node the online CPUs with their kinds and what they share (core, cluster, die, socket, caches by size), the memory rounded up to
    /// 9 to 16 eighths of a power of two, and the distances to the others. It does not cover the CPU model, the system, devices, huge pages, limits, what is allowed, and HMAT values. The same facts have the
    /// same hash on Linux and Windows, and in every release; a fact that one of them does not report makes another hash.
    /// </summary>
    public string? Fingerprint => Comparison.Structure.Fingerprint.Of(this);

    /// <summary>Orders machines by contents, the host's name first. Where and when they were read is ignored, also for equality.</summary>
    public int CompareTo(NumaCapabilities? other) => other is null ? 1 : ContentOrder.After(0, this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>A short name: the host, else the file or folder that was read.</summary>
    public override string ToString() => MachineName.Of(HostName, Snapshot);

    /// <summary>What a machine that was read live and has no name is called.</summary>
    internal const string ThisMachine = "this machine";

    private long? Sum(Func<NumaCell, long?> memory)
    {
        long? sum = Cells.Count == 0 ? null : 0;
        foreach (var cell in Cells)
            sum += memory(cell);
        return sum;
    }

    /// <summary>The CPUs of all nodes, then those of none.</summary>
    internal IEnumerable<LogicalProcessor> AllProcessors => Cells.SelectMany(cell => cell.Processors ?? []).Concat(UnassignedProcessors);

    // libvirt writes socket 0 where the machine gives none.
    private bool SocketsAreReported => OnlineCpus is not null || Cells.Count < 2 || AllProcessors.Any(processor => processor.Socket is > 0);

    /// <summary>How many different values the online CPUs have; null when one has none or is not reported.</summary>
    private int? Distinct<T>(Func<LogicalProcessor, T?> value)
    {
        var seen = new HashSet<T>();
        var known = new List<int>();
        foreach (var processor in AllProcessors)
        {
            if (value(processor) is not { } found)
                return null;
            seen.Add(found);
            known.Add(processor.Id);
        }

        // A document does not say which CPUs are online.
        return seen.Count > 0 && (OnlineCpus is null || CpuSet.From(known) == OnlineCpus) ? seen.Count : null;
    }
}
