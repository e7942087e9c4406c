using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using NumaTopology.Tests;
using NumaTopology.Watching;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>What an interval of a watch costs: processor time, beside which the interval itself takes none.</summary>
internal static class WatchRows
{
    private const int Intervals = 100;
    private const int Cells = 16;
    private const int Cpus = 1024;

    // As a kernel 6.12 has them; a node's vmstat has about 70 lines, that of the machine about 190.
    private const string NumaStat = "numa_hit 4096123\nnuma_miss 12\nnuma_foreign 7\ninterleave_hit 812\nlocal_node 4090000\nother_node 6135\n";
    private const string VmStat = "numa_hit 4096123\nnuma_miss 12\nnuma_foreign 7\nnuma_interleave 812\nnuma_local 4090000\nnuma_other 6135\n";

    public static void Print(CLoop loop, int rounds)
    {
        using var machine = Describe(Cells, Cpus);
        var watch = Watch(machine.Machine);
        Action next = () => watch.Next();
        Table.WarmUp(next);
        Table.Row($"an interval of a watch of {Cells} nodes and {Cpus} CPUs, processor time", "loop in C over the same files", "5 ms", rounds, Time(next), Time(loop.Over(machine.Root, of => Watch(of))));
    }

    /// <summary>Also minute by minute in PowerShell; takes as many minutes.</summary>
    public static void PrintLive(CLoop loop, int rounds)
    {
        Table.Head();
        Print(loop, rounds);
        LiveWatchRows.Print(Cells, Cpus);
    }

    /// <summary>A described machine with what a watch reads.</summary>
    public static MachineBuilder Describe(int cells, int cpus)
    {
        var machine = LargeMachine.Describe(cells, cpus);
        for (var cell = 0; cell < cells; cell++)
            machine.File($"{MachineBuilder.Nodes}node{cell}/numastat", NumaStat).File($"{MachineBuilder.Nodes}node{cell}/vmstat", Lines(10) + VmStat + Lines(50) + "pgpromote_success 5\npgdemote_kswapd 0\npgdemote_direct 0\n");
        return machine.File("proc/vmstat", Lines(190) + "pgmigrate_success 17\n").File("proc/stat", Stat(cpus, 0));
    }

    /// <summary>The kernel's times of CPUs, each of which was busy for some ticks.</summary>
    public static string Stat(int cpus, int busy)
    {
        var text = new StringBuilder("cpu  1 2 3 4 5 6 7 8 9 10\n");
        for (var cpu = 0; cpu < cpus; cpu++)
            text.Append(CultureInfo.InvariantCulture, $"cpu{cpu} {cpu + 44512 + busy} 12 8123 90123456 812 0 99 0 0 0\n");
        return text.Append("intr 12345678").Append(string.Concat(Enumerable.Repeat(" 0", 2000))).Append("\nctxt 1\n").ToString();
    }

    private static CellWatch Watch(Machine machine) => new(machine, null, TimeSpan.FromSeconds(1), new NoWait());

    /// <summary>The milliseconds of processor time that something takes, by the mean of several.</summary>
    private static Func<double> Time(Action action) => () =>
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < Intervals; i++)
            action();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Intervals;
    };

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"nr_some_counter_{i} {i * 7919}\n"));

    private sealed class NoWait : Clock
    {
        private TimeSpan _elapsed;

        public override DateTimeOffset Now => DateTimeOffset.UnixEpoch + _elapsed;

        public override TimeSpan Elapsed => _elapsed;

        public override void Wait(TimeSpan time, CancellationToken cancellation) => _elapsed += time;
    }
}
