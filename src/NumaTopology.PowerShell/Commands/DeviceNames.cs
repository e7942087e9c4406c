using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Commands;

/// <summary>Finds the one device that a user means.</summary>
internal static class DeviceNames
{
    /// <summary>By name, path or PCI address; as it is written before as it is meant, for two names may differ in case alone.</summary>
    public static NumaDevice? Find(IReadOnlyList<NumaDevice> devices, string name) =>
        devices.FirstOrDefault(device => IsCalled(device, name, StringComparison.Ordinal))
        ?? devices.FirstOrDefault(device => IsCalled(device, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsCalled(NumaDevice device, string name, StringComparison comparison) =>
        string.Equals(device.Name, name, comparison) || string.Equals(device.Path, name, comparison) || string.Equals(device.Address, name, comparison);
}
