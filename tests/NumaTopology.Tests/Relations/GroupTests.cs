using System.Linq;
using NumaTopology.Relations;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Relations;

/// <summary>Which cells belong together: braces as a person would draw them into the matrix.</summary>
public class GroupTests
{
    private const string Pairs = "10 20 40 40 | 20 10 40 40 | 40 40 10 20 | 40 40 20 10";
    private const string Flat = "10 20 20 20 | 20 10 20 20 | 20 20 10 20 | 20 20 20 10";

    /// <summary>Pairs at 22, four of them linked by 26 in a square whose corners are 30 apart; all else is farther. Or fours instead of pairs, at 34.</summary>
    public static TheoryData<string, string[], int?[]> ThreeLevels => LinuxMachines.Here(new TheoryData<string, string[], int?[]>
    {
        { "three-levels", ["{0-1} {2-3} {4-5} {6-7}", "{8-9} {10-11} {12-13} {14-15}"], [34, 30, 22] },
        {
            "256ia64-64n2s2c",
            ["{0-3} {4-7} {8-11} {12-15}", "{16-19} {20-23} {24-27} {28-31}", "{32-35} {36-39} {40-43} {44-47}", "{48-51} {52-55} {56-59} {60-63}"],
            [34, 30, 22]
        },
    });

    public static TheoryData<string, string, int?> SocketsAndMatrices => LinuxMachines.Here(new TheoryData<string, string, int?>
    {
        { "power-pairs", "{0-1} {4-5} {8-9}", null },
        { "sparse-dies", "{0-1} {8-9} {16-17} {24-25}", 2 }, // CPUs 0-3 are socket 0, two of them in each node
        { "no-distances", "{0-3} {4-7}", 4 }, // CPUs 0-3 and 8-11 are socket 0
        { "side-caches", "{0,2} {1,3}", 2 },
        { "uneven", "{{0-1} 2} {{3-4} 5}", null }, // 20, then 30, then 40; one half is a socket of two nodes, the other two sockets
        { "overlap", "0-3", null }, // every node has every CPU
        { "cgroup1", "0-3", 1 },
        { "256ppc-8n8s4t", "{0-1} {4-5} {8-9} {12-13}", null },
        { "48amd64-4pa2n6c-sparse", "{0-1} {2,33} {34,45} {72-73}", 2 }, // CPUs 0-11 are socket 0, six of them in each node
        { "lscpu-x86_64-epyc_7451", "{0-3} {4-7}", 4 }, // no distances; CPUs 0-23 and 48-71 are socket 0
        { "memorysidecaches", "{0,2} {1,3}", 2 },
        { "fakeheterocpunuma", "{{0-1} 2} {{3-4} 5}", null },
        { "8em64t-2s2ca2c-buggynuma", "0-7", null },
        { "16amd64-8n2c", "0-7", 1 },
    });

    [Theory]
    [InlineData("10", "0")]
    [InlineData("10 21 | 21 10", "0-1")]
    [InlineData(Flat, "0-3")]
    [InlineData("10 20 21 22 | 20 10 22 21 | 21 22 10 20 | 22 21 20 10", "0-3")] // as good as equal
    [InlineData("10 16 16 22 | 16 10 22 16 | 16 22 10 16 | 22 16 16 10", "0-3")] // a square: all are linked by 16
    [InlineData("10 20 30 | 20 10 20 | 30 20 10", "0-2")] // 1 is as near to 0 as to 2
    [InlineData("10 10 | 10 10", "0-1")]
    [InlineData("10 15 20 | 25 10 21 | 20 21 10", "0-2")] // 0 and 1 disagree: 15 or 25
    [InlineData("10 20 25 32 | 30 10 21 32 | 25 21 10 32 | 32 32 32 10", "0-3")] // from 1 to 0 it is 30, as good as the way out of 32
    public void Without_nearer_cells_there_are_no_groups(string rows, string cells)
    {
        var machine = Described.Read(rows);
        Assert.Equal(cells, machine.Hierarchy.ToString());
        Assert.Empty(machine.Hierarchy.Groups);
        Assert.Equal((CellGroupKind.Machine, null), (machine.Hierarchy.Kind, machine.Hierarchy.Name));
        Assert.All(machine.Cells, cell => Assert.Null(cell.Group));
    }

