using System;
using System.Collections.Generic;
using NumaTopology.Linux;

namespace NumaTopology.Reservations;

/// <summary>The mounted cgroups that can hold CPUs: version 2, or the controller cpuset of version 1.</summary>
internal sealed class CgroupTree
{
    // Twice what systemd and a kubelet with 500 pods make.
    private const int MostGroups = 1 << 14;

    // What the kernel's own files in a group begin with; all else is a group, and so are systemd's units, which may begin alike: io.podman.service.
    private static readonly string[] s_files = ["cgroup.", "cpu.", "cpuacct.", "cpuset.", "memory.", "io.", "pids.", "hugetlb.", "rdma.", "misc.", "dmem.", "irq.", "notify_on_release", "release_agent", "tasks"];

    private static readonly string[] s_units = [".service", ".slice", ".scope", ".mount", ".socket", ".swap"];

    private readonly FactReader _reader;
    private readonly CgroupMount _mount;

    private CgroupTree(FactReader reader, CgroupMount mount)
    {
        _reader = reader;
        _mount = mount;
    }

    public bool IsVersion2 => _mount.Type == "cgroup2";

    /// <summary>The mount that shows most; null when there is none.</summary>
    public static CgroupTree? Find(FactReader reader)
    {
        CgroupMount? found = null;
        foreach (var mount in CgroupMount.Read(reader))
        {
            // On a hybrid host version 2 is mounted without controllers, and cpuset is version 1's.
            if ((mount.Type == "cgroup2" && found?.Type != "cgroup") || (mount.Type == "cgroup" && mount.Has("cpuset")))
                found = found?.Type == mount.Type && found.Root.Length <= mount.Root.Length ? found : mount;
        }

        return found is null || !CgroupMount.IsSafe(found.Folder) ? null : new CgroupTree(reader, found);
    }

    /// <summary>All groups below the top, each after the one that it is in.</summary>
    public IEnumerable<string> Groups()
    {
        var left = new Queue<string>([""]);
        for (var count = 0; left.Count > 0; count++)
        {
            if (count > MostGroups)
                throw _reader.Malformed(_mount.Folder, $"more than {MostGroups} cgroups");
            var group = left.Dequeue();
            if (group.Length > 0)
                yield return group;
            foreach (var name in _reader.Machine.List(_mount.Folder + group) ?? [])
            {
                if (!Array.Exists(s_files, file => name.StartsWith(file, StringComparison.Ordinal)) || Array.Exists(s_units, unit => name.EndsWith(unit, StringComparison.Ordinal)))
                    left.Enqueue(group + "/" + name);
            }
        }
    }

    /// <summary>The fact of a group's file.</summary>
    public string Fact(string group, string file) => $"{_mount.Folder}{group}/{file}";

    /// <summary>A group's path as <c>proc/PID/cgroup</c> has it.</summary>
    public string PathOf(string group) => _mount.Root + group;

    /// <summary>The group that a line of <c>proc/PID/cgroup</c> names; null when the mount does not show it.</summary>
    public string? Below(string path) => _mount.Below(path) is { } group && CgroupMount.IsSafe(_mount.Folder + group) ? group : null;

    /// <summary>The CPUs that a group's processes may use: its own file's, else those of the group above it that has one.</summary>
    public CpuSet? Effective(string group)
    {
        for (; ; group = group.Substring(0, group.LastIndexOf('/')))
        {
            if (_reader.CpuList(Fact(group, IsVersion2 ? "cpuset.cpus.effective" : "cpuset.effective_cpus")) is { IsEmpty: false } cpus)
                return cpus;
            if (group.Length == 0)
                return null;
        }
    }
}
