using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>Placements that a person can work out.</summary>
public sealed class PlacementTests
{
    private const long GiB = 1L << 30;

    [Fact]
    public void The_smallest_cell_that_fits_is_the_best()
    {
        var found = Find(Machine([Cell(0, "0-7", 8), Cell(1, "8-11", 4), Cell(4, "12-15", 2)], 21), new() { Cpu = 3, Memory = 2 * GiB });
        // All at distance 10; cell 4 leaves one CPU and nothing, cell 1 one CPU and 2 GiB, cell 0 five CPUs.
        Assert.Equal(["4", "1", "0"], found.Take(3).Select(Cells));
        Assert.Equal((1, 0L, "12-14", "4: 2.00 GiB"), (found[0].LeftoverCpus, found[0].LeftoverMemory!.Value, found[0].Cpus.ToString(), string.Join(", ", found[0].Memory)));
        Assert.Equal((10, 10.0), (found[0].WorstDistance!.Value, found[0].MeanDistance!.Value));
    }

    [Fact]
    public void Two_cells_fill_the_larger_one_first_and_share_memory_by_their_CPUs()
    {
        var placement = Find(Machine([Cell(0, "0-3", 8), Cell(1, "4-9", 8)], 20), new() { Cpu = 8, Memory = 4 * GiB })[0];
        Assert.Equal("0-1,4-9", placement.Cpus.ToString());
        // 2 of 8 CPUs, and 6 of 8, of 4 GiB
        Assert.Equal([(0, GiB), (1, 3 * GiB)], placement.Memory.Select(share => (share.CellId, share.Bytes)));
        // from each cell to both: 10 20 20 10
        Assert.Equal((20, 15.0), (placement.WorstDistance!.Value, placement.MeanDistance!.Value));
    }

    [Fact]
    public void A_memory_only_cell_gives_its_memory_to_a_neighbour()
    {
        // Cells 0 and 1 have the CPUs and 1 GiB each; 5 is memory at 17 from 0, 28 from 1; the two are at 21.
        var machine = Machine([Cell(0, "0-1", 1), Cell(1, "2-3", 1), Cell(5, "", 16)], (0, 1, 21), (0, 5, 17), (1, 5, 28));
        var placement = Find(machine, new() { Cpu = 2, Memory = 5 * GiB })[0];
        Assert.Equal(("0,5", "0-1", "0: 1.00 GiB, 5: 4.00 GiB"), (Cells(placement), placement.Cpus.ToString(), string.Join(", ", placement.Memory)));
        Assert.Equal([5], placement.MemoryOnlyCells);
        Assert.Equal((17, 13.5), (placement.WorstDistance!.Value, placement.MeanDistance!.Value));
    }

    [Fact]
    public void Cost_names_what_is_remote_and_how_far_it_is()
    {
        // CPUs on nodes 0 and 1, memory beside them at 17 and 28, the two at 21.
        var machine = Machine([Cell(0, "0-1", 1), Cell(1, "2-3", 1), Cell(5, "", 16)], (0, 1, 21), (0, 5, 17), (1, 5, 28));
        Assert.Equal("all local; leaves 0 CPUs, 0 bytes", Cost(new() { Cpu = 2, Memory = GiB }));
        Assert.Equal("4.00 GiB on node 5 at 17; leaves 0 CPUs on node 0, 12.00 GiB on nodes 0,5", Cost(new() { Cpu = 2, Memory = 5 * GiB }));
        Assert.Equal("CPUs 21 apart; leaves 0 CPUs", Cost(new() { Cpu = 4 }));
        Assert.Equal("2.00 GiB on nodes 0-1 at up to 21; leaves 0 CPUs, 0 bytes", Cost(new() { Cpu = 4, Memory = 2 * GiB }));
        Assert.Equal("2.00 GiB on nodes 0-1 at up to 21; 3.00 GiB on node 5 at up to 28; leaves 0 CPUs on nodes 0-1, 13.00 GiB on nodes 0-1,5", Cost(new() { Cpu = 4, Memory = 5 * GiB }));
        NumaDevice ib0 = new() { Name = "ib0", Kind = DeviceKind.Network, CellId = 1 };
        Assert.Equal("memory local; ib0 at 21; leaves 0 CPUs, 0 bytes", Cost(new() { Cpu = 2, Memory = GiB, Devices = [ib0], ExcludedCells = [1] }));
        Assert.Equal("ib0 at 21; leaves 0 CPUs", Cost(new() { Cpu = 2, Devices = [ib0], ExcludedCells = [1] }));

        string Cost(PlacementRequest request) => Find(machine, request)[0].Cost;
    }

