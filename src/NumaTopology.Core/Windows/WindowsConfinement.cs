using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>
/// Which processors a process may use: its affinity, its job's, without the CPU sets that are reserved for others, and of these its default CPU sets. Null where one
/// of those that could take some away is not told.
/// </summary>
internal sealed class WindowsConfinement
{
    // Since Windows 11 and Server 2022 an affinity spans all groups unless it was set (GetProcessGroupAffinity). Before, a process is started in one group, each
    // in the next one, and its threads may go to others (Processor Groups): being in a group is no limit.
    private const int SpanningGroups = 20348;

    // Windows 10 brought CPU sets.
    private const int WithCpuSets = 10240;

    private readonly WindowsReader _reader;
    private readonly GroupNumbers _groups;
    private readonly int? _build;
    private readonly int? _process;

    private WindowsConfinement(WindowsReader reader, GroupNumbers groups, int? process)
    {
        _reader = reader;
        _groups = groups;
        _process = process;
        _build = Build();
    }

    /// <summary>Of the process that reads, or that recorded the machine.</summary>
    public static CpuSet? Read(WindowsReader reader, GroupNumbers groups) => new WindowsConfinement(reader, groups, null).Allowed(() => WindowsCpuSets.Read(reader, groups));

    /// <summary>Of a process by its id. The CPU sets are those that the process that reads is told of.</summary>
    public static CpuSet? Read(WindowsReader reader, GroupNumbers groups, int process, WindowsCpuSets? sets) => new WindowsConfinement(reader, groups, process)
        .Allowed(() => sets is { AreAllocated: true } ? WindowsCpuSets.Read(reader, groups, WindowsFacts.Of(process, WindowsFacts.CpuSets)) : sets);

    private CpuSet? Allowed(Func<WindowsCpuSets?> readSets)
    {
        if (Affinity() is not { } masks)
            return null;
        var own = _groups.Set(masks, Fact(WindowsFacts.Affinity));
        var ownGroups = masks.Select(mask => mask.Group).Distinct().ToList();
        // A mask is told only to a process of one group; one of several may use all of their processors.
        if (ownGroups.Count > 1)
            own = OfGroups(ownGroups);
        if (WithinJob(own, ownGroups.Count) is not { } allowed)
            return null;
        if (_build < WithCpuSets)
            return allowed;
        if (readSets() is not { } sets || DefaultSets(sets) is not { } defaults)
            return null;
        if (!sets.Reserved.IsEmpty)
            Detail($"CPUs {sets.Reserved} are reserved for other processes");
        allowed = allowed.Except(sets.Reserved);
        // Sets outside the affinity are ignored, those of other groups before build 20348 as well (CPU Sets).
        var bound = defaults.Intersect(own).Intersect(allowed);
        if (bound.IsEmpty)
            return allowed;
        Detail($"the process's default CPU sets are CPUs {bound}");
        return bound;
    }

    /// <summary>The processors of the affinity, or all where it is none, as far as the job has them.</summary>
    private CpuSet? WithinJob(CpuSet own, int ownGroups)
    {
        // The affinity of a process in one group tells what the job leaves of it.
        if (_groups.Count <= 1)
            return own;
        if (ownGroups == 1 && !own.Equals(_groups.ActiveOf(_groups.InGroup(own.First ?? 0).Group)))
            return own;
        if (_build is null)
            return null;
        if (ownGroups == 1 && _build >= SpanningGroups)
            return own;
        var reachable = _build >= SpanningGroups ? own : _groups.Active;
        if (Job() is not { } job || LimitsAffinity() is not { } limitsAffinity)
            return null;
        // One mask for all processes of the job, which then is the process's own.
        if (limitsAffinity)
            return own;
        if (job.IsEmpty)
            return reachable;
        Detail($"the process's job allows CPUs {job}");
        return reachable.Intersect(job);
    }

    /// <summary>The processors of the process's job; empty when there is none, or it has no affinity; null when that is not told.</summary>
    private CpuSet? Job() =>
        Masks(WindowsFacts.JobAffinity) is { } masks ? _groups.Set(masks, Fact(WindowsFacts.JobAffinity))
        : _reader.Array(Fact(WindowsFacts.JobGroups), 2) is { } groups ? OfGroups(groups.Elements(2).Select(at => (int)groups.U16(at)))
        : null;

    /// <summary>JOBOBJECT_BASIC_LIMIT_INFORMATION has LimitFlags u32 at 16, of which 0x10 is JOB_OBJECT_LIMIT_AFFINITY; null when they are not told.</summary>
    private bool? LimitsAffinity() => _reader.Array(Fact(WindowsFacts.JobLimits), 1) is not { } limits ? null : limits.Length > 0 && (limits.U32(16) & 0x10) != 0;

    private CpuSet OfGroups(IEnumerable<int> groups) => groups.Aggregate(CpuSet.Empty, (all, group) => all.Union(_groups.ActiveOf(group)));

    /// <summary>The processors that the process's threads are put on where nothing else was said for them; empty when that is all; null when it is not told.</summary>
    private CpuSet? DefaultSets(WindowsCpuSets sets)
    {
        if (Masks(WindowsFacts.DefaultCpuSets) is { } masks)
            return _groups.Set(masks, Fact(WindowsFacts.DefaultCpuSets));
        if (_reader.Array(Fact(WindowsFacts.DefaultCpuSetIds), 4) is not { } bytes)
            return null;
        var ids = new HashSet<long>(bytes.Elements(4).Select(at => (long)bytes.U32(at)));
        return CpuSet.From(sets.Ids.Where(set => ids.Contains(set.Value)).Select(set => set.Key));
    }

    private List<GroupMask>? Masks(string fact) => _reader.Array(Fact(fact), GroupMask.Bytes) is { } bytes ? bytes.Elements(GroupMask.Bytes).Select(at => GroupMask.Read(bytes, at)).ToList() : null;

    /// <summary>Lines <c>0 ff</c>: a group and the mask in hexadecimal.</summary>
    private List<GroupMask>? Affinity()
    {
        var fact = Fact(WindowsFacts.Affinity);
        return _reader.Text(fact) is { } text ? text.Split('\n').Select(line => GroupMask.Parse(_reader, fact, line)).ToList() : null;
    }

    /// <summary>The last number of <c>10.0.20348</c>; null when it is not told.</summary>
    private int? Build()
    {
        var parts = _reader.Text(WindowsFacts.Version)?.Split('.');
        return parts?.Length == 3 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var build) ? build : null;
    }

    private string Fact(string ofThis) => _process is { } id ? WindowsFacts.Of(id, ofThis) : ofThis;

    private void Detail(string what)
    {
        if (_process is null)
            _reader.Machine.Log.Detail($"Not every CPU is allowed: {what}.");
    }
}
