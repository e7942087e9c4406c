using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using static NumaTopology.Libvirt.XmlDocumentReader;

namespace NumaTopology.Libvirt;

/// <summary>
/// The devices of a cell in the nested topology, as the 2007 discussion has them, <c>&lt;disk dev='/dev/sdb'/&gt;</c>, and their kin. Behind <c>dev</c>, the path or
/// else the name, stand the name where the path does not tell it, the PCI address and type, the bytes and the model. A device whose cell is
/// unknown stands outside of all cells.
/// </summary>
internal static class NestedDevices
{
    private static readonly (DeviceKind Kind, string Element)[] s_elements =
    [
        (DeviceKind.Disk, "disk"),
        (DeviceKind.Network, "interface"),
        (DeviceKind.Gpu, "gpu"),
        (DeviceKind.Accelerator, "accelerator"),
        (DeviceKind.InfiniBand, "infiniband"),
        (DeviceKind.Pci, "pci"),
    ];

    public static void Write(XmlText xml, IEnumerable<NumaDevice> devices)
    {
        foreach (var device in devices)
        {
            var dev = device.Path ?? device.Name;
            xml.Begin(s_elements.First(element => element.Kind == device.Kind).Element).With("dev", dev);
            if (NameOf(dev) != device.Name)
                xml.With("name", device.Name);
            if (device.Address is not null)
                xml.With("address", device.Address);
            if (device.PciId is not null)
                xml.With("pci", device.PciId);
            if (device.Size is { } size)
                xml.With("bytes", size);
            if (device.Model is not null)
                xml.With("model", device.Model);
            xml.End();
        }
    }

    /// <summary>The devices of a document, by kind and name; null when it has none.</summary>
    public static IReadOnlyList<NumaDevice>? Read(XElement topology, string source)
    {
        var devices = new List<NumaDevice>();
        foreach (var element in topology.Descendants())
        {
            foreach (var (kind, name) in s_elements)
            {
                if (element.Name == name)
                    devices.Add(Read(element, kind, source));
            }
        }

        // Those of one name stay in the document's order, so that it comes back.
        return devices.Count == 0 ? null : devices.OrderBy(device => device.Kind).ThenBy(device => device.Name, Comparer<string>.Create(NaturalOrder.Compare)).ToList();
    }

    private static NumaDevice Read(XElement element, DeviceKind kind, string source)
    {
        var dev = Required(element, "dev");
        var isPath = NameOf(dev) != dev;
        return new NumaDevice
        {
            Name = element.Attribute("name")?.Value ?? NameOf(dev),
            Kind = kind,
            CellId = element.Parent is { } cell && cell.Name == "cell" ? RequiredId(cell, "id") : null,
            Address = element.Attribute("address")?.Value,
            PciId = element.Attribute("pci")?.Value,
            Size = element.Attribute("bytes") is { } bytes ? Number(element, bytes.Value) : null,
            Model = element.Attribute("model")?.Value,
            Path = isPath ? dev : null,
            Snapshot = source,
        };
    }

    private static string NameOf(string dev) =>
        dev.StartsWith("/dev/", StringComparison.Ordinal) ? dev.Substring("/dev/".Length)
        : dev.StartsWith(@"\\.\", StringComparison.Ordinal) ? dev.Substring(@"\\.\".Length)
        : dev;
}
