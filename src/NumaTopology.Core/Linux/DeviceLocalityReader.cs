using System;
using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>Where a device is plugged in.</summary>
internal sealed record DeviceLocality(string? Address, string? PciId, int? CellId, DeviceCellSource? Source, CpuSet? LocalCpus);

/// <summary>
/// Finds the locality of a device by its own folder, such as <c>sys/devices/pci0000:3a/0000:3a:00.0/0000:3b:00.0/nvme/nvme0/nvme0n1</c>, and those above it: a
/// disk has no <c>numa_node</c>, the PCI function that it is behind has one. Firmware that does not say writes −1 there, and may say it for a bridge above.
/// </summary>
internal sealed class DeviceLocalityReader
{
    private readonly FactReader _reader;
    private readonly IReadOnlyList<NumaCell> _cells;
    private readonly NodeSet _ids;
    private readonly CpuSet? _online;
    private readonly Dictionary<string, DeviceLocality> _localities = new(StringComparer.Ordinal);

    public DeviceLocalityReader(FactReader reader, IReadOnlyList<NumaCell> cells, CpuSet? online)
    {
        _reader = reader;
        _cells = cells;
        _online = online;
        var ids = new List<int>(cells.Count);
        foreach (var cell in cells)
            ids.Add(cell.Id);
        _ids = NodeSet.From(ids);
    }

    /// <summary>The locality of the device whose own folder is <paramref name="folder"/>.</summary>
    public DeviceLocality Of(string folder)
    {
        var locality = Find(folder);
        if (locality.CellId is null && _cells.Count == 1)
            locality = locality with { CellId = _cells[0].Id, Source = DeviceCellSource.OnlyCell };
        // A function whose node is -1 names all processors as near.
        return (locality.LocalCpus is null || locality.Source == DeviceCellSource.Parent) && locality.CellId is { } id ? locality with { LocalCpus = CpusOf(id) } : locality;
    }

    /// <summary>The PCI address that a folder's name is: <c>0000:3b:00.0</c>; null when it is none.</summary>
    public static string? AddressOf(string folder)
    {
        var name = folder.Substring(folder.LastIndexOf('/') + 1);
        // The domain has four digits or more: Intel's VMD makes 10000:01:00.0.
        var at = name.Length - "3b:00.0".Length;
        return at >= 5 && name[at - 1] == ':' && name[at + 2] == ':' && name[at + 5] == '.' ? name : null;
    }

    private DeviceLocality Find(string folder)
    {
        if (_localities.TryGetValue(folder, out var known))
            return known;
        var end = folder.LastIndexOf('/');
        var above = end > "sys/devices".Length ? Find(folder.Substring(0, end)) : new DeviceLocality(null, null, null, null, null);
        var locality = above;
        if (AddressOf(folder) is { } address)
            locality = locality with { Address = address, PciId = IdOf(folder), LocalCpus = CpusNear(folder) ?? above.LocalCpus };
        else if (CellOfBus(folder) is { } cell)
            locality = locality with { CellId = cell, Source = DeviceCellSource.Parent };
        if (_reader.TryId(folder + "/numa_node", out var node))
            locality = locality with { CellId = Existing(node, folder) ?? above.CellId, Source = Existing(node, folder) is not null ? DeviceCellSource.Device : above.CellId is null ? null : DeviceCellSource.Parent };
        _localities.Add(folder, locality);
        return locality;
    }

    /// <summary>A node that the kernel does not have, or has not online, is no cell of the machine.</summary>
    private int? Existing(int? node, string folder)
    {
        if (node is not { } id || _ids.Contains(id))
            return node;
        _reader.Machine.Log.Detail($"{_reader.Machine.Locate(folder)} reports node {id}, which does not exist; it is ignored.");
        return null;
    }

    /// <summary>
    /// The cell of a root bus, <c>pci0000:00</c>, which has no numa_node: its processors, <c>pci_bus/0000:00/cpulistaffinity</c>, when they are of
    /// one cell. Of a bus that the firmware says nothing of they are all there are.
    /// </summary>
    private int? CellOfBus(string folder)
    {
        var name = folder.Substring(folder.LastIndexOf('/') + 1);
        if (!name.StartsWith("pci", StringComparison.Ordinal) || name.IndexOf(':') < 0 || _cells.Count < 2)
            return null;
        var bus = $"{folder}/pci_bus/{name.Substring(3)}/";
        if (Online(_reader.CpuList(bus + "cpulistaffinity") ?? _reader.CpuMask(bus + "cpuaffinity")) is not { IsEmpty: false } cpus)
            return null;
        foreach (var cell in _cells)
        {
            if (cpus.IsSubsetOf(cell.Cpus))
                return cell.Id;
        }

        return null;
    }

    private CpuSet? CpusNear(string folder) => Online(_reader.CpuList(folder + "/local_cpulist") ?? _reader.CpuMask(folder + "/local_cpus"));

    private CpuSet? Online(CpuSet? cpus) => _online is null ? cpus : cpus?.Intersect(_online);

    private CpuSet? CpusOf(int id)
    {
        foreach (var cell in _cells)
        {
            if (cell.Id == id)
                return cell.Cpus;
        }

        return null;
    }

    /// <summary>Files such as <c>vendor</c>: <c>0x8086</c>.</summary>
    private string? IdOf(string folder) =>
        Hexadecimal.Read(_reader, folder + "/vendor") is { } vendor && Hexadecimal.Read(_reader, folder + "/device") is { } device ? $"{vendor:x4}:{device:x4}" : null;
}
