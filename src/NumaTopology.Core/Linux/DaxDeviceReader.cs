using System;
using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>
/// Finds the memory devices that the kernel turned into nodes: <c>daxN.M/target_node</c> (<c>3\n</c>) of those that the kmem driver holds. The
/// bus that a device is on tells what it is: cxl, nd (persistent memory) or platform (memory that firmware set aside).
/// </summary>
internal static class DaxDeviceReader
{
    private const string Cxl = "sys/bus/cxl/devices/";
    private const string Persistent = "sys/bus/nd/devices/";

    public static IReadOnlyDictionary<int, string> ByNode(FactReader reader)
    {
        var devices = new Dictionary<int, string>();
        foreach (var name in reader.Machine.List("sys/bus/dax/drivers/kmem") ?? [])
        {
            if (!name.StartsWith("dax", StringComparison.Ordinal))
                continue;
            var device = "sys/bus/dax/devices/" + name;
            if ((reader.Id(device + "/target_node") ?? reader.Id(device + "/numa_node")) is { } node)
                devices[node] = Bus(reader, name) ?? device;
        }

        return devices;
    }

    public static CellKind KindOf(string device) =>
        device.StartsWith(Cxl, StringComparison.Ordinal) ? CellKind.Cxl
        : device.StartsWith(Persistent, StringComparison.Ordinal) ? CellKind.Persistent
        : CellKind.SpecificPurpose;

    /// <summary>Where the device is on the bus that made it: below <c>dax_regionN</c> of cxl, or of the region <c>daxN.0</c> or <c>regionN</c> of nd.</summary>
    private static string? Bus(FactReader reader, string name)
    {
        foreach (var region in reader.Machine.List(Cxl.TrimEnd('/')) ?? [])
        {
            if (region.StartsWith("dax_region", StringComparison.Ordinal) && reader.Machine.List(Cxl + region + "/" + name) is not null)
                return Cxl + region + "/" + name;
        }

        foreach (var region in reader.Machine.List(Persistent.TrimEnd('/')) ?? [])
        {
            if (region.StartsWith("dax", StringComparison.Ordinal) && reader.Machine.List(Persistent + region + "/" + name) is not null)
                return Persistent + region + "/" + name;
        }

        return null;
    }
}
