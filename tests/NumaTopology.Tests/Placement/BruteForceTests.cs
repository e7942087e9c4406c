using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NumaTopology.Placement;
using NumaTopology.Tests.Placement.BruteForce;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>What is found on random machines against everything there is, by a second reading of docs/placement.md that shares only the Model.</summary>
public sealed class BruteForceTests
{
    private const int Machines = 2000;

    [Fact]
    public void Placements_are_what_docs_placement_says_in_every_value_and_word()
    {
        var asked = new Dictionary<string, int>();
        for (var seed = 0; seed < Machines; seed++)
        {
            var random = new RandomMachine(new Random(seed));
            var machine = random.Capabilities();
            var request = random.Request(machine);
            var plain = new PlainPlacements(machine, request);
            var answer = PlacementFinder.Find(machine, request);
            List<string> expected = [.. plain.Ranked.Take(request.Count).Select((choice, i) => Expected(plain, choice, i + 1, request)), Rejected(plain.Rejected(plain.Ranked.FirstOrDefault()))];
            List<string> told = [.. answer.Placements.Select(Told), Rejected(answer.Rejected.Select(cell => (cell.CellId, cell.Reason)))];
            foreach (var (one, other) in expected.Zip(told))
                Assert.True(one == other, $"Machine {seed}:\n{one}\n{other}");
            Assert.Equal(expected.Count, told.Count);
            Assert.Equal(plain.Ranked.Count == 0, answer.Shortfall is not null);
            Count(asked, plain, request);
        }

        // The machines have to ask the questions.
        Assert.Empty(s_questions.Where(question => asked.GetValueOrDefault(question.Item1) < question.Item2).Select(question => $"{question.Item1}: {asked.GetValueOrDefault(question.Item1)} of {question.Item2}"));
    }

