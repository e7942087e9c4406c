using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>Two nodes of four CPUs and 8 GiB, of which some is held or not wanted.</summary>
public sealed class ReservedTests
{
    private static readonly NumaCapabilities s_machine = new()
    {
        HostName = "h",
        AllowedCpus = CpuSet.Parse("0-5"),
        OnlineCpus = CpuSet.Parse("0-7"),
        Cells =
        [
            new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-3"), AvailableMemory = 8L << 30, Pages = [new PagePool(2 << 20, 10, 8)] },
            new NumaCell { Id = 1, Cpus = CpuSet.Parse("4-7"), AvailableMemory = 8L << 30, Pages = [new PagePool(2 << 20, 10, 8)] },
        ],
        Distances = [.. from one in new[] { 0, 1 } from other in new[] { 0, 1 } select new NumaDistance { From = one, To = other, Value = one == other ? 10 : 21 }],
    };

    [Fact]
    public void A_pool_of_ones_own_stands_in_place_of_what_the_process_is_allowed()
    {
        Assert.Equal("6-7", Best(new() { Cpu = 2, AllowedCpus = CpuSet.Parse("6-7") }).Cpus.ToString());
        Assert.Equal("0: CPUs 0-3 not among the given CPUs", Reason(new() { Cpu = 2, AllowedCpus = CpuSet.Parse("6-7") }));
        Assert.StartsWith("Not enough CPUs on h: 4 requested, 2 usable (6 not among the given CPUs).", PlacementFinder.Find(s_machine, new() { Cpu = 4, AllowedCpus = CpuSet.Parse("6-7") }).Shortfall, System.StringComparison.Ordinal);
    }

    [Fact]
    public void CPUs_that_are_excluded_or_reserved_are_not_taken_and_the_reason_says_which()
    {
        Assert.Equal("3", Best(new() { ExcludedCpus = CpuSet.Parse("0-1,4-5"), ReservedCpus = CpuSet.Parse("2") }).Cpus.ToString());
        Assert.Equal("1: CPUs 4-5 excluded", Reason(new() { ExcludedCpus = CpuSet.Parse("4-5") }));
        Assert.Equal("1: CPUs 4-5 reserved", Reason(new() { ReservedCpus = CpuSet.Parse("4-7") }));
    }

    [Fact]
    public void A_CPU_that_two_nodes_list_is_lost_once_and_not_where_the_other_gives_it()
    {
        var twice = s_machine with { AllowedCpus = null, Cells = [s_machine.Cells[0], s_machine.Cells[1] with { Cpus = s_machine.Cells[0].Cpus }] };
        Assert.StartsWith("Not enough CPUs on h: 3 requested, 2 usable (2 reserved).", PlacementFinder.Find(twice, new() { Cpu = 3, ReservedCpus = CpuSet.Parse("0-1") }).Shortfall, System.StringComparison.Ordinal);
        Assert.StartsWith("Not enough CPUs on h: 5 requested, 4 usable.", PlacementFinder.Find(twice, new() { Cpu = 5, ExcludedCells = [0] }).Shortfall, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_is_reserved_is_not_free()
    {
        var placement = Best(new() { Memory = 6L << 30, ReservedMemory = [new() { Cells = [0], Bytes = 3L << 30 }] });
        Assert.Equal((1, 2L << 30), (placement.Cells.Single(), placement.LeftoverMemory));
    }

    [Fact]
    public void Huge_pages_are_reserved_by_their_size_and_whole()
    {
        // Five MiB are three pages of two.
        ReservedMemory[] reserved = [new() { Cells = [0], Bytes = 5L << 20, PageSize = 2 << 20 }, new() { Cells = [0], Bytes = 1L << 30, PageSize = 1 << 30 }];
        Assert.Equal(1, Pages(6).Cells.Single());
        Assert.Equal((0, 0), (Pages(5).Cells.Single(), Pages(5).LeftoverHugePages));
        // All of node 1 is held.
        Assert.Equal("1: CPUs 4-7 not among the given CPUs; memory reserved", Reason(new() { AllowedCpus = CpuSet.Parse("0-3"), Memory = 1, ReservedMemory = [new() { Cells = [1], Bytes = 8L << 30 }] }));
        Assert.Equal("1: CPUs 4-7 not among the given CPUs; pages of 2MiB reserved", Reason(new() { AllowedCpus = CpuSet.Parse("0-3"), HugePage = 2 << 20, HugePageCount = 1, ReservedMemory = [new() { Cells = [1], Bytes = 16 << 20, PageSize = 2 << 20 }] }));

        // Both nodes have four CPUs, so that what is left of the pages decides.
        NumaPlacement Pages(int count) => Best(new() { HugePage = 2 << 20, HugePageCount = count, ReservedMemory = reserved, IncludeDisallowed = true });
    }

    [Fact]
    public void What_several_nodes_hold_together_may_be_all_of_either()
    {
        var answer = PlacementFinder.Find(s_machine, new() { Memory = 10L << 30, ReservedMemory = [new() { Cells = [0, 1], Bytes = 5L << 30 }] });
        Assert.StartsWith("Not enough memory on h: 10.00 GiB requested, 6.00 GiB available (10.00 GiB reserved).", answer.Shortfall, System.StringComparison.Ordinal);
    }

    private static NumaPlacement Best(PlacementRequest request) => PlacementFinder.Find(s_machine, request).Placements[0];

    private static string Reason(PlacementRequest request) => PlacementFinder.Find(s_machine, request).Rejected.Select(cell => $"{cell.CellId}: {cell.Reason}").Single();
}
