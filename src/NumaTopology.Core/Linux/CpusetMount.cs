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
    /// Looks through the mounts for a cpuset file system (before cgroups), the controller cpuset of version 1, or version 2; null when there is none.
    /// </summary>
    public static CpusetMount? Find(FactReader reader)
    {
        var cgroups = new Cgroups(reader);
        // proc/self/cpuset: '/dummy'.
        var version1 = Cgroups.Clean(reader.Text("proc/self/cpuset")) ?? cgroups.OfVersion1("cpuset");
        CpusetMount? found = null;
        foreach (var mount in cgroups.Mounts)
        {
            var group = mount.Type == "cgroup2" ? cgroups.OfVersion2 : version1;
            if (group is null || mount.Below(group) is not { } below)
                continue;
            if (mount.Type == "cpuset")
                found = new CpusetMount(mount.Folder, below, s_bareCpus, s_bareCells);
            else if (mount.Type == "cgroup" && mount.Has("cpuset"))
                found = new CpusetMount(mount.Folder, below, s_version1Cpus, s_version1Cells);
            else if (mount.Type == "cgroup2" && found is null)
                found = new CpusetMount(mount.Folder, below, s_version2Cpus, s_version2Cells);
        }

        return found is null || CgroupMount.IsSafe(found.Folder + found.Group) ? found : throw reader.Malformed(CgroupMount.ListFact, "a cgroup path contains '..' or is too long");
    }
}
