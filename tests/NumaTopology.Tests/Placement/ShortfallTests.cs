using System;
using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>What is said where nothing fits: how much there is, what comes closest, and on which host.</summary>
public sealed class ShortfallTests
{
    private const long GiB = 1L << 30;

    // As hwloc's recorded offline-cpu0-node0: 17 CPUs run, 9 of them in no node.
    [Fact]
    public void CPUs_in_no_node_are_not_usable() =>
        Assert.StartsWith("Not enough CPUs on h: 6 requested, 4 usable (2 in no node). ", Text(Machine(20, Cell(0, "0-3")) with { OnlineCpus = CpuSet.Parse("0-5"), UnassignedProcessors = [new LogicalProcessor { Id = 4 }, new LogicalProcessor { Id = 5 }] }, new() { Cpu = 6 }), StringComparison.Ordinal);

    [Fact]
    public void A_tier_or_a_size_that_does_not_exist_is_told_from_those_that_do()
    {
        NumaCell cell = new() { Id = 0, Cpus = CpuSet.Of(0), Memory = 4L << 30, FreeMemory = 4L << 30, Pages = [new PagePool(4096, 1 << 20, 1 << 20), new PagePool(2 << 20, 0, 0), new PagePool(1 << 30, 0, 0)], MemoryTier = 4 };
        NumaCapabilities machine = new() { HostName = "h", OnlineCpus = CpuSet.Of(0), PageSize = 4096, Cells = [cell] };
        Assert.StartsWith("Not enough pages of 3MiB on h: 1 requested, 0 available. Existing sizes of huge pages: 2MiB, 1GiB.", Text(machine, new() { HugePage = 3 << 20, HugePageCount = 1 }), StringComparison.Ordinal);
        Assert.StartsWith("Not enough memory of tier 9 on h: 1.00 GiB requested, 0 bytes available (4.00 GiB of another tier). Existing tiers: 4.", Text(machine, new() { Memory = 1 << 30, MemoryTiers = [9] }), StringComparison.Ordinal);
        Assert.DoesNotContain("Existing", Text(machine, new() { Memory = 8L << 30, MemoryTiers = [4], HugePage = 2 << 20, HugePageCount = 1 }), StringComparison.Ordinal);
        Assert.Contains("Existing sizes of huge pages: none.", Text(machine with { Cells = [cell with { Pages = [cell.Pages[0]] }] }, new() { HugePage = 2 << 20, HugePageCount = 1 }), StringComparison.Ordinal);
        Assert.DoesNotContain("Existing", Text(machine with { Cells = [cell with { Pages = null }] }, new() { HugePage = 2 << 20, HugePageCount = 1 }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_several_nodes_have_is_added_up_and_the_closest_takes_of_all()
    {
        var machine = Machine(20, Cell(0, "0-3", 4, 3), Cell(1, "4-7", 4, 3));
        Assert.Equal("Not enough memory on h: 99.00 GiB requested, 8.00 GiB available. Closest: nodes 0-1 with 4 CPUs, 8.00 GiB.", Text(machine, new() { Memory = 99 * GiB }));
        Assert.Equal("Not enough pages of 2MiB on h: 10 requested, 6 available. Closest: nodes 0-1 with 4 CPUs, 6 pages of 2MiB.", Text(machine, new() { HugePage = 2 << 20, HugePageCount = 10 }));
        Assert.Equal("Not enough CPUs on h: 9 requested, 8 usable. Closest: nodes 0-1 with 8 CPUs.", Text(machine, new() { Cpu = 9, HugePage = 2 << 20 }));
    }

    /// <summary>2000 MiB and 1996 MiB are both 1.95 GiB.</summary>
    [Fact]
    public void What_is_missing_can_be_read_although_it_is_little()
    {
        var answer = Answer(Machine(20, Cell(0, "0-3") with { AvailableMemory = 1996L << 20 }), new() { Memory = 2000L << 20 });
        Assert.Equal("Not enough memory on h: 2000 MiB requested, 1996 MiB available. Closest: node 0 with 4 CPUs, 1996 MiB.", answer.Shortfall);
        Assert.Equal("1996 MiB of 2000 MiB", Assert.Single(answer.Rejected).Reason);
    }

    [Fact]
    public void A_set_of_so_many_nodes_is_too_small() =>
        Assert.StartsWith("No set of 2 nodes of h holds 9 CPUs. Closest: nodes 0-2 with 12 CPUs.", Text(Machine(20, Cell(0, "0-3"), Cell(1, "4-7"), Cell(2, "8-11")), new() { Cpu = 9, MaxCell = 2 }));

    [Fact]
    public void Of_nodes_that_cannot_reach_one_another_the_largest_comes_closest() =>
        Assert.EndsWith(" cannot reach one another. Closest: node 1 alone with 6 CPUs.", Text(Machine(255, Cell(0, "0-3"), Cell(1, "4-9"), Cell(2, "10-14")), new() { Cpu = 12 }));

    [Fact]
    public void Memory_that_no_CPU_reaches_is_counted_as_such() =>
        Assert.StartsWith("Not enough memory on h: 9.00 GiB requested, 4.00 GiB available (5.00 GiB unreachable). ", Text(Machine(255, Cell(0, "0-3"), Cell(1, "", 5)), new() { Memory = 9 * GiB }));

    /// <summary>4 of 5 CPUs on each of two nodes that do not reach one another, and 3 of 5.</summary>
    [Fact]
    public void A_node_alone_may_come_closer_than_another_host() =>
        Assert.Contains("db1", Closest(Host("db2", (3, 8, 8)), Machine(255, Cell(0, "0-3", 8, 8), Cell(1, "8-11", 8, 8)) with { HostName = "db1" }));

    [Fact]
    public void What_a_node_does_not_have_is_not_said_to_be_in_the_way() =>
        Assert.StartsWith("Not enough memory on h: 9.00 GiB requested, 4.00 GiB available. ", Text(Machine(20, Cell(0, "0-3"), Cell(1, "", 0)) with { AllowedCells = [0] }, new() { Memory = 9 * GiB }));

    [Fact]
    public void A_host_counted_as_empty_may_not_say_what_it_has() =>
        Assert.StartsWith("Total memory is unknown on node 0 of h: 1.00 GiB requested.", Text(Machine(20, Cell(0, "0-3") with { Memory = null, Pages = null }), new() { Memory = GiB, Capacity = true }));

    /// <summary>Node 2 has memory of which nobody says what is free: only where memory is missing would it help to know.</summary>
    [Theory]
    [InlineData(1, 9, 0, true)]
    [InlineData(1, 0, 7, false)] // its pages are known
    [InlineData(13, 8, 0, false)]
    [InlineData(13, 1, 6, false)]
    public void Unknown_free_memory_is_named_as_the_reason_only_where_it_is(int cpu, int gibibytes, int pages, bool isUnknown)
    {
        var machine = Machine(20, Cell(0, "0-3", 4, 3), Cell(1, "4-7", 4, 3), Cell(2, "8-11", 4, 0) with { AvailableMemory = null });
        PlacementRequest request = new() { Cpu = cpu, Memory = gibibytes * GiB, HugePage = pages > 0 ? 2 << 20 : null, HugePageCount = pages };
        Assert.Equal(isUnknown, Answer(machine, request).IsFreeMemoryUnknown);
        // Not of a node that has none at all, nor where it may not be used, nor where what is free does not count.
        var none = machine with { Cells = [.. machine.Cells.Take(2), machine.Cells[2] with { Memory = 0 }] };
        Assert.False(Answer(none, request).IsFreeMemoryUnknown);
        Assert.False(Answer(machine with { AllowedCells = [0, 1] }, request).IsFreeMemoryUnknown);
        Assert.False(Answer(machine, request with { Capacity = true, Memory = 99 * GiB }).IsFreeMemoryUnknown);
    }

    /// <summary>Of two hosts the second has more of the one thing that is missing.</summary>
    [Theory]
    [InlineData(3, 8, 8, 4, 8, 8)]
    [InlineData(8, 2, 8, 8, 3, 8)]
    [InlineData(8, 8, 2, 8, 8, 3)]
    [InlineData(4, 2, 8, 3, 4, 8)] // 4 of 5 and 2 of 5, 3 of 5 and 4 of 5
    public void The_host_that_has_the_larger_part_comes_closest(int cpus, int gibibytes, int pages, int otherCpus, int otherGibibytes, int otherPages) =>
        Assert.Contains("db2", Closest(Host("db1", (cpus, gibibytes, pages)), Host("db2", (otherCpus, otherGibibytes, otherPages))));

    /// <summary>The same limit on both, so that what all nodes of a host have together decides.</summary>
    [Theory]
    [InlineData(2, 4, 4, 3, 8, 8)]
    [InlineData(4, 2, 4, 8, 3, 8)]
    [InlineData(4, 4, 2, 8, 8, 3)]
    public void Beyond_a_limit_all_nodes_of_a_host_count(int cpus, int gibibytes, int pages, int otherCpus, int otherGibibytes, int otherPages)
    {
        NumaLimit[] limits = [new() { Resource = LimitedResource.Memory, Limit = GiB, Used = 0, Name = "memory.max", Group = "cgroup /x", Source = "/x" }];
        var two = Host("db1", (cpus, gibibytes, pages), (cpus, gibibytes, pages)) with { Limits = limits };
        Assert.Contains("db1", Closest(Host("db2", (otherCpus, otherGibibytes, otherPages)) with { Limits = limits }, two));
    }

    /// <summary>Five CPUs, 5 GiB and five pages are wanted.</summary>
    private static string Closest(params NumaCapabilities[] hosts)
    {
        var search = new FleetSearch(1, default);
        foreach (var host in hosts)
            search.Add(host, new PlacementRequest { Cpu = 5, Memory = 5 * GiB, HugePage = 2 << 20, HugePageCount = 5 });
        return search.Answer(hosts.Length).Shortfall!;
    }

    private static NumaCapabilities Host(string name, params (int Cpus, int Gibibytes, int Pages)[] nodes) =>
        Machine(20, [.. nodes.Select((node, id) => Cell(id, $"{id * 8}-{(id * 8) + node.Cpus - 1}", node.Gibibytes, node.Pages))]) with { HostName = name };

    private static string Text(NumaCapabilities machine, PlacementRequest request) => Answer(machine, request).Shortfall!;

    private static PlacementAnswer Answer(NumaCapabilities machine, PlacementRequest request) => PlacementFinder.Find(machine, request);

    private static NumaCell Cell(int id, string cpus, int gibibytes = 4, int pages = 0) =>
        new() { Id = id, Cpus = CpuSet.Parse(cpus), Memory = gibibytes * GiB, AvailableMemory = gibibytes * GiB, Pages = [new PagePool(2 << 20, pages, pages)] };

    private static NumaCapabilities Machine(int distance, params NumaCell[] cells) => new()
    {
        HostName = "h",
        Cells = cells,
        Distances = [.. from one in cells from other in cells select new NumaDistance { From = one.Id, To = other.Id, Value = one == other ? 10 : distance }],
    };
}
