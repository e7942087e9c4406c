using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Placement;

public sealed class CacheTests
{
    [Fact]
    public void Eight_instances_of_eight_CPUs_are_in_one_cache_each()
    {
        // Two sockets, a node each, with sixteen caches of eight CPUs: cores of two threads, numbered as Linux numbers them on AMD (threads 64 apart).
        var machine = Machine(nodes: 2, cachesOfNode: 8, coresOfCache: 4, threads: 2);
        var plan = PlacementPlanner.Plan([machine], [.. Enumerable.Range(0, 8).Select(_ => new PlacementRequest { Cpu = 8 })]);
        Assert.All(plan.Placements, placement => Assert.Single(machine.Caches, cache => placement.Cpus.IsSubsetOf(cache.Cpus)));
        Assert.All(plan.Placements, placement => Assert.Equal(1, placement.Caches));
    }

    [Fact]
    public void Eight_instances_of_eight_CPUs_are_in_one_cache_each_where_nodes_have_two_caches()
    {
        // An EPYC 7451: eight dies, a node each, with two caches of three cores with two threads. Eight CPUs need two of the caches, and six need one.
        var machine = Machine(nodes: 8, cachesOfNode: 2, coresOfCache: 3, threads: 2);
        Assert.All(PlacementPlanner.Plan([machine], [.. Enumerable.Range(0, 8).Select(_ => new PlacementRequest { Cpu = 8 })]).Placements, placement => Assert.Equal((1, 2), (placement.Cells.Count, placement.Caches!.Value)));
        Assert.All(PlacementPlanner.Plan([machine], [.. Enumerable.Range(0, 16).Select(_ => new PlacementRequest { Cpu = 6 })]).Placements, placement => Assert.Equal(1, placement.Caches));
    }

    [Fact]
    public void A_node_where_the_request_fits_one_cache_comes_before_one_that_is_used_better()
    {
        var machine = Machine(nodes: 2, cachesOfNode: 2, coresOfCache: 4, threads: 1);
        // CPUs 0-3, 4-7 | 8-11, 12-15: of the first node three of each cache are left.
        var request = new PlacementRequest { Cpu = 4, ReservedCpus = CpuSet.Of(0, 4) };
        var answer = PlacementFinder.Find(machine, request);
        Assert.Equal(("8-11", 1), ($"{answer.Placements[0].Cpus}", answer.Placements[0].Caches!.Value));
        Assert.Equal("fits; spans more last-level caches (2 instead of 1)", answer.Rejected.Single().Reason);
    }

    [Fact]
    public void Within_a_cache_the_cores_of_a_cluster_go_together()
    {
        // Arm: clusters of four cores share level 2, the socket level 3. CPUs 0-3, 4-7, 8-11 and 12-15.
        var machine = Machine(nodes: 1, cachesOfNode: 1, coresOfCache: 16, threads: 1);
        machine = machine with { Caches = [.. machine.Caches, .. Enumerable.Range(0, 4).Select(i => new CpuCache { Level = 2, Type = CacheType.Unified, Cpus = CpuSet.From(Enumerable.Range(4 * i, 4)) })] };
        Assert.Equal("4-7", PlacementFinder.Find(machine, new() { Cpu = 4, ReservedCpus = CpuSet.Of(0) }).Placements[0].Cpus.ToString());
        Assert.Equal("1-3", PlacementFinder.Find(machine, new() { Cpu = 3, ReservedCpus = CpuSet.Of(0) }).Placements[0].Cpus.ToString());
    }

    /// <summary>AMD's Bulldozer: an instruction cache for two cores.</summary>
    [Fact]
    public void Instruction_caches_do_not_say_which_cores_go_together()
    {
        var machine = Machine(nodes: 1, cachesOfNode: 1, coresOfCache: 8, threads: 1);
        machine = machine with { Caches = [.. machine.Caches, .. Enumerable.Range(0, 4).Select(i => new CpuCache { Level = 2, Type = CacheType.Instruction, Cpus = CpuSet.Of(2 * i, (2 * i) + 1) })] };
        Assert.Equal("1-2", PlacementFinder.Find(machine, new() { Cpu = 2, ReservedCpus = CpuSet.Of(0) }).Placements[0].Cpus.ToString());
    }

    [Fact]
    public void Of_many_cores_alike_the_one_with_the_lowest_CPU_is_shared() =>
        Assert.Equal("0", PlacementFinder.Find(Machine(nodes: 1, cachesOfNode: 1, coresOfCache: 40, threads: 2), new()).Placements[0].Cpus.ToString());

    [Theory]
    [InlineData(1, SmtUse.Together, "0")]
    [InlineData(3, SmtUse.Together, "0-2")]
    [InlineData(5, SmtUse.Together, "0-4")]
    [InlineData(3, SmtUse.Apart, "0,2,4")]
    public void Of_a_hybrid_machine_performance_cores_come_first(int count, SmtUse smt, string expected) =>
        // The machine has CPUs 0-3 on two performance cores, 4-7 on efficiency cores and 8-9 on low-power cores.
        Assert.Equal(expected, PlacementFinder.Find(NumaProbe.Capabilities(MachineSource.OpenSnapshot(System.IO.Path.Combine(Repository.Machines, "hybrid.numa"))), new() { Cpu = count, Smt = smt }).Placements[0].Cpus.ToString());

    [Fact]
    public void Where_caches_are_not_reported_their_number_is_unknown() =>
        Assert.Null(PlacementFinder.Find(Machine(2, 2, 4, 1) with { Caches = [] }, new() { Cpu = 4 }).Placements[0].Caches);

    /// <summary>CPUs are numbered node by node, cache by cache and core by core; second threads after all first ones.</summary>
    private static NumaCapabilities Machine(int nodes, int cachesOfNode, int coresOfCache, int threads)
    {
        var cores = nodes * cachesOfNode * coresOfCache;
        var ofNode = cachesOfNode * coresOfCache;
        return new NumaCapabilities
        {
            Cells = [.. Enumerable.Range(0, nodes).Select(node => new NumaCell
            {
                Id = node,
                Cpus = Of(node * ofNode, ofNode),
                Processors = [.. Of(node * ofNode, ofNode).Ids.Select(cpu => new LogicalProcessor { Id = cpu, Siblings = Of(cpu % cores, 1) })],
            })],
            Caches = [.. Enumerable.Range(0, nodes * cachesOfNode).Select(cache => new CpuCache { Level = 3, Type = CacheType.Unified, Cpus = Of(cache * coresOfCache, coresOfCache) })],
            Distances = [.. from one in Enumerable.Range(0, nodes) from other in Enumerable.Range(0, nodes) select new NumaDistance { From = one, To = other, Value = one == other ? 10 : 20 }],
        };

        CpuSet Of(int first, int count) => CpuSet.From(Enumerable.Range(0, threads).SelectMany(thread => Enumerable.Range((thread * cores) + first, count)));
    }
}
