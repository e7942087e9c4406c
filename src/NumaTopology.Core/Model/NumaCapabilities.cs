using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>A machine's NUMA topology, read once.</summary>
public sealed record NumaCapabilities : IComparable<NumaCapabilities>, IComparable
{
    private readonly Provenance<string?> _snapshot;
    private readonly Provenance<DateTimeOffset?> _captured;

    /// <summary>
    /// The host's name: by which it was asked over ssh, else its own (Linux: <c>proc/sys/kernel/hostname</c>, else what <c>proc/hwloc-nofile-info</c> says; Windows:
    /// GetComputerNameExW), else what the snapshot's header says; null when unknown. <c>(none)</c>, as Linux calls a host without a name, is none.
    /// </summary>
    public string? HostName { get; init; }

    /// <summary>Operating system and release, such as <c>Linux 6.1.0</c>; null when unknown. Linux: <c>proc/sys/kernel/ostype</c> and <c>osrelease</c>.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>The processor architecture as uname and libvirt write it, such as <c>x86_64</c>; null when unknown.</summary>
    public string? Architecture { get; init; }

    /// <summary>The snapshot or folder that was read; null for this machine.</summary>
    public string? Snapshot { get => _snapshot.Value; init => _snapshot = new(value); }

    /// <summary>When it was read, or when the snapshot was taken; null when unknown.</summary>
    public DateTimeOffset? Captured { get => _captured.Value; init => _captured = new(value); }

    /// <summary>Bytes of the base page; null when unknown.</summary>
    public long? PageSize { get; init; }

    /// <summary>Whether the system knows NUMA nodes; where it does not, a single cell stands for the whole host.</summary>
    public bool HasNodes { get; init; } = true;

    /// <summary>The cells, by number.</summary>
    public IReadOnlyList<NumaCell> Cells { get; init => field = Listing.Of(value); } = Listing<NumaCell>.None;

    /// <summary>Bytes of memory of all cells; null when that of one is unknown. The sum of <see cref="NumaCell.Memory"/>.</summary>
    public long? Memory => Sum(cell => cell.Memory);

    /// <summary>Bytes of all cells that the system calls free; null when those of one are unknown. The sum of <see cref="NumaCell.FreeMemory"/>.</summary>
    public long? FreeMemory => Sum(cell => cell.FreeMemory);

    /// <summary>Bytes of all cells that could be had without swapping; null when those of one are unknown. The sum of <see cref="NumaCell.AvailableMemory"/>.</summary>
    public long? AvailableMemory => Sum(cell => cell.AvailableMemory);

    /// <summary>How many sockets the online processors are in; null when that of one is unknown. Counted by <see cref="LogicalProcessor.Socket"/>.</summary>
    public int? Sockets => Distinct(processor => processor.Socket);

    /// <summary>How many cores the online processors are of; null when that of one is unknown. Counted by <see cref="LogicalProcessor.Siblings"/>.</summary>
    public int? Cores => Distinct(processor => processor.Siblings);

    /// <summary>The cells in their groups: sockets and dies of several cells, and cells that are nearer to each other than to others. The root is the machine.</summary>
    public NumaCellGroup Hierarchy { get; init; } = NumaCellGroup.None;

    /// <summary>How many cells with processors each socket holds, two or more with sub-NUMA clustering (AMD: NPS); null when unknown, uneven, or when a cell spans sockets.</summary>
    public int? CellsPerSocket { get; init; }

    /// <summary>The distances between all cells, by From and To; empty when the machine tells none.</summary>
    public IReadOnlyList<NumaDistance> Distances { get; init => field = Listing.Of(value); } = Listing<NumaDistance>.None;

    /// <summary>Latencies and bandwidths that the firmware tells, by class, type, initiator and target; empty when it tells none.</summary>
    public IReadOnlyList<NumaInterconnect> Interconnects { get; init => field = Listing.Of(value); } = Listing<NumaInterconnect>.None;

    /// <summary>The disks, network interfaces, graphics processors, accelerators and InfiniBand adapters, by kind and name; null when they were not asked for or the machine does not tell any.</summary>
    public IReadOnlyList<NumaDevice>? Devices { get; init => field = Listing.Of(value); }

    /// <summary>The processors' caches, by level, type and number; empty when the machine tells none.</summary>
    public IReadOnlyList<CpuCache> Caches { get; init => field = Listing.Of(value); } = Listing<CpuCache>.None;

    /// <summary>What can be measured of the caches; null when nothing can.</summary>
    public ResourceMonitor? CacheMonitor { get; init; }

    /// <summary>How memory bandwidth can be given out, by last-level cache; empty when it cannot.</summary>
    public IReadOnlyList<MemoryBandwidthControl> MemoryBandwidth { get; init => field = Listing.Of(value); } = Listing<MemoryBandwidthControl>.None;

    /// <summary>What can be measured of the memory bandwidth; null when nothing can.</summary>
    public ResourceMonitor? MemoryBandwidthMonitor { get; init; }

    /// <summary>The processors that exist. Linux: <c>cpu/present</c>; null when unknown.</summary>
    public CpuSet? PresentCpus { get; init; }

    /// <summary>The processors that run. Linux: <c>cpu/online</c>; null when unknown.</summary>
    public CpuSet? OnlineCpus { get; init; }

    /// <summary>The processors that this process may run on (affinity and cpuset); null when unknown. Linux: <c>Cpus_allowed_list</c> of <c>proc/self/status</c>, else the cgroup's cpuset. Windows: affinity (before build 20348 a whole group is none), the job's, default CPU sets, and none that is reserved for others.</summary>
    public CpuSet? AllowedCpus { get; init; }

    /// <summary>The cells whose memory this process may use; null when unknown. Linux: <c>Mems_allowed_list</c> of <c>proc/self/status</c>, else the cgroup's cpuset.</summary>
    public IReadOnlyList<int>? AllowedCells { get; init => field = Listing.Of(value); }

    /// <summary>
    /// The limits of this process's cgroups or job object, by resource, the one that leaves least first; null when nothing limits.
    /// Linux: each level from <c>proc/self/cgroup</c> up to the top of the mounted cgroup file system. Windows: the immediate job object.
    /// </summary>
    public IReadOnlyList<NumaLimit>? Limits { get; init => field = Listing.Of(value); }

    /// <summary>Orders machines by what they hold, the host's name first. Where and when they were read does not count, for being equal neither.</summary>
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

    /// <summary>How many different values the processors have; null when one has none or there are no processors.</summary>
    private int? Distinct<T>(Func<LogicalProcessor, T?> value)
    {
        var seen = new HashSet<T>();
        foreach (var cell in Cells)
        {
            if (cell.Processors is null)
                return null;
            foreach (var processor in cell.Processors)
            {
                if (value(processor) is not { } found)
                    return null;
                seen.Add(found);
            }
        }

        return seen.Count == 0 ? null : seen.Count;
    }
}
