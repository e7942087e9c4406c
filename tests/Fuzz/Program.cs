using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace NumaTopology.Fuzz;

/// <summary>Fuzzes the readers of foreign bytes. <c>tests/Fuzz/run</c> builds and calls it.</summary>
internal static class Program
{
    private const int AtOnce = 2;

    private static async Task<int> Main(string[] arguments)
    {
        // The instrumented library writes into it whatever it is called for.
        var map = new CoverageMap();
        switch (arguments)
        {
            case ["--list"]:
                foreach (var target in FuzzTargets.All)
                    Console.WriteLine(target.Name);
                return 0;
            case ["--instrument"]:
                Instrumentation.Add();
                return 0;
            case ["--coverage"]:
                var (reached, of) = Instrumentation.Reach([.. FuzzTargets.All.SelectMany(target => target.Readers).Distinct()], ReadKept);
                Console.WriteLine($"all targets together: {reached} of {of} branches ({100.0 * reached / of:F0} %)");
                return 0;
            case ["--all", var time] when TryParse(time, out var seconds):
                return await RunAll(seconds) ? 0 : 1;
            case [Worker.Argument, var name, var time] when FuzzTargets.Find(name) is { } target && TryParse(time, out var seconds):
                return Worker.Run(target, seconds, map);
            case [var name, var time] when FuzzTargets.Find(name) is { } target && TryParse(time, out var seconds):
                return await Worker.Supervise(target, seconds) ? 0 : 1;
            case [var name, var file] when FuzzTargets.Find(name) is { } target && File.Exists(file):
                target.Read(File.ReadAllBytes(file));
                return 0;
            default:
                Console.Error.WriteLine("usage: tests/Fuzz/run --list | --coverage | --all SECONDS | TARGET SECONDS | TARGET FILE");
                return 2;
        }
    }

    private static void ReadKept()
    {
        foreach (var target in FuzzTargets.All)
        {
            foreach (var input in new FuzzFolder(target.Name).Inputs(target))
                target.Read(input);
        }
    }

    private static async Task<bool> RunAll(int seconds)
    {
        using var turns = new SemaphoreSlim(Math.Min(AtOnce, Environment.ProcessorCount));
        var results = await Task.WhenAll(FuzzTargets.All.Select(async target =>
        {
            await turns.WaitAsync();
            try
            {
                return await Worker.Supervise(target, seconds);
            }
            finally
            {
                turns.Release();
            }
        }));
        return results.All(isClean => isClean);
    }

    private static bool TryParse(string text, out int seconds) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
}
