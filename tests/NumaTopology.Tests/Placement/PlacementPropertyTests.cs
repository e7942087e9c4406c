using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>What holds of any placement on machines too large to try everything, with threads, busy processors and whole cores.</summary>
public class PlacementPropertyTests
{
    private static readonly Gen<Question> s_questions =
        from seed in Gen.Int
        from threads in Gen.Int[0, 3]
        from isWatched in Gen.Bool
        from wholeCore in Gen.Bool
        from smt in Gen.Enum<SmtUse>()
        from count in Gen.Int[1, 12]
        select Ask(new Random(seed), mostCells: 40, threads, isWatched, wholeCore && smt != SmtUse.Apart, smt, count);

    private static readonly Gen<Question> s_smallQuestions =
        from seed in Gen.Int
        from threads in Gen.Int[0, 3]
        from wholeCore in Gen.Bool
        select Ask(new Random(seed), mostCells: 8, threads, false, wholeCore, SmtUse.Together, 1);

    [Fact]
    public void Processors_may_be_taken_and_are_of_the_cells_that_are_told() => s_questions.Sample(question =>
    {
        var (machine, request) = question;
        foreach (var placement in PlacementFinder.Find(machine, request).Placements)
        {
            var givers = placement.Cells.Except(placement.MemoryOnlyCells).ToList();
            Assert.Equal(placement.Cells.Order(), placement.Cells);
            Assert.Equal(placement.Cells.Distinct(), placement.Cells);
            Assert.Subset(placement.Cells.ToHashSet(), placement.MemoryOnlyCells.ToHashSet());
            Assert.DoesNotContain(placement.Cells, request.ExcludedCells.Contains);
            Assert.InRange(placement.Cells.Count, 1, request.MaxCell ?? machine.Cells.Count);
            Assert.All(placement.Cpus.Ids, cpu => Assert.Single(machine.Cells, cell => givers.Contains(cell.Id) && cell.Cpus.Contains(cpu)));
            Assert.All(placement.Cpus.Ids, cpu => Assert.True(MayRun(machine, request, cpu)));
            Assert.All(givers, id => Assert.Contains(machine.Cells.Single(cell => cell.Id == id).Cpus.Ids, placement.Cpus.Contains));
            if (!request.WholeCore)
                Assert.Equal(request.Cpu, placement.Cpus.Count);
            Assert.InRange(placement.Cpus.Count, request.Cpu, int.MaxValue);
            if (request.WholeCore)
                Assert.All(placement.Cpus.Ids, cpu => Assert.All(Core(machine, cpu).Where(thread => machine.OnlineCpus?.Contains(thread) != false), thread => Assert.Contains(thread, placement.Cpus.Ids)));
            Assert.Equal(request.IdleCpus is null ? null : placement.Cpus.Ids.Except(request.IdleCpus.Ids), placement.BusyCpus?.Ids);
        }
    });

    [Fact]
    public void Memory_adds_up_and_no_cell_gives_more_than_it_has() => s_questions.Sample(question =>
    {
        var (machine, request) = question;
        foreach (var placement in PlacementFinder.Find(machine, request).Placements)
        {
            Assert.Equal(request.Memory, placement.Memory.Sum(share => share.Bytes));
            Assert.Equal(request.HugePageCount, placement.Memory.Sum(share => share.HugePages));
            Assert.Equal(placement.Memory.DistinctBy(share => share.CellId).Count(), placement.Memory.Count);
            foreach (var share in placement.Memory)
            {
                var cell = machine.Cells.Single(cell => cell.Id == share.CellId);
                Assert.Contains(cell.Id, placement.Cells);
                Assert.True(request.IncludeDisallowed || machine.AllowedCells is null || machine.AllowedCells.Contains(cell.Id));
                Assert.InRange(share.Bytes, 0, cell.AvailableMemory ?? cell.FreeMemory ?? 0);
                Assert.InRange(share.HugePages, 0, cell.Pages?.Single(pool => pool.Size == request.HugePage).Free ?? 0);
                Assert.True(share.Bytes + share.HugePages > 0);
            }

            Assert.All(placement.MemoryOnlyCells, id => Assert.Contains(placement.Memory, share => share.CellId == id));
        }
    });

