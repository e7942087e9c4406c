using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace NumaTopology.Fuzz;

/// <summary>Runs a target in a process of its own, which may end in any way.</summary>
internal static class Worker
{
    public const string Argument = "--worker";

    private const int Found = 1;

    /// <summary>Runs in this process.</summary>
    public static int Run(FuzzTarget target, int seconds, CoverageMap map)
    {
        try
        {
            var folder = new FuzzFolder(target.Name);
            using var current = new CurrentInput(folder.Current);
            Console.WriteLine(new FuzzLoop(target, folder, current, map).Run(seconds));
            return 0;
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            return Found;
        }
    }

    /// <summary>Starts the process, waits for its end and tells it in one line; false when there is a finding.</summary>
    public static async Task<bool> Supervise(FuzzTarget target, int seconds)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(Worker).Assembly.Location, Argument, target.Name, $"{seconds}"]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode == 0)
        {
            Console.WriteLine($"{target.Name}: {output.Trim()}, no finding");
            return true;
        }

        var folder = new FuzzFolder(target.Name);
        var reason = process.ExitCode switch
        {
            Found => output.Trim(),
            Watchdog.ExitCode => "more than a second for one input",
            var code => $"the process ended with {code}",
        };
        Console.WriteLine($"{target.Name}: FINDING {folder.Find(CurrentInput.Get(folder.Current))}: {reason}");
        return false;
    }
}
