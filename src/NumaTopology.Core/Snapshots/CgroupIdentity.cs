using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using NumaTopology.Linux;

namespace NumaTopology.Snapshots;

/// <summary>Renames the groups of cgroups wherever a snapshot has them: in the names of their files, in the process's groups and in the roots of mounts.</summary>
internal sealed class CgroupIdentity
{
    private readonly Func<string, string> _rename;
    private readonly List<string> _folders;

    /// <summary>Finds the mounts among the facts, and renames each part of a path by <paramref name="rename"/>.</summary>
    public CgroupIdentity(IReadOnlyDictionary<string, byte[]?> facts, Func<string, string> rename)
    {
        _rename = rename;
        // The longest first: a mount may be below another's mount point.
        _folders = new[] { CgroupMount.InfoFact, CgroupMount.ListFact }
            .SelectMany(fact => facts.TryGetValue(fact, out var table) && table is not null ? Lines(table).Select(line => CgroupMount.Parse(fact, line)) : [])
            .Where(mount => mount is not null).Select(mount => mount!.Folder + "/").OrderByDescending(folder => folder.Length).ToList();
    }

    /// <summary>The name of a group's file; null when it is none.</summary>
    public string? OfFact(string fact)
    {
        if (_folders.FirstOrDefault(folder => fact.StartsWith(folder, StringComparison.Ordinal)) is not { } mount)
            return null;
        var file = fact.LastIndexOf('/') + 1;
        return mount + Path(fact.Substring(mount.Length, file - mount.Length)) + fact.Substring(file);
    }

    /// <summary>The content of a fact that holds groups; null when it holds none.</summary>
    public byte[]? OfContent(string fact, byte[] content) => fact switch
    {
        "proc/self/cpuset" => Rewrite(content, Path),
        // 4:cpu,cpuacct:/job
        "proc/self/cgroup" => Rewrite(content, line => Change(line.Split([':'], 3), ":", 2, Path)),
        CgroupMount.InfoFact => Rewrite(content, line => Change(line.Split(' '), " ", CgroupMount.RootField, root => Path(CgroupMount.Unescape(root)))),
        _ => null,
    };

    private string Path(string path) => string.Join("/", path.Split('/').Select(part => part is "" or ".." ? part : _rename(part)));

    private static string Change(string[] fields, string separator, int index, Func<string, string> change)
    {
        if (fields.Length > index)
            fields[index] = change(fields[index]);
        return string.Join(separator, fields);
    }

    private static byte[] Rewrite(byte[] content, Func<string, string> line) => Encoding.UTF8.GetBytes(string.Join("\n", Lines(content).Select(line)));

    private static string[] Lines(byte[] content) => Encoding.UTF8.GetString(content).Split('\n');
}
