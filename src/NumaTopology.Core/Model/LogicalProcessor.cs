using System;

namespace NumaTopology;

/// <summary>A CPU: a hardware thread, which the operating system schedules on.</summary>
public sealed record LogicalProcessor : IComparable<LogicalProcessor>, IComparable
{
    // BAD_APICID of x86's apicdef.h.
    private const int NoCluster = 0xFFFF;

    /// <summary>The CPU's number. Linux: N of <c>cpuN</c>. Windows: the number in its group plus the maximum sizes of the groups before it.</summary>
    public required int Id { get; init; }

    /// <summary>Its socket. Linux: <c>cpuN/topology/physical_package_id</c>; null when missing or −1.</summary>
    public int? Socket { get; init; }

    /// <summary>Its die in the socket. Linux: <c>cpuN/topology/die_id</c>; null when missing or −1.</summary>
    public int? Die { get; init; }

    /// <summary>
    /// Its cluster (cores that share a part of the cache) in the die. Linux: <c>cpuN/topology/cluster_id</c>; null when missing, −1, or 65535, which x86
    /// kernels write for none.
    /// </summary>
    public int? Cluster { get => ClusterAsWritten == NoCluster ? null : ClusterAsWritten; init => ClusterAsWritten = value; }

    /// <summary>The cluster as the kernel or a document writes it, 65535 included, which libvirt repeats; null when missing or −1.</summary>
    public int? ClusterAsWritten { get; init; }

    /// <summary>Its core in the socket. Linux: <c>cpuN/topology/core_id</c>; null when missing or −1.</summary>
    public int? Core { get; init; }

    /// <summary>The hardware threads of the same core, itself included. Linux: <c>cpuN/topology/thread_siblings_list</c>; null when missing.</summary>
    public CpuSet? Siblings { get; init; }

    /// <summary>Windows: its processor group; null elsewhere.</summary>
    public int? Group { get; init; }

    /// <summary>Windows: its number in the group; null elsewhere.</summary>
    public int? Number { get; init; }

    /// <summary>Windows: the id for SetProcessDefaultCpuSets and related calls (GetSystemCpuSetInformation); null elsewhere and when unknown.</summary>
    public int? CpuSetId { get; init; }

    /// <summary>Windows: the EfficiencyClass of its core, a higher one is faster; null elsewhere.</summary>
    public int? EfficiencyClass { get; init; }

    /// <summary>The kind of its core; null when the cores are alike or not reported. Linux: <c>sys/devices/cpu_core/cpus</c>, <c>cpu_atom/cpus</c>, <c>cpu_lowpower/cpus</c>. Windows: by efficiency class.</summary>
    public CoreKind? CoreKind { get; init; }

    /// <summary>Its speed, where the fastest CPU has 1024; null when unknown. Linux: <c>cpuN/cpu_capacity</c>.</summary>
    public int? Capacity { get; init; }

    /// <summary>Orders CPUs by number, then by contents.</summary>
    public int CompareTo(LogicalProcessor? other) => other is null ? 1 : ContentOrder.After(Id.CompareTo(other.Id), this, other);

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>A short name, such as <c>cpu7</c>.</summary>
    public override string ToString() => "cpu" + Id;
}
