using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement.Plans;

public sealed class JointPlanTests
{
    private const int Machines = 1000;

    [Fact]
    public void No_plan_is_farther_than_the_best_that_there_is_and_none_takes_anything_twice()
    {
        int fit = 0, apart = 0;
        for (var seed = 0; seed < Machines; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(1, 6);
            var cpus = Enumerable.Range(0, count).Select(_ => random.Next(0, 5)).ToArray();
            var memory = Enumerable.Range(0, count).Select(_ => (long)random.Next(0, 7)).ToArray();
            var distances = Distances(random, count);
            var requests = Enumerable.Range(0, random.Next(2, 5)).Select(_ => new PlanWish(random.Next(1, 5), random.Next(0, 5), Tier: random.Next(3) == 0 ? random.Next(2) : null)).ToList();
            var tiers = Enumerable.Range(0, count).Select(_ => random.Next(2)).ToArray();
            var machine = Machine(distances, cpus, memory, tiers);
            var expected = new PlanBruteForce(distances, cpus, memory, tiers).Smallest(requests);
            var plan = PlacementPlanner.Plan([machine], [.. requests.Select((request, i) => new PlacementRequest { Name = $"r{i}", Cpu = request.Cpu, Memory = request.Memory << 30, MemoryTiers = request.Tier is { } tier ? [tier] : null })]);
            if (expected is null)
            {
                Assert.True(plan.Placements.Count == 0 && plan.Shortfalls.Count > 0, $"Machine {seed}: a plan was made where none can be.");
                continue;
            }

            Assert.True(plan.Placements.Count == requests.Count, $"Machine {seed}: no plan, there is one at {expected}.");
            Assert.True(plan.Placements.Max(placement => placement.WorstDistance) == expected, $"Machine {seed}: worst distance {plan.Placements.Max(placement => placement.WorstDistance)} instead of {expected}.");
            Check(seed, plan.Placements, requests, memory, tiers, distances);
            fit++;
            apart += expected > 10 ? 1 : 0;
        }

        // The machines have to ask the question.
        Assert.True(fit > Machines / 4 && apart > Machines / 20, $"{fit} fit, {apart} not on single nodes");
    }

    /// <summary>The same with huge pages of two sizes, devices and a largest number of nodes; then each request is as close as those before it and all at the common distance allow.</summary>
    [Fact]
    public void Huge_pages_devices_and_a_largest_number_of_nodes_are_shared_as_exactly()
    {
        const int machines = 120;
        int fit = 0, apart = 0, exact = 0;
        for (var seed = 0; seed < machines; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(2, 5);
            var cpus = Enumerable.Range(0, count).Select(_ => random.Next(0, 5)).ToArray();
            var (memory, small, large) = (Amounts(random, count), Amounts(random, count), Amounts(random, count));
            var distances = Distances(random, count);
            var wishes = Enumerable.Range(0, random.Next(2, 4)).Select(_ => Wish(random, count)).ToList();
            var machine = Machine(distances, cpus, memory, new int[count]);
            // Two threads a core, so that a request for one CPU must not take both.
            machine = machine with { Cells = [.. machine.Cells.Select(cell => cell with { Processors = [.. cell.Cpus.Ids.Chunk(2).SelectMany(core => core.Select(id => new LogicalProcessor { Id = id, Siblings = CpuSet.From(core) }))], Pages = [new PagePool(2 << 20, 9, small[cell.Id]), new PagePool(1 << 30, 9, large[cell.Id])] })] };
            var brute = new PlanBruteForce(distances, cpus, memory, new int[count], small, large);
            var expected = brute.Smallest(wishes);
            AssertShares(seed, machine, wishes, brute, expected, distances);
            var plan = PlacementPlanner.Plan([machine], [.. wishes.Select(Request)]);
            if (expected is null)
            {
                Assert.True(plan.Placements.Count == 0 && plan.Shortfalls.Count > 0, $"Machine {seed}: a plan was made where none can be.");
                continue;
            }

            Assert.True(plan.Placements.Count == wishes.Count, $"Machine {seed}: no plan, there is one at {expected}.");
            var worst = plan.Placements.Select(placement => placement.WorstDistance!.Value).ToList();
            Assert.True(worst.Max() == expected, $"Machine {seed}: worst distance {worst.Max()} instead of {expected}.");
            Assert.True(worst.Sum() <= brute.InTurn(wishes, expected.Value).Sum(), $"Machine {seed}: {string.Join(", ", worst)} instead of {string.Join(", ", brute.InTurn(wishes, expected.Value))}.");
            Check(seed, plan.Placements, wishes, memory, new int[count], distances);
            foreach (var (placement, wish) in plan.Placements.Zip(wishes))
            {
                Assert.Equal(wish.Small + wish.Large, placement.Memory.Sum(share => share.HugePages));
                Assert.True(placement.Cells.Count <= (wish.MaxCell ?? count), $"Machine {seed}: {placement.Cells} for {wish}.");
            }

            AssertHas(small, wish => wish.Small);
            AssertHas(large, wish => wish.Large);
            fit++;
            apart += expected > 10 ? 1 : 0;
            exact += plan.Search == PlacementSearch.Exact ? 1 : 0;

            void AssertHas(long[] has, Func<PlanWish, long> wanted) => Assert.All(
                plan.Placements.Zip(wishes).Where(pair => wanted(pair.Second) > 0).SelectMany(pair => pair.First.Memory).GroupBy(share => share.CellId),
                node => Assert.InRange(node.Sum(share => share.HugePages), 0, has[node.Key]));
        }

        Assert.True(fit > machines / 4 && apart > machines / 10 && exact > machines / 4, $"{fit} fit, {apart} not on single nodes, {exact} exact");

        static long[] Amounts(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(0, 6))];