    [Fact]
    public void Memory_that_cannot_be_reached_is_never_used()
    {
        var machine = Machine([Cell(0, "0-1", 1), Cell(1, "2-3", 1), Cell(2, "", 16)], (0, 1, 20), (0, 2, 255), (1, 2, 40));
        Assert.Equal(["1,2"], Find(machine, new() { Cpu = 2, Memory = 5 * GiB }).Select(Cells));
    }

    [Fact]
    public void A_device_moves_the_placement_to_its_cell()
    {
        var machine = Machine([Cell(0, "0-1", 4), Cell(1, "2-3", 8), Cell(2, "4-5", 4)], (0, 1, 31), (0, 2, 21), (1, 2, 17));
        var found = Find(machine, new() { Cpu = 2, Memory = GiB, Devices = [new() { Name = "nvme0n1", Kind = DeviceKind.Disk, CellId = 1 }] });
        Assert.Equal(["1", "2", "0"], found.Take(3).Select(Cells));
        Assert.Equal([10, 17, 31], found.Take(3).Select(placement => placement.DeviceDistance!.Value));
    }

    [Fact]
    public void A_device_of_unknown_node_does_not_count_and_is_warned_of()
    {
        var placement = Find(Machine([Cell(0, "0-1", 4), Cell(1, "2-3", 2)], 20), new() { Cpu = 2, Memory = GiB, Devices = [new() { Name = "sda", Kind = DeviceKind.Disk }] })[0];
        Assert.Equal("1", Cells(placement));
        Assert.Null(placement.DeviceDistance);
        Assert.Contains("sda at an unknown distance", placement.Reason);
    }

    [Fact]
    public void Without_distances_one_cell_is_sure_and_more_are_told_as_unknown()
    {
        var machine = Machine([Cell(0, "0-3", 4), Cell(1, "4-7", 4)]);
        Assert.Equal(10, Find(machine, new() { Cpu = 4 })[0].WorstDistance);
        var spread = Find(machine, new() { Cpu = 5 })[0];
        Assert.Null(spread.WorstDistance);
        Assert.Null(spread.MeanDistance);
        Assert.Contains("distance unknown", spread.Reason);
    }

    [Fact]
    public void Memory_of_which_nothing_is_known_is_not_counted_on()
    {
        var machine = Machine([Cell(0, "0-1", 4) with { AvailableMemory = null }, Cell(1, "2-3", 4) with { AvailableMemory = null, FreeMemory = 4 * GiB }], 20);
        var answer = PlacementFinder.Find(machine, new() { Cpu = 2, Memory = 3 * GiB });
        // Free memory serves where available memory is unknown; memory of cell 1 may serve the CPUs of cell 0.
        Assert.Equal(["1", "0,1"], answer.Placements.Select(Cells));
        Assert.Contains("unknown", Reason(answer.Rejected, 0));
    }

    [Fact]
    public void Huge_pages_come_from_the_free_ones_of_their_size()
    {
        var machine = Machine([Cell(0, "0-1", 4) with { Pages = [new PagePool(2 << 20, 100, 30)] }, Cell(1, "2-3", 4) with { Pages = [new PagePool(2 << 20, 100, 80), new PagePool(1 << 30, 2, 2)] }], 20);
        var found = Find(machine, new() { Cpu = 1, HugePage = 2 << 20, HugePageCount = 100 });
        Assert.Equal(["0,1", "0,1"], found.Select(Cells));
        Assert.Equal([(0, 30L), (1, 70L)], found[0].Memory.Select(share => (share.CellId, share.HugePages)));
        Assert.Equal("1", Cells(Assert.Single(Find(machine, new() { Cpu = 1, HugePage = 1 << 30, HugePageCount = 2, MaxCell = 1 }))));
    }

