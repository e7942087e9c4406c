using System;
using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>A disk with what it is called, what it holds, and the folders of what it is plugged into: several when it is reached by several ways.</summary>
internal sealed record BlockDevice(string Name, string? Model, long? Size, IReadOnlyList<string> PluggedAt);

/// <summary>
/// The whole disks of <c>sys/class/block</c>: no partitions, no loops, RAM disks or volumes made of other disks, no drives whose medium is taken out.
/// The folder of a SCSI or virtio disk is <c>…/0:2:0:0/block/sda</c>, of an NVMe disk <c>…/nvme/nvme0/nvme0n1</c>; of one with several controllers
/// <c>sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1</c>, beside links to them.
/// </summary>
internal static class BlockDeviceReader
{
    private const string Folder = "sys/class/block";
    private const string Subsystems = SysfsLinks.Virtual + "nvme-subsystem/";

    public static IEnumerable<BlockDevice> Read(FactReader reader)
    {
        var names = new HashSet<string>(reader.Machine.List(Folder) ?? [], StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (IsRemovable(name) || SysfsLinks.Follow(reader, Folder, name) is not { } own)
                continue;
            var above = Above(own);
            // A partition's folder is in its disk's.
            if (names.Contains(Last(above)) || (own.StartsWith(SysfsLinks.Virtual, StringComparison.Ordinal) && !own.StartsWith(Subsystems, StringComparison.Ordinal)))
                continue;
            var device = Last(above) == "block" ? Above(above) : above;
            // The kernel writes '!' where the name under /dev has '/': cciss!c0d0.
            yield return new BlockDevice(name.Replace('!', '/'), reader.Text(device + "/model"), Bytes(reader, own + "/size"), PluggedAt(reader, own, device));
        }
    }

    /// <summary>A count of sectors, which in this file have 512 bytes on every disk: <c>2097152</c>.</summary>
    private static long? Bytes(FactReader reader, string fact) =>
        reader.Number(fact) is not { } sectors ? null : sectors <= long.MaxValue / 512 ? sectors * 512 : throw reader.Malformed(fact, $"{sectors} sectors are more than any disk has");

    private static IReadOnlyList<string> PluggedAt(FactReader reader, string own, string device)
    {
        if (!own.StartsWith(Subsystems, StringComparison.Ordinal))
            return [own];
        var controllers = new List<string>();
        foreach (var name in reader.Machine.List(device) ?? [])
        {
            if (FactReader.TryNumberedName(name, "nvme", "", out _) && SysfsLinks.Follow(reader, device, name) is { } controller)
                controllers.Add(controller);
        }

        controllers.Sort(StringComparer.Ordinal);
        return controllers.Count > 0 ? controllers : [own];
    }

    private static bool IsRemovable(string name) => FactReader.TryNumberedName(name, "sr", "", out _) || FactReader.TryNumberedName(name, "fd", "", out _);

    private static string Above(string folder) => folder.Substring(0, folder.LastIndexOf('/'));

    private static string Last(string folder) => folder.Substring(folder.LastIndexOf('/') + 1);
}
