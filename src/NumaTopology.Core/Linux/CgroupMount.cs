using System;
using System.Collections.Generic;
using System.Text;

namespace NumaTopology.Linux;

/// <summary>A mounted cgroup file system.</summary>
internal sealed class CgroupMount
{
    /// <summary>The mounts of this process; the system's where there is no other.</summary>
    public const string InfoFact = "proc/self/mountinfo";

    /// <summary>The same without the roots of the mounts.</summary>
    public const string ListFact = "proc/mounts";

    /// <summary>Which field of a line of <see cref="InfoFact"/> is the root.</summary>
    public const int RootField = 3;

    private CgroupMount(string type, string root, string folder, string options)
    {
        Type = type;
        Root = root == "/" ? "" : root;
        Folder = folder.Trim('/');
        Options = options.Split(',');
    }

    /// <summary><c>cgroup</c> (version 1), <c>cgroup2</c>, or <c>cpuset</c> (before cgroups).</summary>
    public string Type { get; }

    /// <summary>The group that the mount point is: empty, or such as <c>/docker/0123</c>.</summary>
    public string Root { get; }

    /// <summary>The mount point without slashes around it: <c>sys/fs/cgroup</c>.</summary>
    public string Folder { get; }

    private string[] Options { get; }

    /// <summary>The cgroup file systems of the process's mounts, else of the system's.</summary>
    public static IEnumerable<CgroupMount> Read(FactReader reader)
    {
        var (fact, text) = reader.Text(InfoFact) is { } info ? (InfoFact, info) : (ListFact, reader.Text(ListFact));
        foreach (var line in text?.Split('\n') ?? [])
        {
            if (Parse(fact, line) is { } mount)
                yield return mount;
        }
    }

    /// <summary>
    /// A line of <c>proc/self/mountinfo</c>, <c>35 31 0:32 /docker/0123 /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory</c>
    /// (root, mount point, and behind the dash type, source and options), or of <c>proc/mounts</c>, <c>cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0</c>;
    /// null when it is no cgroup file system.
    /// </summary>
    public static CgroupMount? Parse(string fact, string line)
    {
        var fields = line.Split(' ');
        if (fact == ListFact)
            return fields.Length >= 4 && IsCgroup(fields[2]) ? new CgroupMount(fields[2], "", Unescape(fields[1]), fields[3]) : null;
        var dash = Array.IndexOf(fields, "-");
        return dash >= 6 && fields.Length > dash + 3 && IsCgroup(fields[dash + 1]) ? new CgroupMount(fields[dash + 1], Unescape(fields[RootField]), Unescape(fields[4]), fields[dash + 3]) : null;
    }

    /// <summary>Whether a controller or an option stands among the mount's.</summary>
    public bool Has(string option) => Array.IndexOf(Options, option) >= 0;

    /// <summary>What of a group's path is below the mount's root: empty for the root itself; null when the mount does not show the group.</summary>
    public string? Below(string group) =>
        group == Root ? "" : group.StartsWith(Root + "/", StringComparison.Ordinal) ? group.Substring(Root.Length) : null;

    /// <summary>Whether a path leads to somewhere below its mount, and is none that no kernel would take.</summary>
    public static bool IsSafe(string path) => path.Length < 4096 && Array.IndexOf(path.Split('/'), "..") < 0;

    /// <summary>Blank, tab, line feed and backslash stand as <c>\040</c>, <c>\011</c>, <c>\012</c>, <c>\134</c>.</summary>
    public static string Unescape(string field)
    {
        if (field.IndexOf('\\') < 0)
            return field;
        var text = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && field[i + 1] is '0' or '1' && field[i + 2] is >= '0' and <= '7' && field[i + 3] is >= '0' and <= '7')
            {
                text.Append((char)(((field[i + 1] - '0') << 6) + ((field[i + 2] - '0') << 3) + (field[i + 3] - '0')));
                i += 3;
            }
            else
            {
                text.Append(field[i]);
            }
        }

        return text.ToString();
    }

    private static bool IsCgroup(string type) => type is "cgroup" or "cgroup2" or "cpuset";
}