    [Theory]
    // Cores 0,8 1,9 2,10 3,11; processor 8 must not be used, so that core 0 is broken.
    [InlineData(2, SmtUse.Together, false, "1,9")]
    [InlineData(3, SmtUse.Together, false, "0-1,9")]
    [InlineData(4, SmtUse.Together, false, "1-2,9-10")]
    [InlineData(3, SmtUse.Together, true, "1-2,9-10")]
    [InlineData(3, SmtUse.Apart, false, "1-3")]
    [InlineData(4, SmtUse.Apart, false, "0-3")]
    [InlineData(5, SmtUse.Apart, false, "0-3,9")]
    [InlineData(7, SmtUse.Together, false, "0-3,9-11")]
    public void Cores_are_taken_whole_or_apart(int count, SmtUse smt, bool whole, string cpus)
    {
        var machine = Machine([Cell(0, "0-3,8-11", 4) with { Processors = Cores("0,8", "1,9", "2,10", "3,11") }], 20) with { AllowedCpus = CpuSet.Parse("0-7,9-11") };
        Assert.Equal(cpus, Find(machine, new() { Cpu = count, Smt = smt, WholeCore = whole })[0].Cpus.ToString());
    }

    [Fact]
    public void A_core_with_an_offline_thread_is_whole_without_it()
    {
        var machine = Machine([Cell(0, "0-1,3", 4) with { Processors = Cores("0,2", "1,3") }], 20) with { OnlineCpus = CpuSet.Parse("0-1,3") };
        Assert.Equal("0-1,3", Find(machine, new() { Cpu = 3, WholeCore = true })[0].Cpus.ToString());
    }

    [Fact]
    public void A_whole_core_is_idle_when_all_of_its_threads_are()
    {
        var machine = Machine([Cell(0, "0-3", 4) with { Processors = Cores("0-1", "2-3") }], 20);
        var placement = Find(machine, new() { Cpu = 2, WholeCore = true, IdleCpus = CpuSet.Parse("1-3") })[0];
        Assert.Equal(("2-3", ""), (placement.Cpus.ToString(), placement.BusyCpus!.ToString()));
    }

    [Fact]
    public void Whole_cores_need_to_know_which_CPUs_share_one()
    {
        var answer = PlacementFinder.Find(Machine([Cell(0, "0-3", 4)], 20), new() { Cpu = 2, WholeCore = true });
        Assert.Empty(answer.Placements);
        Assert.Equal("cores unknown", Reason(answer.Rejected, 0));
        Assert.Contains("2 requested, 0 usable (4 of unknown cores).", answer.Shortfall);
    }

    [Fact]
    public void Only_cores_of_the_kind_asked_for_are_taken()
    {
        LogicalProcessor[] hybrid = [.. Enumerable.Range(0, 6).Select(id => new LogicalProcessor { Id = id, CoreKind = id < 2 ? CoreKind.Performance : CoreKind.Efficiency })];
        var machine = Machine([Cell(0, "0-5", 4) with { Processors = hybrid }], 20);
        Assert.Equal("2-4", Find(machine, new() { Cpu = 3, CoreKind = CoreKind.Efficiency })[0].Cpus.ToString());
        var answer = PlacementFinder.Find(machine, new() { Cpu = 3, CoreKind = CoreKind.Performance });
        Assert.Contains("3 requested, 2 usable (4 of another kind).", answer.Shortfall);
    }

