using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Linux;

/// <summary>
/// Reads the limits of the process's cgroups. Those of each level up hold as well: what is left is the least that any of them leaves.
/// <code>
/// used = memory.current − inactive_file        left = limit − used
/// </code>
/// memory.current counts the page cache, which the kernel takes back before it kills anybody ("if a cgroup's memory usage reaches this limit
/// and can't be reduced, the OOM killer is invoked": admin-guide/cgroup-v2). Only the inactive part counts as not used: what is active was read
/// again lately, and work that takes it away slows down what reads it. It is the number that docker stats prints, and what the kubelet calls the
/// working set. Above memory.high nobody is killed, but all are throttled: what ends there does not fit, so it counts as memory.max does.
/// </summary>
internal sealed class CgroupLimitReader
{
    private readonly FactReader _reader;
    private readonly Cgroups _cgroups;
    private readonly CgroupValueReader _values;
    private readonly List<NumaLimit> _limits = [];

    private CgroupLimitReader(FactReader reader)
    {
        _reader = reader;
        _cgroups = new Cgroups(reader);
        _values = new CgroupValueReader(reader);
    }

    /// <summary>The limits by resource, the one that leaves least first, then the process's own group first; null when there is none.</summary>
    public static IReadOnlyList<NumaLimit>? Read(FactReader reader, IEnumerable<long> hugePageSizes)
    {
        var limits = new CgroupLimitReader(reader);
        limits.AddMemory();
        limits.AddHugePages(hugePageSizes.Distinct().ToList());
        limits.AddCpu();
        return limits._limits.Count == 0 ? null : limits._limits.OrderBy(limit => limit).ToList();
    }

    private CgroupLevels? Levels(string controller)
    {
        var levels = _cgroups.Levels(controller);
        if (levels is null && _cgroups.Of(controller) is { } group)
            _reader.Machine.Log.Warn($"The limits of this process are unknown: no mounted cgroup file system shows its cgroup '{(group.Length == 0 ? "/" : group)}'.");
        return levels;
    }

    private void AddMemory()
    {
        if (Levels("memory") is not { } levels)
            return;
        string[] names = levels.IsVersion2 ? ["memory.max", "memory.high"] : ["memory.limit_in_bytes"];
        (string Folder, string Group)? top = null;
        var least = CgroupValueReader.NoLimit;
        foreach (var (folder, group) in levels.All())
        {
            // Before Linux 5.11 a group of version 1 may be set not to count what is below it; then no group above counts it either.
            if (!levels.IsVersion2 && top is not null && _values.Number(folder + "memory.use_hierarchy") == 0)
                return;
            top = (folder, group);
            foreach (var name in names)
            {
                if (_values.Limit(folder + name) is not { } limit)
                    continue;
                least = Math.Min(least, limit);
                Add(folder, group, name, limit);
            }
        }

        // A container of version 1 does not see the groups above its own, but the least of all their limits.
        if (!levels.IsVersion2 && top is { } last && _values.Statistic(last.Folder + "memory.stat", "hierarchical_memory_limit") is { } hidden && hidden < least)
            Add(last.Folder, last.Group, "memory.stat", hidden);

        // Whether huge pages count is an option of cgroup2's mount, since Linux 6.6.
        void Add(string folder, string group, string name, long limit) => _limits.Add(
            Of(LimitedResource.Memory, folder, group, name) with { Limit = limit, Used = UsedMemory(folder, levels.IsVersion2), CountsHugePages = levels.Mount.Has("memory_hugetlb_accounting") });
    }

    /// <summary>Null as soon as one of both files is missing: page cache that cannot be taken off would look like use.</summary>
    private long? UsedMemory(string folder, bool isVersion2) =>
        _values.Number(folder + (isVersion2 ? "memory.current" : "memory.usage_in_bytes")) is { } current
        && _values.Statistic(folder + "memory.stat", isVersion2 ? "inactive_file" : "total_inactive_file") is { } inactive
            ? Math.Max(current - inactive, 0)
            : null;

    /// <summary>Two limits for each size of pages: on those in use (<c>hugetlb.2MB.max</c>), and on those promised to a mapping (<c>hugetlb.2MB.rsvd.max</c>).</summary>
    private void AddHugePages(List<long> sizes)
    {
        // A controller that nobody mounts limits nothing: no warning.
        if (sizes.Count == 0 || _cgroups.Levels("hugetlb") is not { } levels)
            return;
        var (limitName, usedName) = levels.IsVersion2 ? ("max", "current") : ("limit_in_bytes", "usage_in_bytes");
        foreach (var (folder, group) in levels.All())
        {
            foreach (var size in sizes)
            {
                foreach (var pool in new[] { $"hugetlb.{PageName(size)}.", $"hugetlb.{PageName(size)}.rsvd." })
                {
                    if (_values.Limit(folder + pool + limitName) is { } limit)
                        _limits.Add(Of(LimitedResource.HugePages, folder, group, pool + limitName) with { PageSize = size, Limit = limit, Used = _values.Number(folder + pool + usedName) });
                }
            }
        }
    }

    private void AddCpu()
    {
        if (Levels("cpu") is not { } levels)
            return;
        var name = levels.IsVersion2 ? "cpu.max" : "cpu.cfs_quota_us";
        foreach (var (folder, group) in levels.All())
        {
            if ((levels.IsVersion2 ? _values.Quota2(folder + name) : _values.Quota1(folder + name, folder + "cpu.cfs_period_us")) is { } cpus)
                _limits.Add(Of(LimitedResource.Cpu, folder, group, name) with { Cpus = cpus });
        }
    }

    private static NumaLimit Of(LimitedResource resource, string folder, string group, string name) =>
        new() { Resource = resource, Name = name, Group = "cgroup " + group, Source = "/" + folder + name };

    /// <summary>As the kernel's hugetlb controller names its files: <c>64KB</c>, <c>2MB</c>, <c>1GB</c>.</summary>
    private static string PageName(long size)
    {
        var (unit, shift) = size >= 1L << 30 ? ("GB", 30) : size >= 1L << 20 ? ("MB", 20) : ("KB", 10);
        return (size >> shift).ToString(CultureInfo.InvariantCulture) + unit;
    }
}
