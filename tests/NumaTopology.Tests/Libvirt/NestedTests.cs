using System;
using System.IO;
using System.Linq;
using NumaTopology.Tests.Relations;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Libvirt;

/// <summary>Cells in cells: the 2007 discussion's form for machines of more than one level.</summary>
public class NestedTests
{
    // The document of the 2007 discussion for a deeper machine.
    private const string Nested2007 = """
        <topology>
          <cells num='2'>
            <cells num='2'>
              <cell id='1'>
                <cpus num='0'/>
              </cell>
              <cell id='2'>
                <cpus num='0'/>
              </cell>
            </cells>
            <cells num='2'>
              <cell id='3'>
                <cpus num='0'/>
              </cell>
              <cell id='4'>
                <cpus num='0'/>
              </cell>
            </cells>
          </cells>
        </topology>
        """;

    public static TheoryData<string> Machines => [.. LinuxMachines.Names];

    [Fact]
    public void The_deeper_document_of_2007_is_a_tree_and_is_written_as_it_was()
    {
        var machine = NumaXml.Read(Nested2007);
        Assert.Equal("{1-2} {3-4}", machine.Hierarchy.ToString());
        Assert.Equal(["0", "0", "1", "1"], machine.Cells.Select(cell => cell.Group));
        Assert.All(machine.Hierarchy.Groups, group => Assert.Null(group.Kind));
        Assert.Equal(Nested2007.ReplaceLineEndings("\n"), NumaXml.Write(machine, NumaXmlSchema.Nested));
    }

    [Fact]
    public void Groups_are_nested_and_say_what_told_them()
    {
        var xml = NumaXml.Write(Described.Read("10 12 20 30 | 12 10 20 30 | 20 20 10 30 | 30 30 30 10", "0 0 - 1"), NumaXmlSchema.Nested);
        Assert.Equal(
            [
                "<topology>", "  <cells num='2'>", "    <cells num='2' distance='20'>", "      <cells num='2' socket='0'>", "        <cell id='0'>", "        <cell id='1'>", "      </cells>",
                "      <cell id='2'>", "    </cells>", "    <cell id='3'>", "  </cells>", "</topology>",
            ],
            xml.Split('\n').Where(line => line.Contains("cells") || line.Contains("<cell ") || line.Contains("topology")));
    }

    [Fact]
    public void Devices_stand_in_their_cell_and_those_of_an_unknown_one_outside()
    {
        var machine = NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-devices.numa")));
        var xml = NumaXml.Write(machine, NumaXmlSchema.Nested);
        Assert.Equal(
            [
                "<cell id='0'>", @"<disk dev='\\.\PhysicalDrive1' address='0000:00:17.0' pci='8086:a352' bytes='16000900661248' model='ST16000NM001G'/>",
                // At 17 the cells 0 and 2 are nearest to each other, so they are a group.
                "<cell id='2'>", "</cells>",
                "<cell id='1'>", @"<disk dev='\\.\PhysicalDrive0' address='0000:01:00.0' pci='144d:a80a' bytes='1000204886016' model='Samsung SSD 980 PRO 1TB'/>",
                "<interface dev='Intel(R) Ethernet Controller X520' address='0001:3b:00.1' pci='8086:10fb' model='Intel(R) Ethernet Controller X520'/>",
                "</cells>", @"<disk dev='\\.\PhysicalDrive2' bytes='30765219840' model='SanDisk Ultra USB Device'/>",
                "<gpu dev='NVIDIA A100' address='0000:5e:00.0' pci='10de:20b5' model='NVIDIA A100'/>",
            ],
            xml.Split('\n').Select(line => line.Trim()).Where(line => line.Contains("dev=") || line.StartsWith("<cell ", StringComparison.Ordinal) || line == "</cells>"));
        var read = NumaXml.Read(xml);
        Assert.Equal(machine.Devices!.Select(device => (device.Name, device.Kind, device.CellId, device.Path, device.Size)), read.Devices!.Select(device => (device.Name, device.Kind, device.CellId, device.Path, device.Size)));
        Assert.Equal(xml, NumaXml.Write(read, NumaXmlSchema.Nested));
    }

    [Fact]
    public void The_disk_of_2007_is_read()
    {
        var disk = Assert.Single(NumaXml.Read("<topology><cells num='1'><cell id='3'><cpus num='0'/><disk dev='/dev/sdb'/></cell></cells></topology>").Devices!);
        Assert.Equal(("sdb", DeviceKind.Disk, 3, "/dev/sdb"), (disk.Name, disk.Kind, disk.CellId, disk.Path));
    }

