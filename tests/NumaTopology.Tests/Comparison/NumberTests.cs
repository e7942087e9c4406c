using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Comparison;

/// <summary>What is only numbered, where the machines differ: the numbers of the reference, and own ones for what it does not have.</summary>
public class NumberTests
{
    // CPU 1 is on a socket of its own, whose number 0 the reference has for the other.
    [Fact]
    public void A_socket_that_the_reference_lacks_gets_a_number_that_is_free() =>
        Assert.Equal(["Cells[0].Processors[1].Socket|0|1"], Told(Machine((4, [Cpu(0, 0), Cpu(1, 0)])), Machine((4, [Cpu(0, 3), Cpu(1, 0)]))));

    [Fact]
    public void All_CPUs_of_a_socket_that_the_reference_lacks_have_its_number() =>
        Assert.Equal(["Cells[0].Processors[3-4].Socket|0; 0|1; 1"], Told(Machine((4, [Cpu(0, 0), Cpu(1, 0), Cpu(2, 0), Cpu(3, 0), Cpu(4, 0)])), Machine((4, [Cpu(0, 3), Cpu(1, 3), Cpu(2, 3), Cpu(3, 0), Cpu(4, 0)]))));

    [Fact]
    public void A_socket_that_the_reference_lacks_keeps_its_number_where_that_is_free() =>
        Assert.Equal(["Cells[0].Processors[1].Socket|0|4"], Told(Machine((4, [Cpu(0, 0), Cpu(1, 0)])), Machine((4, [Cpu(0, 3), Cpu(1, 4)]))));

    [Fact]
    public void The_number_of_a_socket_is_that_of_most_of_its_CPUs() =>
        Assert.Equal(["Cells[0].Processors[0].Socket|0|8"], Told(Machine((4, [Cpu(0, 0), Cpu(1, 0), Cpu(2, 0)])), Machine((4, [Cpu(0, 8), Cpu(1, 9), Cpu(2, 9)]))));

    // The node of 4 GiB is the second there: its CPUs, their bits and CPU sets have other numbers, and there are two groups.
    [Fact]
    public void Groups_bits_and_CPU_sets_are_those_of_the_partners()
    {
        static LogicalProcessor Windows(int id, int group) => new() { Id = id, Group = group, Number = id + 1, CpuSetId = 256 + id, Siblings = CpuSet.Of(id), Core = id, Socket = group };
        var one = Machine((4, [Windows(0, 0), Windows(1, 0)]), (8, [Windows(2, 1), Windows(3, 1)]));
        var other = Machine((8, [Windows(0, 0), Windows(1, 0)]), (4, [Windows(2, 1), Windows(3, 1)]));
        Assert.Empty(Told(one, other));
        Assert.Equal(["Cells[0].Processors[0-1].Number||1; 2"], Told(Machine((4, [Windows(0, 0) with { Number = null }, Windows(1, 0) with { Number = null }])), Machine((4, [Windows(0, 0), Windows(1, 0)]))));
        Assert.Equal(["Cells[0].Processors[0-1].CpuSetId||256; 257"], Told(Machine((4, [Windows(0, 0) with { CpuSetId = null }, Windows(1, 0) with { CpuSetId = null }])), Machine((4, [Windows(0, 0), Windows(1, 0)]))));
    }

    // The numbers of dies begin anew in each socket on one kernel, and go on in another; those of cores likewise.
    [Fact]
    public void Dies_clusters_and_cores_count_within_their_socket()
    {
        LogicalProcessor Of(int id, int socket, int part) => new() { Id = id, Socket = socket, Die = part, Cluster = part, Core = part, Siblings = CpuSet.Of(id) };
        var one = Machine((4, [Of(0, 0, 0), Of(1, 0, 1)]), (8, [Of(2, 1, 0), Of(3, 1, 1)]));
        var other = Machine((4, [Of(0, 0, 0), Of(1, 0, 1)]), (8, [Of(2, 1, 2), Of(3, 1, 3)]));
        Assert.Empty(Told(one, other));
        Assert.Equal(4, TopologyComparer.Compare(one, other).Sum(found => found.Path.Contains("Die") || found.Path.Contains("Core") ? 2 : 0));
    }

    // The first core lost a thread, and the CPUs are numbered from 10.
    [Fact]
    public void CPUs_of_unlike_cores_are_matched_as_far_as_they_go()
    {
        LogicalProcessor Of(int id, int core, string siblings) => new() { Id = id, Socket = 0, Core = core, Siblings = CpuSet.Parse(siblings) };
        var one = Machine((4, [Of(0, 0, "0-1"), Of(1, 0, "0-1"), Of(2, 1, "2-3"), Of(3, 1, "2-3")]));
        var other = Machine((4, [Of(10, 0, "10"), Of(11, 1, "11-12"), Of(12, 1, "11-12")]));
        var found = Assert.Single(TopologyComparer.Compare(one, other, ignoreNumbering: true));
        Assert.Equal(("Cells[0].Cpus", 3), (found.Path, ((CpuSet)found.Difference!).Count));
        Assert.Empty(((CpuSet)found.Difference!).Except((CpuSet)found.Reference!).Ids);
    }

