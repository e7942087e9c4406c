using System;
using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>What is found on random machines against everything there is.</summary>
public sealed class OptimumTests
{
    private const int Machines = 1000;

    [Fact]
    public void The_placements_are_the_best_by_the_stated_order()
    {
        var random = new RandomMachine(new Random(2007));
        int fitting = 0, spread = 0, nothing = 0, unknown = 0;
        for (var i = 0; i < Machines; i++)
        {
            var machine = random.Capabilities();
            var request = random.Request(machine);
            var expected = new BruteForce(machine, request).Ranked().Take(request.Count).ToList();
            var answer = PlacementFinder.Find(machine, request);
            var found = answer.Placements;
            Assert.Equal(expected.Select(choice => string.Join(",", choice.Cells)), found.Select(placement => string.Join(",", placement.Cells)));
            Assert.Equal(expected.Select(choice => choice.Worst), found.Select(placement => placement.WorstDistance));
            Assert.Equal(expected.Select(choice => choice.Mean), found.Select(placement => placement.MeanDistance));
            Assert.Equal(expected.Select(choice => choice.LeftoverCpus), found.Select(placement => placement.LeftoverCpus));
            Assert.All(found, placement => Assert.Equal(PlacementSearch.Exact, placement.Search));
            Assert.Equal(expected.Count == 0, answer.Shortfall is not null);
            fitting += expected.Count > 0 ? 1 : 0;
            spread += expected.Any(choice => choice.Cells.Count() > 2) ? 1 : 0;
            nothing += expected.Count == 0 ? 1 : 0;
            unknown += expected.Any(choice => choice.Worst is null) ? 1 : 0;
        }

        // The machines have to ask the questions.
        Assert.True(fitting > Machines / 3 && spread > Machines / 10 && nothing > Machines / 10 && unknown > Machines / 50, $"{fitting} {spread} {nothing} {unknown}");
    }

    [Fact]
    public void Nothing_is_taken_that_is_not_there_or_not_allowed()
    {
        var random = new RandomMachine(new Random(1992));
        for (var i = 0; i < Machines; i++)
        {
            var machine = random.Capabilities();
            var request = random.Request(machine) with { Smt = (SmtUse)(i % 2) };
            var plain = new BruteForce(machine, request);
            foreach (var placement in PlacementFinder.Find(machine, request).Placements)
            {
                Assert.Equal(request.Cpu, placement.Cpus.Count);
                Assert.True(machine.OnlineCpus is null || placement.Cpus.IsSubsetOf(machine.OnlineCpus));
                Assert.True(machine.AllowedCpus is null || request.IncludeDisallowed || placement.Cpus.IsSubsetOf(machine.AllowedCpus));
                var cpus = placement.Cells.ToDictionary(id => id, id => machine.Cells.Single(cell => cell.Id == id).Cpus.Intersect(placement.Cpus).Count);
                Assert.Equal(request.Cpu, cpus.Values.Sum());
                Assert.All(placement.Memory, share => Assert.True(share.Bytes <= plain.Memory(share.CellId) && share.HugePages <= plain.Pages(share.CellId)));
                Assert.Equal(request.Memory, placement.Memory.Sum(share => share.Bytes));
                Assert.Equal(request.HugePageCount, placement.Memory.Sum(share => share.HugePages));
                // No cell is in a placement for nothing.
                Assert.All(placement.Cells, id => Assert.True(cpus[id] > 0 || placement.Memory.Any(share => share.CellId == id)));
                // Every cell is either in it or told why not.
                Assert.Equal(machine.Cells.Select(cell => cell.Id), placement.Cells.Concat(placement.Rejected.Select(cell => cell.CellId)).Order());
            }
        }
    }

    [Fact]
    public void The_nearest_neighbours_are_placements_too()
    {
        var random = new RandomMachine(new Random(64));
        var offered = 0;
        for (var i = 0; i < Machines / 4; i++)
        {
            var machine = random.Capabilities();
            var request = random.Request(machine);
            var all = new BruteForce(machine, request).Ranked().Select(choice => (string.Join(",", choice.CpuCells), string.Join(",", choice.MemoryCells), choice.Worst)).ToHashSet();
            var best = new BestCandidates(100);
            new NeighbourSearch(new SearchSpace(machine, request, default)).Run(best);
            Assert.All(best.All, candidate => Assert.Contains((Ids(candidate.Cpu), Ids(candidate.Memory), candidate.Totals.Worst == DistanceTable.Unknown ? null : candidate.Totals.Worst), all));
            offered += best.All.Count;

            string Ids(int[] places) => string.Join(",", places.Select(place => machine.Cells[place].Id));
        }

        Assert.True(offered > 100);
    }
}
