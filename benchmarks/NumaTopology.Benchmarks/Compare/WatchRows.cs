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
    private const int Intervals = 200;

    // As a kernel 6.12 has them; a node's vmstat has about 70 lines, that of the machine about 190.
    private const string NumaStat = "numa_hit 4096123\nnuma_miss 12\nnuma_foreign 7\ninterleave_hit 812\nlocal_node 4090000\nother_node 6135\n";

    public static void Print(int rounds)
    {
        using var machine = LargeMachine.Describe(cells: 16, cpus: 1024);
        for (var cell = 0; cell < 16; cell++)
            machine.File($"{MachineBuilder.Nodes}node{cell}/numastat", NumaStat).File($"{MachineBuilder.Nodes}node{cell}/vmstat", Lines(66) + "pgpromote_success 5\npgdemote_kswapd 0\npgdemote_direct 0\n");
        machine.File("proc/vmstat", Lines(190) + "pgmigrate_success 17\n").File("proc/stat", Stat(1024));
        var watch = new CellWatch(machine.Machine, null, TimeSpan.FromSeconds(1), new NoWait());
        Table.WarmUp(() => watch.Next());
        Table.Row("an interval of a watch, processor time", "5 ms", [.. Enumerable.Range(0, rounds).Select(_ => Measure(watch))], Table.Time);
    }

    private static double Measure(CellWatch watch)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < Intervals; i++)
            watch.Next();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Intervals;
    }

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"nr_some_counter_{i} {i * 7919}\n"));

    private static string Stat(int cpus)
    {
        var text = new StringBuilder("cpu  1 2 3 4 5 6 7 8 9 10\n");
        for (var cpu = 0; cpu < cpus; cpu++)
            text.Append(CultureInfo.InvariantCulture, $"cpu{cpu} {cpu + 44512} 12 8123 90123456 812 0 99 0 0 0\n");
        return text.Append("intr 12345678").Append(string.Concat(Enumerable.Repeat(" 0", 2000))).Append("\nctxt 1\n").ToString();
    }

    private sealed class NoWait : Clock
    {
        private TimeSpan _elapsed;

        public override DateTimeOffset Now => DateTimeOffset.UnixEpoch + _elapsed;

        public override TimeSpan Elapsed => _elapsed;

        public override void Wait(TimeSpan time, CancellationToken cancellation) => _elapsed += time;
    }
}