    // In each of two nodes one core lost a thread: what is left of it is matched within its node, whatever is left on others.
    [Fact]
    public void CPUs_of_unlike_cores_stay_on_their_node()
    {
        LogicalProcessor Of(int id, int core, string siblings) => new() { Id = id, Socket = 0, Core = core, Siblings = CpuSet.Parse(siblings) };
        LogicalProcessor[] Node(int first) => [Of(first, 0, $"{first}-{first + 1}"), Of(first + 1, 0, $"{first}-{first + 1}"), Of(first + 2, 1, $"{first + 2}-{first + 3}"), Of(first + 3, 1, $"{first + 2}-{first + 3}")];
        LogicalProcessor[] Less(int first) => [Of(first, 0, $"{first}"), Of(first + 1, 1, $"{first + 1}-{first + 2}"), Of(first + 2, 1, $"{first + 1}-{first + 2}")];
        var found = TopologyComparer.Compare(Machine((4, Node(0)), (8, Node(4))), Machine((4, Less(10)), (8, Less(20))), ignoreNumbering: true);
        Assert.Equal(["Cells[0].Cpus", "Cells[1].Cpus"], found.Select(found => found.Path));
        Assert.All(found, cell => Assert.Equal((3, 0), (((CpuSet)cell.Difference!).Count, ((CpuSet)cell.Difference!).Except((CpuSet)cell.Reference!).Count)));
    }

    // CPUs that are on no node, as offline ones are.
    [Fact]
    public void CPUs_that_are_offline_are_matched_too()
    {
        var one = Machine((4, [Cpu(0, 0), Cpu(1, 0)])) with { PresentCpus = CpuSet.Parse("0-3"), OnlineCpus = CpuSet.Parse("0-1") };
        var other = Machine((4, [Cpu(1, 0), Cpu(2, 0)])) with { PresentCpus = CpuSet.Parse("0-3"), OnlineCpus = CpuSet.Parse("1-2") };
        Assert.Empty(Told(one, other));
        Assert.Equal(["PresentCpus|0-3|0-2"], Told(one, other with { PresentCpus = CpuSet.Parse("0-2") }));
        // One that only the other machine has keeps its number where that is free.
        Assert.Equal(["PresentCpus|0-3|0-3,9"], Told(one, other with { PresentCpus = CpuSet.Parse("0-3,9") }));
    }

    [Fact]
    public void A_node_that_only_the_other_machine_has_gets_a_number_that_is_free()
    {
        var one = Machine((4, [Cpu(0, 0)]), (8, [Cpu(1, 0)]));
        Assert.Equal(["Cells[2]||node2"], Told(one, Machine((16, [Cpu(0, 0)]), (4, [Cpu(1, 0)]), (8, [Cpu(2, 0)]))));
        Assert.Equal(["Cells[1]|node1|"], Told(one, Machine((4, [Cpu(0, 0)]))));
        Assert.Equal(["Cells[0]|node0|"], Told(one, Machine((8, [Cpu(0, 0)]))));
    }

    // Memory of a node that is not there is allowed, as older kernels say.
    [Fact]
    public void An_allowed_node_that_is_not_there_is_not_taken_for_another()
    {
        var one = Machine((4, [Cpu(0, 0)]), (8, [Cpu(1, 0)])) with { AllowedCells = [1] };
        Assert.Empty(Told(one, Machine((8, [Cpu(0, 0)]), (4, [Cpu(1, 0)])) with { AllowedCells = [0, 7] }));
        // Node 1 is not there, and what is there as node 5 is node 1 of the reference.
        var other = Machine((4, [Cpu(0, 0)]), (8, [Cpu(1, 0)]));
        Assert.Empty(Told(one with { AllowedCells = [0] }, other with { Cells = [other.Cells[0], other.Cells[1] with { Id = 5 }], AllowedCells = [0, 1] }));
    }

    [Fact]
    public void What_is_told_is_in_the_order_of_the_reference_s_numbers()
    {
        static NumaInterconnect Latency(int from, int to) => new() { Type = InterconnectType.Latency, Access = MemoryAccess.Read, Initiator = from, Target = to, Value = 80 };
        var one = Machine((4, [Cpu(0, 0)]), (8, [Cpu(1, 0)]), (16, [Cpu(2, 0)]));
        var other = Machine((8, [Cpu(0, 0)]), (4, [Cpu(1, 0)]), (16, [Cpu(2, 0)]));
        Assert.Equal(["AllowedCells|2|0; 1"], Told(one with { AllowedCells = [2] }, other with { AllowedCells = [0, 1] }));
        Assert.Equal(["Interconnects||0→2 read latency 80 ns; 1→2 read latency 80 ns"], Told(one, other with { Interconnects = [Latency(0, 2), Latency(1, 2)] }));
        NumaDistance[] distances = [new() { From = 0, To = 2, Value = 20 }, new() { From = 1, To = 2, Value = 20 }];
        Assert.Equal(["Distances||0→2: 20; 1→2: 20"], Told(one, other with { Distances = distances }));
        // Two nodes that only the other machine has.
        Assert.Equal(["Cells[3]||node3", "Cells[4]||node4"], Told(one, Machine((1, [Cpu(0, 0)]), (16, [Cpu(1, 0)]), (2, [Cpu(2, 0)]), (8, [Cpu(3, 0)]), (4, [Cpu(4, 0)]))));
    }

