using System;
using System.Collections.Generic;
using System.Linq;
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
            var requests = Enumerable.Range(0, random.Next(2, 5)).Select(_ => (Cpu: random.Next(1, 5), Memory: (long)random.Next(0, 5), Tier: random.Next(3) == 0 ? random.Next(2) : (int?)null)).ToList();
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

    private static void Check(int seed, IReadOnlyList<NumaPlacement> placements, List<(int Cpu, long Memory, int? Tier)> requests, long[] memory, int[] tiers, int[][] distances)
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
            Assert.Equal(placement.WorstDistance, from.Max(one => placement.Cells.Max(other => distances[one][other])));
        }

        Assert.True(used.Zip(memory).All(node => node.First <= node.Second << 30), $"Machine {seed}: a node gives more memory than it has.");
    }

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
