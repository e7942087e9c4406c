using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>What a picture says of a node and of the machine, in words.</summary>
public class NodeWordTests
{
    [Theory]
    [InlineData(CellKind.ProcessorOnly, "CPU-only")]
    [InlineData(CellKind.MemoryOnly, "memory-only")]
    [InlineData(CellKind.HighBandwidth, "high-bandwidth memory")]
    [InlineData(CellKind.Cxl, "CXL memory")]
    [InlineData(CellKind.Persistent, "persistent memory")]
    [InlineData(CellKind.SpecificPurpose, "specific-purpose memory")]
    [InlineData(CellKind.SlowTier, "slow-tier memory")]
    [InlineData(CellKind.GenericInitiator, "generic initiator")]
    [InlineData(CellKind.Empty, "no CPUs, no memory")]
    public void A_kind_says_what_the_node_has_not(CellKind kind, string words)
    {
        // With the kind there is nothing more to say of CPUs and memory that are not there.
        Assert.Equal(["└─ node 0: " + words], Tree(Picture(new NumaCell { Id = 0, Kind = kind, Memory = 0 })));
        Assert.Equal(["└─ node 0", "   no CPUs  no memory"], Tree(Picture(new NumaCell { Id = 0, Memory = 0 })));
    }

    [Theory]
    [InlineData("4 CPUs", "0", "1", "2", null)]
    [InlineData("2 CPUs", null, null)]
    [InlineData("3 cores", "0", "1", "2")]
    [InlineData("2 cores × 2 threads + 1 core", "0", "1,3", "2,4", "1,3", "2,4")]
    [InlineData("1 core × 4 threads", "0-3", "0-3", "0-3", "0-3")]
    public void Cores_are_counted_by_their_threads_and_CPUs_where_they_are_not_reported(string words, params string?[] siblings)
    {
        var cell = new NumaCell
        {
            Id = 0,
            Cpus = CpuSet.From(Enumerable.Range(0, siblings.Length)),
            Processors = [.. siblings.Select((set, id) => new LogicalProcessor { Id = id, Siblings = set is null ? null : CpuSet.Parse(set) })],
        };
        Assert.Equal("└─ node 0: " + words, Tree(Picture(cell))[0]);
    }

    [Theory]
    [InlineData("2 sockets, 4 cores", 0, 0, 1, 1)]
    [InlineData("4 cores", 1, 1, 1, 1)]
    [InlineData("4 cores", 1, 1, 1, null)]
    public void A_node_of_several_sockets_says_so(string words, params int?[] sockets)
    {
        var cell = new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-3"), Processors = [.. sockets.Select((socket, id) => new LogicalProcessor { Id = id, Socket = socket, Siblings = CpuSet.Of(id) })] };
        Assert.Equal("└─ node 0: " + words, Tree(Picture(cell))[0]);
    }

    [Fact]
    public void Cores_of_a_kind_are_told_by_kind()
    {
        static LogicalProcessor Core(int id, CoreKind kind) => new() { Id = id, Siblings = CpuSet.Of(id), CoreKind = kind };
        var cell = new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-3"), Processors = [Core(0, CoreKind.Efficiency), Core(1, CoreKind.LowPower), Core(2, CoreKind.Performance), Core(3, CoreKind.Efficiency)] };
        Assert.Equal("└─ node 0: 1 performance core + 2 efficiency cores + 1 low-power core", Tree(Picture(cell))[0]);
    }

