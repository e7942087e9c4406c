using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Libvirt;

/// <summary>
/// Every element of libvirt's capabilities that the Model has, composed by its schema (capability.rng). What is read stands in the Model's order, whatever the document's.
/// </summary>
public class CapabilitiesDocumentTests
{
    private readonly NumaCapabilities _machine = NumaXml.Read("""
        <capabilities>
          <host>
            <cpu><arch>x86_64</arch></cpu>
            <topology>
              <cells num='2'>
                <cell id='1'>
                  <memory unit='KiB'>2048</memory>
                  <pages unit='KiB' size='2048'>3</pages>
                  <pages size='4'>512</pages>
                  <distances><sibling id='1' value='10'/><sibling id='0' value='21'/></distances>
                  <cache level='2' associativity='full' policy='writethrough'><size value='64' unit='MiB'/><line value='64'/></cache>
                  <cache level='1' associativity='direct' policy='writeback'><size value='128'/></cache>
                  <cpus num='2'>
                    <cpu id='3' socket_id='1' die_id='2' cluster_id='4' core_id='5' siblings='2-3'/>
                    <cpu id='2' socket_id='1' die_id='2' cluster_id='4' core_id='5' siblings='2-3'/>
                  </cpus>
                </cell>
                <cell id='0'>
                  <memory unit='GB'>1</memory>
                  <cpus num='1'><cpu id='0' socket_id='0' die_id='0' cluster_id='0' core_id='0' siblings='0'/></cpus>
                </cell>
              </cells>
              <interconnects>
                <bandwidth initiator='0' target='1' type='write' value='5' unit='MiB'/>
                <bandwidth initiator='0' target='0' cache='1' type='access' value='3'/>
                <latency initiator='0' target='1' type='read' value='250'/>
                <latency initiator='0' target='0' type='access' value='0'/>
              </interconnects>
            </topology>
            <cache>
              <bank id='1' level='3' type='code' size='8' unit='MiB' cpus='2-3'/>
              <bank id='0' level='3' type='both' size='512' cpus='0'>
                <control granularity='768' min='1536' unit='KiB' type='data' maxAllocs='4'/>
                <control granularity='64' min='128' type='code' maxAllocs='2'/>
              </bank>
              <monitor level='3' reuseThreshold='270336' maxMonitors='176'><feature name='llc_occupancy'/></monitor>
            </cache>
            <memory_bandwidth>
              <node id='1' cpus='2-3'><control granularity='10' min='20' maxAllocs='4'/></node>
              <node id='0' cpus='0'><control granularity='5' maxAllocs='8'/></node>
              <monitor maxMonitors='16'><feature name='mbm_total_bytes'/><feature name='mbm_local_bytes'/></monitor>
            </memory_bandwidth>
          </host>
        </capabilities>
        """);

    [Fact]
    public void Cells_have_their_memory_pages_and_distances()
    {
        Assert.Equal([(0, 1000000000L), (1, 2097152L)], _machine.Cells.Select(cell => (cell.Id, cell.Memory!.Value)));
        Assert.Null(_machine.Cells[0].Pages);
        Assert.Equal([(4096L, 512L), (2097152L, 3L)], _machine.Cells[1].Pages!.Select(pool => (pool.Size, pool.Total!.Value)));
        Assert.Equal([(0, 21), (1, 10)], _machine.Cells[1].Distances.Select(distance => (distance.To, distance.Value)));
    }

    [Fact]
    public void Caches_of_memory_have_their_level_kind_size_and_line() =>
        Assert.Equal(
            [(1, CacheAssociativity.Direct, CacheWritePolicy.WriteBack, 128L << 10, null), (2, CacheAssociativity.Full, CacheWritePolicy.WriteThrough, 64L << 20, 64)],
            _machine.Cells[1].MemorySideCaches.Select(cache => (cache.Level, cache.Associativity, cache.WritePolicy, cache.Size, cache.LineSize)));

