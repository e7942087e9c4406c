using System;
using System.Linq;
using System.Threading;
using NumaTopology.Relations;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Relations;

/// <summary>How many links lie between two cells, and which cells: expected values are read off the matrix by hand.</summary>
public class HopTests
{
    /// <summary>The links that the rows of 16 give, and of some pairs, from and to, the nodes that have 16 to both.</summary>
    public static TheoryData<string, string, string> DiesWithGaps => LinuxMachines.Here(new TheoryData<string, string, string>
    {
        {
            "sparse-dies",
            "0 1 1 2 1 2 2 2 | 1 0 2 1 2 2 2 1 | 1 2 0 1 2 1 2 2 | 2 1 1 0 2 2 1 2 | 1 2 2 2 0 1 1 2 | 2 2 1 2 1 0 2 1 | 2 2 2 1 1 2 0 1 | 2 1 2 2 2 1 1 0",
            "0 25 1; 0 9 1,8; 16 9 24"
        },
        {
            "48amd64-4pa2n6c-sparse",
            "0 1 1 2 1 2 1 2 | 1 0 2 1 1 2 2 1 | 1 2 0 1 1 1 1 1 | 2 1 1 0 1 1 2 2 | 1 1 1 1 0 1 1 2 | 2 2 1 1 1 0 2 1 | 1 2 1 2 1 2 0 1 | 2 1 1 2 2 1 1 0",
            "0 33 1,2,34; 0 73 1,2,72"
        },
    });

    public static TheoryData<string> Pairs => LinuxMachines.Here(["power-pairs", "256ppc-8n8s4t"]);

    [Theory]
    [InlineData("10 21 | 21 10", "0 1 | 1 0")]
    [InlineData("10 20 20 | 20 10 20 | 20 20 10", "0 1 1 | 1 0 1 | 1 1 0")]
    [InlineData("10 20 21 | 20 10 22 | 21 22 10", "0 1 1 | 1 0 1 | 1 1 0")] // values that are measured differ a little
    public void Cells_that_are_equally_far_are_one_link_apart(string rows, string hops) => Assert.Equal(hops, Described.Hops(Described.Read(rows)));

    [Fact]
    public void In_a_square_of_sockets_the_opposite_one_is_two_links_away_over_either_neighbour()
    {
        var machine = Described.Read("10 16 16 22 | 16 10 22 16 | 16 22 10 16 | 22 16 16 10");
        Assert.Equal("0 1 1 2 | 1 0 2 1 | 1 2 0 1 | 2 1 1 0", Described.Hops(machine));
        Assert.Equal([1, 2], Described.Via(machine, 0, 3));
        Assert.Equal([0, 3], Described.Via(machine, 2, 1));
        Assert.Equal([], Described.Via(machine, 0, 1));
        Assert.Equal([], Described.Via(machine, 0, 0));
        Assert.Equal("0→1→3 or 0→2→3", Described.Paths(machine, 0, 3));
        Assert.Equal("2→0→1 or 2→3→1", Described.Paths(machine, 2, 1));
        Assert.Equal("0→1", Described.Paths(machine, 0, 1));
        Assert.Equal("0", Described.Paths(machine, 0, 0));
    }

    [Fact]
    public void In_a_row_of_four_the_ends_are_three_links_apart()
    {
        var machine = Described.Read("10 20 30 40 | 20 10 20 30 | 30 20 10 20 | 40 30 20 10");
        Assert.Equal("0 1 2 3 | 1 0 1 2 | 2 1 0 1 | 3 2 1 0", Described.Hops(machine));
        Assert.Equal([1, 2], Described.Via(machine, 0, 3));
        Assert.Equal("0→1→2→3", Described.Paths(machine, 0, 3));
        Assert.Equal("3→2→1→0", Described.Paths(machine, 3, 0));
    }