    [Fact]
    public void A_model_is_written_so_that_it_can_be_read()
    {
        // A reader makes blanks of line breaks that stand there as they are, and takes no document with half a character in it.
        var model = "ST\t1\n" + '\uD83D' + "\uD83D\uDE00" + '\uDE00';
        var xml = NumaXml.Write(new NumaCapabilities { Devices = [new NumaDevice { Name = "sda", Kind = DeviceKind.Disk, Model = model }] }, NumaXmlSchema.Nested);
        Assert.Contains(" model='ST&#9;1&#10;\uD83D\uDE00'", xml, StringComparison.Ordinal);
        Assert.Equal("ST\t1\n\uD83D\uDE00", Assert.Single(NumaXml.Read(xml).Devices!).Model);
        // The first and the last half there is.
        Assert.DoesNotContain("model='\uD800", Written("\uD800a"), StringComparison.Ordinal);
        Assert.Contains("model='a'", Written("\uDFFFa\uD800"), StringComparison.Ordinal);

        static string Written(string model) => NumaXml.Write(new NumaCapabilities { Devices = [new NumaDevice { Name = "sda", Kind = DeviceKind.Disk, Model = model }] }, NumaXmlSchema.Nested);
    }

    [Fact]
    public void A_machine_of_one_socket_with_several_cells_says_the_socket()
    {
        var xml = NumaXml.Write(Described.Read("10 12 | 12 10", "3 3"), NumaXmlSchema.Nested);
        Assert.Contains("\n  <cells num='2' socket='3'>\n", xml);
        Assert.Equal(2, NumaXml.Read(xml).CellsPerSocket);
        Assert.Contains("\n  <cells num='1'>\n", NumaXml.Write(Described.Read("10", "3"), NumaXmlSchema.Nested));
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("hmat")]
    [InlineData("edge")]
    [InlineData("sparse")]
    [InlineData("ladder")]
    [InlineData("windows-sub-numa")]
    [InlineData("windows-memory-only")]
    public void Kept_machines_come_back_as_the_same_tree_and_the_same_document(string name) => AssertReadsBack(Described.Kept(name));

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_machine_comes_back_as_the_same_tree_and_the_same_document(string name) => AssertReadsBack(LinuxMachines.Read(name));

    [Fact]
    public void Dies_come_back()
    {
        const string xml = "<topology><cells num='1' socket='0'><cells num='2' die='1'><cell id='0'><cpus num='1'><cpu id='0'/></cpus></cell><cell id='1'/></cells></cells></topology>";
        var machine = NumaXml.Read(xml);
        var die = Assert.Single(machine.Hierarchy.Groups);
        Assert.Equal((CellGroupKind.Die, 1, "0"), (die.Kind, die.Number, die.Name));
        Assert.Equal([0, null], machine.Cells.Select(cell => cell.Socket)); // what has no processors is in no socket
        Assert.Contains("<cells num='2' die='1'>", NumaXml.Write(machine, NumaXmlSchema.Nested), StringComparison.Ordinal);
    }

    [Fact]
    public void The_innermost_socket_counts_and_one_that_has_a_die_number_too_is_a_socket()
    {
        const string cell = "<cell id='{0}'><cpus num='1'><cpu id='{0}'/></cpus></cell>";
        var machine = NumaXml.Read($"<topology><cells socket='1'><cells socket='3' die='5'>{string.Format(null, cell, 0)}{string.Format(null, cell, 1)}</cells>{string.Format(null, cell, 2)}</cells></topology>");
        Assert.Equal([3, 3, 1], machine.Cells.Select(read => read.Socket));
        var group = Assert.Single(machine.Hierarchy.Groups);
        Assert.Equal((CellGroupKind.Socket, 3), (group.Kind, group.Number));
    }

    [Fact]
    public void A_group_without_cells_is_none()
    {
        Assert.Equal("0", NumaXml.Read("<topology><cells><cell id='0'/><cells num='0'/></cells></topology>").Hierarchy.ToString());
        // Of a machine whose last two cells were left out.
        var machine = Described.Read("10 20 40 40 | 20 10 40 40 | 40 40 10 20 | 40 40 20 10");
        var xml = NumaXml.Write(machine with { Cells = [machine.Cells[0], machine.Cells[1]] }, NumaXmlSchema.Nested);
        Assert.Equal([0, 1], NumaXml.Read(xml).Cells.Select(cell => cell.Id));
    }