    [Theory]
    [InlineData("2147483647", "B", int.MaxValue)]
    [InlineData("3", "GiB", int.MaxValue)] // more than a line can have
    [InlineData("1", "KiB", 1024)]
    public void A_line_has_a_unit(string value, string unit, int bytes)
    {
        var xml = $"<capabilities><host><topology><cells><cell id='0'><cache level='1' associativity='none' policy='none'><size value='1'/><line value='{value}' unit='{unit}'/></cache></cell></cells></topology></host></capabilities>";
        var cache = Assert.Single(NumaXml.Read(xml).Cells[0].MemorySideCaches);
        Assert.Equal((CacheAssociativity.None, CacheWritePolicy.None, 1024L, bytes), (cache.Associativity, cache.WritePolicy, cache.Size, cache.LineSize!.Value));
    }

    [Fact]
    public void Processors_have_their_socket_die_cluster_core_and_siblings()
    {
        Assert.Equal([2, 3], _machine.Cells[1].Processors!.Select(processor => processor.Id));
        Assert.All(_machine.Cells[1].Processors!, processor => Assert.Equal((1, 2, 4, 5, "2-3"), (processor.Socket!.Value, processor.Die!.Value, processor.Cluster!.Value, processor.Core!.Value, processor.Siblings!.ToString())));
    }

    [Fact]
    public void Latencies_are_in_nanoseconds_and_0_is_unknown_bandwidths_are_in_KiB_where_nothing_else_is_said()
    {
        Assert.Equal(
            [
                (InterconnectType.Latency, 0, 0, 0, MemoryAccess.Access, null), (InterconnectType.Latency, 0, 1, 0, MemoryAccess.Read, 250L),
                (InterconnectType.Bandwidth, 0, 0, 1, MemoryAccess.Access, 3072L), (InterconnectType.Bandwidth, 0, 1, 0, MemoryAccess.Write, 5242880L),
            ],
            _machine.Interconnects.Select(value => (value.Type, value.Initiator, value.Target, value.CacheLevel, value.Access, value.Value)));
    }

    [Fact]
    public void Banks_have_their_controls_and_the_monitor_its_features()
    {
        Assert.Equal([(0, 3, CacheType.Unified, 512L, "0"), (1, 3, CacheType.Instruction, 8L << 20, "2-3")], _machine.Caches.Select(cache => (cache.Id!.Value, cache.Level, cache.Type, cache.Size!.Value, cache.Cpus.ToString())));
        Assert.Equal(
            [(CacheType.Data, 768L << 10, 1536L << 10, 4), (CacheType.Instruction, 64L, 128L, 2)],
            _machine.Caches[0].Controls.Select(control => (control.Type, control.Granularity, control.Minimum!.Value, control.MaximumAllocations!.Value)));
        Assert.Equal((3, 270336L, 176, "llc_occupancy"), (_machine.CacheMonitor!.Level!.Value, _machine.CacheMonitor.ReuseThreshold!.Value, _machine.CacheMonitor.MaximumMonitors, Assert.Single(_machine.CacheMonitor.Features)));
    }

    [Fact]
    public void Bandwidth_of_memory_has_its_controls_and_monitor()
    {
        Assert.Equal([(0, "0", 5, null, 8), (1, "2-3", 10, 20, 4)], _machine.MemoryBandwidth.Select(control => (control.Id, control.Cpus.ToString(), control.Granularity, control.Minimum, control.MaximumAllocations!.Value)));
        Assert.Equal((null, null, 16), (_machine.MemoryBandwidthMonitor!.Level, _machine.MemoryBandwidthMonitor.ReuseThreshold, _machine.MemoryBandwidthMonitor.MaximumMonitors));
        Assert.Equal(["mbm_total_bytes", "mbm_local_bytes"], _machine.MemoryBandwidthMonitor.Features);
    }

    [Theory]
    [InlineData("0", "0,1", 0)] // libvirt writes 0 where nothing is known; one processor in socket 1 shows that it is
    [InlineData("0", "0", null)]
    public void A_socket_0_counts_when_any_processor_has_another(string first, string second, int? socket)
    {
        var read = NumaXml.Read($"<capabilities><host><topology><cells><cell id='0'><cpus>{Cpus(0, first)}</cpus></cell><cell id='1'><cpus>{Cpus(4, second)}</cpus></cell></cells></topology></host></capabilities>");
        Assert.Equal([socket, null], read.Cells.Select(cell => cell.Socket));

        static string Cpus(int from, string sockets) => string.Concat(sockets.Split(',').Select((number, i) => $"<cpu id='{from + i}' socket_id='{number}' core_id='0'/>"));
    }

