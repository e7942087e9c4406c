using System;
using System.IO;
using System.Linq;
using NumaTopology.Acts;
using NumaTopology.Acts.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>To what a program is bound, by the rules of the help of Start-NumaProcess.</summary>
public sealed class BindingChoiceTests
{
    private static readonly NumaCapabilities s_hmat = Machine("hmat.numa");
    private static readonly NumaCapabilities s_windows = Machine("windows-sub-numa.numa");

    [Theory]
    [InlineData("hmat.numa", 0, null, "CPUs 2-3")]
    [InlineData("hmat.numa", 100, null, "CPUs 2-3, memory Bind 1")]
    [InlineData("hmat.numa", 100, NumaMemoryPolicy.Preferred, "CPUs 2-3, memory Preferred 1")]
    [InlineData("hmat.numa", 100, NumaMemoryPolicy.Interleave, "CPUs 2-3, memory Interleave 1")]
    [InlineData("hmat.numa", 100, NumaMemoryPolicy.Local, "CPUs 2-3, memory Local")]
    [InlineData("windows-sub-numa.numa", 0, null, "CPUs 0-1")]
    [InlineData("windows-sub-numa.numa", 100, null, "CPUs 0-1, memory Preferred 0")]
    [InlineData("windows-sub-numa.numa", 100, NumaMemoryPolicy.Local, "CPUs 0-1, memory Local")]
    public void Memory_is_bound_where_it_was_requested_and_can_be(string machine, long mebibytes, NumaMemoryPolicy? policy, string binding)
    {
        var request = new PlacementRequest { Cpu = 2, Memory = mebibytes << 20, ExcludedCells = machine == "hmat.numa" ? [0] : [] };
        Assert.Equal(binding, BindingChoice.Of(Find(Machine(machine), request), policy).ToString());
    }

    [Fact]
    public void Memory_of_a_placement_for_bandwidth_is_interleaved_where_that_can_be()
    {
        var request = new PlacementRequest { Cpu = 4, Memory = 400L << 20, Goal = PlacementGoal.Bandwidth };
        Assert.Equal("CPUs 0-1,8-9, memory Interleave 0-1", BindingChoice.Of(Find(Machine("ladder.numa"), request), null).ToString());
        Assert.Equal("CPUs 0-1,8-9, memory Bind 0-1", BindingChoice.Of(Find(Machine("ladder.numa"), request), NumaMemoryPolicy.Bind).ToString());
        Assert.Equal(NumaMemoryPolicy.Local, BindingChoice.Of(Find(s_windows, request), null).MemoryPolicy);
    }

    [Fact]
    public void A_policy_with_nodes_needs_memory_and_Preferred_one_node()
    {
        Assert.Throws<NumaBindingException>(() => BindingChoice.Of(Find(s_hmat, new() { Cpu = 2 }), NumaMemoryPolicy.Bind));
        var onTwo = Find(s_hmat, new() { Cpu = 4, Memory = 600L << 20 });
        Assert.Equal([0, 3], BindingChoice.Of(onTwo, null).MemoryCells);
        Assert.Throws<NumaBindingException>(() => BindingChoice.Of(onTwo, NumaMemoryPolicy.Preferred));
        // Node 3 has no CPUs, so no program's memory is local there.
        Assert.Equal("The memory policy 'Local' takes memory from where the program runs; the placement also takes memory of node 3, where it takes no CPU.",
            Assert.Throws<NumaBindingException>(() => BindingChoice.Of(onTwo, NumaMemoryPolicy.Local)).Message);
    }

    [Fact]
    public void Windows_takes_no_memory_of_a_node_without_CPUs_of_the_placement()
    {
        var on = Find(s_windows, new() { Cpu = 2, Memory = 1 << 20 });
        var other = s_windows.Cells.First(cell => !on.Cells.Contains(cell.Id)).Id;
        var apart = on with { Memory = [on.Memory[0], on.Memory[0] with { CellId = other }], MemoryOnlyCells = [other] };
        Assert.Equal($"Windows binds no memory; the placement also takes memory of node {other}, where it takes no CPU.", Assert.Throws<NumaBindingException>(() => BindingChoice.Of(apart, null)).Message);
    }

    [Fact]
    public void Of_several_nodes_Windows_prefers_none()
    {
        var on = Find(s_windows, new() { Cpu = s_windows.Cells.Take(2).Sum(cell => cell.Cpus.Count), Memory = s_windows.Cells[0].AvailableMemory!.Value + (1L << 30) });
        Assert.True(on.Memory.Count > 1);
        Assert.Equal(NumaMemoryPolicy.Local, BindingChoice.Of(on, null).MemoryPolicy);
    }

