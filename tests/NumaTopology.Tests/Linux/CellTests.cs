using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Xunit;

namespace NumaTopology.Tests.Linux;

public class CellTests
{
    [Fact]
    public void Cells_have_their_processors_and_memory()
    {
        using var machine = new MachineBuilder().Cell(0, "0-3", memory: 8386704, free: 6895672).Cell(1, "4-7", memory: 4096);
        var cells = NumaProbe.Cells(machine.Machine);
        Assert.Equal([0, 1], cells.Select(cell => cell.Id));
        Assert.Equal("0-3", cells[0].Cpus.ToString());
        Assert.Equal(8386704L * 1024, cells[0].Memory);
        Assert.Equal(6895672L * 1024, cells[0].FreeMemory);
        Assert.Equal(4096L * 1024, cells[1].Memory);
    }

    [Fact]
    public void Sparse_ids_stay_and_sort_as_numbers()
    {
        using var machine = new MachineBuilder().Cell(33, "4").Cell(2, "2").Cell(10, "3");
        Assert.Equal([2, 10, 33], NumaProbe.Cells(machine.Machine).Select(cell => cell.Id));
    }

    [Fact]
    public void A_cell_may_lack_processors_or_memory()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1", memory: 0).Cell(1, "");
        var cells = NumaProbe.Cells(machine.Machine);
        Assert.Equal(0, cells[0].Memory);
        Assert.Equal(CellKind.ProcessorOnly, cells[0].Kind);
        Assert.True(cells[1].Cpus.IsEmpty);
        Assert.Equal(CellKind.MemoryOnly, cells[1].Kind);
    }

    [Fact]
    public void Offline_processors_are_left_out_though_the_cell_lists_them()
    {
        using var machine = new MachineBuilder().Cell(0, "0-3").OnlineCpus("1-2");
        Assert.Equal("1-2", machine.OnlyCell().Cpus.ToString());
    }

    [Fact]
    public void Without_cpu_online_each_processors_own_file_says_whether_it_runs()
    {
        using var machine = new MachineBuilder().Cell(0, "0-2").Remove(MachineBuilder.Cpus + "online");
        machine.Processor(0, 0, 0, "0").Processor(1, 0, 1, "1").Processor(2, 0, 2, "2");
        machine.File(MachineBuilder.Cpus + "cpu1/online", "0\n").File(MachineBuilder.Cpus + "cpu2/online", "1\n");
        Assert.Equal("0,2", machine.OnlyCell().Cpus.ToString());
    }

    [Fact]
    public void The_mask_serves_where_there_is_no_list()
    {
        using var machine = new MachineBuilder().Cell(0, "0-7").Remove(MachineBuilder.Nodes + "node0/cpulist").File(MachineBuilder.Nodes + "node0/cpumap", "000000f0\n");
        Assert.Equal("4-7", machine.OnlyCell().Cpus.ToString());
    }

    [Fact]
    public void Overlapping_cells_are_told_as_the_machine_tells_them()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "0-1");
        Assert.All(NumaProbe.Cells(machine.Machine), cell => Assert.Equal("0-1", cell.Cpus.ToString()));
    }

    [Fact]
    public void NUL_bytes_at_the_end_of_a_file_do_not_count()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").File(MachineBuilder.Nodes + "node0/cpulist", "0-1\n\0\0\0");
        Assert.Equal("0-1", machine.OnlyCell().Cpus.ToString());
    }

    [Fact]
    public void Without_nodes_one_cell_has_all_that_the_host_has()
    {
        using var machine = new MachineBuilder().OnlineCpus("0-5").File("proc/meminfo", "MemTotal:       2048 kB\nMemFree:        1024 kB\n");
        var cell = machine.OnlyCell();
        Assert.Equal((0, "0-5", 2048L * 1024, 1024L * 1024), (cell.Id, cell.Cpus.ToString(), cell.Memory, cell.FreeMemory));
        Assert.Empty(cell.Distances);
        Assert.Equal(1024L * 1024, Assert.Single(NumaProbe.FreeMemory(machine.Machine)).FreeMemory);
        Assert.Empty(NumaProbe.Cells(machine.Machine, [1]));
    }

    [Fact]
    public void What_is_missing_is_null()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Remove(MachineBuilder.Nodes + "node0/meminfo");
        var cell = machine.OnlyCell();
        Assert.Null(cell.Memory);
        Assert.Null(cell.FreeMemory);
        Assert.Null(cell.AvailableMemory);
        Assert.Null(cell.Pages);
        Assert.Null(cell.Kind);
    }

    [Theory]
    [InlineData("cpulist", "0-x\n")]
    [InlineData("cpulist", "0-4294967295\n")]
    [InlineData("meminfo", "Node 0 MemTotal: lots kB\n")]
    [InlineData("meminfo", "Node 0 MemFree: 12 kB\n")]
    [InlineData("meminfo", "Node 0 MemTotal: 99999999999999999999 kB\n")]
    [InlineData("distance", "10 far\n")]
    [InlineData("hugepages/hugepages-2048kB/nr_hugepages", "-5\n")]
    [InlineData("hugepages/hugepages-2048kB/nr_hugepages", "many\n")]
    public void What_is_malformed_is_an_error_that_names_the_file(string file, string text)
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").File(MachineBuilder.Nodes + "node0/" + file, text);
        var error = Assert.Throws<TopologyFormatException>(() => NumaProbe.Cells(machine.Machine));
        Assert.Equal(Path.Combine(machine.Root, MachineBuilder.Nodes + "node0/" + file), error.Fact);
    }

    [Fact]
    public void Of_a_cell_whose_processors_are_unknown_nothing_is_concluded()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Remove(MachineBuilder.Nodes + "node1/cpulist");
        var source = machine.Machine;
        Assert.Equal([CellKind.Ordinary, null], NumaProbe.Cells(source).Select(cell => cell.Kind));
        Assert.Contains("CPUs of node 1 are unknown: its cpulist and cpumap cannot be read.", Assert.Single(source.Log.Warnings));
    }

    [Fact]
    public void A_folder_node00_is_not_node_0()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").File(MachineBuilder.Nodes + "node00/cpulist", "7\n");
        Assert.Equal("0-1", machine.OnlyCell().Cpus.ToString());
    }

    [Fact]
    public void An_empty_list_of_online_processors_does_not_empty_the_cells()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").OnlineCpus("");
        Assert.Equal("0-1", machine.OnlyCell().Cpus.ToString());
    }

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_warned_of_and_null()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Remove(MachineBuilder.Nodes + "node0/meminfo");
        Directory.CreateDirectory(Path.Combine(machine.Root, MachineBuilder.Nodes, "node0/meminfo"));
        var source = machine.Machine;
        Assert.Null(Assert.Single(NumaProbe.Cells(source)).Memory);
        Assert.Contains("meminfo", Assert.Single(source.Log.Warnings));
    }

    [Fact(Skip = "Windows has no file modes", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [UnsupportedOSPlatform("windows")]
    public void A_file_that_may_not_be_read_is_warned_of_and_null()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1");
        var meminfo = Path.Combine(machine.Root, MachineBuilder.Nodes, "node0/meminfo");
        File.SetUnixFileMode(machine.Root, File.GetUnixFileMode(machine.Root) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(meminfo, UnixFileMode.None);
        var source = machine.Machine;
        // Root may read every file: this thread opens files as nobody until it is root again.
        var user = SetFileSystemUser(65534);
        try
        {
            Assert.Null(Assert.Single(NumaProbe.Cells(source)).Memory);
        }
        finally
        {
            _ = SetFileSystemUser(user);
        }

        Assert.Equal($"{meminfo} could not be read: permission denied (EACCES).", Assert.Single(source.Log.Warnings));
    }

    [Fact(Skip = Platform.NoLinks, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Links_that_run_in_circles_do_not_hang()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").Remove(MachineBuilder.Nodes + "node0/cpulist");
        File.CreateSymbolicLink(Path.Combine(machine.Root, MachineBuilder.Nodes, "node0/cpulist"), "cpulist");
        Directory.CreateSymbolicLink(Path.Combine(machine.Root, MachineBuilder.Nodes, "node0/loop"), "../node0");
        Assert.True(machine.OnlyCell().Cpus.IsEmpty);
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern int SetFileSystemUser(int id);

    /// <summary>The kernel's own list of a package's CPUs spares their single ids.</summary>
    [Theory]
    [InlineData("package_cpus_list", "0-3")]
    [InlineData("package_cpus", "f")]
    [InlineData("core_siblings_list", "0-3")] // before Linux 5.2
    [InlineData("core_siblings", "f")]
    public void The_socket_of_a_node_is_that_of_a_CPU_that_shares_it_with_all(string file, string cpus)
    {
        using var machine = new MachineBuilder().Cell(0, "0-3").File(MachineBuilder.Cpus + "cpu0/topology/physical_package_id", "5\n");
        Assert.Null(machine.OnlyCell().Socket);
        Assert.Equal(5, machine.File(MachineBuilder.Cpus + "cpu0/topology/" + file, cpus + "\n").OnlyCell().Socket);
    }

    [Fact]
    public void A_node_without_meminfo_has_no_source_of_memory()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").Remove(MachineBuilder.Nodes + "node0/meminfo");
        Assert.Equal([null, MemorySource.MemInfo], NumaProbe.Cells(machine.Machine).Select(cell => cell.MemorySource));
        Assert.Equal([null, MemorySource.MemInfo], machine.Capabilities().Cells.Select(cell => cell.MemorySource));
    }

    [Fact]
    public void A_meminfo_of_empty_lines_says_nothing_and_one_without_its_total_is_malformed()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").File(MachineBuilder.Nodes + "node0/meminfo", "\n\n");
        Assert.Null(NumaProbe.Cells(machine.Machine)[0].Memory);
        machine.File(MachineBuilder.Nodes + "node0/meminfo", "Node 0 MemFree:        4 kB\n");
        Assert.Contains("MemTotal", Assert.Throws<TopologyFormatException>(() => NumaProbe.Cells(machine.Machine)).Reason);
    }

    [Theory]
    [InlineData("0", null)] // not given
    [InlineData("1", 1L)]
    [InlineData("4294967295", 4294967295L)]
    public void A_latency_has_32_bits(string text, long? nanoseconds)
    {
        using var machine = Latency(text);
        Assert.Equal(nanoseconds, machine.Capabilities().Interconnects.Single(value => value.AccessClass == 1).Value);
    }

    [Fact]
    public void A_latency_of_more_bits_is_refused()
    {
        using var machine = Latency("4294967296");
        var error = Assert.Throws<TopologyFormatException>(machine.Capabilities);
        Assert.EndsWith("access1/initiators/read_latency", error.Fact);
        Assert.Contains("4294967296", error.Reason);
    }

    /// <summary>What lies between nodes is concluded from all of them. Row 0 of the hmat machine is 10 21 31 17, and firmware gives 250 ns to node 3; the sockets of ladder have two nodes each.</summary>
    [Fact]
    public void A_node_that_is_asked_for_alone_is_what_it_is_among_all()
    {
        var cell = Assert.Single(NumaProbe.Cells(Kept("hmat"), [0]));
        Assert.Equal([0, 1, 2, 1], cell.Distances.Select(distance => distance.Hops));
        Assert.Equal((250, "0"), (cell.Distances[3].ReadLatency, cell.Group));
        Assert.Equal([1, 2, 3, 0], Assert.Single(NumaProbe.Cells(Kept("hmat"), [3])).Distances.Select(distance => distance.Hops));
        Assert.Equal(["2", "1"], NumaProbe.Cells(Kept("ladder"), [5, 2]).Select(node => node.Group));
    }

    [Theory]
    [InlineData("Node 0 MemTotal: 4 kB\nNode 0 MemFree: 2 kB")] // no line end
    [InlineData("  Node 0 MemTotal: 4 kB\n Node 0 MemFree:2\n")]
    [InlineData("N\nNo: 1\nNode: 5 kB\nNod 0 MemFree: 9 kB\nMemTotal: 4 kB\nMemFree: 2 kB\n")]
    public void Lines_of_meminfo_are_found_by_their_names(string text)
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").File(MachineBuilder.Nodes + "node0/meminfo", text);
        Assert.Equal((4096L, 2048L), (NumaProbe.Cells(machine.Machine)[0].Memory!.Value, NumaProbe.Cells(machine.Machine)[0].FreeMemory!.Value));
    }

    [Theory]
    [InlineData("MemTotal: x kB")]
    [InlineData("MemTotal: 90071992547409920 kB")]
    public void A_line_of_meminfo_that_is_no_number_is_named(string text)
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").File(MachineBuilder.Nodes + "node0/meminfo", $"Node 0 {text}\n");
        Assert.Contains("MemTotal", Assert.Throws<TopologyFormatException>(() => NumaProbe.Cells(machine.Machine)).Reason);
    }

    /// <summary>Without the folder of pools meminfo alone says whether there are huge pages.</summary>
    [Theory]
    [InlineData(4, null)]
    [InlineData(0, 262144L)]
    public void Where_huge_pages_are_not_listed_base_pages_are_counted_when_there_are_none(int huge, long? pages)
    {
        using var machine = new MachineBuilder().Cell(0, "0", memory: 1048576, extra: $"Node 0 HugePages_Total:     {huge}\n");
        Assert.Equal(pages, machine.OnlyCell().Pages![0].Total);
    }

    private static Machine Kept(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"));

    private static MachineBuilder Latency(string text) =>
        new MachineBuilder().Cell(0, "0").File(MachineBuilder.Nodes + "node0/access1/initiators/node0/uevent", "").File(MachineBuilder.Nodes + "node0/access1/initiators/read_latency", text + "\n");
}
