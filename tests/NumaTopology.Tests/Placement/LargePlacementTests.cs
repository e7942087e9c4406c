using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>Machines with more sets of nodes than can be tried one by one.</summary>
public sealed class LargePlacementTests
{
    /// <summary>What is asked for needs all of the planted nodes: each has four CPUs, and only they all reach one another.</summary>
    [Theory]
    [InlineData(6, 0.0)]
    [InlineData(6, 0.2)]
    [InlineData(7, 0.2)]
    [InlineData(8, 0.3)]
    [InlineData(9, 0.3)]
    [InlineData(10, 0.3)]
    [InlineData(11, 0.4)]
    [InlineData(12, 0.0)]
    [InlineData(12, 0.5)]
    public void A_planted_set_of_nodes_is_found_among_sixty(int size, double othersReach)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var (planted, near) = Plant(new Random(seed), size, othersReach);
            var placement = Assert.Single(PlacementFinder.Find(Machine(near, 255), new() { Cpu = 4 * size, Count = 1 }).Placements);
            Assert.Equal(PlacementSearch.Exact, placement.Search);
            Assert.Equal(planted, placement.Cells);
            // Where the others are far instead of out of reach there are sets without number, and the planted one is the nearest.
            placement = Assert.Single(PlacementFinder.Find(Machine(near, 40), new() { Cpu = 4 * size, Count = 1 }).Placements);
            Assert.Equal((21, string.Join(',', planted)), (placement.WorstDistance, string.Join(',', placement.Cells)));
        }
    }

    /// <summary>Three CPU nodes reach one memory node that has enough; the others reach too little.</summary>
    [Fact]
    public void Planted_memory_is_found_among_sixty()
    {
        var random = new Random(3);
        var cells = Enumerable.Range(0, 60).Select(id => new NumaCell { Id = id, Cpus = id < 40 ? CpuSet.From(Enumerable.Range(id * 4, 4)) : CpuSet.Empty, AvailableMemory = id < 40 ? 1 : id == 55 ? 1000 : 2 }).ToArray();
        var distances = Distances(60, (from, to) => from == to ? 10 : from < 40 && to < 40 ? 21 : to == 55 ? (from is 7 or 19 or 33 ? 28 : 255) : random.Next(3) == 0 ? 28 : 255);
        var placement = Assert.Single(PlacementFinder.Find(new() { Cells = cells, Distances = distances }, new() { Cpu = 12, Memory = 900, Count = 1 }).Placements);
        Assert.Equal([7, 19, 33, 55], placement.Cells);
        Assert.Equal([55], placement.MemoryOnlyCells);
    }

    [Fact]
    public void A_search_that_gave_up_never_says_that_nothing_fits()
    {
        // Ten of sixty: each has eleven CPUs and bytes together, so that ten cannot have 112. Either alone they could have, and there are 75 milliard sets.
        var cells = Enumerable.Range(0, 60).Select(id => new NumaCell { Id = id, Cpus = CpuSet.From(Enumerable.Range(id * 10, 1 + (id % 10))), AvailableMemory = 10 - (id % 10) }).ToArray();
        var machine = new NumaCapabilities { HostName = "db7", Cells = cells, Distances = Distances(60, (from, to) => from == to ? 10 : 20) };
        var answer = PlacementFinder.Find(machine, new() { Cpu = 56, Memory = 56, MaxCell = 10 });
        Assert.Empty(answer.Placements);
        Assert.StartsWith("No placement found for 56 CPUs, 56 bytes on db7; not all sets of nodes were tried. Closest: nodes ", answer.Shortfall);
    }

    [Fact]
    public void Many_small_nodes_beside_a_large_one_are_no_reason_to_give_up()
    {
        // The large one and any of the small ones: forty sets; of the small ones alone there are 2 to the 40th, none of which suffices.
        var cells = Enumerable.Range(0, 41).Select(id => new NumaCell { Id = id, Cpus = CpuSet.From(id == 40 ? Enumerable.Range(100, 100) : [id]) }).ToArray();
        var answer = PlacementFinder.Find(new() { Cells = cells, Distances = Distances(41, (from, to) => from == to ? 10 : 20) }, new() { Cpu = 101, Count = 100 });
        Assert.All(answer.Placements, placement => Assert.Equal((PlacementSearch.Exact, 2), (placement.Search, placement.Cells.Count)));
        Assert.Equal(40, answer.Placements.Count);
    }

    // The same with memory, or with huge pages alone though each has memory: what is looked at first is the largest.
    [Theory]
    [InlineData(101, 0)]
    [InlineData(0, 101)]
    public void Much_memory_beside_many_small_ones_is_no_reason_to_give_up(long memory, long pages)
    {
        var cells = Enumerable.Range(0, 42).Select(id => new NumaCell { Id = id, Cpus = id == 0 ? CpuSet.Of(0) : CpuSet.Empty, AvailableMemory = id == 0 ? 0 : id == 41 ? 100 : 1, Pages = [new PagePool(2 << 20, 200, id == 0 ? 0 : id == 41 ? 100 : 1)] }).ToArray();
        var answer = PlacementFinder.Find(new() { Cells = cells, Distances = Distances(42, (from, to) => from == to ? 10 : 20) }, new() { Cpu = 1, Memory = memory, HugePage = 2 << 20, HugePageCount = pages, Count = 100 });
        Assert.All(answer.Placements, placement => Assert.Equal((PlacementSearch.Exact, 2, 41), (placement.Search, placement.MemoryOnlyCells.Count, placement.MemoryOnlyCells[1])));
        Assert.Equal(40, answer.Placements.Count);
    }

    [Fact]
    public void Too_few_that_reach_one_another_are_known_to_be_too_few()
    {
        var (_, near) = Plant(new Random(1), 1, 0.3);
        var answer = PlacementFinder.Find(Machine(near, 255) with { HostName = "db7" }, new() { Cpu = 4 * 12 });
        Assert.StartsWith("The nodes of db7 that hold 48 CPUs together cannot reach one another.", answer.Shortfall);
    }

    [Fact]
    public void Twelve_in_a_row_are_found_among_forty_in_a_ring()
    {
        // They can be chosen in 5.6 milliard ways; twelve in a row are 11 steps apart.
        var cells = Enumerable.Range(0, 40).Select(id => Cell(id, 1)).ToArray();
        var machine = new NumaCapabilities { Cells = cells, Distances = Distances(40, (from, to) => 10 + (5 * Math.Min(Math.Abs(from - to), 40 - Math.Abs(from - to)))) };
        var placement = PlacementFinder.Find(machine, new() { Cpu = 24, Memory = 10 * GiB }).Placements[0];
        Assert.Equal((PlacementSearch.Exact, "0,1,2,3,4,5,6,7,8,9,10,11", 65), (placement.Search, string.Join(",", placement.Cells), placement.WorstDistance!.Value));
    }

    [Fact]
    public void A_search_that_gave_up_says_so()
    {
        // Thirty of sixty that are all equally far: 10 to the 17th sets.
        var machine = new NumaCapabilities { Cells = [.. Enumerable.Range(0, 60).Select(id => Cell(id, 1 + (id * 7 % 5)))], Distances = Distances(60, (from, to) => from == to ? 10 : 20) };
        var placement = PlacementFinder.Find(machine, new() { Cpu = 60, Memory = GiB }).Placements[0];
        Assert.Equal((PlacementSearch.NearestNeighbours, 30), (placement.Search, placement.Cells.Count));
    }

    private const long GiB = 1L << 30;

    private static NumaCell Cell(int id, int gibibytes) => new() { Id = id, Cpus = CpuSet.From([id * 2, (id * 2) + 1]), AvailableMemory = gibibytes * GiB };

    /// <summary>Sixty nodes: some are all near one another, of the other pairs some are.</summary>
    private static (int[] Planted, HashSet<(int, int)> Near) Plant(Random random, int size, double othersReach)
    {
        int[] planted = [.. Enumerable.Range(0, 60).OrderBy(_ => random.Next()).Take(size).Order()];
        var near = new HashSet<(int, int)>();
        for (var one = 0; one < 60; one++)
        {
            for (var other = 0; other < one; other++)
            {
                if ((planted.Contains(one) && planted.Contains(other)) || random.NextDouble() < othersReach)
                    near.UnionWith([(one, other), (other, one)]);
            }
        }

        return (planted, near);
    }

    private static NumaCapabilities Machine(HashSet<(int, int)> near, int others) => new()
    {
        Cells = [.. Enumerable.Range(0, 60).Select(id => new NumaCell { Id = id, Cpus = CpuSet.From(Enumerable.Range(id * 4, 4)) })],
        Distances = Distances(60, (from, to) => from == to ? 10 : near.Contains((from, to)) ? 21 : others),
    };

    private static NumaDistance[] Distances(int count, Func<int, int, int> value) =>
        [.. Enumerable.Range(0, count).SelectMany(from => Enumerable.Range(0, count).Select(to => new NumaDistance { From = from, To = to, Value = value(from, to) }))];
}
