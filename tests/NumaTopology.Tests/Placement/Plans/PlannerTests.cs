using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement.Plans;

public sealed class PlannerTests
{
    [Fact]
    public void Instances_are_spread_over_the_nodes_one_on_each_before_a_second_on_any()
    {
        var plan = PlacementPlanner.Plan([Host("h", 4, 4)], Several(6, 1), PlanStrategy.Spread);
        Assert.Equal([0, 0, 1, 1, 2, 3], plan.Placements.Select(placement => placement.Cells.Single()).Order());
        Assert.Equal([0, 1, 2, 3], plan.Placements.Take(4).Select(placement => placement.Cells.Single()).Order());
    }

    [Fact]
    public void Spreading_goes_over_nodes_then_machines_and_then_takes_what_has_most_left()
    {
        string[] Spread(NumaCapabilities[] hosts, params PlacementRequest[] requests) =>
            [.. PlacementPlanner.Plan(hosts, requests, PlanStrategy.Spread).Placements.Select(placement => $"{placement.HostName}{placement.CellCpus[0].CellId}")];
        Assert.Equal(["a0", "b0", "a1", "b1", "a0"], Spread([Host("a", 2, 4), Host("b", 2, 4)], [.. Several(5, 1)]));
        Assert.Equal(["b0", "a0", "b0"], Spread([Host("a", 1, 2), Host("b", 1, 8)], [.. Several(3, 1)]));
        // A node that gives only memory to the first has a request too: nodes of 2, 8 and 4 CPUs, memory on node 1.
        var uneven = Host("h", 3, 8);
        uneven = uneven with { Cells = [uneven.Cells[0] with { Cpus = CpuSet.Parse("0-1"), AvailableMemory = 0 }, uneven.Cells[1], uneven.Cells[2] with { Cpus = CpuSet.Parse("16-19"), AvailableMemory = 0 }] };
        Assert.Equal(["h0", "h2"], Spread([uneven], new() { AllowedCpus = CpuSet.Parse("0-1"), Memory = 1L << 30 }, new()));
    }

    [Fact]
    public void Instances_are_packed_so_that_whole_nodes_stay_free()
    {
        var plan = PlacementPlanner.Plan([Host("h", 4, 4)], Several(6, 1));
        Assert.Equal([0, 0, 0, 0, 1, 1], plan.Placements.Select(placement => placement.Cells.Single()).Order());
    }

    [Fact]
    public void A_plan_goes_over_hosts_and_names_them()
    {
        var plan = PlacementPlanner.Plan([Host("b", 2, 4), Host("a", 2, 4)], [.. Several(3, 4), new PlacementRequest { Cpu = 3, Name = "last" }]);
        Assert.Equal([("a", 0), ("a", 1), ("b", 0), ("b", 1)], plan.Placements.Select(placement => (placement.HostName!, placement.Cells.Single())));
        Assert.Equal("last", plan.Placements[3].Name);
        Assert.Equal([1, 2, 3, 4], plan.Placements.Select(placement => placement.Rank));
    }

    [Fact]
    public void The_largest_is_placed_first_where_the_order_given_leaves_it_no_room()
    {
        // In the order given the two small ones would each begin a node, or fill the one that the large one needs.
        PlacementRequest[] requests = [new() { Cpu = 2 }, new() { Cpu = 2 }, new() { Cpu = 4 }, new() { Cpu = 2 }, new() { Cpu = 2 }, new() { Cpu = 4 }];
        var plan = PlacementPlanner.Plan([Host("h", 4, 4)], requests);
        Assert.Equal(requests.Select(request => (request.Cpu, 10)), plan.Placements.Select(placement => (placement.Cpus.Count, placement.WorstDistance!.Value)));
        Assert.Equal(16, plan.Placements.Sum(placement => placement.Cpus.Count));
        Assert.Equal(16, plan.Placements.Aggregate(CpuSet.Empty, (all, placement) => all.Union(placement.Cpus)).Count);
    }

    [Fact]
    public void Another_order_is_tried_where_the_one_given_fails()
    {
        // In the order given 2 of 4 and 3 of 5 CPUs are taken, and no host has four left.
        var plan = PlacementPlanner.Plan([Host("a", 1, 4), Host("b", 1, 5)], [new() { Cpu = 2 }, new() { Cpu = 3 }, new() { Cpu = 4 }]);
        Assert.Equal(["b", "b", "a"], plan.Placements.Select(placement => placement.HostName));
    }

