using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Commands;

/// <summary>Finds the devices that a user means.</summary>
internal static class DeviceNames
{
    /// <summary>By name, path or PCI address; as it is written before as it is meant, for two names may differ in case alone. Two adapters of one make have one name on Windows.</summary>
    public static IReadOnlyList<NumaDevice> Find(IReadOnlyList<NumaDevice> devices, string name)
    {
        var exact = devices.Where(device => IsCalled(device, name, StringComparison.Ordinal)).ToList();
        return exact.Count > 0 ? exact : devices.Where(device => IsCalled(device, name, StringComparison.OrdinalIgnoreCase)).ToList();
    }

    private static bool IsCalled(NumaDevice device, string name, StringComparison comparison) =>
        string.Equals(device.Name, name, comparison) || string.Equals(device.Path, name, comparison) || string.Equals(device.Address, name, comparison);
}
