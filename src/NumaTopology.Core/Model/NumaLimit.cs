using System;
using System.Globalization;

namespace NumaTopology;

/// <summary>A limit of a container, service or job on what its processes can take of the host. It applies to all nodes together.</summary>
public sealed record NumaLimit : IComparable<NumaLimit>, IComparable
{
    /// <summary>The limited resource.</summary>
    public required LimitedResource Resource { get; init; }

    /// <summary>Bytes of one huge page; null for other resources.</summary>
    public long? PageSize { get; init; }

    /// <summary>The limit in bytes; null for CPU time.</summary>
    public long? Limit { get; init; }

    /// <summary>The limit on CPU time in CPUs, such as 2.5; null for other resources.</summary>
    public double? Cpus { get; init; }

    /// <summary>
    /// Bytes in use now; null when unknown, and for CPU time.
    /// Linux: memory.current less inactive_file of memory.stat, or hugetlb.SIZE.current. Windows: JobMemory of JOBOBJECT_MEMORY_USAGE_INFORMATION.
    /// </summary>
    public long? Used { get; init; }

    /// <summary>Bytes left, 0 when more than the limit is in use; null when unknown, and for CPU time.</summary>
    public long? Left => Limit is { } limit && Used is { } used ? Math.Max(limit - used, 0) : null;

    /// <summary>Whether a limit on memory includes huge pages. Linux: where cgroup2 is mounted with memory_hugetlb_accounting. Windows: always.</summary>
    public bool CountsHugePages { get; init; }

    /// <summary>The name of the limit: <c>memory.max</c>, <c>cpu.max</c>, <c>JobMemoryLimit</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The group that has the limit: <c>cgroup /user.slice/job7</c>, as the process's <c>proc/self/cgroup</c> names it, or <c>job object</c>.</summary>
    public required string Group { get; init; }

    /// <summary>The file that it comes from: <c>/sys/fs/cgroup/user.slice/job7/memory.max</c>; the call on Windows.</summary>
    public required string Source { get; init; }

    /// <summary>Orders limits by resource and page size, the tightest first, then by contents.</summary>
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

    /// <summary>What is left without the group, whose name can be long: <c>memory: 3.20 GiB left of 4.00 GiB (memory.max)</c>.</summary>
    internal string Brief => $"{What}: {Amount} ({Name})";

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
