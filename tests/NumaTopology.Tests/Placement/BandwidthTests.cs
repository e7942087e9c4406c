using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Placement;

public sealed class BandwidthTests
{
    [Fact]
    public void CPUs_and_memory_come_in_equal_parts_from_the_nodes_of_one_socket()
    {
        var placement = Only(new() { Cpu = 8, Memory = 8L << 30 });
        Assert.Equal("0-1,4-5,8-9,12-13", placement.Cpus.ToString());
        Assert.Equal("0: 2.00 GiB; 1: 2.00 GiB; 2: 2.00 GiB; 3: 2.00 GiB", $"{placement.Memory}");
        Assert.Equal("4 nodes; spread for bandwidth; worst distance 12, mean 11.5; memory tier 4", placement.Reason);
        Assert.Equal("fits with nodes 5-7; as good, but with higher node numbers", placement.Rejected.Single(cell => cell.CellId == 4).Reason);
    }

    [Fact]
    public void Memory_comes_from_all_nodes_of_the_socket_even_if_there_are_fewer_CPUs()
    {
        var placement = Only(new() { Cpu = 1, Memory = 4L << 30 });
        Assert.Equal(("0", "1; 2; 3"), (placement.Cpus.ToString(), $"{placement.MemoryOnlyCells}"));
        Assert.All(placement.Memory, share => Assert.Equal(1L << 30, share.Bytes));
    }

    [Fact]
    public void A_node_that_has_less_gives_all_and_the_others_the_rest_evenly()
    {
        // Of node 1 one CPU is left, and of node 2 one GiB: 7 CPUs are 1 and three times 2, 10 GiB are 1 and three times 3.
        var placement = Only(new() { Cpu = 7, Memory = 10L << 30, ExcludedCpus = CpuSet.Parse("5-7"), ReservedMemory = [new ReservedMemory { Cells = [2], Bytes = 15L << 30 }], Cells = [0, 1, 2, 3] });
        Assert.Equal("0-1,4,8-9,12-13", placement.Cpus.ToString());
        Assert.Equal("0: 3.00 GiB; 1: 3.00 GiB; 2: 1.00 GiB; 3: 3.00 GiB", $"{placement.Memory}");
    }

