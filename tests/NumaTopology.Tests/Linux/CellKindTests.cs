using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>
/// What the memory of a node without processors is. Values are what kernels write: bandwidth in MiB/s; tiers by abstract distance, of which DRAM has
/// 4 and what is slower more.
/// </summary>
public sealed class CellKindTests : System.IDisposable
{
    private const string Tiers = "sys/devices/virtual/memory_tiering/memory_tier";

    // Two sockets, and memory alone in node 2.
    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Cell(2, "");

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData(200_001, CellKind.HighBandwidth, "bandwidth 200001 MiB/s; nodes with CPUs have 100000 MiB/s")]
    [InlineData(200_000, CellKind.MemoryOnly, "memory without CPUs")]
    [InlineData(50_000, CellKind.MemoryOnly, "memory without CPUs")]
    [InlineData(0, CellKind.MemoryOnly, "memory without CPUs")] // 0 is unknown
    public void Memory_of_more_than_twice_the_bandwidth_of_the_nodes_with_processors_is_of_high_bandwidth(int bandwidth, CellKind kind, string source)
    {
        Bandwidth(0, 90_000).Bandwidth(1, 100_000).Bandwidth(2, bandwidth).AssertIs(kind, source);
    }

    [Fact]
    public void Without_the_bandwidth_of_processors_there_is_nothing_to_compare_with() => Bandwidth(2, 400_000).AssertIs(CellKind.MemoryOnly, "memory without CPUs");

    [Fact]
    public void A_node_with_processors_is_ordinary_however_fast_its_memory_is()
    {
        Bandwidth(0, 90_000).Bandwidth(1, 400_000);
        Assert.Equal([CellKind.Ordinary, CellKind.Ordinary], _machine.Capabilities().Cells.Take(2).Select(cell => cell.Kind!.Value));
    }

    [Fact]
    public void Kernels_before_5_10_tell_the_bandwidth_in_class_0_alone()
    {
        Bandwidth(0, 100_000, accessClass: 0).Bandwidth(2, 200_001, accessClass: 0).AssertIs(CellKind.HighBandwidth, "bandwidth 200001 MiB/s; nodes with CPUs have 100000 MiB/s");
    }

    [Fact]
    public void What_processors_reach_goes_before_what_devices_reach()
    {
        Bandwidth(0, 100_000).Bandwidth(2, 900_000, accessClass: 0).Bandwidth(2, 100_000).AssertIs(CellKind.MemoryOnly, "memory without CPUs");
    }

    [Fact]
    public void A_lower_tier_is_faster_and_a_higher_one_slower()
    {
        _machine.Cell(3, "").Cell(4, "").File(Tiers + "4/nodelist", "0-1,4\n").File(Tiers + "2/nodelist", "2\n").File(Tiers + "22/nodelist", "3\n");
        Assert.Equal(
            [
                (0, CellKind.Ordinary, "CPUs and memory", 4), (1, CellKind.Ordinary, "CPUs and memory", 4),
                (2, CellKind.HighBandwidth, "memory tier 2; nodes with CPUs are in tier 4", 2), (3, CellKind.SlowTier, "memory tier 22; nodes with CPUs are in tier 4", 22),
                (4, CellKind.MemoryOnly, "memory without CPUs", 4),
            ],
            _machine.Capabilities().Cells.Select(cell => (cell.Id, cell.Kind!.Value, cell.KindSource!, cell.MemoryTier!.Value)));
    }

    [Fact]
    public void Of_several_tiers_with_processors_the_lowest_is_the_usual_one()
    {
        _machine.File(Tiers + "4/nodelist", "0\n").File(Tiers + "8/nodelist", "1-2\n");
        AssertIs(CellKind.SlowTier, "memory tier 8; nodes with CPUs are in tier 4");
    }

    [Fact]
    public void A_tier_tells_nothing_where_no_node_with_processors_has_one()
    {
        _machine.File(Tiers + "4/nodelist", "2\n");
        AssertIs(CellKind.MemoryOnly, "memory without CPUs");
    }

    [Theory]
    [InlineData("sys/bus/cxl/devices/dax_region0/dax0.0", CellKind.Cxl)]
    [InlineData("sys/bus/nd/devices/dax0.0/dax0.0", CellKind.Persistent)]
    [InlineData(null, CellKind.SpecificPurpose)] // a platform device: memory that the firmware set aside
    public void Memory_that_was_a_device_is_what_the_bus_of_that_device_says(string? bus, CellKind kind)
    {
        Device(2);
        if (bus is not null)
            _machine.File(bus + "/size", "1073741824\n");
        // Whatever its tier and bandwidth are.
        _machine.File(Tiers + "4/nodelist", "0-1\n").File(Tiers + "22/nodelist", "2\n");
        Bandwidth(0, 100_000).Bandwidth(2, 400_000).AssertIs(kind, bus ?? "sys/bus/dax/devices/dax0.0");
    }

    [Fact]
    public void A_device_that_the_kernel_does_not_use_as_memory_makes_no_node()
    {
        _machine.File("sys/bus/dax/drivers/device_dax/dax0.0/resource", "0x0\n").File("sys/bus/dax/devices/dax0.0/target_node", "2\n");
        AssertIs(CellKind.MemoryOnly, "memory without CPUs");
    }

    /// <summary>target_node is the node that the memory became; numa_node the one that the device is at. Another device's region of CXL or nd says nothing of this one.</summary>
    [Fact]
    public void A_device_is_the_node_that_it_names_as_its_target()
    {
        Device(2);
        _machine.File("sys/bus/dax/devices/dax0.0/numa_node", "0\n").File("sys/bus/cxl/devices/dax_region1/dax1.0/size", "1\n").File("sys/bus/nd/devices/dax2.0/dax2.0/size", "1\n");
        AssertIs(CellKind.SpecificPurpose, "sys/bus/dax/devices/dax0.0");
    }

    [Fact]
    public void Where_no_target_is_named_the_node_of_the_device_itself_is_it()
    {
        _machine.File("sys/bus/dax/drivers/kmem/dax0.0/resource", "0x0\n").File("sys/bus/dax/devices/dax0.0/numa_node", "2\n");
        AssertIs(CellKind.SpecificPurpose, "sys/bus/dax/devices/dax0.0");
    }

    [Theory]
    [InlineData("0-1", null, CellKind.ProcessorOnly, "no memory")]
    [InlineData("", null, CellKind.Empty, "neither CPUs nor memory")]
    [InlineData("", "1-2\n", CellKind.GenericInitiator, "sys/devices/system/node/has_generic_initiator")]
    [InlineData("", "1\n", CellKind.Empty, "neither CPUs nor memory")]
    [InlineData("0-1", "2\n", CellKind.ProcessorOnly, "no memory")]
    public void A_node_without_memory_is_told_by_what_it_has_instead(string cpus, string? initiators, CellKind kind, string source)
    {
        _machine.Cell(2, cpus, memory: 0);
        if (initiators is not null)
            _machine.File(MachineBuilder.Nodes + "has_generic_initiator", initiators);
        AssertIs(kind, source);
    }

    private CellKindTests Bandwidth(int node, int value, int accessClass = 1)
    {
        _machine.File($"{MachineBuilder.Nodes}node{node}/access{accessClass}/initiators/read_bandwidth", value + "\n");
        return this;
    }

    private void Device(int node) => _machine.File("sys/bus/dax/drivers/kmem/dax0.0/resource", "0x0\n").File("sys/bus/dax/devices/dax0.0/target_node", node + "\n");

    private void AssertIs(CellKind kind, string source)
    {
        var cell = _machine.Capabilities().Cells[2];
        Assert.Equal((kind, source), (cell.Kind, cell.KindSource));
    }
}
