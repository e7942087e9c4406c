using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>The rules about distances: each on a machine where it holds and on one where it does not.</summary>
public class DistanceRuleTests : HealthTest
{
    // An asymmetric table is legal (ACPI: the value is that from one locality to another); 255 is unreachable.
    [Theory]
    [InlineData("10 21", "21 10", "Pass : remote 21")]
    [InlineData("10 15", "25 10", "Pass : remote 15-25, 1 pair asymmetric")]
    [InlineData("10 255", "255 10", "Pass : remote 255")]
    [InlineData("20 10", "10 20", "Fail 0,1: 2 pairs nearer than local memory, such as 0→1: 10")]
    [InlineData("10 9", "21 10", "Fail 0: 1 pair nearer than local memory, such as 0→1: 9")]
    [InlineData("10 10", "10 10", "Warning 0,1: 2 pairs as near as local memory, such as 0→1: 10")]
    [InlineData("9 21", "21 9", "Warning 0,1: local distance 9 of nodes 0-1")]
    // Linux takes a table with another local distance for wrong (slit_valid).
    [InlineData("20 40", "40 20", "Warning 0,1: local distance 20 of nodes 0-1")]
    [InlineData("10 21", "21 12", "Warning 1: local distance 12 of node 1")]
    [InlineData("10 11", "11 10", "Pass : remote 11")]
    [InlineData("10 21", "10 10", "Warning 1: 1 pair as near as local memory, such as 1→0: 10")]
    public void Local_memory_is_the_nearest(string first, string second, string said) =>
        Assert.Equal(said, Said(new MachineBuilder().Cell(0, "0-3").Cell(1, "4-7").Distances(first, second), "LocalDistance"));

    [Fact]
    public void Without_distances_nothing_is_known()
    {
        Assert.Equal("Unknown : distances not reported", Said(new MachineBuilder().Cell(0, "0-3").Cell(1, "4-7"), "LocalDistance"));
        Assert.Equal("Unknown : distances not reported", Said(new MachineBuilder().Cell(0, "0-3").Cell(1, "4-7"), "DistanceLevels"));
    }

    [Theory]
    [InlineData(8, false, CheckStatus.Warning)]
    [InlineData(8, true, CheckStatus.Pass)]
    [InlineData(4, false, CheckStatus.Pass)]
    public void Eight_sockets_are_not_all_equally_far(int sockets, bool near, CheckStatus status)
    {
        var machine = new MachineBuilder();
        for (var socket = 0; socket < sockets; socket++)
            machine.Cell(socket, $"{socket}").Processor(socket, socket, 0, $"{socket}");
        var rows = Enumerable.Range(0, sockets).Select(from => string.Join(' ', Enumerable.Range(0, sockets).Select(to => from == to ? 10 : near && (from ^ to) == 1 ? 16 : 21)));
        Assert.Equal(status, Check(machine.Distances([.. rows]), "DistanceLevels").Status);
    }

    [Theory]
    [InlineData("10 12 32 32", "12 10 32 32", "32 32 10 12", "32 32 12 10", "Pass : remote distances 12, 32")]
    [InlineData("10 32 32 32", "32 10 32 32", "32 32 10 32", "32 32 32 10", "Warning : 4 nodes, all remote distances 32")]
    public void Nodes_of_a_socket_are_nearer_than_another_socket(string first, string second, string third, string fourth, string said)
    {
        var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").Cell(2, "2").Cell(3, "3").Distances(first, second, third, fourth);
        for (var cpu = 0; cpu < 4; cpu++)
            machine.Processor(cpu, cpu / 2, cpu % 2, $"{cpu}").File($"{MachineBuilder.Cpus}cpu{cpu}/topology/package_cpus_list", cpu < 2 ? "0-1\n" : "2-3\n");
        Assert.Equal(said, Said(machine, "DistanceLevels"));
    }

    // As a board with a socket that is split and one that is not would be.
    [Fact]
    public void One_socket_of_several_nodes_is_enough()
    {
        var machine = new MachineBuilder().Cell(0, "0").Cell(1, "1").Cell(2, "2").Distances("10 20 20", "20 10 20", "20 20 10");
        for (var cpu = 0; cpu < 3; cpu++)
            machine.Processor(cpu, cpu / 2, cpu, $"{cpu}").File($"{MachineBuilder.Cpus}cpu{cpu}/topology/package_cpus_list", cpu < 2 ? "0-1\n" : "2\n");
        Assert.Equal("Warning : 3 nodes, all remote distances 20", Said(machine, "DistanceLevels"));
    }

    // Whether two of three nodes are of one socket decides; of two nodes it does not.
    [Theory]
    [InlineData(2, 0, "Pass : all remote distances 20")]
    [InlineData(3, 0, "Unknown 0,1,2: socket of nodes 0-2 not reported")]
    [InlineData(3, 2, "Unknown 2: socket of node 2 not reported")]
    [InlineData(3, 3, "Pass : all remote distances 20")]
    [InlineData(7, 6, "Unknown 6: socket of node 6 not reported")]
    [InlineData(8, 0, "Warning : 8 nodes, all remote distances 20")]
    public void Nodes_of_unknown_sockets_are_not_taken_for_sockets(int nodes, int known, string said)
    {
        var machine = new MachineBuilder();
        for (var node = 0; node < nodes; node++)
        {
            machine.Cell(node, $"{node}");
            if (node < known)
                machine.Processor(node, node, 0, $"{node}");
        }

        Assert.Equal(said, Said(Flat(machine, nodes), "DistanceLevels"));
    }

    [Fact]
    public void A_node_over_several_sockets_shares_none()
    {
        var machine = new MachineBuilder();
        for (var node = 0; node < 3; node++)
            machine.Cell(node, $"{2 * node}-{(2 * node) + 1}").Processor(2 * node, 2 * node, 0, $"{2 * node}").Processor((2 * node) + 1, (2 * node) + 1, 0, $"{(2 * node) + 1}");
        Assert.Equal("Pass : all remote distances 20", Said(Flat(machine, 3), "DistanceLevels"));
    }

    // AMD's "L3 as NUMA domain" on one socket: 11 to each of the others, and there is no other socket.
    [Theory]
    [InlineData(true, "Pass : all remote distances 11")]
    [InlineData(false, "Warning : 8 nodes, all remote distances 11")]
    public void Eight_nodes_of_one_socket_may_be_equally_far(bool areTold, string said)
    {
        var machine = new MachineBuilder();
        for (var node = 0; node < 8; node++)
        {
            machine.Cell(node, $"{node}");
            if (areTold)
                machine.Processor(node, 0, node, $"{node}").File($"{MachineBuilder.Cpus}cpu{node}/topology/package_cpus_list", "0-7\n");
        }

        Assert.Equal(said, Said(machine.Distances([.. Enumerable.Range(0, 8).Select(from => string.Join(' ', Enumerable.Range(0, 8).Select(to => from == to ? 10 : 11)))]), "DistanceLevels"));
    }

    // Nodes of memory alone are as far away from the sockets as each other's.
    [Fact]
    public void Nodes_without_CPUs_do_not_count() =>
        Assert.Equal("Pass : all remote distances 21", Said(Sound().Cell(2, "", 64 << 20).Distances("10 21 17", "21 10 28", "17 28 10"), "DistanceLevels"));

    private static MachineBuilder Flat(MachineBuilder machine, int nodes) =>
        machine.Distances([.. Enumerable.Range(0, nodes).Select(from => string.Join(' ', Enumerable.Range(0, nodes).Select(to => from == to ? 10 : 20)))]);
}
