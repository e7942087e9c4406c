using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Whose a value of a distance row is, where the row does not say so: the rules of the kernel's ways to write it, in their order.</summary>
public class DistanceRowTests
{
    [Fact]
    public void The_online_nodes_come_before_the_possible_ones()
    {
        // Both are two, but other ones.
        using var machine = Describe("10 21", "21 10", possible: "4-5");
        Assert.Equal("10 21|21 10", Rows(machine));
    }

    [Fact]
    public void The_possible_nodes_come_before_positions()
    {
        // Of the possible nodes 0,1,2,4 it is the second and the last that exist; as the first positions the row would not reach node 4.
        using var machine = Describe("21 10 31 16", "22 16 32 10", possible: "0-2,4");
        Assert.Equal("10 16|16 10", Rows(machine));
    }

    [Fact]
    public void The_position_is_the_node_where_neither_count_fits()
    {
        // Five values, from node 0 to node 4; eight nodes are possible.
        using var machine = Describe("20 10 30 40 16", "20 16 30 40 10", possible: "0-7");
        Assert.Equal("10 16|16 10", Rows(machine));
    }

    [Fact]
    public void Rows_of_different_lengths_are_each_given_to_the_nodes_that_fit()
    {
        using var machine = Describe("10 21", "25 21 30 40 10", possible: "0-7");
        Assert.Equal("10 21|21 10", Rows(machine));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("10 11 12")]
    [InlineData("10 11 12 13 14 15")]
    public void A_row_of_any_other_length_is_left_out_with_a_warning(string row)
    {
        using var machine = Describe(row, "21 10", possible: "0-7");
        var source = machine.Machine;
        var cells = NumaProbe.Cells(source);
        Assert.Empty(cells[0].Distances);
        Assert.Equal([21, 10], cells[1].Distances.Select(distance => distance.Value));
        var warning = Assert.Single(source.Log.Warnings);
        Assert.Contains("node1/distance", warning);
        Assert.Contains("the distances from node 1 are ignored", warning);
    }

    [Fact]
    public void Without_an_online_file_every_node_folder_counts_as_online()
    {
        using var machine = Describe("10 21", "21 10", possible: "0-4").Remove(MachineBuilder.Nodes + "online").Remove(MachineBuilder.Nodes + "possible");
        Assert.Equal("10 21|21 10", Rows(machine));
    }

    [Fact]
    public void An_empty_row_is_none()
    {
        using var machine = Describe("", "21 10", possible: "0-4");
        var source = machine.Machine;
        Assert.Equal([4, 4], NumaProbe.Distances(source).Select(distance => distance.From));
        Assert.Empty(source.Log.Warnings);
    }

    [Theory]
    [InlineData("10 -1")]
    [InlineData("10 99999999999999999999")]
    [InlineData("10 4294967295")]
    [InlineData("10,21")]
    [InlineData("10 0x15")]
    public void A_malformed_value_is_an_error(string row)
    {
        using var machine = Describe(row, "21 10", possible: "0-4");
        Assert.EndsWith("node1/distance", Assert.Throws<TopologyFormatException>(() => NumaProbe.Distances(machine.Machine)).Fact);
    }

    /// <summary>Nodes 1 and 4 are there.</summary>
    private static MachineBuilder Describe(string first, string second, string possible) =>
        new MachineBuilder().Cell(1, "0").Cell(4, "1").Distances(first, second).File(MachineBuilder.Nodes + "possible", possible + "\n");

    private static string Rows(MachineBuilder machine)
    {
        var cells = NumaProbe.Cells(machine.Machine);
        Assert.All(cells, cell => Assert.Equal([1, 4], cell.Distances.Select(distance => distance.To)));
        return string.Join('|', cells.Select(cell => string.Join(' ', cell.Distances.Select(distance => distance.Value))));
    }
}
