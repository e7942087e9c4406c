using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using NumaTopology.Relations;
using Xunit;

namespace NumaTopology.Tests.Libvirt;

/// <summary>Any machine as the nested topology: cells in groups with memory, distances and devices of any name.</summary>
public class NestedPropertyTests
{
    // Neither of them has a slash or a backslash: they stand for /dev/NAME and \\.\NAME in paths.
    private static readonly Gen<(string Name, string? Path)> s_names =
        from name in Generate.Text
        from other in Generate.Text
        from path in Gen.OneOf(null, "/dev/" + name, @"\\.\" + name, "/dev/" + other, "/dev/infiniband/" + name)
        select (name, path);

    private static Gen<NumaDevice> Device(int[] ids) =>
        from names in s_names
        from kind in Gen.Enum<DeviceKind>()
        from cell in Gen.Int[-1, ids.Length - 1]
        from isPci in Gen.Bool
        from size in Gen.OneOf(Gen.Const((long?)null), Gen.Long[0, long.MaxValue].Select(size => (long?)size))
        from model in Gen.OneOf(Gen.Const((string?)null), Generate.Text.Select(text => (string?)text))
        select new NumaDevice { Name = names.Name, Kind = kind, CellId = cell < 0 ? null : ids[cell], Path = names.Path, Address = isPci ? "0000:3b:00.0" : null, PciId = isPci ? "8086:10fb" : null, Size = size, Model = model };

    private static readonly Gen<NumaCapabilities> s_machines =
        from ids in Generate.Ids(1, 7)
        from values in Gen.OneOf(0, 10, 12, 16, 20, 21, 31, 255).Array[ids.Length * ids.Length]
        from sockets in Gen.Int[-1, 2].Array[ids.Length]
        from memory in Gen.OneOf(Gen.Const((long?)null), Gen.Long[0, 1L << 40].Select(kibibytes => (long?)kibibytes << 10)).Array[ids.Length]
        from cpus in Gen.Int[1, 5].Array[ids.Length]
        from devices in Device(ids).Array[0, 6]
        select Machine(ids, values, sockets, memory, cpus, [.. devices.DistinctBy(device => (device.Kind, device.Name)).Order()]);

    [Fact]
    public void What_the_schema_holds_comes_back() => s_machines.Sample(machine =>
    {
        var xml = NumaXml.Write(machine, NumaXmlSchema.Nested);
        var read = NumaXml.Read(xml);
        Assert.Equal(machine.Cells.Select(cell => (cell.Id, cell.Cpus, cell.Memory, cell.Group)), read.Cells.Select(cell => (cell.Id, cell.Cpus, cell.Memory, cell.Group)));
        Assert.Equal(machine.Distances.Select(distance => (distance.From, distance.To, distance.Value)), read.Distances.Select(distance => (distance.From, distance.To, distance.Value)));
        Assert.Equal(machine.Devices!, (read.Devices ?? []).Select(device => device with { Snapshot = null }));
        Assert.All(read.Cells, cell => Assert.Equal(machine.Devices!.Where(device => device.CellId == cell.Id), (cell.Devices ?? []).Select(device => device with { Snapshot = null })));
        Assert.Equal(xml, NumaXml.Write(read, NumaXmlSchema.Nested));
    });

    [Fact]
    public void The_document_counts_what_stands_directly_in_it_and_nests_as_the_groups_do() => s_machines.Sample(machine =>
    {
        var root = XDocument.Parse(NumaXml.Write(machine, NumaXmlSchema.Nested)).Root!;
        Assert.All(root.Descendants("cells"), cells => Assert.Equal(Number(cells.Elements("cells").Count() + cells.Elements("cell").Count()), cells.Attribute("num")!.Value));
        Assert.All(root.Descendants("cpus"), cpus => Assert.Equal(Number(cpus.Elements("cpu").Count()), cpus.Attribute("num")!.Value));
        Assert.Equal(machine.Cells.Sum(cell => cell.Cpus.Count), root.Descendants("cpu").Count());
        Assert.Equal(machine.Devices!.Count(device => device.CellId is null), root.Elements().Count() - 1);
        AssertNests(machine.Hierarchy, root.Element("cells")!);
    });

    /// <summary>What XML cannot hold is left out; all else, line breaks too, is what it was.</summary>
    [Fact]
    public void Any_text_comes_back_as_far_as_XML_can_hold_it() => Gen.OneOf("a", "\t", "\n", "\r", "\r\n", "\0", "\u001F", "\u0085", "\uFFFE", "\uFFFF", "\uD83D", "\uDE00", "😀", "<").Array[0, 8].Select(string.Concat).Sample(model =>
    {
        var machine = new NumaCapabilities { Cells = [new NumaCell { Id = 0 }], Devices = [new NumaDevice { Name = "sda", Kind = DeviceKind.Disk, Model = model }] };
        var held = new StringBuilder();
        for (var i = 0; i < model.Length; i++)
        {
            if (i + 1 < model.Length && XmlConvert.IsXmlSurrogatePair(model[i + 1], model[i]))
                held.Append(model[i]).Append(model[++i]);
            else if (XmlConvert.IsXmlChar(model[i]))
                held.Append(model[i]);
        }

        Assert.Equal(held.ToString(), Assert.Single(NumaXml.Read(NumaXml.Write(machine, NumaXmlSchema.Nested)).Devices!).Model);
    });

    private static void AssertNests(NumaCellGroup group, XElement cells)
    {
        Assert.Equal(group.CellIds.Select(id => Number(id)), cells.Descendants("cell").Select(cell => cell.Attribute("id")!.Value).OrderBy(int.Parse));
        Assert.Equal(group.Groups.Count, cells.Elements("cells").Count());
        foreach (var (inner, element) in group.Groups.Zip(cells.Elements("cells")))
            AssertNests(inner, element);
    }

    private static NumaCapabilities Machine(int[] ids, int[] values, int[] sockets, long?[] memory, int[] cpus, IReadOnlyList<NumaDevice> devices)
    {
        var cells = ids.Select((id, i) => new NumaCell
        {
            Id = id,
            Cpus = sockets[i] < 0 ? CpuSet.Empty : CpuSet.From(Enumerable.Range(id * 10, cpus[i])),
            Memory = memory[i],
            Distances = [.. ids.Select((to, j) => new NumaDistance { From = id, To = to, Value = values[(i * ids.Length) + j] }).Where(distance => distance.Value > 0)],
            Devices = [.. devices.Where(device => device.CellId == id)],
        }).ToList();
        var places = ids.Select((id, i) => new CellSocket(id) { HasNoCpus = sockets[i] < 0, Socket = sockets[i] < 0 ? null : sockets[i] }).ToList();
        return new CellRelations(places, [.. cells.SelectMany(cell => cell.Distances)], [], default).Complete(new NumaCapabilities { Cells = cells, Devices = devices });
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
