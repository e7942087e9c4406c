using System;
using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Acts.Linux;

/// <summary>Reads the mappings of a process that can have pages of its own, and those of huge pages.</summary>
internal static class MappingReader
{
    private const string AnonymousHuge = "/anon_hugepage";

    /// <summary>Lines <c>7f2c8a000000-7f2c8a021000 rw-p 00000000 00:00 0    [heap]</c>: addresses, rights (p: private), offset, device, inode, and a name where there is one.</summary>
    /// <param name="maps">The text of <c>proc/PID/maps</c>.</param>
    /// <param name="hugeDevices">The devices of mounts of huge pages.</param>
    public static IReadOnlyList<PageRange> Read(string maps, ICollection<string> hugeDevices)
    {
        var ranges = new List<PageRange>();
        foreach (var line in maps.Split('\n'))
        {
            var fields = line.Split([' '], 6, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 5 || fields[1].Length < 4)
                continue;
            var name = fields.Length > 5 ? fields[5] : "";
            var isHuge = name.StartsWith(AnonymousHuge, StringComparison.Ordinal) || hugeDevices.Contains(fields[3]);
            // vdso, vvar and vsyscall are the kernel's.
            if ((fields[1][3] != 'p' && !isHuge) || name.StartsWith("[v", StringComparison.Ordinal))
                continue;
            var dash = fields[0].IndexOf('-');
            if (dash > 0 && TryAddress(fields[0].Substring(0, dash), out var start) && TryAddress(fields[0].Substring(dash + 1), out var end) && start < end)
                ranges.Add(new PageRange(start, end, isHuge));
        }

        return ranges;
    }

    /// <summary>
    /// The devices of mounts of hugetlbfs. Lines <c>36 25 0:31 / /dev/hugepages rw,relatime shared:16 - hugetlbfs hugetlbfs rw,pagesize=2M</c>; maps writes the device in
    /// hexadecimal, <c>00:1f</c>.
    /// </summary>
    public static ICollection<string> HugeDevices(string mounts)
    {
        var devices = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in mounts.Split('\n'))
        {
            var at = line.IndexOf(" - hugetlbfs ", StringComparison.Ordinal);
            var fields = at < 0 ? [] : line.Split(' ');
            if (fields.Length < 3 || fields[2].Split(':') is not [var major, var minor])
                continue;
            if (int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var second))
                devices.Add(first.ToString("x2", CultureInfo.InvariantCulture) + ":" + second.ToString("x2", CultureInfo.InvariantCulture));
        }

        return devices;
    }

    private static bool TryAddress(string text, out ulong address) => ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
}
