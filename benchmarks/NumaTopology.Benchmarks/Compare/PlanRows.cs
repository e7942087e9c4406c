using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>What it costs to plan many requests over many hosts of 128 CPUs that were read before.</summary>
internal static class PlanRows
{
    private const int Requests = 1000;

    public static void Print(int rounds)
    {
        using var described = LargeMachine.Describe(cells: 2, cpus: 128);
        var machine = described.Capabilities();
        Plan(machine, 500, PlanStrategy.Pack);
        foreach (var hosts in new[] { 1000, 2000, 20_000 })
            Table.Row($"{Requests} requests of four kinds planned over {hosts} hosts of 128 CPUs: seconds", hosts == 1000 ? "5" : "", Many(hosts == 20_000 ? 1 : rounds, () => Plan(machine, hosts, PlanStrategy.Pack)), Seconds);

        Table.Row($"{Requests} requests spread over 1000 hosts: seconds", "", Many(rounds, () => Plan(machine, 1000, PlanStrategy.Spread)), Seconds);
    }

    private static string Seconds(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    private static double[] Many(int rounds, Func<double> measure) => [.. Enumerable.Range(0, rounds).Select(_ => measure())];

    private static double Plan(NumaCapabilities machine, int hosts, PlanStrategy strategy)
    {
        var machines = Enumerable.Range(0, hosts).Select(host => machine with { HostName = $"host{host}" }).ToList();
        var requests = Enumerable.Range(0, Requests).Select(i => new PlacementRequest { Name = $"r{i}", Cpu = 4 << (i % 4), Memory = (4L << (i % 4)) << 30 }).ToList();
        var watch = Stopwatch.StartNew();
        var plan = PlacementPlanner.Plan(machines, requests, strategy);
        return plan.Placements.Count == Requests ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("Not all requests were planned.");
    }
}
