using System;
using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>Lists the devices: what the kernel's classes name, then the PCI functions that no driver gave a name.</summary>
internal sealed class LinuxDevices
{
    private const string PciFolder = "sys/bus/pci/devices";

    private readonly FactReader _reader;
    private readonly DeviceLocalityReader _localities;
    private readonly List<NumaDevice> _devices = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private bool _isTold;

    private LinuxDevices(FactReader reader, DeviceLocalityReader localities)
    {
        _reader = reader;
        _localities = localities;
    }

    /// <summary>The devices by kind and name, the PCI functions that are nothing else only when <paramref name="otherPci"/>; null when the machine tells none.</summary>
    public static IReadOnlyList<NumaDevice>? Read(FactReader reader, IReadOnlyList<NumaCell> cells, CpuSet? online, bool otherPci)
    {
        var devices = new LinuxDevices(reader, new DeviceLocalityReader(reader, cells, online));
        devices.AddDisks();
        devices.AddClass("net", DeviceKind.Network, _ => true, _ => null);
        devices.AddClass("drm", DeviceKind.Gpu, name => FactReader.TryNumberedName(name, "card", "", out _), name => "/dev/dri/" + name);
        devices.AddClass("accel", DeviceKind.Accelerator, name => FactReader.TryNumberedName(name, "accel", "", out _), name => "/dev/accel/" + name);
        devices.AddClass("infiniband", DeviceKind.InfiniBand, _ => true, _ => null);
        devices.AddFunctions(otherPci);
        if (!devices._isTold)
            return null;
        devices._devices.Sort();
        return devices._devices;
    }

    private void AddDisks()
    {
        foreach (var disk in BlockDeviceReader.Read(_reader))
        {
            Add(disk.Name, DeviceKind.Disk, disk.PluggedAt, "/dev/" + disk.Name, disk.Model, disk.Size);
            _isTold = true;
        }
    }

    private void AddClass(string kernelClass, DeviceKind kind, Predicate<string> isDevice, Func<string, string?> path)
    {
        var folder = "sys/class/" + kernelClass;
        foreach (var name in _reader.Machine.List(folder) ?? [])
        {
            _isTold = true;
            if (isDevice(name) && SysfsLinks.Follow(_reader, folder, name) is { } own && !own.StartsWith(SysfsLinks.Virtual, StringComparison.Ordinal))
                Add(name, kind, [own], path(name), null, null);
        }
    }

    /// <summary>Graphics processors and accelerators without a driver, or with one of their own, have a PCI class and no name.</summary>
    private void AddFunctions(bool others)
    {
        foreach (var address in _reader.Machine.List(PciFolder) ?? [])
        {
            _isTold = true;
            if (SysfsLinks.Follow(_reader, PciFolder, address) is not { } own || DeviceLocalityReader.AddressOf(own) is null)
                continue;
            var kind = KindOf(Hexadecimal.Read(_reader, own + "/class"));
            if ((others || kind != DeviceKind.Pci) && !_addresses.Contains(address))
                Add(address, kind, [own], null, null, null);
        }
    }

    /// <summary>PCI classes: 03 display, 0b40 co-processor, 12 processing accelerator.</summary>
    private static DeviceKind KindOf(int? pciClass) => (pciClass >> 16) switch
    {
        0x03 => DeviceKind.Gpu,
        0x12 => DeviceKind.Accelerator,
        0x0b when (pciClass >> 8 & 0xff) == 0x40 => DeviceKind.Accelerator,
        _ => DeviceKind.Pci,
    };

    private void Add(string name, DeviceKind kind, IReadOnlyList<string> pluggedAt, string? path, string? model, long? size)
    {
        var locality = _localities.Of(pluggedAt[0]);
        for (var i = 1; i < pluggedAt.Count; i++)
        {
            // A disk that is reached by several ways is near to a cell only when all of them are.
            if (_localities.Of(pluggedAt[i]) is var other && other.CellId != locality.CellId)
                locality = locality with { CellId = null, Source = null, LocalCpus = null };
        }

        if (locality.Address is not null)
            _addresses.Add(locality.Address);
        _devices.Add(new NumaDevice
        {
            Name = name,
            Kind = kind,
            CellId = locality.CellId,
            CellSource = locality.Source,
            Address = locality.Address,
            PciId = locality.PciId,
            LocalCpus = locality.LocalCpus,
            Size = size,
            Model = model,
            Path = path,
            HostName = _reader.HostName,
            Snapshot = _reader.Machine.Snapshot,
        });
    }
}
