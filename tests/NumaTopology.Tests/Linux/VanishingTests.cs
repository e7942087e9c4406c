using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>A node that is taken away between being listed and being read is not there; that is no error.</summary>
public class VanishingTests
{
    [Fact]
    public void A_node_without_any_file_left_is_not_there()
    {
        using var described = Describe();
        var machine = new VanishingMachine(described.Machine, fact => fact.Contains("node1/", StringComparison.Ordinal));
        Assert.Equal([0, 2], NumaProbe.Cells(machine).Select(cell => cell.Id));
        Assert.Equal([0, 2], NumaProbe.FreeMemory(machine).Select(reading => reading.Id));
        Assert.Equal([0, 2], NumaProbe.Capabilities(machine).Cells.Select(cell => cell.Id));
        Assert.Empty(NumaProbe.Cells(machine, [1]));
        Assert.Empty(machine.Log.Warnings);
    }

    [Fact]
    public void No_distance_leads_to_a_node_that_is_not_there()
    {
        using var described = Describe();
        var machine = new VanishingMachine(described.Machine, fact => fact.Contains("node1/", StringComparison.Ordinal));
        var capabilities = NumaProbe.Capabilities(machine);
        Assert.Equal(["0→0: 10", "0→2: 30", "2→0: 30", "2→2: 10"], capabilities.Distances.Select(distance => distance.ToString()));
        Assert.Equal([0, 2], capabilities.Cells[0].Distances.Select(distance => distance.To));
        Assert.Equal(capabilities.Distances, NumaProbe.Distances(machine));
    }

    [Fact]
    public void A_node_that_goes_while_it_is_read_is_not_there()
    {
        using var described = Describe();
        // Its meminfo is still read; then the node goes.
        var isGone = false;
        var machine = new VanishingMachine(described.Machine, fact =>
        {
            var was = isGone;
            isGone |= fact.EndsWith("node1/meminfo", StringComparison.Ordinal);
            return was && fact.Contains("node1/", StringComparison.Ordinal);
        });
        Assert.Equal([0, 2], NumaProbe.Cells(machine).Select(cell => cell.Id));
    }

    [Fact]
    public void A_node_without_a_meminfo_stays_while_its_folder_is_there()
    {
        using var described = Describe().Remove(MachineBuilder.Nodes + "node1/meminfo");
        Assert.Equal([0, 1, 2], NumaProbe.FreeMemory(described.Machine).Select(reading => reading.Id));
        Assert.Null(NumaProbe.FreeMemory(described.Machine, [1]).Single().FreeMemory);
    }

    [Fact]
    public void A_distance_row_that_a_node_has_left_belongs_to_the_nodes_that_are_still_there()
    {
        using var before = Describe();
        using var after = new MachineBuilder().Cell(0, "0-1").Cell(2, "4-5").Distances("10 30", "30 10");
        var machine = new ChangingMachine(before.Machine, after.Machine);
        var capabilities = NumaProbe.Capabilities(machine);
        Assert.Equal([0, 2], capabilities.Cells.Select(cell => cell.Id));
        Assert.Equal(["0→0: 10", "0→2: 30", "2→0: 30", "2→2: 10"], capabilities.Distances.Select(distance => distance.ToString()));
        Assert.Equal(capabilities.Distances, NumaProbe.Distances(new ChangingMachine(before.Machine, after.Machine)));
        Assert.Empty(machine.Log.Warnings);
    }

    private static MachineBuilder Describe() => new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").Cell(2, "4-5").Distances("10 20 30", "20 10 20", "30 20 10");

    /// <summary>Is one machine until its online nodes have been read, and another from then on.</summary>
    private sealed class ChangingMachine(Machine before, Machine after) : Machine(before.Snapshot)
    {
        private Machine _now = before;

        public override MachineSystem System => _now.System;

        public override int Read(string fact, ref byte[] buffer)
        {
            var length = _now.Read(fact, ref buffer);
            if (fact == MachineBuilder.Nodes + "online")
                _now = after;
            return length;
        }

        public override IReadOnlyList<string>? List(string folder) => _now.List(folder);
    }
}