    [Theory]
    [InlineData(Pairs, "{0-1} {2-3}")]
    [InlineData("10 40 20 40 | 40 10 40 20 | 20 40 10 40 | 40 20 40 10", "{0,2} {1,3}")]
    [InlineData("10 11 12 12 | 11 10 12 12 | 12 12 10 11 | 12 12 11 10", "{0-1} {2-3}")] // just above the local 10 a step of one is a step
    [InlineData("10 12 20 | 12 10 21 | 20 21 10", "{0-1} 2")]
    [InlineData("10 20 255 255 | 20 10 255 255 | 255 255 10 20 | 255 255 20 10", "{0-1} {2-3}")]
    [InlineData("10 12 20 40 | 12 10 20 40 | 20 20 10 40 | 40 40 40 10", "{{0-1} 2} 3")]
    [InlineData("10 12 30 40 | 14 10 30 40 | 35 35 10 40 | 40 40 40 10", "{{0-1} 2} 3")] // there and back differ, but what is nearer is clear
    // 0 and 2 are 20 there and 40 back, but 0, 1 and 2 are linked by 20 both ways; outside it is 42.
    [InlineData("10 20 20 42 | 20 10 20 42 | 40 20 10 42 | 42 42 42 10", "{0-2} 3")]
    // Within four in a row no two are farther apart (40) than the cell outside (40), and all are linked by 20.
    [InlineData("10 20 30 40 40 | 20 10 20 30 40 | 30 20 10 20 40 | 40 30 20 10 40 | 40 40 40 40 10", "{0-3} 4")]
    [InlineData("10 20 30 40 35 | 20 10 20 30 35 | 30 20 10 20 35 | 40 30 20 10 35 | 35 35 35 35 10", "0-4")] // 40 inside, 35 outside
    public void Cells_nearer_to_each_other_than_to_others_are_a_group(string rows, string groups) => Assert.Equal(groups, Described.Read(rows).Hierarchy.ToString());

