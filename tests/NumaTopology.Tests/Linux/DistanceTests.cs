using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

public class DistanceTests
{
    [Fact]
    public void Each_cell_has_a_distance_to_every_cell()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").Distances("10 21", "25 10");
        Assert.Equal(["0→0: 10", "0→1: 21", "1→0: 25", "1→1: 10"], Distances(machine));
    }

    [Fact]
    public void A_row_belongs_to_the_online_nodes_in_order()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(2, "1").Cell(33, "2").Distances("10 16 22", "16 10 22", "22 22 10");
        Assert.Equal(["0→0: 10", "0→2: 16", "0→33: 22"], Distances(machine).Take(3));
    }

    [Fact]
    public void A_row_as_long_as_the_possible_nodes_belongs_to_them()
    {
        // As recorded: node 0 is offline, the row still has its value.
        using var machine = new MachineBuilder().Cell(1, "1").Distances("21 10").File(MachineBuilder.Nodes + "possible", "0-1\n");
        Assert.Equal(["1→1: 10"], Distances(machine));
    }

    [Fact]
    public void A_row_that_reaches_the_last_node_counts_from_0()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(3, "1").Distances("10 15 16 20", "20 16 15 10");
        Assert.Equal(["0→0: 10", "0→3: 20", "3→0: 20", "3→3: 10"], Distances(machine));
    }

    [Fact]
    public void A_row_that_fits_no_nodes_is_warned_of_and_left_out()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(5, "1").Distances("10 20 30", "20 10");
        var source = machine.Machine;
        Assert.Equal([5, 5], NumaProbe.Distances(source).Select(distance => distance.From));
        Assert.Contains("node0/distance has 3 values for 2 nodes", Assert.Single(source.Log.Warnings));
    }

    [Fact]
    public void A_row_that_has_no_number_is_an_error_that_says_what_it_has_to_have()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Distances("10 near");
        Assert.Contains("whole numbers", Assert.Throws<TopologyFormatException>(machine.Capabilities).Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_distance_of_0_is_none()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Distances("0");
        Assert.Empty(Distances(machine));
    }

    [Fact]
    public void Without_distance_files_there_are_none()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1");
        Assert.Empty(Distances(machine));
        Assert.Empty(machine.Capabilities().Cells[0].Distances);
    }

    [Fact]
    public void The_matrix_reads_like_numactls()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").Cell(34, "2").Distances("10 16 255", "16 10 22", "255 22 10");
        var rows = NumaDistanceRow.Of(NumaProbe.Distances(machine.Machine));
        Assert.Equal("node     0    1   34", rows[0].Header);
        Assert.Equal(["   0:   10   16    ∞", "   1:   16   10   22", "  34:    ∞   22   10"], rows.Select(row => row.Text));
    }

    private static string[] Distances(MachineBuilder machine) => NumaProbe.Distances(machine.Machine).Select(distance => distance.ToString()).ToArray();
}
