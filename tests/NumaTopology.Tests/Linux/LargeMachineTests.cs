using System.Linq;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>From 256 processors on a folder is read on two threads. Nobody can tell.</summary>
public class LargeMachineTests
{
    [Fact]
    public void Two_threads_give_what_one_gives()
    {
        using var described = Describe();
        var inParallel = described.Capabilities();
        // A recording is read in order.
        var inOrder = NumaProbe.Capabilities(new RecordingMachine(described.Machine));
        Assert.Equal(inOrder.Caches, inParallel.Caches, (one, other) => one.ToString() == other.ToString() && one.Id == other.Id);
        Assert.Equal(inOrder.Cells.SelectMany(cell => cell.Processors!), inParallel.Cells.SelectMany(cell => cell.Processors!));
    }

    [Fact]
    public void A_cache_of_two_cells_is_told_once_for_each_id()
    {
        using var described = Describe();
        Assert.Equal(["L1d 32KiB (0-1)", "L3 16MiB (0-255)", "L3 16MiB (0-255)"], described.Capabilities().Caches.Select(cache => cache.ToString()));
    }

    [Fact]
    public void CPUs_that_no_node_names_have_caches_too()
    {
        using var described = Describe().OnlineCpus("0-257").Cache(256, 1, 3, "Unified", "8M", 9, "256-257");
        Assert.Contains("L3 8MiB (256-257)", described.Capabilities().Caches.Select(cache => cache.ToString()));
    }

    [Fact]
    public void The_first_malformed_fact_is_named()
    {
        using var described = Describe()
            .File(MachineBuilder.Cpus + "cpu7/topology/core_id", "x\n")
            .File(MachineBuilder.Cpus + "cpu200/topology/core_id", "x\n");
        Assert.EndsWith("cpu7/topology/core_id", Assert.Throws<TopologyFormatException>(described.Capabilities).Fact);
    }

    [Fact]
    public void Threads_of_a_core_share_its_socket_and_may_have_core_numbers_of_their_own()
    {
        // As VMware shows them, and the modules of AMD's family 15h.
        using var described = new MachineBuilder().Cell(0, "0-1").Processor(0, socket: 3, core: 0, siblings: "0-1").Processor(1, socket: 3, core: 1, siblings: "0-1");
        Assert.Equal([(3, 0, "0-1"), (3, 1, "0-1")], described.Capabilities().Cells[0].Processors!.Select(cpu => (cpu.Socket!.Value, cpu.Core!.Value, cpu.Siblings!.ToString())));
    }

    /// <summary>Two cells over which one cache lies, that has an id of its own in each.</summary>
    private static MachineBuilder Describe()
    {
        var machine = new MachineBuilder().Cell(0, "0-127").Cell(1, "128-255").Processor(0, 0, 0, "0-1").Cache(0, 0, 1, "Data", "32K", 0, "0-1").Cache(1, 0, 1, "Data", "32K", 1, "0-1");
        for (var cpu = 0; cpu < 256; cpu++)
            machine.Cache(cpu, 1, 3, "Unified", "16M", cpu / 128, "0-255");
        return machine;
    }
}
