using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Libvirt;

public class XmlTests
{
    // The document of the 2007 discussion.
    private const string Nested2007 = """
        <topology>
          <cells num='2'>
            <cell id='0'>
              <cpus num='2'>
                <cpu id='0'/>
                <cpu id='1'/>
              </cpus>
              <memory size='2097152'/>
            </cell>
            <cell id='1'>
              <cpus num='2'>
                <cpu id='2'/>
                <cpu id='3'/>
              </cpus>
              <memory size='2097152'/>
            </cell>
          </cells>
        </topology>
        """;

    // The document of libvirt's test driver has cells like these; libvirt writes socket 0 where the machine gives none.
    [Theory]
    [InlineData(1, 2, "2 sockets, 4 cores, 4 CPUs, 2 nodes")]
    [InlineData(0, null, "4 cores, 4 CPUs, 2 nodes")]
    public void Sockets_cores_and_CPUs_of_a_document_are_those_of_its_nodes(int second, int? sockets, string counts)
    {
        static string Cpu(int id, int socket) => $"<cpu id='{id}' socket_id='{socket}' die_id='0' cluster_id='0' core_id='{id}' siblings='{id}'/>";
        var machine = NumaXml.Read($"<capabilities><host><topology><cells num='2'><cell id='0'><cpus num='2'>{Cpu(0, 0)}{Cpu(1, 0)}</cpus></cell><cell id='1'><cpus num='2'>{Cpu(2, second)}{Cpu(3, second)}</cpus></cell></cells></topology></host></capabilities>");
        Assert.Equal((sockets, 4), (machine.Sockets, machine.Cores));
        Assert.Contains(counts, NumaPicture.Text(machine));
    }

    [Fact]
    public void The_document_of_2007_is_read_and_written_as_it_was()
    {
        var machine = NumaXml.Read(Nested2007);
        Assert.Equal(["0-1", "2-3"], machine.Cells.Select(cell => cell.Cpus.ToString()));
        Assert.Equal(2L << 30, machine.Cells[0].Memory);
        Assert.Equal(Nested2007.ReplaceLineEndings("\n"), NumaXml.Write(machine, NumaXmlSchema.Nested));
    }

    [Fact]
    public void An_old_document_without_units_is_read_and_lacks_what_it_lacks()
    {
        var machine = NumaXml.Read("<capabilities><host><cpu><arch>i686</arch></cpu><topology><cells num='1'><cell id='3'><memory>1024</memory><cpus num='1'><cpu id='5'/></cpus></cell></cells></topology></host></capabilities>");
        var cell = Assert.Single(machine.Cells);
        Assert.Equal((3, 1048576L), (cell.Id, cell.Memory));
        Assert.Null(cell.FreeMemory);
        Assert.Null(cell.Pages);
        Assert.Null(cell.Processors![0].Socket);
        Assert.Null(cell.Processors[0].Siblings);
        Assert.Null(machine.HostName);
        Assert.Equal("i686", machine.Architecture);
    }

    [Theory]
    [InlineData("b", 1)]
    [InlineData("bytes", 1)]
    [InlineData("KB", 1000)]
    [InlineData("k", 1024)]
    [InlineData("KiB", 1024)]
    [InlineData("MB", 1000000)]
    [InlineData("MiB", 1048576)]
    [InlineData("G", 1073741824)]
    [InlineData("TiB", 1099511627776)]
    public void Every_unit_of_libvirts_is_read(string unit, long bytes) =>
        Assert.Equal(3 * bytes, NumaXml.Read($"<capabilities><host><topology><cells><cell id='0'><memory unit='{unit}'>3</memory></cell></cells></topology></host></capabilities>").Cells[0].Memory);

    [Theory]
    [InlineData("i386", "i686")]
    [InlineData("i486", "i686")]
    [InlineData("i586", "i686")]
    [InlineData("i686", "i686")]
    [InlineData("amd64", "x86_64")]
    [InlineData("armv8l", "armv7l")] // a 32-bit program on an arm64 kernel
    [InlineData("aarch64", "aarch64")]
    [InlineData("ppc64le", "ppc64le")]
    public void An_architecture_is_written_by_the_name_that_libvirt_has_for_it(string uname, string libvirts) =>
        Assert.Contains($"<arch>{libvirts}</arch>", NumaXml.Write(new NumaCapabilities { Architecture = uname }, NumaXmlSchema.Libvirt), StringComparison.Ordinal);

    [Fact]
    public void A_threshold_is_any_number_of_bytes() =>
        Assert.Equal(4294967295, NumaXml.Read("<capabilities><host><cache><monitor level='3' reuseThreshold='4294967295' maxMonitors='176'/></cache></host></capabilities>").CacheMonitor!.ReuseThreshold);