    [Fact]
    public void What_does_not_fit_is_named_and_nothing_is_planned()
    {
        var plan = PlacementPlanner.Plan([Host("h", 2, 4)], [new() { Cpu = 6, Name = "db" }, new() { Cpu = 4, Name = "web" }]);
        Assert.Empty(plan.Placements);
        var missing = Assert.Single(plan.Shortfalls);
        Assert.Equal("web", missing.Request.Name);
        Assert.Contains("Not enough CPUs on h: 4 requested, 2 usable (6 taken by other requests of the plan).", missing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_others_fill_says_so()
    {
        var plan = PlacementPlanner.Plan([Host("h", 2, 4)], [new() { Cpu = 4, Memory = 4L << 30 }, new() { Cpu = 4, Memory = 4L << 30 }]);
        Assert.Equal("0: CPUs 0-3 taken by other requests of the plan; memory taken by other requests of the plan", Assert.Single(plan.Placements[1].Rejected).ToString());
    }

    [Fact]
    public void What_others_reserved_is_told_apart_from_what_the_plan_takes()
    {
        var host = Host("h", 1, 4);
        host = host with { Cells = [host.Cells[0] with { Pages = [new PagePool(2 << 20, 10, 10)] }] };
        PlacementRequest request = new() { ReservedCpus = CpuSet.Of(3), ReservedMemory = [new ReservedMemory { Cells = [0], Bytes = 1L << 30 }, new ReservedMemory { Cells = null, Bytes = 2 << 20, PageSize = 2 << 20 }] };
        string Missing(PlacementRequest first, PlacementRequest second) => Assert.Single(PlacementPlanner.Plan([host], [first, second]).Shortfalls).Text;
        Assert.StartsWith("Not enough CPUs on h: 3 requested, 1 usable (1 reserved, 2 taken by other requests of the plan).", Missing(request with { Cpu = 2 }, request with { Cpu = 3 }), StringComparison.Ordinal);
        Assert.StartsWith("Not enough memory on h: 2.00 GiB requested, 1.00 GiB available (1.00 GiB reserved, 2.00 GiB taken by other requests of the plan).", Missing(request with { Memory = 2L << 30 }, request with { Memory = 2L << 30 }), StringComparison.Ordinal);
        var pages = request with { HugePage = 2 << 20, HugePageCount = 6 };
        Assert.StartsWith("Not enough pages of 2MiB on h: 6 requested, 3 available (1 reserved, 6 taken by other requests of the plan).", Missing(pages, pages), StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_one_takes_another_does_not_have()
    {
        // 4 GiB on each node: 3 GiB go to one node each, the third has to take of both.
        var plan = PlacementPlanner.Plan([Host("h", 2, 4)], [new() { Memory = 3L << 30 }, new() { Memory = 3L << 30 }, new() { Memory = 2L << 30 }]);
        var byNode = plan.Placements.SelectMany(placement => placement.Memory).GroupBy(share => share.CellId).ToDictionary(group => group.Key, group => group.Sum(share => share.Bytes) >> 30);
        Assert.Equal((4L, 4L), (byNode[0], byNode[1]));
        Assert.Equal(21, plan.Placements.Max(placement => placement.WorstDistance));
        Assert.Equal(PlacementSearch.Exact, plan.Search);
    }

    [Fact]
    public void A_limit_of_the_process_holds_for_all_of_the_plan_together()
    {
        var host = Host("h", 2, 4) with { Limits = [new NumaLimit { Resource = LimitedResource.Memory, Limit = 4L << 30, Used = 0, Name = "memory.max", Group = "cgroup /job", Source = "/x" }] };
        Assert.Single(PlacementPlanner.Plan([host], [new() { Memory = 3L << 30 }, new() { Memory = 3L << 30 }]).Shortfalls);
        Assert.Empty(PlacementPlanner.Plan([host], [new() { Memory = 2L << 30 }, new() { Memory = 2L << 30 }]).Shortfalls);
    }

    [Fact]
    public void A_limit_on_huge_pages_holds_whatever_the_first_request_wants()
    {
        var host = Host("h", 2, 4) with { Limits = [new NumaLimit { Resource = LimitedResource.HugePages, PageSize = 2 << 20, Limit = 8 << 20, Used = 0, Name = "hugetlb.2MB.max", Group = "cgroup /job", Source = "/x" }] };
        host = host with { Cells = [.. host.Cells.Select(cell => cell with { Pages = [new PagePool(2 << 20, 10, 10)] })] };
        // Four pages are left, and two times three are wanted.
        var plan = PlacementPlanner.Plan([host], [new(), new() { HugePage = 2 << 20, HugePageCount = 3 }, new() { HugePage = 2 << 20, HugePageCount = 3 }]);
        Assert.Empty(plan.Placements);
        Assert.Contains("hugetlb.2MB.max", Assert.Single(plan.Shortfalls).Text, StringComparison.Ordinal);
        Assert.Empty(PlacementPlanner.Plan([host], [new() { HugePage = 2 << 20, HugePageCount = 2 }, new() { HugePage = 2 << 20, HugePageCount = 2 }]).Shortfalls);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(1L << 30, false)]
    public void Where_free_memory_is_unknown_the_user_can_be_told_what_helps(long? free, bool isUnknown)
    {
        var host = Host("h", 1, 4);
        host = host with { Cells = [host.Cells[0] with { Memory = 4L << 30, AvailableMemory = free }] };
        Assert.Equal(isUnknown, Assert.Single(PlacementPlanner.Plan([host], [new(), new() { Memory = 2L << 30 }]).Shortfalls).IsFreeMemoryUnknown);
    }

    [Fact]
    public void What_is_reserved_before_is_not_taken_and_the_request_says_only_that()
    {
        var plan = PlacementPlanner.Plan([Host("h", 2, 4)], [.. Several(2, 3).Select(request => request with { ReservedCpus = CpuSet.Of(0, 7) })]);
        Assert.Equal("1-6", plan.Placements.Aggregate(CpuSet.Empty, (all, placement) => all.Union(placement.Cpus)).ToString());
        Assert.All(plan.Placements, placement => Assert.Equal("0,7", placement.Request.ReservedCpus.ToString()));
    }

    [Fact]
    public void A_plan_needs_a_machine_and_a_request()
    {
        Assert.StartsWith("A plan needs a machine.", Assert.Throws<ArgumentException>(() => PlacementPlanner.Plan([], Several(1, 1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PlacementPlanner.Plan([Host("h", 1, 1)], [new() { Strict = true }]));
        Assert.StartsWith("A plan needs a request.", Assert.Throws<ArgumentException>(() => PlacementPlanner.Plan([Host("h", 1, 1)], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_whose_device_no_host_has_is_named_and_the_others_too()
    {
        // Which devices are meant is known only on each machine.
        PlanItem Item(int cpu, bool hasDevice) => new(new PlacementRequest { Cpu = cpu }, cpu, _ => hasDevice ? new PlacementRequest { Cpu = cpu } : null);
        var plan = PlacementPlanner.Plan([Host("h", 1, 4)], [Item(1, false), Item(5, true)], PlanStrategy.Pack, default);
        Assert.Equal((1, "No host has the devices to stay close to."), (plan.Shortfalls[0].Request.Cpu, plan.Shortfalls[0].Text));
        Assert.StartsWith("Not enough CPUs on h: 5 requested, 4 usable.", plan.Shortfalls[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_limit_that_leaves_too_little_is_a_sentence()
    {
        NumaLimit memory = new() { Resource = LimitedResource.Memory, Limit = 4L << 30, Used = 0, Name = "memory.max", Group = "cgroup /job", Source = "/x" };
        var host = Host("h", 2, 4);
        host = host with { Cells = [.. host.Cells.Select(cell => cell with { Pages = [new PagePool(2 << 20, 10, 10)] })], Limits = [memory, memory with { Resource = LimitedResource.HugePages, PageSize = 2 << 20, Limit = 8 << 20, Name = "hugetlb.2MB.max" }] };
        PlacementRequest request = new() { Memory = 3L << 30, HugePage = 2 << 20, HugePageCount = 3 };
        // Of the memory 6 of 4 GiB, of the pages 6 of 4.
        Assert.Equal(
            "Not enough memory in cgroup /job: 6.00 GiB requested, 4.00 GiB left of memory.max 4.00 GiB. Not enough pages of 2MiB in cgroup /job: 6 requested, 4 left of hugetlb.2MB.max 4.",
            Assert.Single(PlacementPlanner.Plan([host], [request, request]).Shortfalls).Text);
    }

    private static IReadOnlyList<PlacementRequest> Several(int count, int cpu) => [.. Enumerable.Range(0, count).Select(_ => new PlacementRequest { Cpu = cpu })];

    /// <summary>Nodes with as many CPUs each, 4 GiB free, and 21 from one to another.</summary>
    private static NumaCapabilities Host(string name, int nodes, int cpus) => new()
    {
        HostName = name,
        Cells = [.. Enumerable.Range(0, nodes).Select(id => new NumaCell { Id = id, Cpus = CpuSet.From(Enumerable.Range(id * cpus, cpus)), AvailableMemory = 4L << 30 })],
        Distances = [.. from one in Enumerable.Range(0, nodes) from other in Enumerable.Range(0, nodes) select new NumaDistance { From = one, To = other, Value = one == other ? 10 : 21 }],
    };
}
