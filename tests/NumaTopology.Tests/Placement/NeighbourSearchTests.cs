using System;
using System.Globalization;
using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>
/// What is found from one node where there are too many sets to try all, chosen by hand from docs/placement.md: the nearest nodes are added until they are enough, or the largest
/// ones if those are too many, and what is not needed is removed again, what came last first.
/// </summary>
public sealed class NeighbourSearchTests
{
    /// <summary>Distances by row; of each node its CPUs, bytes and huge pages. What is found has the nodes with CPUs before the bar and those with memory only behind it.</summary>
    [Theory]
    // Node 3 is at most 18 from 0 and 1, node 2 at most 20, although it is nearer in all.
    [InlineData("10 11 12 18,11 10 20 18,12 20 10 25,18 18 25 10", "2 2 2 2", "", "", 6, 0, 0, null, 0, "0,1,3")]
    // Both are at most 18, and node 3 is nearer in all.
    [InlineData("10 11 18 12,11 10 18 18,18 18 10 25,12 18 25 10", "2 2 2 2", "", "", 6, 0, 0, null, 0, "0,1,3")]
    // Equally near: the larger, then the lower number.
    [InlineData("10 20 20 20,20 10 20 20,20 20 10 20,20 20 20 10", "2 1 2 4", "", "", 5, 0, 0, null, 0, "0,3")]
    [InlineData("10 20 20,20 10 20,20 20 10", "2 2 2", "", "", 4, 0, 0, null, 0, "0,1")]
    [InlineData("10 11 20 18,11 10 20 18,20 20 10 20,18 18 20 10", "2 2 2 2", "", "", 4, 0, 0, null, 1, "0,1")]
    // 12 from 0 to 1, and 30 back.
    [InlineData("10 12 20,30 10 20,20 20 10", "2 2 2", "", "", 4, 0, 0, null, 0, "0,2")]
    // All that there is.
    [InlineData("10 20,20 10", "2 2", "", "", 4, 0, 0, null, 1, "0,1")]
    [InlineData("10 20,20 10", "2 2", "", "", 5, 0, 0, null, 0, null)]
    // 1 and 2 CPUs are near, and with the 4 CPUs that are farther the 2, or the 1, are not needed.
    [InlineData("10 11 20,11 10 20,20 20 10", "1 2 4", "", "", 5, 0, 0, null, 0, "0,2")]
    [InlineData("10 11 20,11 10 20,20 20 10", "1 2 4", "", "", 4, 0, 0, null, 0, null)]
    // Three near ones are too many: the largest, of equals the nearest.
    [InlineData("10 11 12 40 30,11 10 12 40 30,12 12 10 40 30,40 40 40 10 40,30 30 30 40 10", "2 2 1 4 4", "", "", 5, 0, 0, null, 0, "0,1,2")]
    [InlineData("10 11 12 40 30,11 10 12 40 30,12 12 10 40 30,40 40 40 10 40,30 30 30 40 10", "2 2 1 4 4", "", "", 5, 0, 0, 3, 0, "0,1,2")]
    [InlineData("10 11 12 40 30,11 10 12 40 30,12 12 10 40 30,40 40 40 10 40,30 30 30 40 10", "2 2 1 4 4", "", "", 5, 0, 0, 2, 0, "0,4")]
    [InlineData("10 11 12 40 30,11 10 12 40 30,12 12 10 40 30,40 40 40 10 40,30 30 30 40 10", "2 2 1 4 3", "", "", 5, 0, 0, 2, 0, "0,3")]
    // One cannot be reached, one cannot reach.
    [InlineData("10 255 20 30,20 10 20 20,255 20 10 20,30 20 20 10", "2 2 2 2", "", "", 4, 0, 0, null, 0, "0,3")]
    // Memory: of equally near ones the larger first, then the lower number; the nearest though another has more; exactly what there is.
    [InlineData("10 17 17 28,17 10 20 20,17 20 10 20,28 20 20 10", "4 0 0 0", "1 2 3 8", "", 4, 5, 0, null, 0, "0|1,2")]
    [InlineData("10 17 17,17 10 20,17 20 10", "4 0 0", "1 4 4", "", 4, 5, 0, null, 0, "0|1")]
    [InlineData("10 17 28,17 10 20,28 20 10", "4 0 0", "0 8 5", "", 4, 5, 0, null, 0, "0|1")]
    [InlineData("10 17 28,17 10 20,28 20 10", "4 0 0", "0 5 8", "", 4, 5, 0, null, 0, "0|1")]
    [InlineData("10 17,17 10", "4 0", "1 4", "", 4, 5, 0, null, 0, "0|1")]
    [InlineData("10 17,17 10", "4 0", "1 4", "", 4, 6, 0, null, 0, null)]
    [InlineData("10", "4", "5", "3", 4, 5, 3, null, 0, "0")]
    // Nearer memory that is not needed with the farther: 1 of 4, and then 1 of 5, of which one still is.
    [InlineData("10 15 17,15 10 20,17 20 10", "4 0 0", "1 1 3", "", 4, 4, 0, null, 0, "0|2")]
    [InlineData("10 14 15 17,14 10 20 20,15 20 10 20,17 20 20 10", "4 0 0 0", "1 1 1 3", "", 4, 5, 0, null, 0, "0|1,3")]
    // The largest memory where the nearest are too many.
    [InlineData("10 14 15 17,14 10 20 20,15 20 10 20,17 20 20 10", "4 0 0 0", "1 1 1 4", "", 4, 3, 0, 2, 0, "0|3")]
    // What is missing counts, bytes, huge pages or both together, and nothing else.
    [InlineData("10 17 17 17,17 10 20 20,17 20 10 20,17 20 20 10", "4 0 0 0", "9 100 0 0", "0 2 4 3", 4, 9, 6, null, 0, "0|2,3")]
    [InlineData("10 17 17 17,17 10 20 20,17 20 10 20,17 20 20 10", "4 0 0 0", "0 2 4 3", "9 100 0 0", 4, 6, 9, null, 0, "0|2,3")]
    [InlineData("10 17 17,17 10 20,17 20 10", "4 0 0", "0 3 1", "0 1 4", 4, 4, 3, null, 0, "0|1,2")]
    public void The_nearest_or_the_largest_are_added_and_what_is_not_needed_is_removed(string distances, string cpus, string bytes, string pages, int cpu, long memory, long hugePages, int? mostCells, int seed, string? found)
    {
        var request = new PlacementRequest { Cpu = cpu, Memory = memory, HugePage = 2 << 20, HugePageCount = hugePages, MaxCell = mostCells };
        var space = new SearchSpace(Machine(distances, cpus, bytes, pages), request, default);
        var search = new NeighbourSearch(space);
        // What was found from other nodes does not matter.
        foreach (var other in space.CpuCells)
            search.Run(new BestCandidates(1), other, keepsSeed: false);
        Assert.Equal(found, From(search, seed, keepsSeed: true));
    }