    [Fact]
    public void Idle_CPUs_come_before_busy_ones_and_idle_cells_before_fuller_ones()
    {
        var machine = Machine([Cell(0, "0-3", 4), Cell(1, "4-9", 4)], 20);
        // Cell 0 fits snugly, but only one of its CPUs is idle.
        var found = Find(machine, new() { Cpu = 3, IdleCpus = CpuSet.Parse("3,5,7,9") });
        Assert.Equal([("1", "5,7,9", ""), ("0", "0-1,3", "0-1")], found.Take(2).Select(placement => (Cells(placement), placement.Cpus.ToString(), placement.BusyCpus!.ToString())));
    }

    [Fact]
    public void CPUs_that_two_cells_claim_are_there_once()
    {
        var machine = Machine([Cell(0, "0-3", 4), Cell(1, "2-3", 4)], 20);
        var answer = PlacementFinder.Find(machine, new() { Cpu = 5 });
        Assert.Empty(answer.Placements);
        Assert.Contains("5 requested, 4 usable.", answer.Shortfall);
    }

    [Fact]
    public void What_is_missing_is_told_with_the_closest()
    {
        var machine = Machine([Cell(0, "0-3", 4), Cell(1, "4-7", 4), Cell(2, "", 0)], 20);
        Assert.Equal(
            "Not enough CPUs on db7: 12 requested, 8 usable. Not enough memory on db7: 100.00 GiB requested, 8.00 GiB available. Closest: nodes 0-1 with 8 CPUs, 8.00 GiB.",
            PlacementFinder.Find(machine with { HostName = "db7" }, new() { Cpu = 12, Memory = 100 * GiB }).Shortfall);
        Assert.Equal("No single node of this machine holds 6 CPUs. Closest: nodes 0-1 with 8 CPUs.", PlacementFinder.Find(machine, new() { Cpu = 6, MaxCell = 1 }).Shortfall);
        Assert.Equal(
            "The nodes of this machine that hold 6 CPUs together cannot reach one another. Closest: node 0 alone with 4 CPUs.",
            PlacementFinder.Find(Machine([Cell(0, "0-3", 4), Cell(1, "4-7", 4)], 255), new() { Cpu = 6 }).Shortfall);
    }

    /// <summary>Node 0 is excluded, 1 not given, 2 offline but for CPU 8, and 3 without CPU 13, so that its first core is incomplete; 4 has what is wanted of another kind and tier.</summary>
    [Fact]
    public void What_cannot_be_used_is_counted_by_what_stands_in_the_way()
    {
        var machine = Machine([Cell(0, "0-3", 1), Cell(1, "4-7", 2), Cell(2, "8-11", 4) with { Processors = Cores("8-9", "10-11") }, Cell(3, "12-15", 8) with { Processors = Cores("12-13", "14-15") }, Cell(4, "", 16)], 20)
            with { HostName = "h", OnlineCpus = CpuSet.Parse("0-8,12-15"), AllowedCpus = CpuSet.Parse("0-12,14-15"), AllowedCells = [0, 1, 2, 4] };
        PlacementRequest request = new() { Cpu = 9, ExcludedCells = [0], Cells = [0, 2, 3, 4] };
        Assert.StartsWith("Not enough CPUs on h: 9 requested, 4 usable (4 on excluded nodes, 4 on nodes not given, 3 offline, 1 not allowed).", Missing(request));
        Assert.StartsWith("Not enough CPUs on h: 9 requested, 2 usable (4 on excluded nodes, 4 on nodes not given, 3 offline, 1 excluded, 1 not allowed, 1 of incomplete cores).", Missing(request with { WholeCore = true, ExcludedCpus = CpuSet.Parse("8") }));
        Assert.StartsWith(
            "Not enough memory on h: 99.00 GiB requested, 20.00 GiB available (1.00 GiB on excluded nodes, 2.00 GiB on nodes not given, 8.00 GiB not allowed).",
            Missing(request with { Cpu = 1, Memory = 99 * GiB }));
        machine = machine with { Cells = [.. machine.Cells.Take(4), machine.Cells[4] with { Kind = CellKind.Cxl, MemoryTier = 22 }], AllowedCells = null };
        Assert.StartsWith("Not enough memory of kind Cxl and tier 4 or 5 on h: 1.00 GiB requested, 0 bytes available (15.00 GiB of unknown kind, 16.00 GiB of another tier).", Missing(new() { Memory = GiB, MemoryKinds = [CellKind.Cxl], MemoryTiers = [4, 5] }));
        Assert.StartsWith("Not enough memory of tier 4 on h: 1.00 GiB requested, 0 bytes available (15.00 GiB of unknown tier, 16.00 GiB of another tier).", Missing(new() { Memory = GiB, MemoryTiers = [4] }));

        string Missing(PlacementRequest request) => PlacementFinder.Find(machine, request).Shortfall!;
    }