    [Fact]
    public void In_a_cube_of_sockets_six_ways_lead_from_corner_to_corner()
    {
        // Corners are numbered by their coordinates in binary: one bit differs along an edge. 10, then 10 more for each edge.
        var machine = Described.Read(string.Join(" | ", Enumerable.Range(0, 8).Select(from => string.Join(' ', Enumerable.Range(0, 8).Select(to => 10 + (10 * int.PopCount(from ^ to)))))));
        Assert.Equal("0→1→3→7 or 0→1→5→7 or 0→2→3→7 or 0→2→6→7 or 0→4→5→7 or 0→4→6→7", Described.Paths(machine, 0, 7));
        Assert.Equal([1, 2, 3, 4, 5, 6], Described.Via(machine, 0, 7));
        Assert.Equal("3→1→5 or 3→7→5", Described.Paths(machine, 3, 5));
    }

    [Fact]
    public void Of_many_ways_sixteen_are_listed_and_the_cells_on_all_are_named()
    {
        // Two ends with twenty cells between them, each at 20 of both; between them all are 30 apart, over either end.
        var rows = Enumerable.Range(0, 22).Select(from => string.Join(' ', Enumerable.Range(0, 22).Select(to => from == to ? 10 : from < 2 == to < 2 ? 30 : 20)));
        var machine = Described.Read(string.Join(" | ", rows));
        Assert.Equal(2, Described.Distance(machine, 0, 1)!.Hops);
        Assert.Equal(Enumerable.Range(2, 16).Select(between => $"0→{between}→1"), Described.Distance(machine, 0, 1)!.Paths!.Select(path => path.ToString()));
        Assert.Equal(Enumerable.Range(2, 20), Described.Via(machine, 0, 1));
    }

    [Theory]
    [InlineData("10 20 40 40 | 20 10 40 40 | 40 40 10 20 | 40 40 20 10", "0 1 - - | 1 0 - - | - - 0 1 | - - 1 0")] // pairs: nobody at 20 of both
    [InlineData("10 20 50 | 20 10 20 | 50 20 10", "0 1 - | 1 0 1 | - 1 0")] // over cell 1 it would be 20 and 20
    [InlineData("10 20 30 30 | 20 10 20 30 | 30 20 10 20 | 30 30 20 10", "0 1 2 - | 1 0 1 2 | 2 1 0 1 | - 2 1 0")] // three links that cost no more than two
    [InlineData("10 20 | 30 10", "0 - | - 0")] // there and back disagree
    [InlineData("10 255 | 255 10", "0 - | - 0")]
    [InlineData("10 10 | 10 10", "0 - | - 0")] // as near as its own
    [InlineData("20 20 | 20 20", "0 - | - 0")]
    [InlineData("10 15 | 15 20", "0 - | - 0")] // nearer than what cell 1 needs to its own
    // 15 there and 45 back is no link from 0 to 2: from 0 to 3 there are three, over 1.
    [InlineData("10 20 15 40 | 20 10 20 30 | 45 20 10 20 | 40 30 20 10", "0 1 - 3 | 1 0 1 2 | - 1 0 1 | 3 2 1 0")]
    [InlineData("0 0 | 0 0", "- - | - -")] // no value at all
    public void Hops_that_the_matrix_does_not_support_are_null(string rows, string hops) => Assert.Equal(hops, Described.Hops(Described.Read(rows)));

    [Fact]
    public void Without_one_row_no_link_is_counted_for_what_is_missing_may_be_the_nearest()
    {
        using var machine = Described.Machine("10 20 30 | 20 10 20 | 30 20 10").Remove(MachineBuilder.Nodes + "node1/distance");
        Assert.Equal("0 - - | - - - | - - 0", Described.Hops(machine.Capabilities()));
    }

