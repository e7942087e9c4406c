using System.Collections.Generic;
using System.IO;
using System.Linq;
using NumaTopology.Tests.Faults;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>Nodes of memory alone: in a record without masks, or in none at all.</summary>
public class NodesWithoutCpusTests
{
    private const long GiB = 1L << 30;

    [Fact]
    public void A_record_without_masks_is_a_node_without_processors()
    {
        var machine = Open("cxl");
        var cells = NumaProbe.Cells(machine);
        Assert.Equal(["0:0-3", "1:4-7", "2:"], cells.Select(cell => $"{cell.Id}:{cell.Cpus}"));
        Assert.Equal((CellKind.MemoryOnly, 32 * GiB, 31 * GiB), (cells[2].Kind, cells[2].Memory, cells[2].FreeMemory));
        Assert.Equal([24, 44, 10], cells[2].Distances.Select(distance => distance.Value));
        Assert.Empty(machine.Log.Warnings);
    }

    [Fact]
    public void A_node_that_no_record_names_keeps_its_memory()
    {
        var machine = Open("unlisted-node");
        var cells = NumaProbe.Cells(machine);
        Assert.Equal([(0, "0-3", 16 * GiB), (2, "", 8 * GiB)], cells.Select(cell => (cell.Id, cell.Cpus.ToString(), cell.Memory!.Value)));
        Assert.Equal([0, 2], NumaProbe.CellIds(machine));
        Assert.Equal([(0, 8 * GiB), (2, 7 * GiB)], NumaProbe.FreeMemory(machine).Select(memory => (memory.Id, memory.FreeMemory!.Value)));
        Assert.Equal(["0→0: 10", "0→2: 17", "2→0: 28", "2→2: 10"], NumaProbe.Distances(machine).Select(distance => distance.ToString()));
    }

    [Fact]
    public void The_memory_of_the_machine_is_not_the_only_listed_nodes()
    {
        // Nobody but GlobalMemoryStatusEx tells of memory, 24 GiB of it, and there are numbers up to 2.
        var cell = Assert.Single(NumaProbe.Cells(Without("unlisted-node", "memory/node")));
        Assert.Equal((null, null, null), (cell.Memory, cell.AvailableMemory, cell.MemorySource));
        Assert.Contains("Distances between nodes", Assert.Single(Warnings(Without("unlisted-node", "memory/node", "firmware/"))), System.StringComparison.Ordinal);
    }

    [Fact]
    public void What_belongs_to_the_machine_is_the_only_nodes_when_there_is_no_other()
    {
        Assert.Equal((MemorySource.Host, 64 * GiB), NumaProbe.Cells(Open("node-over-groups")).Select(cell => (cell.MemorySource, cell.Memory!.Value)).Single());
        // Without GetNumaHighestNodeNumber there may be another.
        Assert.Null(Assert.Single(NumaProbe.Cells(Without("node-over-groups", "nodes/highest"))).Memory);
    }

    [Fact]
    public void A_highest_number_that_no_Windows_has_is_refused() =>
        Assert.Contains("nodes/highest", Assert.Throws<TopologyFormatException>(() => NumaProbe.CellIds(new ChangedMachine(Open("cxl"), "nodes/highest", "4294967295"u8.ToArray()))).Fact, System.StringComparison.Ordinal);

    private static IReadOnlyList<string> Warnings(Machine machine)
    {
        NumaProbe.Cells(machine);
        return machine.Log.Warnings;
    }

    private static AlteredMachine Without(string name, params string[] facts) => new(Open(name), (fact, content) => facts.Any(fact.StartsWith) ? null : content);

    private static Machine Open(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, $"windows-{name}.numa"));
}