        static PlanWish Wish(Random random, int count)
        {
            var size = random.Next(3);
            return new PlanWish(random.Next(1, 5), random.Next(0, 4), size == 1 ? random.Next(1, 4) : 0, size == 2 ? random.Next(1, 4) : 0,
                MaxCell: random.Next(2) == 0 ? random.Next(1, 4) : null, Device: random.Next(3) == 0 ? random.Next(count) : null);
        }
    }

    /// <summary>The exact search by itself, which a plan needs only where no order of single placements is as close.</summary>
    private static void AssertShares(int seed, NumaCapabilities machine, List<PlanWish> wishes, PlanBruteForce brute, int? expected, int[][] distances)
    {
        var spaces = wishes.ConvertAll(wish => new SearchSpace(machine, Request(wish), default));
        Assert.True(JointPlan.IsFor(spaces));
        Assert.True(JointPlan.TryFind(spaces, default, out var chosen, out var space));
        Assert.True(chosen is null == expected is null, $"Machine {seed}: {expected}");
        if (chosen is null)
            return;
        var most = brute.InTurn(wishes, expected!.Value);
        var shares = JointShares.Of(space, chosen);
        for (var i = 0; i < wishes.Count; i++)
        {
            var (wish, share) = (wishes[i], shares[i]);
            int[] from = [.. share.Where(part => !part.Value.Cpus.IsEmpty).Select(part => part.Key)], all = [.. share.Where(part => !part.Value.Cpus.IsEmpty || part.Value.Bytes > 0 || part.Value.Pages > 0).Select(part => part.Key)];
            Assert.True(from.Max(one => Math.Max(all.Max(other => distances[one][other]), wish.Device is { } device ? distances[one][device] : 0)) <= most[i], $"Machine {seed}: request {i} is farther than {most[i]}.");
            Assert.Equal((wish.Cpu, wish.Memory << 30, wish.Small + wish.Large), (share.Values.Sum(part => part.Cpus.Count), share.Values.Sum(part => part.Bytes), share.Values.Sum(part => part.Pages)));
            Assert.True(all.Length <= (wish.MaxCell ?? all.Length), $"Machine {seed}: {all.Length} nodes for {wish}.");
        }

        foreach (var cell in machine.Cells)
        {
            Assert.Equal(shares.Sum(share => share[cell.Id].Cpus.Count), shares.Aggregate(CpuSet.Empty, (taken, share) => taken.Union(share[cell.Id].Cpus)).Intersect(cell.Cpus).Count);
            Assert.InRange(shares.Sum(share => share[cell.Id].Bytes), 0, cell.AvailableMemory!.Value);
            foreach (var pool in cell.Pages!)
                Assert.InRange(wishes.Zip(shares).Where(pair => (pair.First.Small > 0 ? 2 << 20 : 1 << 30) == pool.Size).Sum(pair => pair.Second[cell.Id].Pages), 0, pool.Free!.Value);
        }
    }

    /// <summary>docs/placement.md, "Exactly": up to four requests on one machine of up to six nodes, without whole cores, and if all see the same CPUs. All of these need two nodes for one request.</summary>
    [Theory]
    [InlineData(1, 6, false, null, PlacementSearch.Exact)]
    [InlineData(2, 6, false, null, PlacementSearch.Exact)]
    [InlineData(4, 6, false, null, PlacementSearch.Exact)]
    [InlineData(5, 6, false, null, PlacementSearch.NearestNeighbours)]
    [InlineData(2, 7, false, null, PlacementSearch.NearestNeighbours)]
    [InlineData(2, 6, true, null, PlacementSearch.NearestNeighbours)]
    [InlineData(2, 6, false, "0-22", PlacementSearch.NearestNeighbours)]
    public void A_plan_says_whether_it_is_exact(int requests, int nodes, bool wholeCore, string? allowed, PlacementSearch search)
    {
        var machine = Machine([.. Enumerable.Range(0, nodes).Select(from => Enumerable.Range(0, nodes).Select(to => from == to ? 10 : 20).ToArray())], [.. Enumerable.Repeat(4, nodes)], new long[nodes], new int[nodes]);
        machine = machine with { Cells = [.. machine.Cells.Select(cell => cell with { Processors = [.. cell.Cpus.Ids.Select(id => new LogicalProcessor { Id = id, Siblings = CpuSet.Of(id) })] })] };
        var plan = PlacementPlanner.Plan([machine], [.. Enumerable.Range(0, requests).Select(i => new PlacementRequest { Cpu = i == 0 ? 5 : 1, WholeCore = wholeCore && i == 0, AllowedCpus = i == 0 && allowed is not null ? CpuSet.Parse(allowed) : null })]);
        Assert.Equal((requests, 20, search), (plan.Placements.Count, plan.Placements.Max(placement => placement.WorstDistance), plan.Search));
        Assert.All(plan.Placements, placement => Assert.Equal(search, placement.Search));
    }

    /// <summary>Two GiB of node 0 go to the second request, whose own node has none; the first takes two of node 2 instead, where two are left. Of node 1 two CPUs are left.</summary>
    [Fact]
    public void What_is_left_over_is_what_the_nodes_have_and_not_what_was_kept_for_a_request()
    {
        var machine = Machine([[10, 20, 16], [16, 10, 21], [21, 28, 10]], [3, 4, 1], [3, 0, 4], new int[3]);
        var plan = PlacementPlanner.Plan([machine], [new() { Cpu = 3, Memory = 3L << 30 }, new() { Cpu = 2, Memory = 2L << 30 }]);
        Assert.Equal(["0: 1.00 GiB, 2: 2.00 GiB", "0: 2.00 GiB"], plan.Placements.Select(placement => string.Join(", ", placement.Memory)));
        Assert.Equal([(0, 2L << 30), (2, 0L)], plan.Placements.Select(placement => (placement.LeftoverCpus, placement.LeftoverMemory!.Value)));
    }

    /// <summary>A mistaken kernel lists the same CPUs on two nodes. With CPUs 0-1 on node 0 and 2-3 on node 1 both would be local, so that 20 is not the least there is.</summary>
    [Fact]
    public void A_plan_of_nodes_with_the_same_CPUs_is_not_called_exact()
    {
        var machine = Machine([[10, 20], [20, 10]], [4, 0], [4, 4], new int[2]);
        machine = machine with { Cells = [machine.Cells[0], machine.Cells[1] with { Cpus = machine.Cells[0].Cpus }] };
        var plan = PlacementPlanner.Plan([machine], [new() { Cpu = 2, Memory = 3L << 30 }, new() { Cpu = 2, Memory = 3L << 30 }]);
        Assert.Equal((20, PlacementSearch.NearestNeighbours, PlacementSearch.NearestNeighbours), (plan.Placements.Max(placement => placement.WorstDistance), plan.Search, plan.Placements[1].Search));
    }

    /// <summary>Each of any three of six nodes: three want 8 GiB each, and there are 23. Only trying all sets, at three distances, tells that they do not fit.</summary>
    [Fact]
    public void A_search_of_too_many_steps_is_given_up()
    {
        int[][] distances = [.. Enumerable.Range(0, 6).Select(from => Enumerable.Range(0, 6).Select(to => from == to ? 10 : (from, to) is (0, 1) or (1, 0) ? 21 : (from, to) is (2, 3) or (3, 2) ? 22 : 20).ToArray())];
        var machine = Machine(distances, [1, 1, 1, 1, 1, 1], [4, 4, 4, 4, 4, 3], new int[6]);
        var spaces = Enumerable.Range(0, 4).Select(i => new SearchSpace(machine, new PlacementRequest { Memory = i == 0 ? 0 : 8L << 30, MaxCell = 3 }, default)).ToList();
        Assert.False(JointPlan.TryFind(spaces, default, out var chosen, out _));
        Assert.Null(chosen);
    }

    private static void Check(int seed, IReadOnlyList<NumaPlacement> placements, List<PlanWish> requests, long[] memory, int[] tiers, int[][] distances)
    {
        var taken = new HashSet<int>();
        var used = new long[memory.Length];
        foreach (var (placement, request) in placements.Zip(requests))
        {
            Assert.Equal(request.Cpu, placement.Cpus.Count);
            Assert.True(placement.Cpus.Ids.All(taken.Add), $"Machine {seed}: a CPU is taken twice.");
            Assert.Equal(request.Memory << 30, placement.Memory.Sum(share => share.Bytes));
            foreach (var share in placement.Memory)
                used[share.CellId] += share.Bytes;
            Assert.All(placement.Memory, share => Assert.Equal(request.Tier ?? tiers[share.CellId], tiers[share.CellId]));
            var from = placement.CellCpus.Select(share => share.CellId).ToList();
            Assert.Equal(placement.WorstDistance, from.Max(one => Math.Max(placement.Cells.Max(other => distances[one][other]), request.Device is { } device ? distances[one][device] : 0)));
        }

        Assert.True(used.Zip(memory).All(node => node.First <= node.Second << 30), $"Machine {seed}: a node gives more memory than it has.");
    }

    private static PlacementRequest Request(PlanWish wish) => new()
    {
        Cpu = wish.Cpu,
        Memory = wish.Memory << 30,
        HugePage = wish.Small > 0 ? 2 << 20 : wish.Large > 0 ? 1 << 30 : null,
        HugePageCount = wish.Small + wish.Large,
        MaxCell = wish.MaxCell,
        Devices = wish.Device is { } node ? [new NumaDevice { Name = "eth0", Kind = DeviceKind.Network, CellId = node }] : [],
    };

    private static int[][] Distances(Random random, int count)
    {
        int[] values = [11, 12, 16, 20, 21, 28, 31, 255];
        return [.. Enumerable.Range(0, count).Select(from => Enumerable.Range(0, count).Select(to => from == to ? 10 : values[random.Next(values.Length)]).ToArray())];
    }

    private static NumaCapabilities Machine(int[][] distances, int[] cpus, long[] memory, int[] tiers)
    {
        var next = 0;
        var cells = new List<NumaCell>();
        for (var id = 0; id < cpus.Length; next += cpus[id++])
            cells.Add(new NumaCell { Id = id, Cpus = CpuSet.From(Enumerable.Range(next, cpus[id])), AvailableMemory = memory[id] << 30, MemoryTier = tiers[id] });
        return new NumaCapabilities
        {
            Cells = cells,
            Distances = [.. distances.SelectMany((row, from) => row.Select((value, to) => new NumaDistance { From = from, To = to, Value = value }))],
        };
    }
}
