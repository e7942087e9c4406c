using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>A process's group by one controller, and each above it up to the top of what is mounted.</summary>
internal sealed class CgroupLevels
{
    private readonly string _group;

    /// <summary>A mount, and the group below its root: empty, or <c>/a/b</c>.</summary>
    public CgroupLevels(CgroupMount mount, string group)
    {
        Mount = mount;
        _group = group;
    }

    public CgroupMount Mount { get; }

    public bool IsVersion2 => Mount.Type == "cgroup2";

    /// <summary>The folder of each group, with a slash at its end, and the group's path; the process's own first.</summary>
    public IEnumerable<(string Folder, string Group)> All()
    {
        for (var group = _group; ; group = group.Substring(0, group.LastIndexOf('/')))
        {
            var path = Mount.Root + group;
            yield return (Mount.Folder + group + "/", path.Length == 0 ? "/" : path);
            if (group.Length == 0)
                yield break;
        }
    }
}
