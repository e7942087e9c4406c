using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>A placement never takes more than the limits of the process's cgroups or job leave, over all nodes together.</summary>
public class LimitTests
{
    private const long GiB = 1L << 30;

    // 3.25 GiB left of 4 GiB.
    private static readonly NumaLimit s_memory = new() { Resource = LimitedResource.Memory, Limit = 4 * GiB, Used = 3 * GiB / 4, Name = "memory.max", Group = "cgroup /x", Source = "/sys/fs/cgroup/x/memory.max" };

    private static readonly NumaLimit s_cpu = new() { Resource = LimitedResource.Cpu, Cpus = 2.5, Name = "cpu.max", Group = "cgroup /x", Source = "/sys/fs/cgroup/x/cpu.max" };

    [Theory]
    [InlineData(1, 13 * GiB / 4)]
    [InlineData(4, 13 * GiB / 4)] // over both nodes
    public void A_request_for_exactly_what_is_left_fits(int cpu, long memory) => Assert.Single(Find(new() { Cpu = cpu, Memory = memory, Count = 1 }, s_memory).Placements);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_byte_more_than_is_left_is_an_error_that_names_the_limit(int cpu)
    {
        var answer = Find(new() { Cpu = cpu, Memory = (13 * GiB / 4) + 1 }, s_memory);
        Assert.Empty(answer.Placements);
        Assert.Equal("Not enough memory in cgroup /x: 3489660929 bytes requested, 3489660928 bytes left of memory.max 4294967296 bytes.", answer.Shortfall);
    }

    // 3328 MiB are left.
    [Fact]
    public void What_is_requested_and_what_is_left_never_read_the_same()
    {
        var answer = Find(new() { Memory = 3331L << 20 }, s_memory);
        Assert.Equal("Not enough memory in cgroup /x: 3331 MiB requested, 3328 MiB left of memory.max 4096 MiB.", answer.Shortfall);
        Assert.All(answer.Rejected, cell => Assert.Equal("memory.max of cgroup /x leaves 3328 MiB of 3331 MiB", cell.Reason));
    }

    [Fact]
    public void The_error_and_each_node_say_what_the_limit_leaves()
    {
        var answer = Find(new() { Memory = 8 * GiB }, s_memory);
        Assert.Equal("Not enough memory in cgroup /x: 8.00 GiB requested, 3.25 GiB left of memory.max 4.00 GiB.", answer.Shortfall);
        Assert.Equal(["memory.max of cgroup /x leaves 3.25 GiB of 8.00 GiB", "memory.max of cgroup /x leaves 3.25 GiB of 8.00 GiB"], answer.Rejected.Select(cell => cell.Reason));
    }

    [Fact]
    public void Of_several_levels_the_one_that_leaves_least_decides_in_whatever_order_they_stand()
    {
        // 8 − 7 = 1 GiB above.
        var above = s_memory with { Limit = 8 * GiB, Used = 7 * GiB, Group = "cgroup /" };
        foreach (var limits in new[] { new[] { s_memory, above }, [above, s_memory] })
            Assert.Equal("Not enough memory in cgroup /: 2.00 GiB requested, 1.00 GiB left of memory.max 8.00 GiB.", Find(new() { Memory = 2 * GiB }, limits).Shortfall);
    }

    [Fact]
    public void What_the_host_lacks_is_said_too()
    {
        var shortfall = Find(new() { Cpu = 5, Memory = 8 * GiB }, s_memory).Shortfall!;
        Assert.StartsWith("Not enough memory in cgroup /x: 8.00 GiB requested, 3.25 GiB left of memory.max 4.00 GiB. Not enough CPUs on ", shortfall);
        Assert.EndsWith(": 5 requested, 4 usable.", shortfall);
    }

