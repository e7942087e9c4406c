using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>Lists the devices by their class, and finds the node of each: what the disk's driver says, else the device, else those that it is plugged into.</summary>
internal sealed class WindowsDevices
{
    // No tree of devices is so deep; a damaged snapshot could go in circles.
    private const int MostParents = 32;

    private static readonly (string Fact, DeviceKind Kind)[] s_lists =
    [
        (WindowsFacts.DiskDevices, DeviceKind.Disk),
        (WindowsFacts.NetworkDevices, DeviceKind.Network),
        (WindowsFacts.DisplayDevices, DeviceKind.Gpu),
        (WindowsFacts.AcceleratorDevices, DeviceKind.Accelerator),
    ];

    // What these enumerate is made of software, or of another adapter that is listed: tunnels, remote displays and virtual switches (SWD, ROOT), Bluetooth's personal
    // area network (BTH\MS_BTHPAN), Wi-Fi Direct and the hosted network of a wireless adapter (the bus of vwifibus.sys).
    private static readonly string[] s_software = [@"SWD\", @"ROOT\", @"BTH\", @"{5d624f94-8850-40c3-a3fa-a4fd2080baf3}\"];

    private readonly WindowsReader _reader;
    private readonly WindowsNodes _nodes;
    private readonly List<NumaDevice> _devices = [];
    private readonly List<(string Id, NumaDevice Device)> _adapters = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);

    private WindowsDevices(WindowsReader reader, WindowsNodes nodes)
    {
        _reader = reader;
        _nodes = nodes;
    }

    /// <summary>The devices by kind and name, the PCI functions that are nothing else only when <paramref name="otherPci"/>; null when Windows tells none.</summary>
    public static IReadOnlyList<NumaDevice>? Read(WindowsReader reader, WindowsNodes nodes, bool otherPci)
    {
        var devices = new WindowsDevices(reader, nodes);
        var isTold = false;
        foreach (var (fact, kind) in s_lists)
            isTold |= devices.AddList(fact, kind);
        if (otherPci)
            isTold |= devices.AddList(WindowsFacts.PciDevices, DeviceKind.Pci);
        if (!isTold)
            return null;
        devices._devices.Sort();
        return devices._devices;
    }

    /// <summary>The network adapters with their instance ids; null when Windows tells none.</summary>
    public static IReadOnlyList<(string Id, NumaDevice Device)>? ReadAdapters(WindowsReader reader, WindowsNodes nodes)
    {
        var devices = new WindowsDevices(reader, nodes);
        return devices.AddList(WindowsFacts.NetworkDevices, DeviceKind.Network) ? devices._adapters : null;
    }

    /// <summary>Lines such as <c>PCI\VEN_8086&amp;DEV_10FB&amp;SUBSYS_00000000&amp;REV_01\3&amp;11583659&amp;0&amp;08</c>.</summary>
    private bool AddList(string fact, DeviceKind kind)
    {
        if (_reader.Text(fact) is not { } text)
            return false;
        foreach (var line in text.Split('\n'))
        {
            var id = line.Trim();
            if (s_software.Any(bus => id.StartsWith(bus, StringComparison.OrdinalIgnoreCase)))
                continue;
            if (FactName.Fault(WindowsFacts.Device(id, WindowsFacts.Name)) is not null)
            {
                _reader.Machine.Log.Warn($"Device '{new string([.. id.Take(200).Where(character => !char.IsControl(character))])}' is not listed: its instance id cannot be queried.");
                continue;
            }

            // An adapter is in the list of its class and in that of the PCI bus.
            if (_ids.Add(id))
                Add(id, kind);
        }

        return true;
    }

    private void Add(string id, DeviceKind kind)
    {
        var (address, pciId, told, source) = Locality(id, kind);
        if (address is not null && !_addresses.Add(address) && kind == DeviceKind.Pci)
            return;
        var cell = told ?? (_nodes.AreOne ? _nodes.Cpus.Keys.First() : null);
        var number = kind == DeviceKind.Disk ? _reader.Number(WindowsFacts.Device(id, WindowsFacts.DiskNumber)) : null;
        var model = _reader.Text(WindowsFacts.Device(id, WindowsFacts.Name));
        _devices.Add(new NumaDevice
        {
            Name = number is not null ? $"PhysicalDrive{number}" : kind == DeviceKind.Pci ? address ?? id : model ?? id,
            Kind = kind,
            CellId = cell,
            CellSource = source ?? (cell is null ? null : DeviceCellSource.OnlyCell),
            Address = address,
            PciId = pciId,
            LocalCpus = cell is { } node ? _nodes.Cpus[node] : null,
            Size = kind == DeviceKind.Disk ? _reader.Number(WindowsFacts.Device(id, WindowsFacts.DiskSize)) : null,
            Model = model,
            Path = number is not null ? $@"\\.\PhysicalDrive{number}" : null,
            HostName = _reader.HostName,
            Snapshot = _reader.Machine.Snapshot,
        });
        if (kind == DeviceKind.Network)
            _adapters.Add((id, _devices[_devices.Count - 1]));
    }

    /// <summary>Goes up from the device until its PCI function and a node are known. What stands below its function speaks for the device itself.</summary>
    private (string? Address, string? PciId, int? Cell, DeviceCellSource? Source) Locality(string id, DeviceKind kind)
    {
        string? address = null, pciId = null;
        DeviceCellSource? source = DeviceCellSource.Device;
        var cell = kind == DeviceKind.Disk ? Node(WindowsFacts.Device(id, WindowsFacts.StorageNode)) : null;
        for (var depth = 0; depth < MostParents && (address is null || cell is null); depth++)
        {
            if (cell is null && (cell = Node(WindowsFacts.Device(id, WindowsFacts.NumaNode))) is not null)
                source = address is null ? DeviceCellSource.Device : DeviceCellSource.Parent;
            if (address is null)
                (address, pciId) = Function(id);
            if (_reader.Text(WindowsFacts.Device(id, WindowsFacts.ParentDevice)) is not { } parent || FactName.Fault(WindowsFacts.Device(parent, WindowsFacts.Name)) is not null)
                break;
            id = parent;
        }

        return (address, pciId, cell, cell is null ? null : source);
    }

    private int? Node(string fact)
    {
        // MM_NUMA_NO_PREFERRED_NODE, 0xFFFFFFFF, is no node.
        return _reader.Number(fact) is { } node and < MachineLimits.Ids && _nodes.Cpus.ContainsKey((int)node) ? (int)node : null;
    }

    /// <summary>The address and type of a PCI function. Its bus number holds the segment above the lowest byte; its address is the device u16 and below it the function u16.</summary>
    private (string? Address, string? PciId) Function(string id)
    {
        if (!id.StartsWith(@"PCI\", StringComparison.OrdinalIgnoreCase))
            return (null, null);
        var address = _reader.Number(WindowsFacts.Device(id, WindowsFacts.BusNumber)) is { } bus && _reader.Number(WindowsFacts.Device(id, WindowsFacts.BusAddress)) is { } at
            ? $"{bus >> 8:x4}:{bus & 0xff:x2}:{at >> 16:x2}.{at & 0xffff:x}"
            : null;
        return (address, Part(id, "VEN_") is { } vendor && Part(id, "DEV_") is { } device ? $"{vendor}:{device}" : null);
    }

    private static string? Part(string id, string name)
    {
        var at = id.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at >= 0 && at + name.Length + 4 <= id.Length ? id.Substring(at + name.Length, 4).ToLowerInvariant() : null;
    }
}
