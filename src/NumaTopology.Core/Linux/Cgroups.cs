using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Linux;

/// <summary>The cgroups of the process by controller, and the mounts that show them. What it stands on is read once.</summary>
internal sealed class Cgroups
{
    // Lines '4:cpu,cpuacct:/job' for each hierarchy of version 1, '0::/user.slice' for version 2.
    private readonly string[] _lines;
    private readonly FactReader _reader;

    public Cgroups(FactReader reader)
    {
        _reader = reader;
        _lines = reader.Text("proc/self/cgroup")?.Split('\n') ?? [];
    }

    /// <summary>The mounted cgroup file systems.</summary>
    public IReadOnlyList<CgroupMount> Mounts => field ??= CgroupMount.Read(_reader).ToList();

    /// <summary>The group by version 2; null when there is none.</summary>
    public string? OfVersion2 => Find("");

    /// <summary>A group's path without the slash at its end: the root is empty.</summary>
    public static string? Clean(string? group) => group?.TrimEnd('/');

    /// <summary>The group by a controller of version 1; null when version 1 does not have the controller.</summary>
    public string? OfVersion1(string controller) => Find(controller);

    /// <summary>The group by a controller, which belongs to one hierarchy: one of version 1 that names it, else version 2.</summary>
    public string? Of(string controller) => OfVersion1(controller) ?? OfVersion2;

    /// <summary>The groups whose limits hold for the process; null when no mount shows its own.</summary>
    public CgroupLevels? Levels(string controller)
    {
        var isVersion1 = OfVersion1(controller) is not null;
        if (Of(controller) is not { } group)
            return null;
        CgroupLevels? found = null;
        foreach (var mount in Mounts)
        {
            // A path that begins with '..' is seen from another namespace of cgroups. Of several mounts the one with the highest root shows the most.
            if ((isVersion1 ? mount.Type == "cgroup" && mount.Has(controller) : mount.Type == "cgroup2")
                && mount.Below(group) is { } below && CgroupMount.IsSafe(mount.Folder + below) && (found is null || mount.Root.Length < found.Mount.Root.Length))
                found = new CgroupLevels(mount, below);
        }

        return found;
    }

    private string? Find(string controller)
    {
        foreach (var line in _lines)
        {
            var fields = line.Split([':'], 3);
            if (fields.Length == 3 && Array.IndexOf(fields[1].Split(','), controller) >= 0)
                return Clean(fields[2]);
        }

        return null;
    }
}
