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

    [Theory]
    [InlineData("sub-numa")]
    [InlineData("cxl")] // a node of memory alone has memory
    public void The_firmware_is_not_asked_for_devices_where_every_node_has_something(string name)
    {
        var machine = new ChangedMachine(Open(name), "firmware/SRAT", "no table"u8.ToArray());
        Assert.All(NumaProbe.Cells(machine), cell => Assert.NotNull(cell.Kind));
        Assert.Empty(machine.Log.Warnings);
    }

    [Theory]
    [InlineData("firmware/SRAT", null, null)] // nobody can say whether it is a device's
    [InlineData("domain/2", null, null)] // the device may be in any node
    [InlineData("domain/2", "0", CellKind.Empty)] // the device is in another
    [InlineData("domain/2", "2", CellKind.GenericInitiator)]
    public void A_node_without_anything_is_a_devices_or_empty(string fact, string? content, CellKind? kind)
    {
        var machine = new AlteredMachine(Open("devices"), (name, was) => name == fact ? (content is null ? null : System.Text.Encoding.ASCII.GetBytes(content)) : was);
        var cell = NumaProbe.Cells(machine)[2];
        Assert.Equal(kind, cell.Kind);
        // What is concluded says from what.
        Assert.Equal(kind is not null ? true : null, cell.KindSource?.Contains("initiator"));
        Assert.Contains("memory", NumaProbe.Cells(machine)[0].KindSource);
    }

    /// <summary>Of 64 bits GetNumaProximityNodeEx knows 16; no such number is another one's.</summary>
    [Fact]
    public void A_domain_of_a_number_that_no_node_has_leads_nowhere()
    {
        var machine = new ChangedMachine(Open("sub-numa"), "domain/1", "4294967297"u8.ToArray());
        Assert.Empty(NumaProbe.Cells(machine)[1].Distances);
        Assert.Contains("1", Assert.Single(machine.Log.Warnings), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_SLIT_distances_are_missed_only_between_several_nodes()
    {
        Assert.Empty(Warnings(Open("node-over-groups")));
        Assert.Contains("SLIT", Assert.Single(Warnings(Without("sub-numa", "firmware/SLIT"))), System.StringComparison.Ordinal);
        Assert.Contains("domain", Assert.Single(Warnings(Without("sub-numa", "domain/"))), System.StringComparison.Ordinal);
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
