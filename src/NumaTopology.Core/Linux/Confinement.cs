using System;
using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>
/// Which processors and nodes a process may use. The kernel says it in <c>proc/self/status</c>, affinity and cgroups taken together;
/// a recorded machine without that file may have kept the cgroup's own files.
/// </summary>
internal readonly struct Confinement
{
    private Confinement(CpuSet? cpus, CpuSet? cells)
    {
        Cpus = cpus;
        Cells = cells;
    }

    public CpuSet? Cpus { get; }

    /// <summary>Node numbers.</summary>
    public CpuSet? Cells { get; }

    public static Confinement Read(FactReader reader)
    {
        var status = FromStatus(reader);
        if (status.Cpus is not null && status.Cells is not null)
            return status;
        var cgroup = FromCgroup(reader);
        return new Confinement(status.Cpus ?? cgroup.Cpus, status.Cells ?? cgroup.Cells);
    }

    /// <summary>Lines <c>Cpus_allowed_list:\t0-1</c> and <c>Mems_allowed_list:\t0</c>.</summary>
    private static Confinement FromStatus(FactReader reader)
    {
        const string fact = "proc/self/status";
        CpuSet? cpus = null, cells = null;
        foreach (var line in reader.Text(fact)?.Split('\n') ?? [])
        {
            if (line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal))
                cpus = Parse(reader, fact, line);
            else if (line.StartsWith("Mems_allowed_list:", StringComparison.Ordinal))
                cells = Parse(reader, fact, line);
        }

        return new Confinement(cpus, cells);
    }

    private static CpuSet Parse(FactReader reader, string fact, string line)
    {
        try
        {
            return CpuSet.Parse(line.Substring(line.IndexOf(':') + 1));
        }
        catch (FormatException e)
        {
            throw reader.Malformed(fact, e.Message);
        }
    }

    /// <summary>The files of the innermost cgroup that has them; an empty one of cgroup v2 inherits from the one above.</summary>
    private static Confinement FromCgroup(FactReader reader)
    {
        CpuSet? cpus = null, cells = null;
        if (CpusetMount.Find(reader) is not { } mount)
            return default;
        for (var group = mount.Group; ; group = group.Substring(0, Math.Max(group.LastIndexOf('/'), 0)))
        {
            var folder = mount.Folder + group + "/";
            cpus ??= First(reader, folder, mount.CpuFiles);
            cells ??= First(reader, folder, mount.CellFiles);
            if (group.Length == 0 || (cpus is not null && cells is not null))
                return new Confinement(cpus, cells);
        }
    }

    private static CpuSet? First(FactReader reader, string folder, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (reader.List(folder + name) is { IsEmpty: false } set)
                return set;
        }

        return null;
    }
}