    [Theory]
    [InlineData(Flat, "0 0 1 1", "{0-1} {2-3}", 2)]
    [InlineData(Flat, "0 0 0 1", "{0-2} 3", null)] // uneven
    [InlineData(Flat, "0 1 2 3", "0-3", 1)]
    [InlineData(Flat, "5 5 5 5", "0-3", 4)]
    [InlineData(Pairs, "0 1 0 1", "{0,2} {1,3}", 2)] // the sockets are what is soldered; the distances may not tear them apart
    [InlineData("10 21 13 23 | 21 10 23 13 | 13 23 10 23 | 23 13 23 10", "0 1 - -", "{0,2} {1,3}", 1)] // memory beside each socket
    [InlineData("10 12 13 21 | 12 10 13 21 | 13 13 10 23 | 21 21 23 10", "0 0 - 1", "{{0-1} 2} 3", null)]
    public void Sockets_of_several_cells_are_groups(string rows, string sockets, string groups, int? cellsPerSocket)
    {
        var machine = Described.Read(rows, sockets);
        Assert.Equal(groups, machine.Hierarchy.ToString());
        Assert.Equal(cellsPerSocket, machine.CellsPerSocket);
        Assert.Equal(sockets.Split(' '), machine.Cells.Select(cell => cell.Socket?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"));
    }

    [Fact]
    public void Dies_of_several_cells_are_groups_in_their_socket()
    {
        using var described = Described.Machine(string.Join('|', Enumerable.Repeat("10 12 12 12 21", 5)), "0 0 0 0 1");
        for (var cpu = 0; cpu < 4; cpu++)
            described.File($"{MachineBuilder.Cpus}cpu{cpu}/topology/die_id", $"{cpu / 2}\n").File($"{MachineBuilder.Cpus}cpu{cpu}/topology/die_cpus_list", cpu < 2 ? "0-1\n" : "2-3\n");
        described.Distances("10 12 12 12 21", "12 10 12 12 21", "12 12 10 12 21", "12 12 12 10 21", "21 21 21 21 10");
        var machine = described.Capabilities();
        Assert.Equal("{{0-1} {2-3}} 4", machine.Hierarchy.ToString());
        var socket = Assert.Single(machine.Hierarchy.Groups);
        Assert.Equal(("0", CellGroupKind.Socket, 0, 12), (socket.Name, socket.Kind, socket.Number, socket.Distance));
        Assert.Equal([("0.0", CellGroupKind.Die, 0), ("0.1", CellGroupKind.Die, 1)], socket.Groups.Select(group => (group.Name, group.Kind, group.Number)));
        Assert.Equal(["0.0", "0.0", "0.1", "0.1", null], machine.Cells.Select(cell => cell.Group));
        // In a machine of one socket, which is no group, the distances (12 and 21) tell what the socket did, and the dies stay groups.
        described.File(MachineBuilder.Cpus + "cpu4/topology/physical_package_id", "0\n").File(MachineBuilder.Cpus + "cpu4/topology/die_id", "2\n").File(MachineBuilder.Cpus + "cpu4/topology/die_cpus_list", "4\n");
        var ofOneSocket = described.Capabilities().Hierarchy;
        Assert.Equal(("{{0-1} {2-3}} 4", CellGroupKind.Distance), (ofOneSocket.ToString(), ofOneSocket.Groups[0].Kind));
        Assert.All(ofOneSocket.Groups[0].Groups, group => Assert.Equal(CellGroupKind.Die, group.Kind));
    }

    [Fact]
    public void A_cell_over_two_sockets_is_in_none()
    {
        using var machine = new MachineBuilder().Cell(0, "0-3").Cell(1, "4-5").Processor(0, 0, 0, "0").Processor(1, 0, 1, "1").Processor(2, 1, 0, "2").Processor(3, 1, 1, "3").Processor(4, 2, 0, "4").Processor(5, 2, 1, "5");
        Assert.Equal([null, 2], machine.Capabilities().Cells.Select(cell => cell.Socket));
        Assert.Null(machine.Capabilities().CellsPerSocket);
        // The kernel's own list of the socket's processors says the same with fewer files.
        machine.File(MachineBuilder.Cpus + "cpu0/topology/package_cpus_list", "0-1\n").File(MachineBuilder.Cpus + "cpu4/topology/core_siblings_list", "4-5\n");
        Assert.Equal([null, 2], machine.Capabilities().Cells.Select(cell => cell.Socket));
        machine.File(MachineBuilder.Cpus + "cpu0/topology/package_cpus_list", "0-5\n");
        Assert.Equal([0, 2], machine.Capabilities().Cells.Select(cell => cell.Socket));
    }

    [Fact]
    public void A_distance_that_is_not_reported_is_not_taken_for_a_long_one()
    {
        using var machine = Described.Machine(Pairs);
        // Nobody says how far 1 and 2 are: they may be neighbours.
        machine.Distances("10 20 40 40", "20 10 0 40", "40 0 10 20", "40 40 20 10");
        Assert.Equal(("0-3", null), (machine.Capabilities().Hierarchy.ToString(), machine.Capabilities().Hierarchy.Distance));
        // The other direction may be another value.
        machine.Distances("10 20 40 40", "20 10 0 40", "40 40 10 20", "40 40 20 10");
        Assert.Equal("0-3", machine.Capabilities().Hierarchy.ToString());
        machine.Distances("10 20 40 40", "20 10 40 40", "40 40 10 20", "40 40 20 10");
        Assert.Equal(("{0-1} {2-3}", 40), (machine.Capabilities().Hierarchy.ToString(), machine.Capabilities().Hierarchy.Distance));
        machine.Remove(MachineBuilder.Nodes + "node1/distance");
        Assert.Equal("0-3", machine.Capabilities().Hierarchy.ToString());
    }

    [Fact]
    public void Where_a_distance_is_not_reported_the_distances_make_no_group()
    {
        const string rows = "10 20 40 40 0 | 20 10 40 40 0 | 40 40 10 20 0 | 40 40 20 10 0 | 0 0 0 0 10";
        Assert.Equal("0-4", Described.Read(rows).Hierarchy.ToString());
        // Sockets are told by the processors.
        Assert.Equal("{0-1} {2-3} 4", Described.Read(rows, "0 0 1 1 2").Hierarchy.ToString());
    }

    [Fact]
    public void Where_the_socket_of_one_cell_is_not_reported_no_socket_is_a_group()
    {
        // Cell 0 may be in socket 0 too.
        using var machine = Described.Machine(Flat, "0 0 0 1").Remove(MachineBuilder.Cpus + "cpu0/topology/physical_package_id");
        Assert.Equal("0-3", machine.Capabilities().Hierarchy.ToString());
        Assert.Equal("0 - - - | - 0 - - | - - 0 - | - - - 0", Described.Hops(machine.Capabilities()));
    }

    [Theory]
    [MemberData(nameof(ThreeLevels))]
    public void A_machine_of_three_levels(string name, string[] halves, int?[] distances)
    {
        var machine = LinuxMachines.Read(name);
        Assert.Equal(halves, machine.Hierarchy.Groups.Select(group => group.ToString()));
        Assert.Equal(distances, [machine.Hierarchy.Distance, machine.Hierarchy.Groups[1].Distance, machine.Hierarchy.Groups[1].Groups[3].Distance]);
        Assert.Equal("1.2", machine.Cells[machine.Hierarchy.Groups[1].Groups[2].CellIds[0]].Group);
    }

    [Theory]
    [MemberData(nameof(SocketsAndMatrices))]
    public void Machines_have_the_groups_of_their_sockets_and_matrix(string name, string groups, int? cellsPerSocket)
    {
        var machine = LinuxMachines.Read(name);
        Assert.Equal((groups, cellsPerSocket), (machine.Hierarchy.ToString(), machine.CellsPerSocket));
    }

    [Theory]
    [InlineData("flat", "0-3", 1)]
    [InlineData("ladder", "{0-1} {2-3} {4-5} {6-7}", 2)]
    [InlineData("hmat", "{0,3} 1-2", null)] // 17 to the memory; cell 0 spans sockets 0 and 2
    [InlineData("edge", "0-3", null)]
    [InlineData("windows-sub-numa", "{0-1} {2-3}", 2)]
    [InlineData("windows-altra-2x80", "0-1", 1)]
    public void Kept_machines_have_the_groups_of_their_sockets_and_matrix(string name, string groups, int? cellsPerSocket)
    {
        var machine = Described.Kept(name);
        Assert.Equal((groups, cellsPerSocket), (machine.Hierarchy.ToString(), machine.CellsPerSocket));
    }

    [Fact]
    public void A_thousand_cells_are_grouped()
    {
        var cells = Enumerable.Range(0, 1024).Select(id => new NumaCell
        {
            Id = id,
            Cpus = CpuSet.Of(id),
            Distances = [.. Enumerable.Range(0, 1024).Select(to => new NumaDistance { From = id, To = to, Value = to == id ? 10 : to / 2 == id / 2 ? 20 : to / 64 == id / 64 ? 40 : 80 })],
        }).ToList();
        var all = new CellRelations(cells.ConvertAll(cell => new CellSocket(cell.Id)), [.. cells.SelectMany(cell => cell.Distances)], [], default).Complete(new NumaCapabilities { Cells = cells });
        Assert.Equal(16, all.Hierarchy.Groups.Count);
        Assert.All(all.Hierarchy.Groups, group => Assert.Equal(32, group.Groups.Count));
        Assert.Equal("15.31", all.Cells[1023].Group);
    }
}