    [Theory]
    [InlineData("<topology/>", "<cells>")]
    [InlineData("<topology><cells><cell/></cells></topology>", "'id'")]
    [InlineData("<topology><cells><cell id='-1'/></cells></topology>", "'-1'")]
    [InlineData("<topology><cells><cell id='0'/><cell id='0'/></cells></topology>", "twice")]
    [InlineData("<capabilities><host><topology><cells><cell id='0'><memory unit='pages'>1</memory></cell></cells></topology></host></capabilities>", "'pages'")]
    [InlineData("<capabilities><host><topology><cells><cell id='0'><memory unit='EiB'>9</memory></cell></cells></topology></host></capabilities>", "too large")]
    [InlineData("<capabilities><host><cache><bank id='0' level='3' type='sideways' size='1' cpus='0'/></cache></host></capabilities>", "'sideways'")]
    [InlineData("<capabilities><host><cache><bank id='0' level='3' type='both' size='1' cpus='0-99999999'/></cache></host></capabilities>", "larger than 1048575")]
    [InlineData("<capabilities/>", "<host>")]
    [InlineData("<capabilities><host><topology><cells><cell id='7'/><cell id='7'/></cells></topology></host></capabilities>", "7")]
    [InlineData("<capabilities><host><topology><cells><cell id='0'><distances><sibling id='7' value='10'/><sibling id='7' value='10'/></distances></cell></cells></topology></host></capabilities>", "7")]
    [InlineData("<capabilities><host><topology><cells><cell id='0'><cpus><cpu id='7'/><cpu id='7'/></cpus></cell></cells></topology></host></capabilities>", "7")]
    [InlineData("<capabilities><host><topology><cells><cell id='0'><cpus><cpu id='1048576'/></cpus></cell></cells></topology></host></capabilities>", "1048576")]
    [InlineData("<topology><cells><cell id='0'><cpus><cpu id='1048576'/></cpus></cell></cells></topology>", "1048576")]
    [InlineData("<capabilities><host><topology><cells><cell id='0'><cache level='1' associativity='none' policy='none'/></cell></cells></topology></host></capabilities>", "<size>")]
    [InlineData("<capabilities><host><topology><interconnects><speed initiator='0' target='0' type='read' value='1'/></interconnects></topology></host></capabilities>", "<latency> or <bandwidth>")]
    [InlineData("<topology><cells><cell id='0'><distances><sibling id='0' value='2147483648'/></distances></cell></cells></topology>", "2147483648")]
    [InlineData("<topology><cells><cell id='0'><memory size='9007199254740992'/></cell></cells></topology>", "9007199254740992")] // 2^63 bytes
    [InlineData("<topology>", "XML document")]
    public void What_is_malformed_is_named(string xml, string part) => Assert.Contains(part, Assert.Throws<TopologyFormatException>(() => NumaXml.Read(xml)).Message);

    [Fact]
    public void The_element_is_named_with_its_line() =>
        Assert.Equal("line 3, <cpu>", Assert.Throws<TopologyFormatException>(() => NumaXml.Read("<topology>\n<cells><cell id='0'><cpus>\n<cpu/></cpus></cell></cells></topology>")).Fact);

    [Fact]
    public void The_largest_numbers_are_read()
    {
        var cell = Assert.Single(NumaXml.Read("<topology><cells><cell id='0'><cpus><cpu id='1048575'/></cpus><memory size='9007199254740991'/><distances><sibling id='2147483647' value='20'/></distances></cell></cells></topology>").Cells);
        Assert.Equal(("1048575", long.MaxValue - 1023, int.MaxValue), (cell.Cpus.ToString(), cell.Memory!.Value, cell.Distances[0].To));
        Assert.Equal("1048575", NumaXml.Read("<capabilities><host><topology><cells><cell id='0'><cpus><cpu id='1048575'/></cpus></cell></cells></topology></host></capabilities>").Cells[0].Cpus.ToString());
    }

    [Fact]
    public void A_document_of_more_than_8_Mi_characters_is_refused()
    {
        const string xml = "<topology><cells/></topology>";
        Assert.Empty(NumaXml.Read(xml + new string(' ', (8 << 20) - 1000)).Cells);
        Assert.Equal("XML document", Assert.Throws<TopologyFormatException>(() => NumaXml.Read(xml + new string(' ', 8 << 20))).Fact);
    }

    [Fact]
    public void A_document_type_is_refused() =>
        Assert.Throws<TopologyFormatException>(() => NumaXml.Read("<!DOCTYPE topology [<!ENTITY a 'b'>]><topology>&a;</topology>"));

    [Fact]
    public void XML_that_is_nested_too_deep_is_refused()
    {
        // Below the root there may be 64 levels.
        Assert.Empty(NumaXml.Read(Nested(64)).Cells);
        Assert.Contains("XML document", Assert.Throws<TopologyFormatException>(() => NumaXml.Read(Nested(65))).Message);
        Assert.Contains("64", Assert.Throws<TopologyFormatException>(() => NumaXml.Read(Nested(100))).Message);

        static string Nested(int levels) => "<topology>" + string.Concat(Enumerable.Repeat("<cells>", levels)) + string.Concat(Enumerable.Repeat("</cells>", levels)) + "</topology>";
    }

    [Fact]
    public void Many_sets_of_distant_processors_do_not_fill_the_memory()
    {
        var cpus = string.Concat(Enumerable.Range(0, 3000).Select(id => $"<cpu id='{id}' siblings='{1048575 - id}'/>"));
        var xml = $"<capabilities><host><topology><cells><cell id='0'><cpus>{cpus}</cpus></cell></cells></topology></host></capabilities>";
        Assert.Contains("larger than any machine's", Assert.Throws<TopologyFormatException>(() => NumaXml.Read(xml)).Message);
    }

    [Fact]
    public void Special_characters_are_escaped()
    {
        var machine = NumaXml.Read("<capabilities><host><cpu><arch>a&lt;b&amp;c</arch></cpu></host></capabilities>");
        Assert.Contains("<arch>a&lt;b&amp;c</arch>", NumaXml.Write(machine, NumaXmlSchema.Libvirt), StringComparison.Ordinal);
    }
}
