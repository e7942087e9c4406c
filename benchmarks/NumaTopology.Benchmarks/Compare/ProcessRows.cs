using System;
using System.Diagnostics;
using System.Linq;
using NumaTopology.Machines.Linux;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>What it costs to list the processes of this machine while a thousand more of them sleep.</summary>
internal static class ProcessRows
{
    private const int Sleepers = 1000;

    public static void Print(CLoop loop, int rounds)
    {
        var sleepers = Enumerable.Range(0, Sleepers).Select(_ => Process.Start("sleep", "600")).ToList();
        try
        {
            Action<Machine> list = machine => NumaProbe.Processes(machine);
            Action ours = () => list(new LiveLinuxMachine());
            Table.WarmUp(ours);
            Table.Row($"processes, {Sleepers} and those of the system", "loop in C over the same files", "2", rounds, Table.Time(5, ours), Table.Time(5, loop.Over("/", list)));
        }
        finally
        {
            foreach (var sleeper in sleepers)
            {
                sleeper.Kill();
                sleeper.Dispose();
            }
        }
    }
}
