using System;
using System.Linq;

namespace NumaTopology.Linux;

/// <summary>
/// Which processors and nodes a process may use. The kernel says it in <c>proc/self/status</c>, affinity and cgroups taken together;
/// a recorded machine without that file may have kept the cgroup's own files.
/// </summary>
internal readonly struct Confinement
{
    private Confinement(CpuSet? cpus, NodeSet? cells)
    {
        Cpus = cpus;
        Cells = cells;
    }

    public CpuSet? Cpus { get; }

    /// <summary>Node numbers.</summary>
    public NodeSet? Cells { get; }

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
        CpuSet? cpus = null;
        NodeSet? cells = null;
        foreach (var line in reader.Text(fact)?.Split('\n') ?? [])
        {
            if (line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal))
                cpus = Parse(reader, fact, line, CpuSet.Parse);
            else if (line.StartsWith("Mems_allowed_list:", StringComparison.Ordinal))
                cells = Parse(reader, fact, line, NodeSet.Parse);
        }

        return new Confinement(cpus, cells);
    }

    private static T Parse<T>(FactReader reader, string fact, string line, Func<string, T> parse)
    {
        try
        {
            return parse(line.Substring(line.IndexOf(':') + 1).Trim());
        }
        catch (FormatException e)
        {
            throw reader.Malformed(fact, e.Message);
        }
    }

    /// <summary>The files of the innermost cgroup that has them; an empty one of cgroup v2 inherits from the one above.</summary>
    private static Confinement FromCgroup(FactReader reader)
    {
        CpuSet? cpus = null;
        NodeSet? cells = null;
        if (CpusetMount.Find(reader) is not { } mount)
            return default;
        for (var group = mount.Group; ; group = group.Substring(0, Math.Max(group.LastIndexOf('/'), 0)))
        {
            var folder = mount.Folder + group + "/";
            cpus ??= mount.CpuFiles.Select(name => reader.CpuList(folder + name)).FirstOrDefault(set => set is { IsEmpty: false });
            cells ??= mount.CellFiles.Select(name => reader.NodeList(folder + name)).FirstOrDefault(set => set is { IsEmpty: false });
            if (group.Length == 0 || (cpus is not null && cells is not null))
                return new Confinement(cpus, cells);
        }
    }
}
