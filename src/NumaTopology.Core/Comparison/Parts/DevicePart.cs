namespace NumaTopology.Comparison.Parts;

/// <summary>The devices by kind and name.</summary>
internal static class DevicePart
{
    private static readonly Facet<NumaDevice> s_cell = new(nameof(NumaDevice.CellId), device => device.CellId, (owner, one, other) => $"{owner} is attached to node {other} instead of {one}; run work that uses it there.");

    private static readonly Facet<NumaDevice>[] s_rest =
    [
        new(nameof(NumaDevice.Address), device => device.Address, (owner, one, other) => $"{owner} has the address {other} instead of {one}."),
        new(nameof(NumaDevice.PciId), device => device.PciId, (owner, one, other) => $"{owner} is another type of device: {other} instead of {one}."),
        new(nameof(NumaDevice.Size), device => device.Size, (owner, one, other) => $"{owner} holds {PlacementText.Instead((long)one, (long)other)}."),
        new(nameof(NumaDevice.Model), device => device.Model, (owner, one, other) => $"{owner} is another model: {other} instead of {one}."),
        new(nameof(NumaDevice.Path), device => device.Path, (owner, one, other) => $"{owner} is opened as {other} instead of {one}."),
    ];

    private static readonly Facet<NumaDevice> s_cpus = new(nameof(NumaDevice.LocalCpus), device => device.LocalCpus, (owner, one, other) => $"{owner} is local to {PlacementText.Cpus((CpuSet)other)} instead of {one}.");

    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        if (!report.Both("Devices", reference.Devices, difference.Devices, isOnlyThere => $"Devices are {(isOnlyThere ? "reported only" : "not reported")} on {report.Other}."))
            return;
        foreach (var ((kind, name), one, other) in Pairs.Of(reference.Devices!, difference.Devices!, device => (device.Kind, device.Name)))
        {
            var path = $"Devices[{name}]";
            if (!report.Both(path, one, other, isOnlyThere => $"{kind} '{name}' {(isOnlyThere ? "exists only" : "does not exist")} on {report.Other}."))
                continue;
            report.Compare(path + ".", $"'{name}'", one!, other!, s_cell);
            report.Compare(path + ".", $"'{name}'", one!, other!, s_rest);
            // The CPUs are mostly those of the node.
            if (one!.CellId == other!.CellId && !report.HasDifference($"Cells[{one.CellId}].Cpus"))
                report.Compare(path + ".", $"'{name}'", one, other, s_cpus);
        }
    }
}