    [Fact]
    public void Amounts_that_read_the_same_are_told_exactly()
    {
        var machine = Machine([Cell(0, "0-1", 4), Cell(1, "2-3", 4) with { AvailableMemory = (4 * GiB) + 1 }], 20);
        Assert.Equal("fits; leaves more memory over (3221225473 bytes instead of 3221225472 bytes)", Reason(PlacementFinder.Find(machine, new() { Cpu = 2, Memory = GiB }).Rejected, 1));
    }

    [Fact]
    public void Every_other_cell_is_turned_down_with_a_reason()
    {
        var machine = Machine([Cell(0, "0-3", 4), Cell(1, "4-9", 4), Cell(2, "10-11", 4), Cell(3, "12-15", 4), Cell(4, "", 4), Cell(5, "16-19", 4), Cell(6, "20-23", 1)], 20)
            with { AllowedCpus = CpuSet.Parse("0-15,20-23"), AllowedCells = [0, 1, 2, 3, 4, 6] };
        var rejected = PlacementFinder.Find(machine, new() { Cpu = 4, Memory = 2 * GiB, ExcludedCells = [3] }).Rejected;
        Assert.Equal("fits; leaves more CPUs over (2 instead of 0)", Reason(rejected, 1));
        Assert.Equal("fits with node 6; larger worst distance (20 instead of 10)", Reason(rejected, 2));
        Assert.Equal("excluded", Reason(rejected, 3));
        // Node 6 has the CPUs and lacks the memory: any node that has some can help it.
        Assert.Equal("no CPUs; fits with node 6; larger worst distance (20 instead of 10)", Reason(rejected, 4));
        Assert.Equal("CPUs 16-19 not allowed; memory not allowed", Reason(rejected, 5));
        Assert.Equal("fits with node 0; larger worst distance (20 instead of 10)", Reason(rejected, 6));
    }

    [Fact]
    public void Threads_apart_go_over_all_nodes_before_a_second_of_any()
    {
        // Two nodes of two cores of two threads: five CPUs take one of all four cores first.
        var machine = Machine([Cell(0, "0-3", 4) with { Processors = Cores("0-1", "2-3") }, Cell(1, "4-7", 4) with { Processors = Cores("4-5", "6-7") }], 20);
        var placement = Find(machine, new() { Cpu = 5, Smt = SmtUse.Apart })[0];
        Assert.Equal(("0-2,4,6", "2 nodes; worst distance 20, mean 15; 1 second thread"), (placement.Cpus.ToString(), placement.Reason));
    }

    [Fact]
    public void Threads_apart_choose_the_node_with_enough_cores()
    {
        // Node 0 has one core of two threads and nothing left over; node 1 has two cores.
        var machine = Machine([Cell(0, "0-1", 4) with { Processors = Cores("0-1") }, Cell(1, "2-5", 4) with { Processors = Cores("2-3", "4-5") }], 20);
        Assert.Equal("0-1", Find(machine, new() { Cpu = 2 })[0].Cpus.ToString());
        var apart = PlacementFinder.Find(machine, new() { Cpu = 2, Smt = SmtUse.Apart });
        Assert.Equal("2,4", apart.Placements[0].Cpus.ToString());
        Assert.Equal("fits; takes more second threads (1 instead of 0)", Reason(apart.Rejected, 0));
    }

