using System.Collections.Generic;
using System.Text;
using NumaTopology.Machines.Linux;

namespace NumaTopology.Linux;

/// <summary>Where the links of sysfs lead. Below <c>sys/class</c> and <c>sys/bus</c> are only links; a device's own folder, whose path names what it is plugged into, is below <c>sys/devices</c>.</summary>
internal static class SysfsLinks
{
    /// <summary>What the own folders of devices that no hardware stands behind begin with.</summary>
    public const string Virtual = "sys/devices/virtual/";

    // PATH_MAX: no link of Linux is longer.
    private const int MostBytes = 4096;

    /// <summary>The folder that <c>folder/name</c> leads to; null when it is no link.</summary>
    public static string? Follow(FactReader reader, string folder, string name)
    {
        var fact = LinuxFacts.Link + folder + "/" + name;
        if (!reader.TryRead(fact) || reader.Length == 0)
            return null;
        if (reader.Length > MostBytes)
            throw reader.Malformed(fact, "the link is longer than 4096 bytes");
        var target = Encoding.UTF8.GetString(reader.Bytes, 0, reader.Length);
        var parts = target[0] == '/' ? [] : new List<string>(folder.Split('/'));
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                parts.Add(part);
            else if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        // A link that leads elsewhere is no device's.
        return parts.Count > 2 && parts[0] == "sys" && parts[1] == "devices" ? string.Join("/", parts) : null;
    }
}