    [Fact]
    public void Nodes_give_the_CPUs_that_are_allowed_and_their_memory_to_a_policy()
    {
        NumaCell[] cells = [s_hmat.Cells[1], s_hmat.Cells[3]];
        Assert.Equal("CPUs 2-3", BindingChoice.Of(cells, null, null).ToString());
        Assert.Equal("CPU 3, memory Interleave 1,3", BindingChoice.Of(cells, CpuSet.Parse("3-7"), NumaMemoryPolicy.Interleave).ToString());
        Assert.Equal("CPUs 2-3, memory Local", BindingChoice.Of(cells, null, NumaMemoryPolicy.Local).ToString());
        Assert.Equal("CPUs 2-3, memory Preferred 1", BindingChoice.Of([s_hmat.Cells[1]], null, NumaMemoryPolicy.Preferred).ToString());
        Assert.Equal("CPUs 2-3, memory Preferred 1", BindingChoice.Of([s_hmat.Cells[1], s_hmat.Cells[3] with { Memory = 0 }], null, NumaMemoryPolicy.Preferred).ToString());
        Refused("The memory policy 'Preferred' has one node, but there is memory on nodes 1,3.", cells, null, NumaMemoryPolicy.Preferred);
        Refused("No CPU of nodes 1,3 is allowed.", cells, CpuSet.Parse("0"), null);
        Refused("No CPU of node 3 is allowed.", [s_hmat.Cells[3]], null, null);
        Refused("The memory policy 'Bind' has no nodes, because no memory is on node 1.", [s_hmat.Cells[1] with { Memory = 0 }], null, NumaMemoryPolicy.Bind);

        static void Refused(string message, NumaCell[] cells, CpuSet? allowed, NumaMemoryPolicy? policy) =>
            Assert.Equal(message, Assert.Throws<NumaBindingException>(() => BindingChoice.Of(cells, allowed, policy)).Message);
    }

    [Fact]
    public void Memory_that_is_not_free_any_more_is_refused()
    {
        var placement = Find(s_hmat, new() { Cpu = 2, Memory = 100L << 20, ExcludedCells = [0] });
        var cell = s_hmat.Cells[1];
        BindingChoice.RequireFree(placement, [cell]);
        BindingChoice.RequireFree(placement, [cell with { AvailableMemory = 100L << 20 }]);
        BindingChoice.RequireFree(placement, [cell with { AvailableMemory = null }]);
        var error = Assert.Throws<NumaActException>(() => BindingChoice.RequireFree(placement, [cell with { AvailableMemory = (100L << 20) - 1 }]));
        Assert.Equal(NumaActError.MemoryNotFree, error.Error);
        error = Assert.Throws<NumaActException>(() => BindingChoice.RequireFree(placement, [cell with { AvailableMemory = 99L << 20 }]));
        Assert.Equal((NumaActError.MemoryNotFree, "The memory is not free: 100 MiB requested, 99 MiB available on node 1."), (error.Error, error.Message));
    }

    /// <summary>A policy over several nodes takes memory from any of them; nodes that the placement takes no memory of do not count.</summary>
    [Fact]
    public void What_is_free_on_all_nodes_of_a_placement_counts_together()
    {
        var placement = Find(s_hmat, new() { Cpu = 4, Memory = 600L << 20 });
        Assert.Equal([0, 3], placement.Memory.Select(share => share.CellId));
        BindingChoice.RequireFree(placement, With(200, 0, 0, 400));
        BindingChoice.RequireFree(placement, With(0, 0, 0, null));
        var error = Assert.Throws<NumaActException>(() => BindingChoice.RequireFree(placement, With(200, 900, 900, 399)));
        Assert.Equal("The memory is not free: 600 MiB requested, 599 MiB available on nodes 0,3.", error.Message);

        NumaCell[] With(params long?[] mebibytes) => [.. s_hmat.Cells.Select((cell, i) => cell with { AvailableMemory = mebibytes[i] << 20 })];
    }

