using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

public class MemoryTests
{
    // While memory is plugged the count of free pages can be ahead of the total by some, on a real kernel 31 pages.
    [Theory]
    [InlineData(1048576, 1048576 + 124)]
    [InlineData(67108864, 67108864 + 2097152)]
    public void A_little_more_free_than_there_is_is_read_as_it_is(long total, long free)
    {
        using var machine = new MachineBuilder().Cell(0, "0", total, free);
        Assert.Equal((total << 10, free << 10), (machine.OnlyCell().Memory!.Value, machine.OnlyCell().FreeMemory!.Value));
    }

    [Fact]
    public void Far_more_free_than_there_is_contradicts_itself()
    {
        using var machine = new MachineBuilder().Cell(0, "0", 64 << 20, 999999999);
        var error = Assert.Throws<TopologyFormatException>(() => NumaProbe.FreeMemory(machine.Machine));
        Assert.EndsWith("node0/meminfo", error.Fact, StringComparison.Ordinal);
        Assert.Equal("MemFree 953.67 GiB is more than MemTotal 64.00 GiB", error.Reason);
        Assert.Throws<TopologyFormatException>(machine.OnlyCell);
    }

    [Fact]
    public void Base_pages_are_what_huge_pages_leave()
    {
        using var machine = new MachineBuilder().Cell(0, "0", memory: 1048576, free: 524288).HugePages(0, 2048, total: 8, free: 3).HugePages(0, 1048576, total: 0, free: 0);
        // (1048576 KiB − 8 × 2048 KiB) ÷ 4 KiB = 258048; 524288 KiB ÷ 4 KiB = 131072
        Assert.Equal(
            ["4KiB: 131072 of 258048 free", "2MiB: 3 of 8 free", "1GiB: 0 of 0 free"],
            machine.OnlyCell().Pages!.Select(pool => pool.ToString()));
    }

    [Fact]
    public void The_base_page_size_that_the_machine_tells_counts()
    {
        using var machine = new MachineBuilder().Cell(0, "0", memory: 1048576).File("proc/hwloc-nofile-info", "PageSize: 65536\nArchitecture: ppc64le\n");
        Assert.Equal("64KiB: 16384 of 16384 free", Assert.Single(machine.OnlyCell().Pages!).ToString());
        Assert.Equal("ppc64le", machine.Capabilities().Architecture);
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1073741824)]
    public void A_page_has_512_bytes_to_1_GiB(int size)
    {
        using var machine = new MachineBuilder().Cell(0, "0", memory: 1048576).File("proc/hwloc-nofile-info", $"PageSize: {size}\n");
        Assert.Equal(size, machine.Capabilities().PageSize);
    }

    [Fact]
    public void A_base_page_size_that_is_not_told_is_4_KiB_and_said()
    {
        using var machine = new MachineBuilder().Cell(0, "0", memory: 4096);
        var source = machine.Machine;
        Assert.Equal(1024, Assert.Single(NumaProbe.Cells(source)).Pages!.Single().Total);
        Assert.Contains("4 KiB is assumed", Assert.Single(source.Log.Details));
        Assert.Null(machine.Capabilities().PageSize);
    }

    [Fact]
    public void More_huge_pages_than_memory_leave_no_count_of_base_pages()
    {
        using var machine = new MachineBuilder().Cell(0, "0", memory: 1024).HugePages(0, 2048, total: 8, free: 8);
        Assert.Null(machine.OnlyCell().Pages![0].Total);
    }

    [Fact]
    public void Pools_that_add_up_beyond_any_memory_are_refused()
    {
        using var machine = new MachineBuilder().Cell(0, "0");
        foreach (var kibibytes in new[] { "4503599627370496", "9007199254740000" })
            machine.File($"{MachineBuilder.Nodes}node0/hugepages/hugepages-{kibibytes}kB/nr_hugepages", "1\n");
        Assert.Contains("larger than any memory", Assert.Throws<TopologyFormatException>(machine.OnlyCell).Message);
    }

    [Theory]
    [InlineData("3")]
    [InlineData("0")]
    [InlineData("large")]
    [InlineData("256")]
    [InlineData("2147483648")]
    public void A_malformed_page_size_is_refused(string size)
    {
        using var machine = new MachineBuilder().Cell(0, "0").File("proc/hwloc-nofile-info", $"PageSize: {size}\n");
        Assert.Contains(size, Assert.Throws<TopologyFormatException>(machine.OnlyCell).Message);
    }

    [Fact]
    public void Available_memory_follows_the_kernels_formula()
    {
        const string extra = "Node 0 Active(file):     100000 kB\nNode 0 Inactive(file):   300000 kB\nNode 0 SReclaimable:      20000 kB\n";
        using var machine = new MachineBuilder().Cell(0, "0", memory: 4000000, free: 1000000, extra).Cell(1, "1", memory: 4000000).Reserves(minFree: 40000, scale: 10, hostTotal: 8000000);
        // min = 40000 ÷ 2 = 20000; gap = max(5000, 4000000 × 10 ÷ 10000 = 4000) = 5000; low = 25000; high = 30000
        // 1000000 − 30000 + 400000 − 25000 + 20000 − 10000 = 1355000
        var cell = NumaProbe.Cells(machine.Machine)[0];
        Assert.Equal(1355000L * 1024, cell.AvailableMemory);
        Assert.Equal(cell.AvailableMemory, NumaProbe.FreeMemory(machine.Machine, [0]).Single().AvailableMemory);
    }

    [Fact]
    public void Available_memory_is_null_where_the_reserves_are_not_told()
    {
        const string extra = "Node 0 Active(file): 100 kB\nNode 0 Inactive(file): 100 kB\nNode 0 SReclaimable: 0 kB\n";
        using var machine = new MachineBuilder().Cell(0, "0", 4000, 1000, extra);
        Assert.Null(machine.OnlyCell().AvailableMemory);
    }

    [Fact]
    public void Memory_is_read_anew_at_every_call()
    {
        using var machine = new MachineBuilder().Cell(0, "0", memory: 4096, free: 1024);
        var source = machine.Machine;
        Assert.Equal(1024L * 1024, NumaProbe.FreeMemory(source).Single().FreeMemory);
        machine.Cell(0, "0", memory: 8192, free: 2048);
        var second = NumaProbe.FreeMemory(source).Single();
        Assert.Equal((8192L * 1024, 2048L * 1024), (second.Memory, second.FreeMemory));
    }
}