    [Fact]
    public void Dies_of_several_cells_are_groups_in_their_socket()
    {
        // The socket and die of each cell's only processor.
        var cells = new[] { (0, 0), (0, 0), (0, 1), (0, 1), (1, 0) }.Select((at, i) => $"<cell id='{i}'><cpus><cpu id='{i}' socket_id='{at.Item1}' die_id='{at.Item2}' core_id='0'/></cpus></cell>");
        Assert.Equal("{{0-1} {2-3}} 4", NumaXml.Read($"<capabilities><host><topology><cells>{string.Concat(cells)}</cells></topology></host></capabilities>").Hierarchy.ToString());
    }

    [Fact]
    public void What_the_node_itself_counts_and_processors_without_places_are_written()
    {
        var xml = NumaXml.Write(new NumaCapabilities { Cells = [new NumaCell { Id = 0, Cpus = CpuSet.Parse("4-5"), Memory = 4 << 20, NodeMemory = 1 << 20 }] }, NumaXmlSchema.Libvirt);
        Assert.Contains("<memory unit='KiB'>1024</memory>", xml, StringComparison.Ordinal);
        Assert.Contains("<cpus num='2'>\n            <cpu id='4'/>\n            <cpu id='5'/>\n          </cpus>", xml, StringComparison.Ordinal);
    }

    /// <summary>Of a processor of which one id is known libvirt writes 0 for the others, and lets it be its own sibling.</summary>
    [Theory]
    [InlineData(7, null, "socket_id='7' die_id='0' cluster_id='0' core_id='0' siblings='4'")]
    [InlineData(null, 6, "socket_id='0' die_id='0' cluster_id='0' core_id='6' siblings='4'")]
    public void Half_a_place_is_written_with_zeros(int? socket, int? core, string attributes) =>
        Assert.Contains($"<cpu id='4' {attributes}/>", NumaXml.Write(new NumaCapabilities { Cells = [new NumaCell { Id = 0, Cpus = CpuSet.Of(4), Processors = [new LogicalProcessor { Id = 4, Socket = socket, Core = core }] }] }, NumaXmlSchema.Libvirt), StringComparison.Ordinal);

    [Theory]
    [InlineData(2L << 20, 512L << 10, "granularity='2048' min='512' unit='KiB'")] // the smaller unit is that of both
    [InlineData(768L << 10, 3L << 20, "granularity='768' min='3072' unit='KiB'")]
    [InlineData(768L << 10, 0L, "granularity='768' unit='KiB'")]
    [InlineData(768L << 10, null, "granularity='768' unit='KiB'")]
    public void Granularity_and_minimum_of_a_cache_share_a_unit(long granularity, long? minimum, string attributes)
    {
        var cache = new CpuCache { Level = 3, Type = CacheType.Unified, Id = 0, Size = 1, Cpus = CpuSet.Of(0), Controls = [new CacheControl { Type = CacheType.Data, Granularity = granularity, Minimum = minimum, MaximumAllocations = 4 }] };
        Assert.Contains($"<control {attributes} type='data' maxAllocs='4'/>", NumaXml.Write(new NumaCapabilities { Caches = [cache] }, NumaXmlSchema.Libvirt), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_a_cache_before_the_memory_name_its_level()
    {
        var value = new NumaInterconnect { Type = InterconnectType.Bandwidth, Initiator = 0, Target = 1, CacheLevel = 2, Access = MemoryAccess.Write, AccessClass = 1, Value = 5 << 20 };
        Assert.Contains("<bandwidth initiator='0' target='1' cache='2' type='write' value='5120' unit='KiB'/>", NumaXml.Write(new NumaCapabilities { Interconnects = [value] }, NumaXmlSchema.Libvirt), StringComparison.Ordinal);
    }
}