    /// <summary>A program bound to the node gets pages of its zones only, which its own meminfo counts, and not what the host has beyond them.</summary>
    [Theory]
    [InlineData(1900, true)]
    [InlineData(1994, true)]
    [InlineData(1995, false)]
    [InlineData(10240, false)]
    public void Of_the_only_node_of_a_machine_that_grew_no_more_is_bound_than_it_reports_itself(long mebibytes, bool isFree)
    {
        // Node 0: MemTotal 9017344 kB, MemFree 2097152 kB and neither file cache nor slab; the host: MemTotal 24684084 kB, min_free_kbytes 100000. So min is 100000 × 9017344 ÷ 24684084
        // = 36531 KiB, the gap the greater of a quarter of it and 10/10000 of 9017344 KiB, 9132 KiB; high = min + 2 gaps = 54796 KiB, and 2042356 KiB, 1994 MiB, are available.
        var machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "grown-vm.numa"));
        var placement = Find(NumaProbe.Capabilities(machine), new() { Memory = mebibytes << 20 });
        var cells = BindableMemory.Of(machine, NumaProbe.Cells(machine, [0]));
        if (isFree)
            BindingChoice.RequireFree(placement, cells);
        else
            Assert.Equal($"The memory is not free: {(mebibytes < 10240 ? "1995 MiB requested, 1994.5 MiB" : "10.00 GiB requested, 1.95 GiB")} available on node 0, as the node itself counts it.", Assert.Throws<NumaActException>(() => BindingChoice.RequireFree(placement, cells)).Message);
    }

    [Fact]
    public void Only_a_node_that_is_counted_as_the_host_is_counted_anew()
    {
        var machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "grown-vm.numa"));
        var cell = NumaProbe.Cells(machine, [0])[0];
        var other = cell with { Id = 1, MemorySource = MemorySource.MemInfo };
        // As above.
        Assert.Equal([1994, other.AvailableMemory >> 20], BindableMemory.Of(machine, [cell, other]).Select(one => one.AvailableMemory >> 20));
    }

    [Fact]
    public void Huge_pages_that_are_not_free_any_more_are_refused()
    {
        var pages = s_hmat.Cells[0].Pages!.Single(pool => pool.Size == 2 << 20);
        var placement = Find(s_hmat, new() { Cpu = 1, HugePage = pages.Size, HugePageCount = 2, Cells = [0] });
        BindingChoice.RequireFree(placement, [With(2)]);
        var error = Assert.Throws<NumaActException>(() => BindingChoice.RequireFree(placement, [With(1)]));
        Assert.Equal((NumaActError.MemoryNotFree, "The huge pages are not free: 2 pages of 2MiB requested, 1 free on node 0."), (error.Error, error.Message));
        // How many are free is not reported.
        BindingChoice.RequireFree(placement, [s_hmat.Cells[0] with { Pages = [new PagePool(4096, 1000, 1000)] }]);
        BindingChoice.RequireFree(placement, [s_hmat.Cells[0] with { Pages = null }]);
        // Of two nodes together.
        var two = placement with { Memory = [placement.Memory[0], placement.Memory[0] with { CellId = 1 }] };
        BindingChoice.RequireFree(two, [With(3), With(1) with { Id = 1 }]);
        Assert.Contains("4 pages of 2MiB requested, 3 free on nodes 0-1.", Assert.Throws<NumaActException>(() => BindingChoice.RequireFree(two, [With(2), With(1) with { Id = 1 }])).Message);

        NumaCell With(long free) => s_hmat.Cells[0] with { Pages = [new PagePool(4096, 1000, 1000), new PagePool(pages.Size, pages.Total, free)] };
    }

    [Fact]
    public void Memory_is_moved_to_where_a_placement_takes_it_or_to_its_nodes_in_equal_parts()
    {
        var on = Find(s_hmat, new() { Cpu = 2, Memory = 100L << 20, ExcludedCells = [0] });
        Assert.Equal([new(1, 104857600)], BindingChoice.Targets(on, s_hmat.Cells));
        // 100 MiB, and 3 pages of 2 MiB more.
        var huge = on with { Request = on.Request with { HugePage = 2 << 20 }, Memory = [on.Memory[0] with { HugePages = 3 }, on.Memory[0] with { CellId = 3, Bytes = 0, HugePages = 0 }] };
        Assert.Equal([new(1, 111149056)], BindingChoice.Targets(huge, s_hmat.Cells));
        var none = Find(s_hmat, new() { Cpu = 1 }) with { Cells = [0, 1] };
        Assert.Equal([new(0, 1), new(1, 1)], BindingChoice.Targets(none, s_hmat.Cells));
        NumaCell[] bare = [s_hmat.Cells[0], s_hmat.Cells[1] with { Memory = 0 }, s_hmat.Cells[2], s_hmat.Cells[3]];
        Assert.Equal([new(0, 1)], BindingChoice.Targets(none, bare));
        var error = Assert.Throws<NumaBindingException>(() => BindingChoice.Targets(none, [.. bare.Select(cell => cell with { Memory = 0 })]));
        Assert.StartsWith("There is no memory on nodes 0-1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0-3", NumaMemoryPolicy.Bind, "0", "")]
    [InlineData("0-1", NumaMemoryPolicy.Bind, "0", "CPUs 0-1 instead of 0-3")]
    [InlineData(null, NumaMemoryPolicy.Bind, "0", "")]
    [InlineData("0-3", NumaMemoryPolicy.Preferred, "0", "memory policy Preferred instead of Bind")]
    [InlineData("0-3", null, "", "memory policy none instead of Bind")]
    [InlineData("0-3", NumaMemoryPolicy.Bind, "0-1", "memory of nodes 0-1 instead of 0")]
    public void A_difference_is_what_is_reported_otherwise(string? cpus, NumaMemoryPolicy? policy, string cells, string difference)
    {
        var requested = new NumaProcessBinding { Cpus = CpuSet.Parse("0-3"), MemoryPolicy = NumaMemoryPolicy.Bind, MemoryCells = [0] };
        var effective = new NumaProcessBinding { Cpus = cpus is null ? null : CpuSet.Parse(cpus), MemoryPolicy = policy, MemoryCells = CpuSet.Parse(cells).ToArray() };
        Assert.Equal(difference, string.Join("; ", requested.Differences(effective)));
    }

    private static NumaPlacement Find(NumaCapabilities machine, PlacementRequest request) => Assert.Single(PlacementFinder.Find(machine, request with { Count = 1 }).Placements);

    private static NumaCapabilities Machine(string name) => NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name)));
}
