using System;
using System.IO;
using System.Linq;
using System.Threading;
using NumaTopology.Snapshots;
using NumaTopology.Watching;
using Xunit;

namespace NumaTopology.Tests.Watching;

/// <summary>What a watch says of a machine whose files are changed between its readings. The lines are those of a kernel 6.1.</summary>
public sealed class CellWatchTests : IDisposable
{
    private readonly MachineBuilder _builder = new MachineBuilder().Cell(0, "0-1", 1000, 600).Cell(1, "2-3", 1000, 500);

    public void Dispose() => _builder.Dispose();

    [Fact]
    public void Counters_become_rates_of_the_interval()
    {
        Count(0, hit: 1000, miss: 10, foreign: 20, other: 30);
        Count(1, hit: 5, miss: 0, foreign: 0, other: 0);
        var watch = Watch(2, _ => Count(0, hit: 1500, miss: 14, foreign: 120, other: 31));
        var cells = watch.Next();
        Assert.Equal([0, 1], cells.Select(cell => cell.Id));
        Assert.Equal((250, 2, 50, 0.5), (cells[0].Hit, cells[0].Miss, cells[0].Foreign, cells[0].OtherNode));
        Assert.Equal((0, 0), (cells[1].Hit, cells[1].Miss));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddHours(1).AddSeconds(2), cells[0].Time);
        Assert.Equal((600 << 10, 500 << 10), (cells[0].FreeMemory, cells[1].FreeMemory));
    }

    // proc/uptime goes by steps of 10 ms, and how long reading takes does not matter here.
    [Fact]
    public void Rates_of_this_computer_are_by_its_clock()
    {
        _builder.File("proc/uptime", "100.00 0.00\n");
        Count(0, hit: 1000, miss: 0, foreign: 0, other: 0);
        var watch = new CellWatch(new LiveMachine(_builder.Machine, []), null, TimeSpan.FromSeconds(2), new TestClock(_ =>
        {
            _builder.File("proc/uptime", "101.00 0.00\n");
            Count(0, hit: 1500, miss: 0, foreign: 0, other: 0);
        }));
        Assert.Equal(250, watch.Next()[0].Hit);
    }

    [Fact]
    public void Pages_that_were_moved_are_of_the_node_and_migrations_of_the_machine()
    {
        VmStat(0, promoted: 100, kswapd: 10, direct: 1);
        _builder.File("proc/vmstat", "nr_free_pages 7\npgmigrate_success 50\npgmigrate_fail 3\n");
        var watch = Watch(1, _ =>
        {
            VmStat(0, promoted: 107, kswapd: 15, direct: 4);
            _builder.File("proc/vmstat", "nr_free_pages 9\npgmigrate_success 90\npgmigrate_fail 4\n");
        });
        var cells = watch.Next();
        Assert.Equal((7, 8, 40), (cells[0].Promoted, cells[0].Demoted, cells[0].Migrated));
        Assert.Equal((null, null, 40), (cells[1].Promoted, cells[1].Demoted, cells[1].Migrated));
    }

    [Fact]
    public void Where_vmstat_has_the_counters_of_numastat_the_kernel_collects_them_once()
    {
        // drivers/base/node.c of a kernel 6.1: node_read_vmstat has those of node_read_numastat under the names of mm/vmstat.c.
        VmStat(1000);
        Count(0, hit: 1000, miss: 10, foreign: 0, other: 30);
        var cells = Watch(2, _ => VmStat(1500)).Next();
        Assert.Equal((250, 2, 50, 0.5), (cells[0].Hit, cells[0].Miss, cells[0].Foreign, cells[0].OtherNode));
        var machine = new RecordingMachine(_builder.Machine);
        NumaProbe.Readings(machine, [0]);
        Assert.DoesNotContain(MachineBuilder.Nodes + "node0/numastat", machine.Facts.Keys);

        void VmStat(long hit) => _builder.File(
            MachineBuilder.Nodes + "node0/vmstat",
            $"nr_free_pages 100\nnuma_hit {hit}\nnuma_miss {10 + ((hit - 1000) / 125)}\nnuma_foreign {(hit - 1000) / 5}\nnuma_interleave 3\nnuma_local {hit}\nnuma_other {30 + ((hit - 1000) / 500)}\n");
    }

    [Fact]
    public void A_counter_that_begins_anew_has_no_rate_and_goes_on_after_that()
    {
        Count(0, hit: 1000, miss: 10, foreign: 0, other: 0);
        var watch = Watch(1, wait => Count(0, hit: wait == 0 ? 20 : 25, miss: 10, foreign: 0, other: 0));
        var cell = watch.Next()[0];
        Assert.Equal((null, 0), (cell.Hit, cell.Miss));
        Assert.Equal(5, watch.Next()[0].Hit);
    }

    [Fact]
    public void A_node_that_goes_is_told_without_values_until_it_comes_back()
    {
        Count(1, hit: 100, miss: 0, foreign: 0, other: 0);
        var watch = Watch(1, wait =>
        {
            if (wait == 0)
            {
                _builder.Remove(MachineBuilder.Nodes + "node1");
            }
            else
            {
                _builder.Cell(1, "2-3", 1000, 400);
                Count(1, hit: wait == 1 ? 200 : 230, miss: 0, foreign: 0, other: 0);
            }
        });
        var gone = watch.Next()[1];
        Assert.Equal((1, null, null, null, null), (gone.Id, gone.Memory, gone.FreeMemory, gone.Hit, gone.Busy));
        // More was counted than before, but in how long nobody knows.
        var back = watch.Next()[1];
        Assert.Equal((400 << 10, null), (back.FreeMemory, back.Hit));
        Assert.Equal(30, watch.Next()[1].Hit);
    }

    [Fact]
    public void A_node_that_comes_is_watched_and_only_those_that_were_asked_for()
    {
        var watch = Watch(1, _ => _builder.Cell(2, "4", 1000, 100));
        Assert.Equal([0, 1, 2], watch.Next().Select(cell => cell.Id));
        Assert.Equal([1], new CellWatch(_builder.Machine, [1, 9], TimeSpan.FromSeconds(1), new TestClock(_ => { })).Next().Select(cell => cell.Id));
    }

    [Fact]
    public void CPUs_are_busy_when_they_are_neither_idle_nor_wait_for_a_disk()
    {
        // user nice system idle iowait irq softirq steal
        Stat("100 0 0 900 0 0 0 0", "0 0 0 1000 0 0 0 0", "0 0 0 1000 0 0 0 0", "0 0 0 1000 0 0 0 0");
        // CPU 0: 75 of 100; CPU 1: idle; CPU 2: 20 of 100, and 40 waiting; CPU 3 was offline and counts anew.
        var watch = Watch(1, _ => Stat("170 0 5 925 0 0 0 0", "0 0 0 1100 0 0 0 0", "10 0 0 1040 40 5 5 0", "1 0 0 7 0 0 0 0"));
        var cells = watch.Next();
        Assert.Equal(0.375, cells[0].Busy!.Value, 6);
        Assert.Equal(0.2, cells[1].Busy!.Value, 6);
    }

    [Fact]
    public void A_node_without_CPUs_is_not_busy()
    {
        _builder.Cell(2, "", 1000, 100);
        Stat("1 0 0 9 0 0 0 0", "1 0 0 9 0 0 0 0", "1 0 0 9 0 0 0 0", "1 0 0 9 0 0 0 0");
        var watch = Watch(1, _ => Stat("2 0 0 9 0 0 0 0", "2 0 0 9 0 0 0 0", "2 0 0 9 0 0 0 0", "2 0 0 9 0 0 0 0"));
        Assert.Equal([1, 1, null], watch.Next().Select(cell => cell.Busy));
    }

    [Fact]
    public void Huge_pages_are_those_that_are_free_now()
    {
        _builder.HugePages(0, 2048, 8, 8);
        var watch = Watch(1, _ => _builder.HugePages(0, 2048, 8, 3));
        Assert.Equal("2MiB: 3 of 8 free", Assert.Single(watch.Next()[0].HugePages!).ToString());
    }

    [Fact]
    public void The_moments_do_not_drift_and_what_is_missed_is_left_out()
    {
        var clock = new TestClock(_ => { });
        var watch = new CellWatch(_builder.Machine, null, TimeSpan.FromSeconds(10), clock);
        clock.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(10, Seconds(watch.Next()[0]));
        Assert.Equal(20, Seconds(watch.Next()[0]));
        clock.Pass(TimeSpan.FromSeconds(25));
        Assert.Equal(45, Seconds(watch.Next()[0]));
        Assert.Equal(55, Seconds(watch.Next()[0]));

        static double Seconds(NumaCellActivity cell) => (cell.Time - DateTimeOffset.UnixEpoch.AddHours(1)).TotalSeconds;
    }

    [Fact]
    public void A_watch_that_is_late_and_interrupted_does_not_wait_for_ever()
    {
        var clock = new TestClock(_ => { });
        var watch = new CellWatch(_builder.Machine, null, TimeSpan.FromSeconds(1), clock);
        clock.Pass(TimeSpan.FromSeconds(5));
        clock.Look = TimeSpan.FromMilliseconds(1.5);
        Assert.Equal([0, 1], watch.Next().Select(cell => cell.Id));
    }

    // As where two readings are asked for at once.
    [Fact]
    public void Without_time_between_readings_there_is_no_rate()
    {
        Count(0, hit: 1000, miss: 10, foreign: 20, other: 30);
        Assert.Null(Watch(0, _ => Count(0, hit: 1500, miss: 14, foreign: 120, other: 31)).Next()[0].Hit);
    }

    [Fact]
    public void The_computers_clock_waits_until_it_is_stopped()
    {
        var clock = new SystemClock();
        var before = clock.Elapsed;
        clock.Wait(TimeSpan.FromMilliseconds(2), CancellationToken.None);
        Assert.True(clock.Elapsed - before >= TimeSpan.FromMilliseconds(1));
        Assert.Throws<OperationCanceledException>(() => clock.Wait(TimeSpan.FromHours(1), new CancellationToken(true)));
    }

    [Fact]
    public void What_is_no_number_is_an_error_that_names_the_file()
    {
        _builder.File(MachineBuilder.Nodes + "node1/numastat", "numa_hit x\n");
        var error = Assert.Throws<TopologyFormatException>(() => Watch(1, _ => { }));
        Assert.EndsWith(Path.Combine("node1", "numastat"), error.Fact.Replace('/', Path.DirectorySeparatorChar));
    }

    [Fact]
    public void Windows_says_how_much_is_free_and_how_busy_a_node_is_and_keeps_no_counters()
    {
        var machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-2x64.numa"));
        var cell = new CellWatch(machine, null, TimeSpan.FromSeconds(1), new TestClock(_ => { })).Next()[0];
        Assert.Equal((128L << 30, 100L << 30, null, null), (cell.Memory, cell.FreeMemory, cell.Hit, cell.HugePages));
        Assert.Equal("sql-2019-with-a-long-name", cell.HostName);
    }

    private CellWatch Watch(double seconds, Action<int> happens) => new(_builder.Machine, null, TimeSpan.FromSeconds(seconds), new TestClock(happens));

    private void Count(int cell, long hit, long miss, long foreign, long other) =>
        _builder.File($"{MachineBuilder.Nodes}node{cell}/numastat", $"numa_hit {hit}\nnuma_miss {miss}\nnuma_foreign {foreign}\ninterleave_hit 3\nlocal_node {hit - other}\nother_node {other}\n");

    private void VmStat(int cell, long promoted, long kswapd, long direct) =>
        _builder.File($"{MachineBuilder.Nodes}node{cell}/vmstat", $"nr_free_pages 100\npgpromote_success {promoted}\npgpromote_candidate 900\npgdemote_kswapd {kswapd}\npgdemote_direct {direct}\n");

    private void Stat(params string[] cpus) =>
        _builder.File("proc/stat", "cpu  1 2 3 4 5 6 7 8 9 10\n" + string.Concat(cpus.Select((times, id) => $"cpu{id} {times} 0 0\n")) + "intr 5\n");
}