    [Fact]
    public void Placements_are_ranked_and_none_is_told_twice() => s_questions.Sample(question =>
    {
        var (machine, request) = question;
        var placements = PlacementFinder.Find(machine, request).Placements;
        Assert.InRange(placements.Count, 0, request.Count);
        Assert.Equal(Enumerable.Range(1, placements.Count), placements.Select(placement => placement.Rank));
        Assert.Equal(placements.Count, placements.Select(placement => (string.Join(',', placement.Cells.Except(placement.MemoryOnlyCells)), string.Join(',', placement.MemoryOnlyCells.Order()))).Distinct().Count());
        var ranks = placements.Select(placement => (request.Goal == PlacementGoal.Bandwidth ? -placement.Cells.Count : 0, placement.WorstDistance ?? int.MaxValue)).ToList();
        Assert.Equal(ranks.Order(), ranks);
        var told = machine.Distances.ToDictionary(distance => (distance.From, distance.To), distance => distance.Value);
        foreach (var placement in placements)
        {
            // From every cell with processors to all cells, and to the devices.
            var ways = placement.Cells.Except(placement.MemoryOnlyCells).SelectMany(from => placement.Cells.Concat(request.Devices.Select(device => device.CellId!.Value)).Select(to => told.TryGetValue((from, to), out var value) ? value : from == to ? 10 : (int?)null)).ToList();
            Assert.DoesNotContain(255, ways);
            Assert.Equal(ways.Contains(null) ? null : ways.Max(), placement.WorstDistance);
            Assert.Equal(ways.Contains(null) ? null : ways.Average(), placement.MeanDistance);
        }
    });

    /// <summary>
    /// A part of what is enough for more is enough for less, and its cells are no farther from each other. That is a promise where everything was looked at.
    /// </summary>
    [Fact]
    public void A_smaller_request_is_never_placed_farther_apart() => Gen.Select(s_smallQuestions, Gen.Int[0, 12], Gen.Long[0, 200], Gen.Long[0, 6], Gen.Bool, Gen.Bool).Sample((question, cpus, memory, pages, anyCells, anyDevice) =>
    {
        var machine = question.Machine;
        var more = question.Request with { Goal = PlacementGoal.Latency };
        var less = more with
        {
            Cpu = Math.Max(1, more.Cpu - cpus),
            Memory = Math.Max(0, more.Memory - memory),
            HugePageCount = Math.Max(0, more.HugePageCount - pages),
            MaxCell = anyCells ? null : more.MaxCell,
            Devices = anyDevice ? [] : more.Devices,
        };
        var best = PlacementFinder.Find(machine, more).Placements;
        if (best.Count == 0)
            return;
        var found = PlacementFinder.Find(machine, less).Placements;
        Assert.Equal(PlacementSearch.Exact, Assert.Single(found).Search);
        Assert.InRange(found[0].WorstDistance ?? int.MaxValue, 0, best[0].WorstDistance ?? int.MaxValue);
    }, iter: 500);

    private static bool MayRun(NumaCapabilities machine, PlacementRequest request, int cpu) =>
        machine.OnlineCpus?.Contains(cpu) != false && (request.IncludeDisallowed || machine.AllowedCpus?.Contains(cpu) != false);

    private static int[] Core(NumaCapabilities machine, int cpu) => machine.Cells.SelectMany(cell => cell.Processors!).Single(processor => processor.Id == cpu).Siblings!.ToArray();

    /// <summary>A random machine whose processors are threads of cores of so many, those next to each other; 0 tells no cores.</summary>
    private static Question Ask(Random random, int mostCells, int threads, bool isWatched, bool wholeCore, SmtUse smt, int count)
    {
        var drawn = new RandomMachine(random, mostCells);
        var machine = drawn.Capabilities();
        var request = drawn.Request(machine);
        // Where every cell reaches every other there are more sets of cells than can be tried.
        var isConnected = random.Next(2) == 0;
        var claimed = new HashSet<int>();
        machine = machine with
        {
            Distances = [.. machine.Distances.Where(distance => distance.Value > 0).Select(distance => distance with { Value = distance.Value < 255 ? distance.Value : isConnected ? 28 : 255 })],
            Cells = [.. machine.Cells.Select(cell => Cell(cell, CpuSet.From(cell.Cpus.Ids.Where(claimed.Add))))],
        };
        return new Question(machine, request with
        {
            Cpu = random.Next(1, 4 * mostCells / 3),
            Devices = [.. request.Devices.Where(device => machine.Cells.Any(cell => cell.Id == device.CellId))],
            Cells = null,
            CoreKind = null,
            Capacity = false,
            WholeCore = wholeCore,
            Smt = smt,
            Strict = false,
            Count = count,
            IdleCpus = isWatched ? CpuSet.From(Enumerable.Range(0, 200).Where(_ => random.Next(2) == 0)) : null,
        });

        NumaCell Cell(NumaCell cell, CpuSet cpus) => cell with
        {
            Cpus = cpus,
            Processors = [.. cpus.Ids.Select((id, i) => new LogicalProcessor { Id = id, Siblings = threads == 0 ? null : CpuSet.From(cpus.Ids.Chunk(threads).ElementAt(i / threads)) })],
        };
    }

    private sealed record Question(NumaCapabilities Machine, PlacementRequest Request)
    {
        public override string ToString() => $"{Request}, at most {Request.MaxCell} cells, {Request.Smt}, whole cores {Request.WholeCore}, on {string.Join("; ", Machine.Cells.Select(cell => $"{cell.Id}: {cell.Cpus} {cell.AvailableMemory}"))}; online {Machine.OnlineCpus}; allowed {Machine.AllowedCpus}; {string.Join(' ', Machine.Distances)}";
    }
}
