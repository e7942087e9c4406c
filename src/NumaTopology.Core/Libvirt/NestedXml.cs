using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Xml.Linq;
using static NumaTopology.Libvirt.XmlDocumentReader;

namespace NumaTopology.Libvirt;

/// <summary>
/// The <c>&lt;topology&gt;</c> of the 2007 design discussion: cells with their processors, then <c>&lt;memory size='2097152'/&gt;</c> in KiB, then,
/// which the discussion asked for, the distances and the devices (<see cref="NestedDevices"/>). <see cref="NestedGroups"/> nests them.
/// </summary>
internal static class NestedXml
{
    public static string Write(NumaCapabilities machine, CancellationToken cancellation)
    {
        var xml = new XmlText(cancellation);
        xml.Begin("topology");
        NestedGroups.Write(xml, machine, cell =>
        {
            xml.Begin("cell").With("id", cell.Id).Begin("cpus").With("num", cell.Cpus.Count);
            foreach (var id in cell.Cpus.ToArray())
                xml.Begin("cpu").With("id", id).End();
            xml.End("cpus");
            if (cell.Memory is { } memory)
                xml.Begin("memory").With("size", memory >> 10).End();
            LibvirtWriter.WriteDistances(xml, cell.Distances);
            NestedDevices.Write(xml, cell.Devices ?? []);
            xml.End("cell");
        });
        NestedDevices.Write(xml, (machine.Devices ?? []).Where(device => device.CellId is null));
        xml.End("topology");
        return xml.ToString();
    }

    /// <summary>Reads a topology; cells may stand in cells of cells.</summary>
    public static NumaCapabilities Read(XElement topology, string source, CancellationToken cancellation)
    {
        var root = topology.Element("cells") ?? throw Malformed(topology, "the element <cells> is missing");
        var elements = NestedGroups.CellsOf(root).ToList();
        if (topology.Descendants("cell").Except(elements).FirstOrDefault() is { } stray)
            throw Malformed(stray, "it is outside the <cells> of the topology");
        var cells = elements.Select(cell => ReadCell(cell, source, cancellation)).OrderBy(cell => cell.Id).ToList();
        LibvirtReader.RefuseTwins(topology, cells);
        var devices = NestedDevices.Read(topology, source);
        return NestedGroups.Read(root, cells, cells.SelectMany(cell => cell.Distances).ToList(), cancellation)
            .Complete(new NumaCapabilities { Snapshot = source, Cells = NumaDevices.Hang(devices, cells), Devices = devices });
    }

    private static NumaCell ReadCell(XElement cell, string source, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var id = RequiredId(cell, "id");
        var cpus = new List<int>();
        foreach (var cpu in cell.Element("cpus")?.Elements("cpu") ?? [])
        {
            var number = RequiredId(cpu, "id");
            cpus.Add(number < MachineLimits.Ids ? number : throw Malformed(cpu, $"{number} is too large for a CPU number"));
        }

        return new NumaCell
        {
            Id = id,
            Cpus = CpuSet.From(cpus),
            Memory = cell.Element("memory") is { } memory ? Scaled(memory, Required(memory, "size"), null, "KiB") : null,
            Distances = LibvirtReader.ReadDistances(cell, id, source),
            Snapshot = source,
        };
    }
}