    // A document may have a group without nodes.
    [Fact]
    public void A_group_without_nodes_is_compared_too()
    {
        var machine = Machine((4, [Cpu(0, 0)])) with { Hierarchy = new NumaCellGroup { CellIds = [0], Groups = [new NumaCellGroup { CellIds = [] }, new NumaCellGroup { CellIds = [0] }] } };
        Assert.Empty(Told(machine, machine));
    }

    // The number of an L3 that both have is the reference's; that of an L3 over other CPUs stays.
    [Fact]
    public void Caches_and_controls_have_the_number_of_their_partner()
    {
        static CpuCache L3(int id, string cpus) => new() { Level = 3, Type = CacheType.Unified, Id = id, Cpus = CpuSet.Parse(cpus), Size = 1 << 20 };
        static MemoryBandwidthControl Control(int id, string cpus) => new() { Id = id, Cpus = CpuSet.Parse(cpus), Granularity = 10 };
        var one = Machine((4, [Cpu(0, 0), Cpu(1, 0)]), (8, [Cpu(2, 1), Cpu(3, 1)])) with { Caches = [L3(0, "0-1"), L3(1, "2-3")], MemoryBandwidth = [Control(0, "0-1"), Control(1, "2-3")] };
        var other = Machine((8, [Cpu(0, 0), Cpu(1, 0)]), (4, [Cpu(2, 1), Cpu(3, 1)])) with { Caches = [L3(0, "0-1"), L3(1, "2-3")], MemoryBandwidth = [Control(0, "0-1"), Control(1, "2-3")] };
        Assert.Empty(Told(one, other));
        Assert.Equal(["Caches[L3 0-1].Id|0|", "Caches[L3 2-3].Id|1|"], Told(one, other with { Caches = [.. other.Caches.Select(cache => cache with { Id = null })] }));
        Assert.Equal(["MemoryBandwidth||2"], Told(one with { MemoryBandwidth = [] }, other).Select(told => told.StartsWith("MemoryBandwidth", System.StringComparison.Ordinal) ? "MemoryBandwidth||2" : told));
    }

    // A core whose threads are on two nodes, and devices, tell CPUs apart that are alike otherwise.
    [Fact]
    public void A_device_that_is_local_to_one_CPU_tells_which_it_is()
    {
        static NumaDevice Local(string cpus) => new() { Name = "eth0", Kind = DeviceKind.Network, CellId = 0, LocalCpus = CpuSet.Parse(cpus) };
        Assert.Empty(Told(Machine((4, [Cpu(0, 0), Cpu(1, 0)])) with { Devices = [Local("0")] }, Machine((4, [Cpu(0, 0), Cpu(1, 0)])) with { Devices = [Local("1")] }));
    }

    [Fact]
    public void A_CPU_that_alone_is_present_online_or_allowed_is_the_same()
    {
        var machine = Machine((4, [Cpu(0, 0), Cpu(1, 0)]));
        Assert.Empty(Told(machine with { PresentCpus = CpuSet.Of(0) }, machine with { PresentCpus = CpuSet.Of(1) }));
        Assert.Empty(Told(machine with { OnlineCpus = CpuSet.Of(0) }, machine with { OnlineCpus = CpuSet.Of(1) }));
        Assert.Empty(Told(machine with { AllowedCpus = CpuSet.Of(0) }, machine with { AllowedCpus = CpuSet.Of(1) }));
    }

    // A firmware names CPUs as local to a device for which there is only a place in the socket.
    [Fact]
    public void CPUs_that_only_a_device_names_are_matched_too()
    {
        static NumaDevice[] Local(string cpus) => [new() { Name = "eth0", Kind = DeviceKind.Network, CellId = 0, LocalCpus = CpuSet.Parse(cpus) }];
        Assert.Empty(Told(Machine((4, [Cpu(0, 0), Cpu(1, 0)])) with { Devices = Local("0-3") }, Machine((4, [Cpu(2, 0), Cpu(3, 0)])) with { Devices = Local("0-3") }));
    }

    private static LogicalProcessor Cpu(int id, int socket) => new() { Id = id, Socket = socket, Core = id, Siblings = CpuSet.Of(id) };

    private static NumaCapabilities Machine(params (int Gibibytes, LogicalProcessor[] Cpus)[] nodes) => new()
    {
        Cells = [.. nodes.Select((node, id) => new NumaCell { Id = id, Cpus = CpuSet.From(node.Cpus.Select(cpu => cpu.Id)), Memory = (long)node.Gibibytes << 30, Processors = node.Cpus })],
    };

    private static List<string> Told(NumaCapabilities one, NumaCapabilities other) =>
        [.. TopologyComparer.Compare(one, other, ignoreNumbering: true).Select(found => $"{found.Path}|{found.Reference}|{found.Difference}")];
}