    [Fact]
    public void Strictly_apart_a_second_thread_is_never_taken()
    {
        var machine = Machine([Cell(0, "0-3", 4) with { Processors = Cores("0-1", "2-3") }, Cell(1, "4-7", 4) with { Processors = Cores("4-5", "6-7") }], 20) with { HostName = "db7" };
        // Three threads fit into either node; three cores do not.
        var placement = Find(machine, new() { Cpu = 3, Smt = SmtUse.Apart, Strict = true })[0];
        Assert.Equal(("0,2,4", 1), (placement.Cpus.ToString(), placement.LeftoverCpus));
        Assert.Equal("Not enough CPUs on db7: 5 requested, 4 usable (4 second threads). Closest: nodes 0-1 with 4 CPUs.", PlacementFinder.Find(machine, new() { Cpu = 5, Smt = SmtUse.Apart, Strict = true }).Shortfall);
        var unknown = PlacementFinder.Find(Machine([Cell(0, "0-3", 4)], 20) with { HostName = "db7" }, new() { Cpu = 2, Smt = SmtUse.Apart, Strict = true });
        Assert.Equal("Not enough CPUs on db7: 2 requested, 0 usable (4 of unknown cores).", unknown.Shortfall);
    }

    [Fact]
    public void What_is_left_over_is_what_is_not_taken()
    {
        // Five CPUs as whole cores of two are six; of ten remain four, and of eight two.
        var machine = Machine([Cell(0, "0-9", 4) with { Processors = Cores("0-1", "2-3", "4-5", "6-7", "8-9") }, Cell(1, "10-17", 4) with { Processors = Cores("10-11", "12-13", "14-15", "16-17") }], 20);
        var answer = PlacementFinder.Find(machine, new() { Cpu = 5, WholeCore = true });
        var last = answer.Placements[1];
        Assert.Equal(("0", 6, 4, "all local; takes 1 extra CPU for whole cores; leaves 4 CPUs"), (Cells(last), last.Cpus.Count, last.LeftoverCpus, last.Cost));
        Assert.Equal("fits; leaves more CPUs over (4 instead of 2)", Reason(answer.Rejected, 0));
        // Of four threads a core, six CPUs are eight and leave none; of two a core they are six and leave two.
        machine = Machine([Cell(0, "0-7", 4) with { Processors = Cores("0-1", "2-3", "4-5", "6-7") }, Cell(1, "8-15", 4) with { Processors = Cores("8-11", "12-15") }], 20);
        Assert.Equal("1", Cells(Find(machine, new() { Cpu = 6, WholeCore = true })[0]));
    }

    [Fact]
    public void Memory_that_is_left_over_counts_only_when_memory_was_requested()
    {
        // Who did not ask for memory is not put into the fullest node.
        var machine = Machine([Cell(0, "0-1", 8), Cell(1, "2-3", 1)], 20);
        Assert.Equal("0", Cells(Find(machine, new() { Cpu = 2 })[0]));
        Assert.Equal("1", Cells(Find(machine, new() { Cpu = 2, Memory = GiB })[0]));
    }

    [Fact]
    public void Each_device_has_its_own_distance()
    {
        // eth0 in node 0, eth1 in node 1, at 12; node 2 reaches node 1 only.
        var machine = Machine([Cell(0, "0-1", 4), Cell(1, "2-3", 4), Cell(2, "4-5", 4)], (0, 1, 12), (1, 2, 12), (0, 2, 255)) with { HostName = "db7" };
        NumaDevice eth0 = new() { Name = "eth0", Kind = DeviceKind.Network, CellId = 0 }, eth1 = new() { Name = "eth1", Kind = DeviceKind.Network, CellId = 1 };
        var answer = PlacementFinder.Find(machine, new() { Cpu = 2, Devices = [eth0, eth1] });
        Assert.Equal(("one node; worst distance 12, mean 10.67; eth0 at 10; eth1 at 12", 12), (answer.Placements[0].Reason, answer.Placements[0].DeviceDistance!.Value));
        Assert.Equal("cannot reach eth0", Reason(answer.Rejected, 2));
        Assert.Equal("Not enough CPUs on db7: 5 requested, 4 usable (2 on nodes that cannot reach eth0). Closest: nodes 0-1 with 4 CPUs.", PlacementFinder.Find(machine, new() { Cpu = 5, Devices = [eth0] }).Shortfall);
    }

