using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using NumaTopology.Remote;
using NumaTopology.Snapshots;
using NumaTopology.Watching;
using Xunit;

namespace NumaTopology.Tests.Watching;

/// <summary>What a watch says of hosts that come, go and start again.</summary>
public sealed class HostWatchTests
{
    private static readonly HostAddress s_host = new("db1");

    private readonly Queue<string?> _answers = [];

    [Fact]
    public void Rates_are_by_the_hosts_own_clock()
    {
        // 3000 allocations in 1.5 s of the host; here 10 s pass.
        Assert.Equal(2000, Single(Watch("100.25 0.00|500", "101.75 0.00|3500")).Hit);
    }

    [Fact]
    public void Without_that_by_the_clock_here()
    {
        Assert.Equal(300, Single(Watch("|500", "|3500")).Hit);
    }

    [Fact]
    public void A_host_that_was_started_again_has_no_rate()
    {
        var cell = Single(Watch("9000.00 0.00|500", "20.00 0.00|600"));
        Assert.Equal((null, 500L << 10), (cell.Hit, cell.FreeMemory));
    }

    [Fact]
    public void A_host_that_is_silent_is_told_once_and_then_begins_anew()
    {
        var watch = Watch("1.00 0.00|100", null, null, "4.00 0.00|400", "5.00 0.00|500", null);
        var said = Enumerable.Range(0, 5).Select(_ => watch.Next(CancellationToken.None).ToList()).ToList();
        Assert.Equal([1, 0, 1, 1, 1], said.Select(hosts => hosts.Count));
        Assert.Equal("'db1' could not be reached.", said[0][0].Error!.Message);
        Assert.Empty(said[2][0].Cells);
        // Its nodes are told at its first answer only, which Watch has asked for.
        Assert.Null(said[2][0].Found);
        Assert.Equal(100, said[3][0].Cells.Single().Hit);
        Assert.NotNull(said[4][0].Error);
    }

    [Fact]
    public void There_is_something_to_watch_when_one_host_has_a_node()
    {
        var empty = new SnapshotMachine("ssh:db2", new Dictionary<string, byte[]>(), new Dictionary<string, IReadOnlyList<string>>(), [], MachineSystem.Linux, null, "db2");
        var watch = new HostWatch(() => [new FleetAnswer(new HostAddress("db2"), empty, null), .. Ask()], [0], TimeSpan.FromSeconds(1), new TestClock(_ => { }));
        Assert.False(watch.HasNodes);
        _answers.Enqueue(null);
        Assert.Equal(2, watch.Begin().Count());
        Assert.False(watch.HasNodes);
        _answers.Enqueue("1.00 0.00|100");
        Assert.Equal(2, watch.Next(CancellationToken.None).Count());
        Assert.True(watch.HasNodes);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1.00 0.00")]
    [InlineData("1e3 0.00")]
    [InlineData("922337203685.4779 0.00")] // one more than the ticks of a time can hold
    public void A_broken_answer_is_told_as_one(string uptime)
    {
        var e = Assert.IsType<TopologyFormatException>(Watch("1.00 0.00|100", uptime + "|200").Next(CancellationToken.None).Single().Error);
        Assert.EndsWith("proc/uptime", e.Fact, StringComparison.Ordinal);
    }

    private static NumaCellActivity Single(HostWatch watch) => watch.Next(CancellationToken.None).Single().Cells.Single();

    /// <summary>Each answer is uptime and hits of the only node, or null for none.</summary>
    private HostWatch Watch(params string?[] answers)
    {
        foreach (var answer in answers)
            _answers.Enqueue(answer);
        var watch = new HostWatch(Ask, null, TimeSpan.FromSeconds(10), new TestClock(_ => { }));
        Assert.Equal([0], watch.Begin().Single().Found!);
        return watch;
    }

    private IEnumerable<FleetAnswer?> Ask()
    {
        yield return null;
        if (_answers.Dequeue()?.Split('|') is not [var uptime, var hits])
        {
            yield return new FleetAnswer(s_host, null, new HostException(HostError.Unreachable, "db1", "'db1' could not be reached."));
            yield break;
        }

        const string nodes = "sys/devices/system/node/";
        var facts = new Dictionary<string, byte[]>();
        Add(nodes + "online", "0");
        Add(nodes + "node0/meminfo", "Node 0 MemTotal:       1000 kB\nNode 0 MemFree:        500 kB");
        Add(nodes + "node0/numastat", "numa_hit " + hits);
        if (uptime.Length > 0)
            Add("proc/uptime", uptime);
        yield return new FleetAnswer(s_host, new SnapshotMachine("ssh:db1", facts, new Dictionary<string, IReadOnlyList<string>>(), [], MachineSystem.Linux, null, "db1"), null);

        void Add(string fact, string text) => facts.Add(fact, Encoding.ASCII.GetBytes(text + "\n"));
    }
}