    [Theory]
    [InlineData("10 12 21 21 | 12 10 21 21 | 21 21 10 12 | 21 21 12 10", "0 0 1 1 | 0 0 1 1 | 1 1 0 0 | 1 1 0 0")]
    [InlineData("10 11 32 32 | 11 10 32 32 | 32 32 10 11 | 32 32 11 10", "0 0 1 1 | 0 0 1 1 | 1 1 0 0 | 1 1 0 0")]
    // The far corners are reached through a neighbour in the own socket: 12 and 22, or 22 and 12.
    [InlineData("10 12 20 22 | 12 10 22 24 | 20 22 10 12 | 22 24 12 10", "0 0 1 1 | 0 0 1 1 | 1 1 0 0 | 1 1 0 0")]
    [InlineData("10 12 21 90 | 12 10 21 21 | 21 21 10 12 | 90 21 12 10", "0 0 1 - | 0 0 1 1 | 1 1 0 0 | - 1 0 0")]
    public void Within_a_socket_no_link_is_crossed(string rows, string hops) => Assert.Equal(hops, Described.Hops(Described.Read(rows, "0 0 1 1")));

    [Theory]
    [InlineData("10 12 40 | 12 10 40 | 21 21 10", "0 0 1", "0 - - | - 0 - | - - 0")] // there is another socket, but how far is 21 or 40
    [InlineData("10 12 12 21 | 40 10 12 21 | 12 12 10 21 | 21 21 21 10", "0 0 0 1", "0 - - 1 | - 0 - 1 | - - 0 1 | 1 1 1 0")] // 12 or 40 between 0 and 1: no socket is whole
    public void Where_directions_disagree_no_socket_is_one_place(string rows, string sockets, string hops) => Assert.Equal(hops, Described.Hops(Described.Read(rows, sockets)));

    [Fact]
    public void A_way_of_several_links_never_leads_over_a_neighbour_in_the_own_socket()
    {
        // As the next machine, but 0 is at 34 of 7, and 1 and 6, which share their sockets, at 31.
        var machine = Described.Read(
            "10 12 21 21 21 21 31 34 | 12 10 21 21 21 21 31 31 | 21 21 10 12 31 31 21 21 | 21 21 12 10 31 31 21 21 |"
            + " 21 21 31 31 10 12 21 21 | 21 21 31 31 12 10 21 21 | 31 31 21 21 21 21 10 12 | 34 31 21 21 21 21 12 10",
            "0 0 1 1 2 2 3 3");
        Assert.Equal([2, 3, 4, 5], Described.Via(machine, 0, 7));
        Assert.Equal("0→2→7 or 0→3→7 or 0→4→7 or 0→5→7", Described.Paths(machine, 0, 7));
    }

    [Fact]
    public void A_way_over_a_cell_whose_distance_onward_is_unknown_is_listed_in_its_order()
    {
        // A ring 0 1 2 5 4 3: 20 for a link, 30 for two, 40 for three; but 1 and 5 are 25 there and 45 back.
        var machine = Described.Read(
            "10 20 30 20 30 40 | 20 10 20 30 40 25 | 30 20 10 40 30 20 | 20 30 40 10 20 30 | 30 40 30 20 10 20 | 40 45 20 30 20 10");
        Assert.Equal("0→1→2→5 or 0→3→4→5", Described.Paths(machine, 0, 5));
        Assert.Equal("5→2→1→0 or 5→4→3→0", Described.Paths(machine, 5, 0));
        Assert.Equal([1, 2, 3, 4], Described.Via(machine, 0, 5));
        Assert.Null(Described.Distance(machine, 1, 5)!.Hops);
    }

    [Fact]
    public void A_distance_to_a_cell_that_is_not_there_stays_and_has_no_links()
    {
        var machine = NumaXml.Read("<topology><cells><cell id='0'><cpus><cpu id='0'/></cpus><distances><sibling id='0' value='10'/><sibling id='9' value='20'/></distances></cell></cells></topology>");
        Assert.Equal([(0, 10, 0), (9, 20, null)], machine.Distances.Select(distance => (distance.To, distance.Value, distance.Hops)));
    }

