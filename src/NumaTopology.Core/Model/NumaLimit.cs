using System;
using System.Globalization;

namespace NumaTopology;

/// <summary>A limit that a container, a service or a job sets to what its processes may take of the host. It is on the sum over all nodes.</summary>
public sealed record NumaLimit : IComparable<NumaLimit>, IComparable
{
    /// <summary>What is limited.</summary>
    public required LimitedResource Resource { get; init; }

    /// <summary>Bytes of one huge page; null where the limit is not on huge pages.</summary>
    public long? PageSize { get; init; }

    /// <summary>Bytes that may be taken; null for CPU time.</summary>
    public long? Limit { get; init; }

    /// <summary>How many CPUs' time may be taken, such as 2.5; null where the limit is not on CPU time.</summary>
    public double? Cpus { get; init; }

    /// <summary>
    /// Bytes of the limit that are taken now; null when unknown, and for CPU time.
    /// Linux: memory.current less inactive_file of memory.stat, or hugetlb.SIZE.current. Windows: JobMemory of JOBOBJECT_MEMORY_USAGE_INFORMATION.
    /// </summary>
    public long? Used { get; init; }

    /// <summary>Bytes that can still be taken, 0 where more than the limit is taken; null when unknown, and for CPU time.</summary>
    public long? Left => Limit is { } limit && Used is { } used ? Math.Max(limit - used, 0) : null;

    /// <summary>Whether huge pages count in a limit on memory. Linux: where cgroup2 is mounted with memory_hugetlb_accounting. Windows: always.</summary>
    public bool CountsHugePages { get; init; }

    /// <summary>What the limit is called where it is set: <c>memory.max</c>, <c>cpu.max</c>, <c>JobMemoryLimit</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the limit is set for: <c>cgroup /user.slice/job7</c>, as the process's <c>proc/self/cgroup</c> names it, or <c>job object</c>.</summary>
    public required string Group { get; init; }

    /// <summary>The file that tells it: <c>/sys/fs/cgroup/user.slice/job7/memory.max</c>; the call on Windows.</summary>
    public required string Source { get; init; }

    /// <summary>Orders limits by resource and page size, the one that leaves least first, then by what they hold.</summary>
    public int CompareTo(NumaLimit? other)
    {
        if (other is null)
            return 1;
        var order = Resource.CompareTo(other.Resource);
        if (order == 0)
            order = Nullable.Compare(PageSize, other.PageSize);
        if (order == 0)
            order = (Left ?? Limit ?? 0).CompareTo(other.Left ?? other.Limit ?? 0);
        return ContentOrder.After(order != 0 ? order : Nullable.Compare(Cpus, other.Cpus), this, other);
    }

    int IComparable.CompareTo(object? obj) => ContentOrder.CompareAny(this, obj);

    /// <summary>What is left, such as <c>memory: 3.20 GiB left of 4.00 GiB (memory.max of cgroup /job7)</c>.</summary>
    public override string ToString() => $"{What}: {Amount} ({Name} of {Group})";

    /// <summary><c>2.5 CPUs</c>.</summary>
    internal string CpuText => (Cpus ?? 0).ToString("0.##", CultureInfo.InvariantCulture) + (Cpus == 1 ? " CPU" : " CPUs");

    private string What => Resource switch
    {
        LimitedResource.HugePages => $"huge pages of {ByteText.Short(PageSize ?? 0)}",
        LimitedResource.Cpu => "CPU time",
        LimitedResource.ProcessMemory => "memory of a process",
        _ => "memory",
    };

    private string Amount => Cpus is not null ? CpuText
        : Limit is not { } limit ? "unknown"
        : Left is { } left ? $"{PlacementText.Bytes(left)} left of {PlacementText.Bytes(limit)}"
        : PlacementText.Bytes(limit);
}