    [Fact]
    public void A_device_that_is_given_twice_counts_once()
    {
        NumaDevice eth0 = new() { Name = "eth0", Kind = DeviceKind.Network, CellId = 0 };
        var placement = Find(Machine([Cell(0, "0-1", 4), Cell(1, "2-3", 4)], 20), new() { Cpu = 2, ExcludedCells = [0], Devices = [eth0, eth0 with { Distance = 20 }] })[0];
        // From node 1 to itself and to eth0: 10 and 20.
        Assert.Equal((15.0, "one node; worst distance 20, mean 15; eth0 at 20"), (placement.MeanDistance!.Value, placement.Reason));
    }

    [Fact]
    public void A_device_out_of_reach_of_all_CPUs_is_named_as_the_cause()
    {
        var machine = Machine([Cell(0, "0-1", 4), Cell(1, "", 4)], 255) with { HostName = "db7" };
        Assert.Equal("Not enough CPUs on db7: 1 requested, 0 usable (2 on nodes that cannot reach eth0).", PlacementFinder.Find(machine, new() { Devices = [new() { Name = "eth0", Kind = DeviceKind.Network, CellId = 1 }] }).Shortfall);
    }

    [Fact]
    public void Core_kinds_that_are_unknown_are_the_cause_that_is_named() => Assert.Equal(
        "Not enough CPUs on db7: 2 requested, 0 usable (4 of unknown kind).",
        PlacementFinder.Find(Machine([Cell(0, "0-3", 4)], 20) with { HostName = "db7" }, new() { Cpu = 2, CoreKind = CoreKind.Performance }).Shortfall);

    [Fact]
    public void Memory_that_is_unknown_is_not_none()
    {
        var machine = Machine([Cell(0, "0-1", 4) with { AvailableMemory = null }, Cell(1, "2-3", 4) with { AvailableMemory = null }], 20) with { HostName = "db7" };
        Assert.Equal(
            "Free memory is unknown on nodes 0-1 of db7: 2.00 GiB requested. Closest: node 0 with 2 CPUs.",
            PlacementFinder.Find(machine, new() { Cpu = 2, Memory = 2 * GiB }).Shortfall);
        Assert.True(PlacementFinder.Find(machine, new() { Cpu = 2, Memory = 2 * GiB }).IsFreeMemoryUnknown);
        Assert.False(PlacementFinder.Find(machine, new() { Cpu = 5 }).IsFreeMemoryUnknown);
        machine = machine with { Cells = [machine.Cells[0] with { FreeMemory = GiB }, machine.Cells[1]] };
        Assert.StartsWith("Not enough memory on db7: 2.00 GiB requested, 1.00 GiB available (unknown on node 1).", PlacementFinder.Find(machine, new() { Cpu = 2, Memory = 2 * GiB }).Shortfall);
        Assert.StartsWith("Free pages of 2MiB are unknown on nodes 0-1 of db7: 3 requested.", PlacementFinder.Find(machine, new() { HugePage = 2 << 20, HugePageCount = 3 }).Shortfall);
    }

