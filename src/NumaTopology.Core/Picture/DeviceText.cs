using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>Devices in words.</summary>
internal static class DeviceText
{
    /// <summary>The devices by kind: <c>disks nvme0n1 (1.75 TiB), sda; network eth0</c>.</summary>
    public static string Of(IReadOnlyList<NumaDevice> devices) =>
        string.Join("; ", devices.GroupBy(device => device.Kind).OrderBy(kind => kind.Key).Select(kind => $"{Kind(kind.Key)} {string.Join(", ", kind.Select(Name))}"));

    /// <summary>The name, of a disk with its size.</summary>
    public static string Name(NumaDevice device) => device.Size is { } size ? $"{device.Name} ({ByteText.Rounded(size)})" : device.Name;

    /// <summary>The word for a kind.</summary>
    public static string Kind(DeviceKind kind) => kind switch
    {
        DeviceKind.Gpu => "GPU",
        DeviceKind.Pci => "PCI",
        DeviceKind.InfiniBand => "InfiniBand",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