    [Fact]
    public void A_capabilities_document_has_the_groups_of_its_sockets_and_distances()
    {
        var machine = Described.Kept("ladder");
        var read = NumaXml.Read(File.ReadAllText(Path.Combine(Repository.Machines, "ladder.libvirt.xml")));
        Assert.Equal((machine.Hierarchy.ToString(), machine.CellsPerSocket), (read.Hierarchy.ToString(), read.CellsPerSocket));
        Assert.Equal(Described.Hops(machine), Described.Hops(read));
        Assert.Equal(250, NumaXml.Read(File.ReadAllText(Path.Combine(Repository.Machines, "hmat.libvirt.xml"))).Distances.Single(distance => distance is { From: 0, To: 3 }).ReadLatency);
    }

    [Fact]
    public void A_socket_0_that_all_cells_of_a_capabilities_document_have_says_nothing()
    {
        const string cpu = "<cpus num='1'><cpu id='{0}' socket_id='0' die_id='0' core_id='{0}' siblings='{0}'/></cpus>";
        var machine = NumaXml.Read($"<capabilities><host><topology><cells num='2'><cell id='0'>{string.Format(null, cpu, 0)}</cell><cell id='1'>{string.Format(null, cpu, 1)}</cell></cells></topology></host></capabilities>");
        Assert.Null(machine.CellsPerSocket);
        Assert.All(machine.Cells, cell => Assert.Null(cell.Socket));
    }

    [Fact]
    public void Devices_of_one_name_stay_in_the_documents_order()
    {
        // Twenty: fewer are sorted by insertion, which keeps the order by itself.
        var xml = $"<topology><cells><cell id='0'/></cells>{string.Concat(Enumerable.Range(0, 20).Select(i => $"<disk dev='vda' bytes='{i}'/>"))}</topology>";
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long?)i), NumaXml.Read(xml).Devices!.Select(device => device.Size));
    }

    [Fact]
    public void Elements_of_another_namespace_are_not_read()
    {
        const string xml = "<topology xmlns:x='urn:x'><cells><x:cells><cell id='3'/></x:cells><x:cell id='9'/><cell id='0'><x:disk dev='sda'/></cell></cells></topology>";
        Assert.Contains("outside the <cells>", Assert.Throws<TopologyFormatException>(() => NumaXml.Read(xml)).Message);
        var machine = NumaXml.Read(xml.Replace("<cell id='3'/>", "", StringComparison.Ordinal));
        Assert.Equal(0, Assert.Single(machine.Cells).Id);
        Assert.Null(machine.Devices);
    }

    [Theory]
    [InlineData("<topology><cells><cells socket='x'><cell id='0'/></cells></cells></topology>", "'x'")]
    [InlineData("<topology><cells><cells><cell id='0'/></cells><cell id='0'/></cells></topology>", "twice")]
    [InlineData("<topology><cells><cells num='1'><distances><cell id='0'/></distances></cells></cells></topology>", "outside the <cells>")]
    [InlineData("<topology><cells><cell id='0'/></cells><cells><cell id='1'/></cells></topology>", "outside the <cells>")]
    public void What_is_malformed_is_named(string xml, string part) => Assert.Contains(part, Assert.Throws<TopologyFormatException>(() => NumaXml.Read(xml)).Message);

    private static void AssertReadsBack(NumaCapabilities machine)
    {
        var xml = NumaXml.Write(machine, NumaXmlSchema.Nested);
        var read = NumaXml.Read(xml);
        AssertSame(machine.Hierarchy, read.Hierarchy);
        Assert.Equal(machine.Cells.Select(cell => cell.Group), read.Cells.Select(cell => cell.Group));
        // A document does not say where the machine did not tell its sockets; each cell counts as one.
        if (machine.Distances.Any(distance => distance.Hops > 0))
            Assert.Equal(Described.Hops(machine), Described.Hops(read));
        Assert.Equal(xml, NumaXml.Write(read, NumaXmlSchema.Nested));
    }

    private static void AssertSame(NumaCellGroup expected, NumaCellGroup actual)
    {
        Assert.Equal((expected.Name, expected.Kind, expected.Number, expected.Distance), (actual.Name, actual.Kind, actual.Number, actual.Distance));
        Assert.Equal(expected.CellIds, actual.CellIds);
        Assert.Equal(expected.Groups.Count, actual.Groups.Count);
        foreach (var (one, other) in expected.Groups.Zip(actual.Groups))
            AssertSame(one, other);
    }
}