    [Theory]
    [InlineData(17, 8)]
    [InlineData(8, 65)]
    public void What_no_socket_holds_is_spread_over_the_machine(int cpu, int gibibytes)
    {
        var placement = Only(new() { Cpu = cpu, Memory = (long)gibibytes << 30 });
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], placement.Cells);
        // Divided by eight, rounded up for those that come first.
        Assert.All(placement.CellCpus, share => Assert.InRange(share.Cpus.Count, cpu / 8, (cpu + 7) / 8));
    }

    [Fact]
    public void Only_what_nearer_nodes_do_not_hold_is_taken_of_CXL()
    {
        Assert.DoesNotContain(16, Only(new() { Cpu = 8, Memory = 160L << 30 }).Cells);
        Assert.Contains(16, Only(new() { Cpu = 8, Memory = 161L << 30 }).Cells);
    }

    [Fact]
    public void Memory_of_a_kind_comes_from_the_node_of_that_kind_nearest_to_each()
    {
        var placement = Only(new() { Cpu = 4, Memory = 4L << 30, MemoryKinds = [CellKind.HighBandwidth] });
        Assert.Equal("8: 1.00 GiB; 9: 1.00 GiB; 10: 1.00 GiB; 11: 1.00 GiB", $"{placement.Memory}");
        Assert.Equal("0,4,8,12", placement.Cpus.ToString());
        Assert.Equal("memory kind Ordinary", Answer(new() { Memory = 1, MemoryKinds = [CellKind.HighBandwidth] }).Rejected.Single(cell => cell.CellId == 7).Reason.Split("; ")[0]);
    }

    [Fact]
    public void Whole_cores_are_taken_node_by_node_and_none_too_many()
    {
        // Two threads a core: CPUs 0 and 1, 2 and 3...
        var machine = Machine();
        machine = machine with { Cells = [.. machine.Cells.Select(cell => cell with { Processors = [.. cell.Cpus.Ids.Select(id => new LogicalProcessor { Id = id, Siblings = CpuSet.Of(id & ~1, id | 1) })] })] };
        Assert.Equal("0-1,4-5", PlacementFinder.Find(machine, Bandwidth(new() { Cpu = 4, WholeCore = true })).Placements[0].Cpus.ToString());
        Assert.Equal("0,4,8,12", PlacementFinder.Find(machine, Bandwidth(new() { Cpu = 4, Smt = SmtUse.Apart, Strict = true })).Placements[0].Cpus.ToString());
    }

    [Fact]
    public void A_machine_with_one_node_a_socket_is_spread_over_its_sockets()
    {
        var machine = Machine();
        machine = machine with { Cells = [.. machine.Cells.Where(cell => cell.Id is 0 or 4)] };
        var placement = Assert.Single(PlacementFinder.Find(machine, Bandwidth(new() { Cpu = 4, Memory = 2L << 30 })).Placements);
        Assert.Equal(("0-1,16-17", "0: 1.00 GiB; 4: 1.00 GiB"), (placement.Cpus.ToString(), $"{placement.Memory}"));
    }

    [Fact]
    public void Of_several_hosts_the_one_with_more_nodes_comes_first()
    {
        var small = Machine() with { HostName = "a" };
        small = small with { Cells = [small.Cells[0]] };
        var plan = PlacementPlanner.Plan([small, Machine() with { HostName = "b" }], [Bandwidth(new() { Cpu = 4 }), Bandwidth(new() { Cpu = 4 })]);
        Assert.All(plan.Placements, placement => Assert.Equal(("b", 4), (placement.HostName, placement.Cells.Count)));
        var spread = PlacementPlanner.Plan([small, Machine() with { HostName = "b" }], [Bandwidth(new() { Cpu = 4 }), Bandwidth(new() { Cpu = 4 })], PlanStrategy.Spread);
        Assert.Equal(["0; 1; 2; 3", "4; 5; 6; 7"], spread.Placements.Select(placement => $"{placement.Cells}"));
    }

    [Fact]
    public void Many_requests_of_both_goals_share_nothing()
    {
        PlacementRequest[] requests = [.. Enumerable.Range(0, 6).Select(i => new PlacementRequest { Cpu = 4, Memory = 4L << 30, Goal = (PlacementGoal)(i % 2), MemoryKinds = i == 3 ? [CellKind.Cxl] : null })];
        var plan = PlacementPlanner.Plan([Machine()], requests);
        Assert.Equal(24, plan.Placements.SelectMany(placement => placement.Cpus.Ids).Distinct().Count());
        Assert.Equal([1, 4, 1], new[] { 0, 1, 2 }.Select(i => plan.Placements[i].Cells.Count));
        Assert.Equal("16: 4.00 GiB", $"{plan.Placements[3].Memory}");
    }

    [Theory]
    [InlineData(NumaBindingTarget.Numactl, "numactl --physcpubind=0,4,8,12 --interleave=0-3")]
    [InlineData(NumaBindingTarget.SystemdRun, "systemd-run --property=CPUAffinity=0,4,8,12 --property=NUMAPolicy=interleave --property=NUMAMask=0-3")]
    [InlineData(NumaBindingTarget.Docker, "--cpuset-cpus=0,4,8,12 --cpuset-mems=0-3")]
    public void Its_memory_is_interleaved_where_the_tool_can(NumaBindingTarget target, string text)
    {
        var placement = Only(new() { Cpu = 4, Memory = 4L << 30 });
        Assert.Equal(text, NumaBinding.Write(placement, target));
        Assert.Equal("numactl --physcpubind=0,4,8,12 --membind=0-3", NumaBinding.Write(placement, NumaBindingTarget.Numactl, NumaMemoryPolicy.Bind));
    }

    [Theory]
    [InlineData(NumaBindingTarget.Docker, true)]
    [InlineData(NumaBindingTarget.Slurm, true)]
    [InlineData(NumaBindingTarget.Numactl, false)] // interleaves
    [InlineData(NumaBindingTarget.Taskset, false)] // does not bind memory
    public void Where_it_is_bound_instead_the_user_is_to_know(NumaBindingTarget target, bool binds)
    {
        Assert.Equal(binds, NumaBinding.BindsInstead(Only(new() { Cpu = 4, Memory = 4L << 30 }), target));
        // Memory of one node, or none, cannot be interleaved; nor is it for latency.
        Assert.False(NumaBinding.BindsInstead(Only(new() { Cpu = 4, Memory = 4L << 30, MemoryKinds = [CellKind.Cxl] }), target));
        Assert.False(NumaBinding.BindsInstead(PlacementFinder.Find(Machine(), new() { Cpu = 8, Memory = 20L << 30 }).Placements[0], target));
    }

    [Fact]
    public void A_largest_number_of_nodes_contradicts_it() =>
        Assert.StartsWith("A placement for bandwidth has all nodes of a socket or of the machine, whatever MaxCell is.", Assert.Throws<ArgumentException>(() => Only(new() { MaxCell = 2 })).Message, StringComparison.Ordinal);

    [Fact]
    public void What_does_not_fit_is_an_error_that_names_the_filter()
    {
        Assert.StartsWith("Not enough memory of kind HighBandwidth on h: 40.00 GiB requested, 32.00 GiB available (384.00 GiB of another kind).", Answer(new() { Memory = 40L << 30, MemoryKinds = [CellKind.HighBandwidth] }).Shortfall, StringComparison.Ordinal);
        Assert.StartsWith("Not enough memory of kind Persistent or Cxl and tier 4 on h: 1.00 GiB requested, 0 bytes available (160.00 GiB of another kind, 256.00 GiB of another tier).", Answer(new() { Memory = 1L << 30, MemoryKinds = [CellKind.Persistent, CellKind.Cxl], MemoryTiers = [4] }).Shortfall, StringComparison.Ordinal);
    }

    private static NumaPlacement Only(PlacementRequest request) => Answer(request).Placements[0];

    private static PlacementAnswer Answer(PlacementRequest request) => PlacementFinder.Find(Machine(), Bandwidth(request));

    private static PlacementRequest Bandwidth(PlacementRequest request) => request with { Goal = PlacementGoal.Bandwidth };

    /// <summary>Two sockets of four nodes with four CPUs and 16 GiB, each with a node of 4 GiB that is faster (8 to 15), and one node of CXL memory with 256 GiB (16).</summary>
    private static NumaCapabilities Machine()
    {
        var cells = Enumerable.Range(0, 8).Select(id => new NumaCell { Id = id, Cpus = CpuSet.From(Enumerable.Range(4 * id, 4)), Socket = id / 4, Memory = 16L << 30, AvailableMemory = 16L << 30, Kind = CellKind.Ordinary, MemoryTier = 4 })
            .Concat(Enumerable.Range(8, 8).Select(id => new NumaCell { Id = id, Memory = 4L << 30, AvailableMemory = 4L << 30, Kind = CellKind.HighBandwidth, MemoryTier = 2 }))
            .Append(new NumaCell { Id = 16, Memory = 256L << 30, AvailableMemory = 256L << 30, Kind = CellKind.Cxl, MemoryTier = 22 }).ToList();
        return new NumaCapabilities
        {
            HostName = "h",
            Cells = cells,
            Distances = [.. from one in cells from other in cells select new NumaDistance { From = one.Id, To = other.Id, Value = Distance(one.Id, other.Id) }],
        };

        static int Distance(int one, int other) => one == other ? 10 : one == 16 || other == 16 ? 40 : one % 8 / 4 != other % 8 / 4 ? 25 : one % 8 == other % 8 ? 11 : one >= 8 || other >= 8 ? 13 : 12;
    }
}
