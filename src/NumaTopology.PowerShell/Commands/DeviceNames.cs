using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Finds the devices that a user means.</summary>
internal static class DeviceNames
{
    /// <summary>By name, path or PCI address; as it is written before as it is meant, for two names may differ in case alone. Two adapters of one make have one name on Windows. What is nobody's name may be a pattern.</summary>
    public static IReadOnlyList<NumaDevice> Find(IReadOnlyList<NumaDevice> devices, string name)
    {
        var exact = devices.Where(device => IsCalled(device, name, StringComparison.Ordinal)).ToList();
        if (exact.Count > 0)
            return exact;
        var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        return devices.Where(device => IsCalled(device, name, StringComparison.OrdinalIgnoreCase) || IsCalled(device, pattern)).ToList();
    }

    /// <summary>Whether a device's name, path or PCI address is of a pattern.</summary>
    public static bool IsCalled(NumaDevice device, WildcardPattern pattern) =>
        pattern.IsMatch(device.Name) || (device.Path is not null && pattern.IsMatch(device.Path)) || (device.Address is not null && pattern.IsMatch(device.Address));

    private static bool IsCalled(NumaDevice device, string name, StringComparison comparison) =>
        string.Equals(device.Name, name, comparison) || string.Equals(device.Path, name, comparison) || string.Equals(device.Address, name, comparison);
}