    [Fact]
    public void An_empty_host_has_all_its_memory_less_the_huge_pages_and_all_its_CPUs()
    {
        // 4 GiB, of which 512 huge pages of 2 MiB take one; 786 432 base pages are left.
        var cell = Cell(0, "0-3", 4) with { AvailableMemory = null, Pages = [new PagePool(4096, 786_432, null), new PagePool(2 << 20, 512, null)] };
        var machine = Machine([cell], 20) with { AllowedCpus = CpuSet.Of(0), OnlineCpus = CpuSet.Parse("0-2"), AllowedCells = [1] };
        var request = new PlacementRequest { Cpu = 3, Memory = 3 * GiB, HugePage = 2 << 20, HugePageCount = 512, Capacity = true };
        var placement = Find(machine, request)[0];
        Assert.Equal(("0-2", 0L, 0L), (placement.Cpus.ToString(), placement.LeftoverMemory, placement.LeftoverHugePages));
        Assert.EndsWith("host counted as empty", placement.Reason);
        Assert.StartsWith("Not enough memory on this machine: 4.00 GiB requested, 3.00 GiB in total.", PlacementFinder.Find(machine, request with { Memory = 4 * GiB }).Shortfall);
        // A document that lists no base pages.
        Assert.Equal(GiB, Find(Machine([Cell(0, "0-3", 4) with { AvailableMemory = null }], 20), new() { Memory = 3 * GiB, Capacity = true })[0].LeftoverMemory);
    }

    [Fact]
    public void Only_the_given_nodes_are_chosen_from()
    {
        var answer = PlacementFinder.Find(Machine([Cell(0, "0-1", 4), Cell(1, "2-3", 4), Cell(2, "4-5", 8)], 20), new() { Cpu = 2, Memory = GiB, Cells = [1, 2] });
        Assert.Equal(["1", "2"], answer.Placements.Take(2).Select(Cells));
        Assert.Equal("not among the given nodes", Reason(answer.Rejected, 0));
    }

    [Fact]
    public void A_node_that_alone_is_too_small_is_rejected_with_the_measure_it_lost_by()
    {
        // Eight CPUs need two nodes of four; 0 and 1 are at 12, the rest at 21.
        var machine = Machine([Cell(0, "0-3", 4), Cell(1, "4-7", 4), Cell(2, "8-11", 4)], (0, 1, 12), (0, 2, 21), (1, 2, 21));
        Assert.Equal("fits with node 0; larger worst distance (21 instead of 12)", Reason(PlacementFinder.Find(machine, new() { Cpu = 8 }).Rejected, 2));
    }

    [Fact]
    public void A_request_that_contradicts_itself_is_refused()
    {
        var machine = Machine([Cell(0, "0-3", 4)], 20);
        foreach (var request in new PlacementRequest[] { new() { WholeCore = true, Smt = SmtUse.Apart }, new() { Strict = true } })
            Assert.StartsWith("WholeCore takes all threads of a core; SmtUse.Apart takes one of each. Strict needs SmtUse.Apart.", Assert.Throws<ArgumentException>(() => PlacementFinder.Find(machine, request)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<NumaPlacement> Find(NumaCapabilities machine, PlacementRequest request) => PlacementFinder.Find(machine, request).Placements;

    private static string Cells(NumaPlacement placement) => string.Join(",", placement.Cells);

    private static string Reason(IReadOnlyList<RejectedCell> rejected, int id) => rejected.Single(cell => cell.CellId == id).Reason;

    private static NumaCell Cell(int id, string cpus, int gibibytes) => new() { Id = id, Cpus = CpuSet.Parse(cpus), Memory = gibibytes * GiB, AvailableMemory = gibibytes * GiB };

    private static LogicalProcessor[] Cores(params string[] cores) =>
        [.. cores.SelectMany(core => CpuSet.Parse(core).Ids.Select(id => new LogicalProcessor { Id = id, Siblings = CpuSet.Parse(core) })).Order()];

    /// <summary>A machine whose cells are all at one distance from each other.</summary>
    private static NumaCapabilities Machine(NumaCell[] cells, int distance) =>
        Machine(cells, [.. cells.SelectMany(a => cells.Where(b => b.Id > a.Id).Select(b => (a.Id, b.Id, distance)))]);

    private static NumaCapabilities Machine(NumaCell[] cells, params (int One, int Other, int Distance)[] distances) => new()
    {
        Cells = cells,
        Distances = [.. distances.SelectMany(d => new[] { new NumaDistance { From = d.One, To = d.Other, Value = d.Distance }, new NumaDistance { From = d.Other, To = d.One, Value = d.Distance } })],
    };
}