    // level, type, CPUs, KiB
    [Theory]
    [InlineData("L3 16 MiB", "CPUs 0-3", "3U 0-3 16384")]
    [InlineData("L3", "CPUs 0-3", "3U 0-3")]
    [InlineData("L2 512 KiB", "CPUs 0-3", "2U 0-3 512", "1D 0-1 32", "1D 2-3 32", "4I 0 9")]
    [InlineData("L1 32 KiB", "CPUs 0-3", "1D 0-3 32", "1I 0-3 64")]
    [InlineData("2 × L3 16 MiB", "CPUs 0-1 | 2-3", "3U 2-3 16384", "3U 0-1 16384")]
    [InlineData("L3 16 MiB, L3 8 MiB", "CPUs 0-2 | 3", "3U 0-2 16384", "3U 3 8192")]
    [InlineData("L3 16 MiB", "CPUs 0-3", "3U 0-3 16384", "3U 0-3 16384")] // a guest numbers the share of each CPU
    [InlineData("L3 16 MiB", "CPUs 0-3", "3U 0-2 16384")] // which cache CPU 3 has is unknown
    [InlineData("2 × L3 16 MiB", "CPUs 0-3", "3U 0-1 16384", "3U 1-2 16384")]
    [InlineData("2 × L3 16 MiB", "CPUs 0-3", "3U 0-2 16384", "3U 2-3 16384")] // whose are CPU 2?
    [InlineData("L3 16 MiB shared with CPUs 4-7", "CPUs 0-3", "3U 0-7 16384")]
    [InlineData("L3 16 MiB, L3 16 MiB shared with CPUs 4-7", "CPUs 0-1 | 2-3", "3U 0-1 16384", "3U 2-7 16384")]
    public void Last_level_caches_divide_the_CPUs(string words, string cpus, params string[] caches)
    {
        var machine = Picture(new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-3") }) with { Caches = [.. caches.Select(Cache)] };
        Assert.Equal(["└─ node 0: 4 CPUs, " + words, "   " + cpus], Tree(machine));

        static CpuCache Cache(string text)
        {
            var parts = text.Split(' ');
            return new CpuCache { Level = parts[0][0] - '0', Type = parts[0][1] switch { 'I' => CacheType.Instruction, 'D' => CacheType.Data, _ => CacheType.Unified }, Cpus = CpuSet.Parse(parts[1]), Size = parts.Length > 2 ? long.Parse(parts[2], null) << 10 : null };
        }
    }

    [Fact]
    public void Memory_is_as_fast_as_the_node_says_that_is_best_at_reading_it()
    {
        static NumaInterconnect Value(InterconnectType type, int initiator, long? value, MemoryAccess access = MemoryAccess.Read, int cacheLevel = 0, int target = 0) => new() { Type = type, Initiator = initiator, Target = target, Access = access, CacheLevel = cacheLevel, Value = value };
        static string Said(params NumaInterconnect[] values) => Tree(Picture(new NumaCell { Id = 0, Cpus = CpuSet.Of(0) }) with { Interconnects = values })[0];
        var all = new[]
        {
            Value(InterconnectType.Latency, 0, 80), Value(InterconnectType.Latency, 1, 140), Value(InterconnectType.Latency, 0, 60, MemoryAccess.Write), Value(InterconnectType.Latency, 0, 5, cacheLevel: 1),
            Value(InterconnectType.Latency, 0, 7, target: 1), Value(InterconnectType.Latency, 2, null), Value(InterconnectType.Bandwidth, 1, 40_000_000_000), Value(InterconnectType.Bandwidth, 0, 214_800_000_000),
            Value(InterconnectType.Bandwidth, 0, 999_000_000_000, MemoryAccess.Write),
        };
        Assert.Equal("└─ node 0: 1 CPU, read 80 ns, 215 GB/s", Said(all));
        Assert.Equal("└─ node 0: 1 CPU, read 68.7 GB/s", Said(Value(InterconnectType.Bandwidth, 0, 68_719_000_000)));
        Assert.Equal("└─ node 0: 1 CPU, read 90 ns", Said(Value(InterconnectType.Latency, 0, 90)));
        Assert.Equal("└─ node 0: 1 CPU", Said(Value(InterconnectType.Latency, 0, 60, MemoryAccess.Write)));
        // Both numbers are of the node with the lower latency, else with the higher bandwidth.
        var two = Picture(new NumaCell { Id = 0, Cpus = CpuSet.Of(0) }, new NumaCell { Id = 1, Cpus = CpuSet.Of(1) });
        string Of(params NumaInterconnect[] values) => NumaPicture.Text(two with { Interconnects = values }).Single(line => line.Contains("─ node 0", System.StringComparison.Ordinal)).Split(", ", 2)[1];
        Assert.Equal("read 80 ns, 50 GB/s", Of(Value(InterconnectType.Latency, 0, 140), Value(InterconnectType.Bandwidth, 0, 90_000_000_000), Value(InterconnectType.Latency, 1, 95), Value(InterconnectType.Latency, 1, 80), Value(InterconnectType.Bandwidth, 1, 40_000_000_000), Value(InterconnectType.Bandwidth, 1, 50_000_000_000)));
        Assert.Equal("read 80 ns, 90 GB/s", Of(Value(InterconnectType.Latency, 0, 80), Value(InterconnectType.Bandwidth, 0, 50_000_000_000), Value(InterconnectType.Latency, 1, 80), Value(InterconnectType.Bandwidth, 1, 90_000_000_000)));
        // Node 1 has no CPUs: a device reads as fast as that.
        Assert.Equal("└─ node 0: 1 CPU", Said(Value(InterconnectType.Latency, 1, 60)));
    }

    [Theory]
    [InlineData(null, null, null, "memory not reported", "CPU 0")]
    [InlineData(1024, null, null, "memory 1 GiB", "CPU 0  1 GiB")]
    [InlineData(1024, 512, null, "memory 1 GiB, 512 MiB free", "CPU 0  ████████████████████░░░░░░░░░░░░░░░░░░░░  512 MiB of 1 GiB free")]
    [InlineData(1024, null, 512, "memory 1 GiB, 512 MiB available", "CPU 0  512 MiB of 1 GiB available")]
    public void Memory_is_told_as_far_as_it_is_reported(int? total, int? free, int? available, string head, string row)
    {
        var lines = NumaPicture.Text(Picture(new NumaCell { Id = 0, Cpus = CpuSet.Of(0), Memory = total * 1048576L, FreeMemory = free * 1048576L, AvailableMemory = available * 1048576L }));
        Assert.Equal(["m", "1 CPU, 1 node", head, "", "└─ node 0: 1 CPU", "   " + row], lines.Take(6));
    }

    [Fact]
    public void Where_the_memory_of_one_node_is_not_reported_only_its_line_says_so()
    {
        var machine = new NumaCapabilities { HostName = "m", Cells = [new NumaCell { Id = 0, Cpus = CpuSet.Of(0), Memory = 1L << 30 }, new NumaCell { Id = 1, Cpus = CpuSet.Of(1) }] };
        var lines = NumaPicture.Text(machine);
        Assert.Equal(["m", "2 CPUs, 2 nodes", "", "└─ 2 × node: 1 CPU", "   node 0  CPU 0  1 GiB", "   node 1  CPU 1  memory not reported", "", "distances: not reported"], lines);
    }

    [Fact]
    public void Above_stands_what_the_machine_is_and_what_of_it_may_be_used()
    {
        static LogicalProcessor Thread(int id, int socket, int group) => new() { Id = id, Socket = socket, Group = group, Siblings = CpuSet.Parse(id < 2 ? "0-1" : "2-3") };
        var machine = new NumaCapabilities
        {
            HostName = "db7",
            OperatingSystem = "Linux 6.1.0",
            Architecture = "x86_64",
            CpuModel = "A  processor   of 2 GHz",
            Cells =
            [
                new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-1"), Memory = 2L << 30, FreeMemory = 1L << 30, Processors = [Thread(0, 0, 1), Thread(1, 0, 1)] },
                new NumaCell { Id = 1, Cpus = CpuSet.Parse("2-3"), Memory = 1L << 30, FreeMemory = 1L << 29, Processors = [Thread(2, 1, 0), Thread(3, 1, 0)] },
            ],
            OnlineCpus = CpuSet.Parse("0-3"),
        };
        Assert.Equal(["db7, Linux 6.1.0, x86_64", "A processor of 2 GHz", "2 sockets, 2 cores, 4 CPUs (2 per core), 2 nodes", "memory 3 GiB, 1.5 GiB free", "2 processor groups: CPUs 2-3 | 0-1"], Head(machine));
        Assert.DoesNotContain(Head(machine with { Cells = [machine.Cells[0]], OnlineCpus = CpuSet.Parse("0-1") }), line => line.Contains("group", System.StringComparison.Ordinal));
        Assert.Equal(["allowed: memory of node 1"], Head(machine with { AllowedCells = [1] }).Skip(5));
        Assert.Equal(["allowed: memory of no node"], Head(machine with { AllowedCells = [] }).Skip(5));
        Assert.Empty(Head(machine with { AllowedCells = [0, 1], AllowedCpus = CpuSet.Parse("0-9"), PresentCpus = CpuSet.Parse("0-3") }).Skip(5));
        Assert.Equal(["offline: CPUs 4,6", "allowed: 1 of 4 CPUs: 2"], Head(machine with { AllowedCpus = CpuSet.Parse("2"), PresentCpus = CpuSet.Parse("0-4,6") }).Skip(5));
    }

    [Fact]
    public void What_is_in_no_node_stands_below()
    {
        static NumaDevice Device(string name, DeviceKind kind, int? cell = null) => new() { Name = name, Kind = kind, CellId = cell };
        var inside = Device("sda", DeviceKind.Disk, 0);
        var machine = Picture(new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-1"), Devices = [inside] }, new NumaCell { Id = 1, Cpus = CpuSet.Parse("2") }) with
        {
            OnlineCpus = CpuSet.Parse("0-4"),
            Devices = [inside, Device("mlx5_0", DeviceKind.InfiniBand), Device("0000:84:00.0", DeviceKind.Pci), Device("eth1", DeviceKind.Network), Device("eth0", DeviceKind.Network)],
        };
        var lines = NumaPicture.Text(machine, new PictureOptions { Width = 120 });
        Assert.Contains("node unknown: CPUs 3-4", lines);
        Assert.Contains("node not reported: network eth1, eth0; InfiniBand mlx5_0; PCI 0000:84:00.0", lines);
        Assert.DoesNotContain(NumaPicture.Text(machine with { OnlineCpus = CpuSet.Parse("0-2"), Devices = [inside] }), line => line.StartsWith("node ", System.StringComparison.Ordinal));
        var svg = new DrawnSvg(NumaPicture.Svg(machine)).Texts().ToList();
        Assert.Contains("node unknown: CPUs 3-4", svg);
        Assert.Contains("node not reported: network eth1, eth0; InfiniBand mlx5_0; PCI 0000:84:00.0", svg);
    }

    // Pairs of nodes with a link.
    [Theory]
    [InlineData(2, "0-1", "0 to 1")]
    [InlineData(4, "0-1 1-2 2-3 0-3", "0 to 1,3; 1 to 2; 2 to 3")]
    [InlineData(3, "0-1 1-2", "0 to 1; 1 to 2")]
    [InlineData(3, "0-1 1-2 0-2", "all pairs of nodes 0-2")]
    [InlineData(4, "0-1 0-2 0-3 1-2 1-3 2-3", "all pairs of nodes 0-3")]
    [InlineData(5, "0-1 2-3 2-4 3-4", "all pairs of nodes 0-1 and of nodes 2-4")]
    [InlineData(6, "0-1 0-2 1-2 3-4 4-5", "0 to 1-2; 1 to 2; 3 to 4; 4 to 5")]
    [InlineData(4, "0-3 1-2 2-3", "0 to 3; 1 to 2; 2 to 3")]
    [InlineData(4, "0-1 2-3", "0 to 1; 2 to 3")]
    public void Links_are_told_in_one_line(int nodes, string pairs, string words)
    {
        var distances = pairs.Split(' ').Select(pair => pair.Split('-').Select(id => int.Parse(id, null)).ToArray())
            .SelectMany(pair => new[] { new NumaDistance { From = pair[1], To = pair[0], Value = 21, Hops = 1 }, new NumaDistance { From = pair[0], To = pair[1], Value = 20, Hops = 1 } });
        var machine = Picture([.. Enumerable.Range(0, nodes).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id) })]) with { Distances = [.. distances, new NumaDistance { From = 1, To = 1, Value = 10, Hops = 0 }] };
        Assert.Equal("links: " + words, Assert.Single(NumaPicture.Text(machine), line => line.StartsWith("links", System.StringComparison.Ordinal)));
    }

    [Fact]
    public void Nodes_that_are_closer_than_a_link_are_told_apart()
    {
        static NumaDistance Distance(int from, int to, int hops) => new() { From = from, To = to, Value = hops == 0 ? 12 : 21, Hops = hops };
        var machine = Picture([.. Enumerable.Range(0, 4).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id) })]);
        Assert.Contains("links between sockets: 0 to 2; 1 to 3; closer than a link: 0 to 1; 2 to 3", NumaPicture.Text(machine with { Distances = [Distance(0, 1, 0), Distance(2, 3, 0), Distance(0, 2, 1), Distance(3, 1, 1)] }));
        Assert.Contains("closer than a link: 0 to 1", NumaPicture.Text(machine with { Distances = [Distance(0, 1, 0), Distance(0, 0, 0)] }));
        Assert.DoesNotContain(NumaPicture.Text(machine with { Distances = [Distance(0, 1, 2), Distance(0, 0, 0)] }), line => line.Contains("link", System.StringComparison.Ordinal));
    }

    private static NumaCapabilities Picture(params NumaCell[] cells) => new() { HostName = "m", Cells = cells };

    private static IReadOnlyList<string> Head(NumaCapabilities machine) => new DrawnText(NumaPicture.Text(machine, new PictureOptions { Width = 120 })).Head;

    private static IReadOnlyList<string> Tree(NumaCapabilities machine) => [.. NumaPicture.Text(machine, new PictureOptions { Width = 100 }).SkipWhile(line => line.Length > 0).Skip(1).TakeWhile(line => line.Length > 0)];
}
