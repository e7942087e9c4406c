using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

public class ProcessorTests
{
    [Fact]
    public void A_processor_has_the_ids_of_its_topology_folder()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Processor(0, socket: 1, core: 7, siblings: "0-1");
        machine.File(MachineBuilder.Cpus + "cpu0/topology/die_id", "2\n").File(MachineBuilder.Cpus + "cpu0/topology/cluster_id", "3\n");
        var processor = machine.Capabilities().Cells[0].Processors![0];
        Assert.Equal((1, 2, 3, 7, "0-1"), (processor.Socket, processor.Die, processor.Cluster, processor.Core, processor.Siblings!.ToString()));
    }

    [Theory]
    [InlineData("-1\n")]
    [InlineData("4294967295\n")]
    [InlineData(null)]
    public void An_id_that_the_firmware_does_not_give_is_null(string? text)
    {
        using var machine = new MachineBuilder().Cell(0, "0").Processor(0, 0, 0, "0");
        _ = text is null ? machine.Remove(MachineBuilder.Cpus + "cpu0/topology/physical_package_id") : machine.File(MachineBuilder.Cpus + "cpu0/topology/physical_package_id", text);
        Assert.Null(machine.Capabilities().Cells[0].Processors![0].Socket);
    }

    /// <summary>x86 kernels write BAD_APICID, 0xFFFF, where the processor tells no cluster; most virtual machines are such.</summary>
    [Fact]
    public void The_cluster_65535_of_x86_is_none()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Processor(0, 0, 0, "0").Processor(1, 0, 1, "1")
            .File(MachineBuilder.Cpus + "cpu0/topology/cluster_id", "65535\n").File(MachineBuilder.Cpus + "cpu1/topology/cluster_id", "65534\n");
        Assert.Equal([null, 65534], machine.Capabilities().Cells[0].Processors!.Select(processor => processor.Cluster));
    }

    // As hwloc's recorded offline-cpu0-node0, of which lscpu counts 2 sockets and lstopo draws 17 cores: node 0 is gone, and its CPUs run on.
    [Fact]
    public void CPUs_in_no_node_count()
    {
        using var machine = new MachineBuilder().Cell(1, "4-7").OnlineCpus("0-7");
        for (var cpu = 0; cpu < 8; cpu++)
            machine.Processor(cpu, cpu / 4, cpu / 2, cpu % 2 == 0 ? $"{cpu}-{cpu + 1}" : $"{cpu - 1}-{cpu}");
        var capabilities = machine.Capabilities();
        Assert.Equal((2, 4, 2), (capabilities.Sockets, capabilities.Cores, capabilities.ThreadsPerCore));
        Assert.Equal([(0, 0), (1, 0), (2, 0), (3, 0)], capabilities.UnassignedProcessors.Select(cpu => (cpu.Id, cpu.Socket!.Value)));
        Assert.Contains("2 sockets, 4 cores, 8 CPUs (2 per core), 1 node", NumaPicture.Text(capabilities));
        Assert.Null(machine.Remove(MachineBuilder.Cpus + "cpu0/topology").Capabilities().Sockets);
    }

    [Fact]
    public void Every_CPU_of_a_machine_with_64_cells_has_its_ids()
    {
        // 64 cells of 2 sockets of 4 cores of 2 threads: cell 63 has processors 1008-1023 in sockets 126 and 127.
        using var machine = new MachineBuilder();
        for (var cell = 0; cell < 64; cell++)
            machine.Cell(cell, $"{cell * 16}-{(cell * 16) + 15}");
        var cells = machine.Topology(socketsPerCell: 2, cores: 4, threads: 2).Capabilities().Cells;
        Assert.Equal(1024, cells.Sum(cell => cell.Processors!.Count));
        Assert.Equal(128, cells.SelectMany(cell => cell.Processors!).Select(processor => processor.Socket).Distinct().Count());
        var last = cells[63].Processors![15];
        Assert.Equal((1023, 127, 3, "1022-1023"), (last.Id, last.Socket, last.Core, last.Siblings!.ToString()));
        Assert.Equal(512, cells.SelectMany(cell => cell.Processors!).Select(processor => processor.Siblings).Distinct().Count());
    }

    [Fact]
    public void Cores_of_a_hybrid_machine_have_their_kind_and_capacity()
    {
        using var machine = new MachineBuilder().Cell(0, "0-3").File("sys/devices/cpu_core/cpus", "0-1\n").File("sys/devices/cpu_atom/cpus", "2\n")
            .File(MachineBuilder.Cpus + "cpu2/cpu_capacity", "512\n");
        var processors = machine.Capabilities().Cells[0].Processors!;
        Assert.Equal([CoreKind.Performance, CoreKind.Performance, CoreKind.Efficiency, null], processors.Select(processor => processor.CoreKind));
        Assert.Equal([null, null, 512, null], processors.Select(processor => processor.Capacity));
    }

    [Fact]
    public void A_cache_that_is_shared_is_told_once()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1");
        for (var cpu = 0; cpu < 2; cpu++)
            machine.Cache(cpu, 0, 1, "Data", "32K", cpu, cpu.ToString(System.Globalization.CultureInfo.InvariantCulture)).Cache(cpu, 1, 3, "Unified", "16M", 0, "0-1");
        var caches = machine.Capabilities().Caches;
        Assert.Equal(["L1d 32KiB (0)", "L1d 32KiB (1)", "L3 16MiB (0-1)"], caches.Select(cache => cache.ToString()));
        Assert.Equal(64, caches[0].LineSize);
    }

    [Fact]
    public void A_shared_cache_that_the_kernel_gives_two_ids_is_told_for_each()
    {
        // As a real kernel has it on an emulated machine; libvirt lists both banks.
        using var machine = new MachineBuilder().Cell(0, "0-1").Cache(0, 0, 3, "Unified", "16M", 0, "0-1").Cache(1, 0, 3, "Unified", "16M", 1, "0-1");
        Assert.Equal([(0, "0-1"), (1, "0-1")], machine.Capabilities().Caches.Select(cache => (cache.Id!.Value, cache.Cpus.ToString())));
    }

    [Theory]
    [InlineData("type", "Sideways\n")]
    [InlineData("size", "32X\n")]
    [InlineData("size", "99999999999999999M\n")]
    public void A_malformed_cache_is_an_error(string file, string text)
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cache(0, 0, 1, "Data", "32K", 0, "0").File(MachineBuilder.Cpus + "cpu0/cache/index0/" + file, text);
        Assert.EndsWith("index0/" + file, Assert.Throws<TopologyFormatException>(machine.Capabilities).Fact);
    }
}
