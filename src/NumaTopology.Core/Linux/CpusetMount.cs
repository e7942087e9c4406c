using System;
using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>Where the cpuset controller is mounted and which of its groups the process is in.</summary>
internal sealed class CpusetMount
{
    private static readonly string[] s_version2Cpus = ["cpuset.cpus.effective", "cpuset.cpus"];
    private static readonly string[] s_version2Cells = ["cpuset.mems.effective", "cpuset.mems"];
    private static readonly string[] s_version1Cpus = ["cpuset.effective_cpus", "cpuset.cpus"];
    private static readonly string[] s_version1Cells = ["cpuset.effective_mems", "cpuset.mems"];
    private static readonly string[] s_bareCpus = ["cpus"];
    private static readonly string[] s_bareCells = ["mems"];

    private CpusetMount(string folder, string group, IReadOnlyList<string> cpuFiles, IReadOnlyList<string> cellFiles)
    {
        Folder = folder;
        Group = group;
        CpuFiles = cpuFiles;
        CellFiles = cellFiles;
    }

    /// <summary>The mount point without slashes around it: <c>sys/fs/cgroup</c>.</summary>
    public string Folder { get; }

    /// <summary>The group below it: empty, or <c>/user.slice/a</c>.</summary>
    public string Group { get; }

    public IReadOnlyList<string> CpuFiles { get; }

    public IReadOnlyList<string> CellFiles { get; }

    /// <summary>
    /// Looks through <c>proc/mounts</c>: <c>none /dev/cpuset cpuset rw 0 0</c> (before cgroups), <c>cgroup /sys/fs/cgroup/cpuset cgroup rw,cpuset 0 0</c>
    /// (v1) or <c>cgroup2 /sys/fs/cgroup cgroup2 rw 0 0</c>; null when there is none.
    /// </summary>
    public static CpusetMount? Find(FactReader reader)
    {
        var version1 = Group1(reader);
        var version2 = Group2(reader);
        CpusetMount? found = null;
        foreach (var line in reader.Text("proc/mounts")?.Split('\n') ?? [])
        {
            var fields = line.Split(' ');
            if (fields.Length < 4)
                continue;
            var folder = fields[1].Trim('/');
            var isVersion1 = fields[2] == "cgroup" && Array.IndexOf(fields[3].Split(','), "cpuset") >= 0;
            if (fields[2] == "cpuset" && version1 is not null)
                found = new CpusetMount(folder, version1, s_bareCpus, s_bareCells);
            else if (isVersion1 && version1 is not null)
                found = new CpusetMount(folder, version1, s_version1Cpus, s_version1Cells);
            else if (found is null && fields[2] == "cgroup2" && version2 is not null)
                found = new CpusetMount(folder, version2, s_version2Cpus, s_version2Cells);
        }

        return found is null || IsSafe(found.Folder + found.Group) ? found : throw reader.Malformed("proc/mounts", "a cgroup's path holds '..' or is longer than any path");
    }

    /// <summary><c>proc/self/cpuset</c> (<c>/dummy\n</c>), else the line <c>4:cpuset:/dummy</c> of <c>proc/self/cgroup</c>.</summary>
    private static string? Group1(FactReader reader) => Clean(reader.Text("proc/self/cpuset") ?? Controller(reader, "cpuset"));

    /// <summary>The line <c>0::/user.slice</c> of <c>proc/self/cgroup</c>.</summary>
    private static string? Group2(FactReader reader) => Clean(Controller(reader, ""));

    private static string? Controller(FactReader reader, string name)
    {
        foreach (var line in reader.Text("proc/self/cgroup")?.Split('\n') ?? [])
        {
            var fields = line.Split([':'], 3);
            if (fields.Length == 3 && Array.IndexOf(fields[1].Split(','), name) >= 0)
                return fields[2];
        }

        return null;
    }

    private static string? Clean(string? group) => group?.TrimEnd('/');

    private static bool IsSafe(string path) => path.Length < 4096 && Array.IndexOf(path.Split('/'), "..") < 0;
}