    [Fact]
    public void The_order_is_the_table_of_docs_placement()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "placement.md")).SkipWhile(line => !line.StartsWith("**The order.**", StringComparison.Ordinal)).SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('|'));
        Assert.Equal(rows.Select(row => row.Split('|')[1].Trim()), PlacementOrder.Measures.Select(measure => measure.Name));
    }

    /// <summary>
    /// Each search by itself: the sets alone are all there are, also those with one cell that gives CPUs, or memory only. The nearest neighbours are placements too: they stand where there
    /// are too many sets to look at all, and what is said of a cell can rest on the one that grew from it.
    /// </summary>
    [Fact]
    public void Each_search_finds_placements_by_itself()
    {
        var offered = 0;
        for (var seed = 0; seed < Machines / 4; seed++)
        {
            var random = new RandomMachine(new Random(seed));
            var machine = random.Capabilities();
            var request = random.Request(machine) with { Goal = PlacementGoal.Latency };
            var all = new PlainPlacements(machine, request).Ranked;
            var space = new SearchSpace(machine, request, default);
            var sets = new SubsetSearch(space);
            var first = new BestCandidates(request.Count);
            Assert.Equal(int.MaxValue, sets.Run(first));
            Assert.Equal(all.Take(request.Count).Select(Names), first.All.Select(Named));
            for (var index = 0; index < space.Supplies.Length; index++)
            {
                var cell = space.Supplies[index].Cell.Id;
                if (space.Supplies[index].CpuCount > 0)
                    Assert.Equal(all.Where(choice => choice.Givers.Exists(giver => giver.Cell.Id == cell)).Take(request.Count).Select(Names), With(index, givesMemoryOnly: false));
                if (space.Supplies[index].GivesMemory)
                    Assert.Equal(all.Where(choice => choice.Helpers.Exists(helper => helper.Cell.Id == cell)).Take(request.Count).Select(Names), With(index, givesMemoryOnly: true));
            }

            var search = new NeighbourSearch(space);
            foreach (var seedCell in space.CpuCells.Append(-1))
            {
                var best = new BestCandidates(100);
                if (seedCell < 0)
                    search.Run(best);
                else
                    search.Run(best, seedCell, keepsSeed: true);
                foreach (var candidate in best.All)
                {
                    var same = Assert.Single(all, choice => Names(choice) == Named(candidate));
                    Assert.Equal((same.Worst, same.LeftoverCpus, same.LeftoverMemory), (candidate.Totals.Worst, candidate.LeftoverCpus, candidate.LeftoverMemory));
                    Assert.True(seedCell < 0 || candidate.Cpu.Contains(seedCell));
                    offered++;
                }
            }

            IEnumerable<string> With(int index, bool givesMemoryOnly)
            {
                var best = new BestCandidates(request.Count);
                Assert.Equal(int.MaxValue, sets.Run(best, SubsetSearch.MostSubsets, index, givesMemoryOnly));
                return best.All.Select(Named);
            }

            string Named(Candidate candidate) => Numbers(candidate.Cpu) + "|" + Numbers(candidate.Memory);

            string Numbers(int[] indexes) => string.Join(",", indexes.Select(index => space.Supplies[index].Cell.Id));
        }

        Assert.InRange(offered, 400, int.MaxValue);

        static string Names(PlainChoice choice) => Ids(choice.Givers) + "|" + Ids(choice.Helpers);

        static string Ids(List<PlainSupply> cells) => string.Join(",", cells.Select(cell => cell.Cell.Id));
    }

    private static readonly (string, int)[] s_questions =
    [
        ("something fits", 1000), ("nothing fits", 500), ("several nodes give CPUs", 200), ("a node gives only memory", 300), ("a distance is unknown", 70), ("a cell fits with others", 500),
        ("second threads differ", 25), ("a second thread is taken", 120), ("strict", 80), ("whole cores take more", 50), ("busy CPUs differ", 60), ("a busy CPU is taken", 180), ("on capacity", 150), ("huge pages", 200),
        ("caches differ", 50), ("several caches", 200), ("several devices", 200), ("leftovers differ only in memory", 50),
        ("spread over one of several sockets", 20), ("spread over the machine", 40), ("CPUs of several nodes for bandwidth", 40), ("memory alone for bandwidth", 20), ("memory of another kind", 50), ("memory of another tier", 40),
    ];

    private static void Count(Dictionary<string, int> asked, PlainPlacements plain, PlacementRequest request)
    {
        var ranked = plain.Ranked;
        var best = ranked.FirstOrDefault();
        Ask("something fits", best is not null);
        Ask("nothing fits", best is null);
        if (best is null)
            return;
        Ask("several nodes give CPUs", best.Givers.Count > 1);
        Ask("a node gives only memory", best.Helpers.Count > 0);
        Ask("a distance is unknown", best.Worst == 256);
        Ask("a cell fits with others", plain.Rejected(best).Exists(cell => cell.Reason.Contains("fits with")));
        Ask("second threads differ", ranked.Exists(choice => choice.Mean == best.Mean && choice.SecondThreads != best.SecondThreads) && request.Smt == SmtUse.Apart);
        Ask("a second thread is taken", best.SecondThreads > 0 && request.Smt == SmtUse.Apart);
        Ask("strict", request.Strict);
        Ask("whole cores take more", best.AllCpus.Count() > request.Cpu);
        Ask("busy CPUs differ", ranked.Exists(choice => choice.Mean == best.Mean && choice.Busy != best.Busy));
        Ask("a busy CPU is taken", best.Busy > 0);
        Ask("on capacity", request.Capacity);
        Ask("huge pages", request.HugePageCount > 0);
        Ask("caches differ", ranked.Exists(choice => choice.Mean == best.Mean && choice.Caches != best.Caches));
        Ask("several caches", best.Caches is > 1 and < int.MaxValue);
        Ask("spread over one of several sockets", request.Goal == PlacementGoal.Bandwidth && ranked.Count > 1);
        Ask("spread over the machine", request.Goal == PlacementGoal.Bandwidth && best.Givers.Select(cell => cell.Cell.Socket).Distinct().Count() > 1);
        Ask("CPUs of several nodes for bandwidth", request.Goal == PlacementGoal.Bandwidth && best.Givers.Count > 1);
        Ask("memory alone for bandwidth", request.Goal == PlacementGoal.Bandwidth && best.Helpers.Count > 0);
        Ask("memory of another kind", plain.Rejected(best).Exists(cell => cell.Reason.Contains("memory kind")));
        Ask("memory of another tier", plain.Rejected(best).Exists(cell => cell.Reason.Contains("memory tier")));
        Ask("several devices", request.Devices.Count > 1);
        Ask("leftovers differ only in memory", ranked.Exists(choice => choice != best && choice.Mean == best.Mean && choice.LeftoverCpus == best.LeftoverCpus && choice.LeftoverMemory != best.LeftoverMemory));

        void Ask(string question, bool isAsked) => asked[question] = asked.GetValueOrDefault(question) + (isAsked ? 1 : 0);
    }

    private static string Expected(PlainPlacements plain, PlainChoice choice, int rank, PlacementRequest request) => string.Join(
        " | ",
        rank,
        string.Join(",", choice.Cells),
        string.Join(",", choice.Helpers.Select(cell => cell.Cell.Id)),
        string.Join(",", choice.AllCpus),
        string.Join(" ", choice.Givers.Select(cell => $"{cell.Cell.Id}:{string.Join(",", choice.Cpus[cell].Order())}")),
        string.Join(" ", plain.Memory(choice).Select(share => $"{share.Cell}:{share.Bytes}+{share.Pages}")),
        choice.Worst == 256 ? "" : choice.Worst,
        choice.Worst == 256 ? "" : choice.Mean,
        Device(plain, choice, request),
        plain.Tier(choice),
        choice.Caches == int.MaxValue ? "" : choice.Caches,
        choice.LeftoverCpus,
        request.Memory > 0 ? choice.LeftoverMemory : "",
        request.HugePageCount > 0 ? choice.LeftoverPages : "",
        request.IdleCpus is null ? "" : "busy " + string.Join(",", choice.AllCpus.Where(cpu => !request.IdleCpus.Contains(cpu))),
        plain.Words.Reason(choice, plain.Tier(choice)),
        plain.Words.Cost(choice, plain.Memory(choice)),
        PlacementSearch.Exact,
        Rejected(plain.Rejected(choice)));

    private static string Told(NumaPlacement placement) => string.Join(
        " | ",
        placement.Rank,
        string.Join(",", placement.Cells),
        string.Join(",", placement.MemoryOnlyCells),
        string.Join(",", placement.Cpus.Ids),
        string.Join(" ", placement.CellCpus.Select(share => $"{share.CellId}:{string.Join(",", share.Cpus.Ids)}")),
        string.Join(" ", placement.Memory.Select(share => $"{share.CellId}:{share.Bytes}+{share.HugePages}")),
        placement.WorstDistance,
        placement.MeanDistance,
        placement.DeviceDistance,
        placement.MemoryTier,
        placement.Caches,
        placement.LeftoverCpus,
        placement.LeftoverMemory,
        placement.LeftoverHugePages,
        placement.BusyCpus is null ? "" : "busy " + string.Join(",", placement.BusyCpus.Ids),
        placement.Reason,
        placement.Cost,
        placement.Search,
        Rejected(placement.Rejected.Select(cell => (cell.CellId, cell.Reason))));

    private static string Rejected(IEnumerable<(int Cell, string Reason)> cells) => string.Join(" ", cells.Select(cell => $"[{cell.Cell}: {cell.Reason}]"));

    /// <summary>The largest distance to a device; unknown as soon as one is.</summary>
    private static object Device(PlainPlacements plain, PlainChoice choice, PlacementRequest request)
    {
        var worst = request.Devices.Select(device => plain.Words.ToDevice(choice, device)).DefaultIfEmpty(256).Max();
        return worst == 256 ? "" : worst;
    }
}
