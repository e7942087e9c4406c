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
        Assert.Throws<NumaBindingException>(() => BindingChoice.Of(onTwo, NumaMemoryPolicy.Local));
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
        var cells = s_hmat.Cells.Where(cell => cell.Id is 1 or 3).ToList();
        Assert.Equal("CPUs 2-3", BindingChoice.Of(cells, null, null).ToString());
        Assert.Equal("CPU 3, memory Interleave 1,3", BindingChoice.Of(cells, CpuSet.Parse("3-7"), NumaMemoryPolicy.Interleave).ToString());
        Assert.Equal("CPUs 2-3, memory Local", BindingChoice.Of(cells, null, NumaMemoryPolicy.Local).ToString());
        Assert.Throws<NumaBindingException>(() => BindingChoice.Of(cells, null, NumaMemoryPolicy.Preferred));
        Assert.Throws<NumaBindingException>(() => BindingChoice.Of(cells, CpuSet.Parse("0"), null));
        Assert.Throws<NumaBindingException>(() => BindingChoice.Of([s_hmat.Cells[3]], null, null));
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
            Assert.Equal(NumaActError.MemoryNotFree, Assert.Throws<NumaActException>(() => BindingChoice.RequireFree(placement, cells)).Error);
    }

    [Fact]
    public void Huge_pages_that_are_not_free_any_more_are_refused()
    {
        var pages = s_hmat.Cells[0].Pages!.Single(pool => pool.Size == 2 << 20);
        var placement = Find(s_hmat, new() { Cpu = 1, HugePage = pages.Size, HugePageCount = 2, Cells = [0] });
        BindingChoice.RequireFree(placement, [With(2)]);
        Assert.Equal(NumaActError.MemoryNotFree, Assert.Throws<NumaActException>(() => BindingChoice.RequireFree(placement, [With(1)])).Error);

        NumaCell With(long free) => s_hmat.Cells[0] with { Pages = [new PagePool(4096, 1000, 1000), new PagePool(pages.Size, pages.Total, free)] };
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