    [Fact]
    public void Huge_pages_have_a_limit_of_their_own_by_size()
    {
        // 16 MiB − 10 MiB = 6 MiB: 3 pages.
        var pages = s_memory with { Resource = LimitedResource.HugePages, PageSize = 2 << 20, Limit = 16 << 20, Used = 10 << 20, Name = "hugetlb.2MB.max" };
        Assert.Single(Find(new() { HugePage = 2 << 20, HugePageCount = 3, Count = 1 }, pages).Placements);
        Assert.Equal("Not enough pages of 2MiB in cgroup /x: 4 requested, 3 left of hugetlb.2MB.max 8.", Find(new() { HugePage = 2 << 20, HugePageCount = 4 }, pages).Shortfall);
        Assert.Single(Find(new() { HugePage = 2 << 20, HugePageCount = 4, Count = 1 }, pages with { PageSize = 1 << 30 }).Placements);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Huge_pages_count_as_memory_where_the_limit_counts_them(bool counts)
    {
        // 3.24 GiB and 8 pages of 2 MiB are 3.2556 GiB.
        var answer = Find(new() { Memory = 3478923510, HugePage = 2 << 20, HugePageCount = 8, Count = 1 }, s_memory with { CountsHugePages = counts });
        Assert.Equal(counts ? "Not enough memory in cgroup /x: 3.26 GiB requested with huge pages, 3.25 GiB left of memory.max 4.00 GiB." : null, answer.Shortfall);
    }

    [Fact]
    public void Huge_pages_are_named_only_when_some_were_requested() =>
        Assert.Equal("Not enough memory in cgroup /x: 4.00 GiB requested, 3.25 GiB left of memory.max 4.00 GiB.", Find(new() { Memory = 4 * GiB }, s_memory with { CountsHugePages = true }).Shortfall);

    [Fact]
    public void More_pages_than_any_number_holds_are_refused() =>
        Assert.NotNull(Find(new() { HugePage = long.MaxValue, HugePageCount = long.MaxValue }, s_memory with { CountsHugePages = true }).Shortfall);

    [Fact]
    public void Less_CPU_time_than_CPUs_is_a_warning_on_the_placement()
    {
        Assert.Equal("CPU time in cgroup /x is limited to 2.5 CPUs by cpu.max; 3 CPUs requested.", Assert.Single(Find(new() { Cpu = 3, Count = 1 }, s_cpu).Placements[0].Warnings));
        Assert.Empty(Find(new() { Cpu = 2, Count = 1 }, s_cpu).Placements[0].Warnings);
        Assert.Empty(Find(new() { Cpu = 2, Count = 1 }, s_cpu with { Cpus = 2 }).Placements[0].Warnings);
    }

    [Fact]
    public void What_a_single_process_may_commit_is_a_warning()
    {
        var process = new NumaLimit { Resource = LimitedResource.ProcessMemory, Limit = GiB, Name = "ProcessMemoryLimit", Group = "job object", Source = "QueryInformationJobObject" };
        Assert.Equal("A process in the job object can commit at most 1.00 GiB (ProcessMemoryLimit); 2.00 GiB requested.", Assert.Single(Find(new() { Memory = 2 * GiB, Count = 1 }, process).Placements[0].Warnings));
        Assert.Equal("A process in the job object can commit at most 1024 MiB (ProcessMemoryLimit); 1025 MiB requested.", Assert.Single(Find(new() { Memory = GiB + (1 << 20), Count = 1 }, process).Placements[0].Warnings));
        Assert.Empty(Find(new() { Memory = GiB, Count = 1 }, process).Placements[0].Warnings);
    }

    [Fact]
    public void Where_the_use_is_unknown_the_limit_itself_is_the_most_and_a_warning_says_so()
    {
        var unknown = s_memory with { Used = null };
        Assert.Equal("Usage of cgroup /x is unknown; 4.00 GiB requested, memory.max is 4.00 GiB.", Assert.Single(Find(new() { Memory = 4 * GiB, Count = 1 }, unknown).Placements[0].Warnings));
        Assert.Equal("Not enough memory in cgroup /x: 5.00 GiB requested, memory.max is 4.00 GiB.", Find(new() { Memory = 5 * GiB }, unknown).Shortfall);
        Assert.Empty(Find(new() { Cpu = 1, Count = 1 }, unknown).Placements[0].Warnings);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Limits_do_not_count_for_an_empty_host_nor_with_what_is_not_allowed(bool capacity, bool includeDisallowed)
    {
        var placement = Assert.Single(Find(new() { Cpu = 4, Memory = 8 * GiB, Count = 1, Capacity = capacity, IncludeDisallowed = includeDisallowed }, s_memory, s_cpu).Placements);
        Assert.Empty(placement.Warnings);
    }

    [Fact]
    public void A_limit_does_not_change_the_ranks()
    {
        var request = new PlacementRequest { Cpu = 2, Memory = 2 * GiB, Count = 10 };
        Assert.Equal(Find(request).Placements.Select(placement => placement.ToString()), Find(request, s_memory).Placements.Select(placement => placement.ToString()));
    }

    [Fact]
    public void What_is_left_over_is_no_more_than_the_limit_leaves()
    {
        // Of 3.25 GiB that are left of the limit 2 are taken; the node has 16.
        var placement = Find(new() { Cpu = 2, Memory = 2 * GiB, Count = 1 }, s_memory).Placements[0];
        Assert.Equal((5 * GiB / 4, "all local; leaves 0 CPUs, 1.25 GiB (memory.max)"), (placement.LeftoverMemory, placement.Cost));
        Assert.Equal(14 * GiB, Find(new() { Memory = 2 * GiB, Count = 1 }, s_memory with { Limit = 64 * GiB }).Placements[0].LeftoverMemory);
        Assert.Equal(2 * GiB, Find(new() { Memory = 2 * GiB, Count = 1 }, s_memory with { Used = null }).Placements[0].LeftoverMemory);
    }

    [Fact]
    public void Huge_pages_that_are_left_over_are_no_more_than_the_limits_leave()
    {
        // 14 MiB less 4 MiB in use less three pages of 2 MiB are two pages; the node has five left.
        var pages = s_memory with { Resource = LimitedResource.HugePages, PageSize = 2 << 20, Limit = 14 << 20, Used = 4 << 20, Name = "hugetlb.2MB.max" };
        PlacementRequest request = new() { Memory = GiB, HugePage = 2 << 20, HugePageCount = 3, Count = 1 };
        var placement = Find(request, pages).Placements[0];
        Assert.Equal((2L, "all local; leaves 1 CPU, 15.00 GiB, 2 pages of 2MiB (hugetlb.2MB.max)"), (placement.LeftoverHugePages, placement.Cost));
        // A limit on memory that counts them, with 1 GiB and 9 MiB left: 1 GiB and 6 MiB are taken, and 3 MiB are one page.
        var counts = s_memory with { Limit = GiB + (9 << 20), Used = 0, CountsHugePages = true };
        foreach (var limits in new[] { new[] { pages, counts }, [counts, pages] })
            Assert.Equal((3L << 20, 1L), (Find(request, limits).Placements[0].LeftoverMemory, Find(request, limits).Placements[0].LeftoverHugePages));
    }

    [Fact]
    public void The_limit_leaves_less_after_each_placement_of_a_plan()
    {
        var machine = new NumaCapabilities { Cells = [Cell(0), Cell(1)], Limits = [s_memory] };
        // 3.25 GiB less one, and less two.
        Assert.Equal([9 * GiB / 4, 5 * GiB / 4], PlacementPlanner.Plan([machine], [new() { Memory = GiB }, new() { Memory = GiB }]).Placements.Select(placement => placement.LeftoverMemory!.Value));
    }

    /// <summary>Two nodes of two CPUs, 16 GiB and 8 pages of 2 MiB each.</summary>
    private static PlacementAnswer Find(PlacementRequest request, params NumaLimit[] limits) =>
        PlacementFinder.Find(new NumaCapabilities { Cells = [Cell(0), Cell(1)], Limits = limits.Length == 0 ? null : limits }, request);

    private static NumaCell Cell(int id) => new()
    {
        Id = id,
        Cpus = CpuSet.From([2 * id, (2 * id) + 1]),
        Memory = 16 * GiB,
        FreeMemory = 16 * GiB,
        AvailableMemory = 16 * GiB,
        Pages = [new PagePool(4096, (16 * GiB) / 4096, (16 * GiB) / 4096), new PagePool(2 << 20, 8, 8)],
        Distances = new List<NumaDistance>(),
    };
}