    [Fact]
    public void The_node_that_it_began_with_is_removed_too_where_it_need_not_stay()
    {
        var space = new SearchSpace(Machine("10 11 20,11 10 20,20 20 10", "1 2 4", "", ""), new PlacementRequest { Cpu = 4 }, default);
        Assert.Equal("2", From(new NeighbourSearch(space), 0, keepsSeed: false));
    }

    [Fact]
    public void It_begins_with_each_node_in_turn()
    {
        // Of 0 and 3 the nearest are 1 and 2; those are near each other.
        var space = new SearchSpace(Machine("10 14 30 30,14 10 12 30,30 12 10 14,30 30 14 10", "2 2 2 2", "", ""), new PlacementRequest { Cpu = 4 }, default);
        var best = new BestCandidates(9);
        new NeighbourSearch(space).Run(best);
        Assert.Equal(["1,2", "0,1", "2,3"], best.All.Select(Told));
    }

    private static string? From(NeighbourSearch search, int seed, bool keepsSeed)
    {
        var best = new BestCandidates(9);
        search.Run(best, seed, keepsSeed);
        return best.All.Select(Told).SingleOrDefault();
    }

    private static string Told(Candidate candidate) => string.Join(",", candidate.Cpu.Take(candidate.CpuCount)) + (candidate.MemoryCount == 0 ? "" : "|" + string.Join(",", candidate.Memory.Take(candidate.MemoryCount)));

    private static NumaCapabilities Machine(string distances, string cpus, string bytes, string pages)
    {
        int[] counts = Numbers(cpus), memory = Numbers(bytes), free = Numbers(pages);
        return new NumaCapabilities
        {
            Cells = [.. counts.Select((count, id) => new NumaCell { Id = id, Cpus = CpuSet.From(Enumerable.Range(id * 10, count)), AvailableMemory = memory.ElementAtOrDefault(id), Pages = [new PagePool(2 << 20, free.ElementAtOrDefault(id), free.ElementAtOrDefault(id))] })],
            Distances = [.. distances.Split(',').SelectMany((row, from) => Numbers(row).Select((value, to) => new NumaDistance { From = from, To = to, Value = value }))],
        };
    }

    private static int[] Numbers(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
