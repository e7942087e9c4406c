using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Which names below the nodes' folder are nodes.</summary>
public class NodeFolderTests
{
    [Theory]
    [InlineData("node")]
    [InlineData("nodes")]
    [InlineData("node-1")]
    [InlineData("node1x")]
    [InlineData("xnode1")]
    [InlineData("Node1")]
    [InlineData("node1048576")]
    [InlineData("node99999999999999999999")]
    [InlineData("node00")] // it would be cell 0 a second time
    [InlineData("has_cpu")]
    [InlineData("power")]
    public void A_folder_with_another_name_is_no_node(string name)
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").File($"{MachineBuilder.Nodes}{name}/cpulist", "2-3\n");
        Assert.Equal(0, machine.OnlyCell().Id);
        Assert.Equal([0], NumaProbe.CellIds(machine.Machine));
    }

    [Fact]
    public void A_file_is_no_node()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").File(MachineBuilder.Nodes + "node7", "");
        Assert.Equal(0, machine.OnlyCell().Id);
        Assert.Equal(0, NumaProbe.FreeMemory(machine.Machine).Single().Id);
    }

    [Fact]
    public void A_folder_of_nodes_without_nodes_is_as_good_as_none()
    {
        using var machine = new MachineBuilder().OnlineCpus("0-2").File(MachineBuilder.Nodes + "possible", "0\n").File("proc/meminfo", "MemTotal: 4096 kB\nMemFree: 1024 kB\n");
        var cell = machine.OnlyCell();
        Assert.Equal((0, "0-2", 4096L * 1024), (cell.Id, cell.Cpus.ToString(), cell.Memory));
        Assert.False(machine.Capabilities().HasNodes);
    }

    [Fact]
    public void Without_nodes_the_hosts_huge_pages_are_the_cells()
    {
        using var machine = new MachineBuilder().OnlineCpus("0").File("proc/meminfo", "MemTotal: 65536 kB\nMemFree: 8192 kB\n")
            .File("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "8\n").File("sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages", "5\n");
        // (65536 KiB − 8 × 2048 KiB) ÷ 4 KiB = 12288; 8192 KiB ÷ 4 KiB = 2048
        Assert.Equal(["4KiB: 2048 of 12288 free", "2MiB: 5 of 8 free"], machine.OnlyCell().Pages!.Select(pool => pool.ToString()));
    }

    [Fact]
    public void Online_processors_are_counted_in_proc_stat_where_sysfs_has_none()
    {
        using var machine = new MachineBuilder().File("proc/stat", "cpu  9 9 9\ncpu0 4705 0 1203\ncpu2 1 2 3\nintr 7 8\n");
        Assert.Equal("0,2", machine.OnlyCell().Cpus.ToString());
    }

    [Fact]
    public void A_container_without_sys_is_told_that_its_cells_are_unknown()
    {
        using var builder = new MachineBuilder().File("proc/stat", "cpu  9 9 9\ncpu0 4705 0 1203\ncpu2 1 2 3\n").File("proc/meminfo", "MemTotal: 4096 kB\nMemFree: 1024 kB\n");
        var machine = builder.Machine;
        var cell = Assert.Single(NumaProbe.Cells(machine));
        Assert.Equal(("0,2", 4096L * 1024), (cell.Cpus.ToString(), cell.Memory));
        Assert.EndsWith("does not exist, as in a container without /sys. The nodes are unknown; node 0 stands for the whole host.", Assert.Single(machine.Log.Warnings));
    }

    [Fact]
    public void Of_an_empty_folder_sys_nothing_is_known_and_no_cell_made_up()
    {
        using var machine = new MachineBuilder();
        var capabilities = machine.Capabilities();
        Assert.Empty(capabilities.Cells);
        Assert.Null(capabilities.OnlineCpus);
        Assert.Null(capabilities.PresentCpus);
        Assert.Null(capabilities.HostName);
        Assert.Null(capabilities.Architecture);
        Assert.Empty(capabilities.Caches);
    }

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_folder_that_tells_neither_processors_nor_memory_has_no_cell_and_says_so_once()
    {
        using var described = new MachineBuilder().File("proc/cpuinfo", "processor : 0\n").Link("sys/class/net/eth0", "sys/devices/pci0000:00/0000:00:03.0/net/eth0");
        var machine = described.Machine;
        Assert.Empty(NumaProbe.CellIds(machine));
        Assert.Empty(NumaProbe.Cells(machine));
        Assert.Null(Assert.Single(NumaProbe.Devices(machine)).CellId);
        Assert.EndsWith("/sys/devices/system/cpu does not exist, and nothing else reports CPUs or memory. The nodes are unknown; none is shown.", Assert.Single(machine.Log.Warnings));
    }

    [Fact]
    public void A_cell_that_is_not_there_has_no_memory_either()
    {
        using var machine = new MachineBuilder();
        Assert.Empty(NumaProbe.Cells(machine.Machine));
        Assert.Empty(NumaProbe.FreeMemory(machine.Machine));
        Assert.Empty(NumaProbe.FreeMemory(machine.Machine, [0]));
    }

    [Fact]
    public void A_file_beyond_all_measure_is_refused_by_its_name()
    {
        using var machine = new MachineBuilder().Cell(0, "0");
        var path = Path.Combine(machine.Root, MachineBuilder.Nodes + "node0/meminfo");
        using (var file = File.OpenWrite(path))
            file.SetLength(65 << 20);
        Assert.Equal(path, Assert.Throws<TopologyFormatException>(machine.OnlyCell).Fact);
    }
}
