using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Some recorded machines have NUL bytes behind the text of their files; one has them in every list of nodes and processors.</summary>
public class NulByteTests
{
    [Fact]
    public void Every_kind_of_file_may_end_in_NUL_bytes()
    {
        const string nul = "\n\0\0\0\0";
        using var machine = new MachineBuilder().Cell(0, "0-1", memory: 65536, free: 4096).Cell(2, "2-3").HugePages(0, 2048, total: 8, free: 3);
        machine.File(MachineBuilder.Nodes + "online", "0,2" + nul).File(MachineBuilder.Nodes + "possible", "0-3" + nul).File(MachineBuilder.Cpus + "online", "1-3" + nul)
            .File(MachineBuilder.Nodes + "node0/distance", "10 21" + nul).File(MachineBuilder.Nodes + "node2/distance", "21 10 \0")
            .File(MachineBuilder.Nodes + "node0/meminfo", "Node 0 MemTotal: 65536 kB\nNode 0 MemFree: 4096 kB" + nul)
            .File(MachineBuilder.Nodes + "node0/hugepages/hugepages-2048kB/nr_hugepages", "8" + nul)
            .File(MachineBuilder.Cpus + "cpu1/topology/core_id", "5" + nul).File(MachineBuilder.Cpus + "cpu1/topology/thread_siblings", "00000002" + nul)
            .File("proc/sys/kernel/hostname", "node17" + nul);
        var capabilities = machine.Capabilities();
        var cell = capabilities.Cells[0];
        Assert.Equal("1", cell.Cpus.ToString());
        Assert.Equal((65536L * 1024, 4096L * 1024), (cell.Memory, cell.FreeMemory));
        Assert.Equal(["4KiB: 1024 of 12288 free", "2MiB: 3 of 8 free"], cell.Pages!.Select(pool => pool.ToString()));
        Assert.Equal((5, "1"), (cell.Processors!.Single().Core, cell.Processors!.Single().Siblings!.ToString()));
        Assert.Equal(["0→0: 10", "0→2: 21", "2→0: 21", "2→2: 10"], capabilities.Distances.Select(distance => distance.ToString()));
        Assert.Equal("node17", capabilities.HostName);
    }

    [Fact]
    public void Nothing_but_NUL_bytes_is_an_empty_file()
    {
        using var machine = new MachineBuilder().Cell(0, "0").File(MachineBuilder.Nodes + "node0/meminfo", "\0\0").File(MachineBuilder.Nodes + "node0/distance", "\0")
            .File(MachineBuilder.Nodes + "node0/cpulist", "\0");
        var cell = machine.OnlyCell();
        Assert.Null(cell.Memory);
        Assert.Empty(cell.Distances);
        Assert.True(cell.Cpus.IsEmpty);
    }

    [Theory]
    [InlineData("cpulist", "0\0-1\n")]
    [InlineData("distance", "1\00\n")]
    public void A_NUL_byte_inside_of_a_text_is_malformed(string file, string text)
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").File(MachineBuilder.Nodes + "node0/" + file, text);
        Assert.EndsWith("node0/" + file, Assert.Throws<TopologyFormatException>(machine.OnlyCell).Fact);
    }
}
