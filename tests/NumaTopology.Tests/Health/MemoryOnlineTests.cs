using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>Memory that is there and serves nobody: blocks that are offline, and dax devices that no driver holds.</summary>
public class MemoryOnlineTests : HealthTest
{
    private const string Memory = "sys/devices/system/memory/";

    [Fact]
    public void Memory_that_is_all_online_is_sound() => Assert.Equal("Pass : all blocks online; new blocks: offline", Said(Blocks("online", "online"), "MemoryOnline"));

    // Blocks of 8000000 are 128 MiB.
    [Theory]
    [InlineData("online", "offline", "Warning 1: 128 MiB of node 1 offline")]
    [InlineData("offline", "offline", "Warning 1: 256 MiB of node 1 offline")]
    public void Blocks_that_are_offline_are_told(string ninth, string tenth, string said) => Assert.Equal(said, Said(Blocks(ninth, tenth), "MemoryOnline"));

    [Theory]
    [InlineData("kmem", "Pass : all blocks online; new blocks: offline")]
    [InlineData("device_dax", "Pass : all blocks online; new blocks: offline")]
    [InlineData(null, "Warning : no driver for dax0.0")]
    public void A_dax_device_has_a_driver(string? driver, string said)
    {
        var machine = Blocks("online", "online").File("sys/bus/dax/devices/dax0.0/target_node", "2\n").File("sys/bus/dax/drivers/kmem/bind", "").File("sys/bus/dax/drivers/device_dax/bind", "");
        if (driver is not null)
            machine.File($"sys/bus/dax/drivers/{driver}/dax0.0/target_node", "2\n");
        Assert.Equal(said, Said(machine, "MemoryOnline"));
    }

    // The kernel's dax_bus_probe refuses a device of size 0, which every region that can be divided has.
    [Theory]
    [InlineData("0", "Pass : all blocks online; new blocks: offline")]
    [InlineData("17179869184", "Warning : no driver for dax0.1")]
    public void A_dax_device_without_memory_needs_no_driver(string size, string said)
    {
        var machine = Blocks("online", "online").File("sys/bus/dax/drivers/kmem/dax0.0/target_node", "2\n");
        Assert.Equal(said, Said(machine.File("sys/bus/dax/devices/dax0.0/size", "17179869184\n").File("sys/bus/dax/devices/dax0.1/size", size + "\n"), "MemoryOnline"));
    }

    [Fact]
    public void Blocks_of_several_nodes_and_several_devices_are_told()
    {
        Assert.Equal("Warning 0,1: 384 MiB of nodes 0-1 offline", Said(Blocks("offline", "offline").File(Memory + "memory1/state", "offline\n"), "MemoryOnline"));
        Assert.Equal("NotApplicable : 384 MiB on standby", Said(Blocks("offline", "offline").File(Memory + "memory1/state", "offline\n").File("proc/cpuinfo", "vendor_id       : IBM/S390\n"), "MemoryOnline"));
        using var machine = Blocks("online", "online").File("sys/bus/dax/devices/dax1.0/target_node", "2\n").File("sys/bus/dax/devices/dax0.0/target_node", "2\n").File("sys/bus/dax/devices/other/target_node", "2\n");
        var check = Check(machine.Machine, "MemoryOnline");
        Assert.Equal("no driver for dax0.0, dax1.0", check.Observed);
        Assert.Equal(["/sys/bus/dax/devices/dax0.0 has no driver", "/sys/bus/dax/devices/dax1.0 has no driver"], check.Evidence.TakeLast(2));
    }

    [Fact]
    public void A_kernel_that_does_not_say_what_becomes_of_new_blocks_is_sound() =>
        Assert.Equal("Pass : all blocks online", Said(Blocks("online", "online").Remove(Memory + "auto_online_blocks"), "MemoryOnline"));

    // Only a partition of an s390 has memory on standby.
    [Fact]
    public void Offline_memory_of_another_architecture_is_told() =>
        Assert.Equal("Warning 1: 128 MiB of node 1 offline", Said(Blocks("online", "offline").File("call/uname.machine", "x86_64\n"), "MemoryOnline"));

    [Fact]
    public void Memory_on_standby_of_a_partition_is_meant_so() =>
        Assert.Equal("NotApplicable : 128 MiB on standby", Said(Blocks("online", "offline").File("proc/cpuinfo", "vendor_id       : IBM/S390\n"), "MemoryOnline"));

    [Fact]
    public void Blocks_that_are_not_reported_are_unknown()
    {
        Assert.Equal(CheckStatus.Unknown, Check(Sound(), "MemoryOnline").Status);
        Assert.Equal(CheckStatus.Unknown, Check(Blocks("online", "online").Remove(Memory + "memory10/state"), "MemoryOnline").Status);
        Assert.Equal(CheckStatus.Unknown, Check(Blocks("online", "online").Remove(Memory + "block_size_bytes"), "MemoryOnline").Status);
    }

    /// <summary>Node 0 has the blocks 0 to 1, node 1 the blocks 9 and 10: as text 10 comes first.</summary>
    private static MachineBuilder Blocks(string ninth, string tenth)
    {
        var machine = Sound().File(Memory + "block_size_bytes", "8000000\n").File(Memory + "auto_online_blocks", "offline\n");
        foreach (var (node, block, state) in new[] { (0, 0, "online"), (0, 1, "online"), (1, 9, ninth), (1, 10, tenth) })
            machine.File($"{Memory}memory{block}/state", state + "\n").File($"{MachineBuilder.Nodes}node{node}/memory{block}/state", state + "\n");
        return machine;
    }
}