    /// <summary>Cells in pairs at 20; no others reach each other.</summary>
    [Theory]
    [InlineData(256, 1)]
    [InlineData(258, null)]
    public void Links_are_counted_of_256_cells_and_of_no_more(int count, int? hops)
    {
        var ids = Enumerable.Range(0, count).ToList();
        var cells = ids.ConvertAll(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Distances = [.. ids.Select(to => new NumaDistance { From = id, To = to, Value = to == id ? 10 : to / 2 == id / 2 ? 20 : 255 })] });
        var machine = new CellRelations(ids.ConvertAll(id => new CellSocket(id)), [.. cells.SelectMany(cell => cell.Distances)], [], default).Complete(new NumaCapabilities { Cells = cells });
        Assert.Equal(hops, machine.Cells[^1].Distances[^2].Hops);
    }

    [Fact]
    public void A_question_that_is_cancelled_counts_no_more_links()
    {
        using var stop = new CancellationTokenSource();
        NumaDistance[] distances = [new() { From = 0, To = 0, Value = 10 }];
        var relations = new CellRelations([new CellSocket(0)], distances, [], stop.Token);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => relations.Complete(distances));
    }

    [Fact]
    public void A_way_over_a_socket_with_two_cells_leads_over_either()
    {
        // Sockets in a square, two cells each: 12 inside, 21 to a neighbour, 31 across.
        var machine = Described.Read(
            "10 12 21 21 21 21 31 31 | 12 10 21 21 21 21 31 31 | 21 21 10 12 31 31 21 21 | 21 21 12 10 31 31 21 21 |"
            + " 21 21 31 31 10 12 21 21 | 21 21 31 31 12 10 21 21 | 31 31 21 21 21 21 10 12 | 31 31 21 21 21 21 12 10",
            "0 0 1 1 2 2 3 3");
        Assert.Equal("0 0 1 1 1 1 2 2", Described.Hops(machine).Split(" | ")[0]);
        Assert.Equal([2, 3, 4, 5], Described.Via(machine, 0, 7));
        Assert.Equal("0→2→7 or 0→3→7 or 0→4→7 or 0→5→7", Described.Paths(machine, 0, 7));
    }

    [Fact]
    public void Dies_that_are_linked_as_sockets_are_count_as_such()
    {
        // Two sockets of two dies: the way inside costs what a link costs.
        var machine = Described.Read("10 16 16 22 | 16 10 22 16 | 16 22 10 16 | 22 16 16 10", "0 0 1 1");
        Assert.Equal("0 1 1 2 | 1 0 2 1 | 1 2 0 1 | 2 1 1 0", Described.Hops(machine));
    }

    [Theory]
    [InlineData("10 12 | 12 10", "0 0", "0 1 | 1 0")] // one socket: no link between sockets to compare with
    [InlineData("10 12 21 21 | 12 10 21 21 | 21 21 10 12 | 21 21 12 10", null, "0 1 - - | 1 0 - - | - - 0 1 | - - 1 0")] // sockets untold
    public void Without_another_socket_the_nearest_cells_are_one_link_apart(string rows, string? sockets, string hops) =>
        Assert.Equal(hops, Described.Hops(Described.Read(rows, sockets)));

    [Fact]
    public void Memory_without_processors_is_a_link_from_the_nearest_and_passes_nothing_on()
    {
        // Cells 2 and 3 are fast memory beside 0 and 1. Between 2 and 3 lie three links, which cost no more than the two from 0 to 3.
        var machine = Described.Read("10 21 13 23 | 21 10 23 13 | 13 23 10 23 | 23 13 23 10", "0 1 - -");
        Assert.Equal("0 1 1 2 | 1 0 2 1 | 1 2 0 - | 2 1 - 0", Described.Hops(machine));
        Assert.Equal([1], Described.Via(machine, 0, 3));
        // 3 is at 28 of 1, its nearest; that 2 is as far from it makes no link, for 2 has one at 13.
        Assert.Equal("0 1 1 2 | 1 0 2 1 | 1 2 0 - | 2 1 - 0", Described.Hops(Described.Read("10 21 13 40 | 21 10 30 28 | 13 30 10 28 | 40 28 28 10", "0 1 - -")));
        // From 0 to 3 the memory 4, at 15 of both, would be the shorter way.
        var row = Described.Read("10 20 30 40 15 | 20 10 20 30 25 | 30 20 10 20 25 | 40 30 20 10 15 | 15 25 25 15 10", "0 1 2 3 -");
        Assert.Equal("0 1 2 3 1 | 1 0 1 2 2 | 2 1 0 1 2 | 3 2 1 0 1 | 1 2 2 1 0", Described.Hops(row));
        // From 0 to 1 at 40 the only cell near to both is the memory 2.
        Assert.Equal("0 - 1 1 | - 0 1 - | 1 1 0 2 | 1 - 2 0", Described.Hops(Described.Read("10 40 20 20 | 40 10 20 40 | 20 20 10 40 | 20 40 40 10", "0 1 - 2")));
    }

    [Fact]
    public void The_ladder_of_eight_cells_has_ways_of_one_and_two_links()
    {
        var machine = Described.Kept("ladder");
        Assert.Equal("0 1 1 2 1 2 1 2", Described.Hops(machine).Split(" | ")[0]);
        // Row 0 has 16 to 1, 2, 4 and 6; column 7 has 16 from 1, 3, 5 and 6.
        Assert.Equal([1, 6], Described.Via(machine, 0, 7));
        Assert.Equal("0→1→3 or 0→2→3", Described.Paths(machine, 0, 3));
        Assert.Equal([0, 5], Described.Via(machine, 1, 4));
    }

    [Fact]
    public void The_row_of_three_with_memory_at_its_end_has_three_links()
    {
        // 0 -21- 1 -21- 2, and 17 from 0 to the memory 3; then 31, 28 and 38.
        var machine = Described.Kept("hmat");
        Assert.Equal("0 1 2 1 | 1 0 1 2 | 2 1 0 3 | 1 2 3 0", Described.Hops(machine));
        Assert.Equal([0, 1], Described.Via(machine, 2, 3));
        Assert.Equal("2→1→0→3", Described.Paths(machine, 2, 3));
    }

    [Fact]
    public void Directions_that_disagree_and_memory_out_of_reach_tell_nothing()
    {
        // 0 and 1 are 15 there and 25 back; 1 and 3 do not reach each other.
        var machine = Described.Kept("edge");
        Assert.Equal("0 - 1 1 | - 0 1 - | 1 1 0 2 | 1 - 2 0", Described.Hops(machine));
        Assert.Equal([0], Described.Via(machine, 3, 2));
    }

    [Theory]
    [MemberData(nameof(DiesWithGaps))]
    public void Dies_of_four_sockets_whose_numbers_have_gaps(string name, string hops, string via)
    {
        var machine = LinuxMachines.Read(name);
        Assert.Equal(hops, Described.Hops(machine));
        foreach (var way in via.Split("; "))
        {
            var numbers = way.Split(' ', ',').Select(int.Parse).ToArray();
            Assert.Equal(numbers[2..], Described.Via(machine, numbers[0], numbers[1]));
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Pairs_that_nobody_is_between_are_not_two_links_apart(string name)
    {
        var machine = LinuxMachines.Read(name);
        Assert.All(machine.Distances, distance => Assert.Equal(distance.Value switch { 10 => 0, 20 => 1, _ => null }, distance.Hops));
        Assert.All(machine.Distances.Where(distance => distance.Value == 40), distance => Assert.Null(distance.Via));
        Assert.Contains(machine.Distances, distance => distance.Value == 40);
    }
}
