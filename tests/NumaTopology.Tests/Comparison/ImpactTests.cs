using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Comparison;

/// <summary>Each kind of value is changed on a machine of two nodes; what is told of it is its path, both values and what that means. In both directions where it matters.</summary>
public class ImpactTests
{
    private static readonly Dictionary<string, (Func<NumaCapabilities, NumaCapabilities> Change, string[] Told)> s_changes = new()
    {
        ["page size"] = (machine => machine with { PageSize = 65536 }, ["PageSize|4096|65536|Base pages have 64KiB instead of 4KiB; memory is allocated in other steps."]),
        ["fewer CPUs"] = (machine => Cell(machine, 1, cell => cell with { Cpus = CpuSet.Of(2), Processors = [cell.Processors![0]] }) with { OnlineCpus = CpuSet.Parse("0-2") }, ["Cells[1].Cpus|2-3|2|There are 1 instead of 2 CPUs on node 1; fewer programs fit there."]),
        ["more CPUs"] = (machine => Cell(machine, 1, cell => cell with { Cpus = CpuSet.Parse("2-4") }) with { OnlineCpus = CpuSet.Parse("0-4") }, ["Cells[1].Cpus|2-3|2-4|There are 3 instead of 2 CPUs on node 1; more programs fit there."]),
        ["other CPUs"] = (machine => Cell(machine, 1, cell => cell with { Cpus = CpuSet.Parse("3-4") }), ["Cells[1].Cpus|2-3|3-4|Other CPUs belong to node 1: 3-4 instead of 2-3; pinned CPUs are on other nodes."]),
        ["less memory"] = (machine => Cell(machine, 1, cell => cell with { Memory = 3L << 30 }), ["Cells[1].Memory|4294967296|3221225472|There is 1.00 GiB less memory on node 1; large requests no longer fit there."]),
        ["more memory"] = (machine => Cell(machine, 1, cell => cell with { Memory = 6L << 30, Kind = CellKind.Empty }), ["Cells[1].Memory|4294967296|6442450944|There is 2.00 GiB more memory on node 1; requests fit there that do not fit on the reference."]),
        ["memory of the node"] = (machine => Cell(machine, 1, cell => cell with { NodeMemory = 5L << 30 }), ["Cells[1].NodeMemory|4294967296|5368709120|There is 1.00 GiB more memory on node 1; requests fit there that do not fit on the reference."]),
        ["a hundredth of the memory"] = (machine => Cell(machine, 1, cell => cell with { Memory = (4L << 30) - ((4L << 30) / 100) }), []),
        ["more than a hundredth"] = (machine => Cell(machine, 1, cell => cell with { Memory = (4L << 30) - ((4L << 30) / 100) - 1 }), ["Cells[1].Memory|4294967296|4252017623|There is 41 MiB less memory on node 1; large requests no longer fit there."]),
        ["kind"] = (machine => Cell(machine, 1, cell => cell with { Kind = CellKind.HighBandwidth }), ["Cells[1].Kind|Ordinary|HighBandwidth|The memory of node 1 is HighBandwidth instead of Ordinary; it may be slower or faster."]),
        ["a lower tier"] = (machine => Cell(machine, 1, cell => cell with { MemoryTier = 1 }), ["Cells[1].MemoryTier|4|1|The kernel counts the memory of node 1 as faster; it moves pages to other nodes."]),
        ["a higher tier"] = (machine => Cell(machine, 1, cell => cell with { MemoryTier = 5 }), ["Cells[1].MemoryTier|4|5|The kernel counts the memory of node 1 as slower; it moves pages to other nodes."]),
        ["a cache of memory"] = (machine => Cell(machine, 1, cell => cell with { MemorySideCaches = [new MemorySideCache { Level = 1, Size = 1 << 30, Associativity = CacheAssociativity.Direct, WritePolicy = CacheWritePolicy.WriteBack }] }), ["Cells[1].MemorySideCaches||L1 1GiB|The caches in front of the memory of node 1 differ; its speed may differ."]),
        ["fewer huge pages"] = (machine => Cell(machine, 1, cell => cell with { Pages = [new PagePool(4096, 900, 1), new PagePool(2 << 20, 8, 8)] }), ["Cells[1].Pages[2MiB].Total|16|8|There are 8 instead of 16 huge pages of 2MiB on node 1; requests for huge pages fit less often."]),
        ["more huge pages"] = (machine => Cell(machine, 1, cell => cell with { Pages = [new PagePool(4096, 1000, 1), new PagePool(2 << 20, 32, 8)] }), ["Cells[1].Pages[2MiB].Total|16|32|There are 32 instead of 16 huge pages of 2MiB on node 1; requests for huge pages fit more often."]),
        ["no huge pages"] = (machine => Cell(machine, 1, cell => cell with { Pages = null }), ["Cells[1].Pages[2MiB].Total|16||Total of huge pages of 2MiB on node 1 is not reported on b; requests for them do not fit there."]),
        ["another size of huge pages"] = (machine => Cell(machine, 1, cell => cell with { Pages = [.. cell.Pages!, new PagePool(1 << 30, 2, 2)] }), ["Cells[1].Pages[1GiB].Total||2|Total of huge pages of 1GiB on node 1 is not reported on a; requests for them do not fit there."]),
        ["socket of a node"] = (machine => Cell(machine, 1, cell => cell with { Processors = null, Socket = 5 }), ["Cells[1].Socket|1|5|The CPUs of node 1 are in socket 5 instead of 1."]),
        ["socket of a node and of its CPUs"] = (machine => Cpu(Cell(machine, 1, cell => cell with { Socket = 5 }), 2, cpu => cpu with { Socket = 5 }), ["Cells[1].Processors[2].Socket|1|5|Socket of CPU 2: 5 instead of 1."]),
        ["a node more"] = (machine => machine with { Cells = [.. machine.Cells, new NumaCell { Id = 7 }] }, ["Cells[7]||node7|Node 7, with 0 CPUs and unknown memory, exists only on b."]),
        ["a node less"] = (machine => machine with { Cells = [machine.Cells[0]], OnlineCpus = CpuSet.Parse("0-1"), AllowedCells = [0] }, ["Cells[1]|node1||Node 1, with 2 CPUs and 4.00 GiB, does not exist on b."]),
        ["a node less with its latencies"] = (machine => machine with { Cells = [machine.Cells[0]], OnlineCpus = CpuSet.Parse("0-1"), AllowedCells = [0], Interconnects = [Interconnect(0, 0, 80)] }, ["Cells[1]|node1||Node 1, with 2 CPUs and 4.00 GiB, does not exist on b."]),
        ["present CPUs unknown"] = (machine => machine with { PresentCpus = null }, ["PresentCpus|0-3||PresentCpus is not reported on b."]),
        ["die"] = (machine => Cpu(machine, 2, cpu => cpu with { Die = 9 }), ["Cells[1].Processors[2].Die|0|9|Die of CPU 2: 9 instead of 0."]),
        ["cluster"] = (machine => Cpu(machine, 2, cpu => cpu with { Cluster = 9 }), ["Cells[1].Processors[2].Cluster|0|9|Cluster of CPU 2: 9 instead of 0."]),
        ["core"] = (machine => Cpu(machine, 2, cpu => cpu with { Core = 9 }), ["Cells[1].Processors[2].Core|0|9|Core of CPU 2: 9 instead of 0."]),
        ["siblings"] = (machine => Cpu(machine, 2, cpu => cpu with { Siblings = CpuSet.Of(2) }), ["Cells[1].Processors[2].Siblings|2-3|2|Threads of the core of CPU 2: 2 instead of 2-3; pinning by core picks other CPUs."]),
        ["siblings not reported"] = (machine => Cpu(machine, 2, cpu => cpu with { Siblings = null }), ["Cells[1].Processors[2].Siblings|2-3||Siblings of CPU 2 is not reported on b; each CPU counts as a core there."]),
        ["group"] = (machine => Cpu(machine, 2, cpu => cpu with { Group = 1 }), ["Cells[1].Processors[2].Group|0|1|Processor group of CPU 2: 1 instead of 0; affinity masks differ."]),
        ["number"] = (machine => Cpu(machine, 2, cpu => cpu with { Number = 1 }), ["Cells[1].Processors[2].Number|2|1|Bit of CPU 2 in affinity masks: 1 instead of 2."]),
        ["CPU set"] = (machine => Cpu(machine, 2, cpu => cpu with { CpuSetId = 1 }), ["Cells[1].Processors[2].CpuSetId|258|1|CPU set id of CPU 2: 1 instead of 258."]),
        ["a lower class"] = (machine => Cpu(machine, 2, cpu => cpu with { EfficiencyClass = 0 }), ["Cells[1].Processors[2].EfficiencyClass|1|0|Efficiency class of CPU 2: 0 instead of 1, slower cores."]),
        ["a higher class"] = (machine => Cpu(machine, 2, cpu => cpu with { EfficiencyClass = 2 }), ["Cells[1].Processors[2].EfficiencyClass|1|2|Efficiency class of CPU 2: 2 instead of 1, faster cores."]),
        ["kind of core"] = (machine => Cpu(machine, 2, cpu => cpu with { CoreKind = CoreKind.Efficiency }), ["Cells[1].Processors[2].CoreKind|Performance|Efficiency|Core kind of CPU 2: Efficiency instead of Performance."]),
        ["less capacity"] = (machine => Cpu(machine, 2, cpu => cpu with { Capacity = 446 }), ["Cells[1].Processors[2].Capacity|1024|446|Capacity of CPU 2: 446 instead of 1024, slower cores."]),
        ["more capacity"] = (machine => Cpu(machine, 2, cpu => cpu with { Capacity = 2048 }), ["Cells[1].Processors[2].Capacity|1024|2048|Capacity of CPU 2: 2048 instead of 1024, faster cores."]),
        ["all cores of a node alike"] = (machine => Cpu(Cpu(machine, 2, cpu => cpu with { Core = 9 }), 3, cpu => cpu with { Core = 9 }), ["Cells[1].Processors[2-3].Core|0; 0|9; 9|Core of CPUs 2-3: 9 instead of 0."]),
        ["all cores of a node each"] = (machine => Cpu(Cpu(machine, 2, cpu => cpu with { Core = 9 }), 3, cpu => cpu with { Core = 8 }), ["Cells[1].Processors[2-3].Core|0; 0|9; 8|Core of CPUs 2-3, such as CPU 2: 9 instead of 0."]),
        ["one core is not reported"] = (machine => Cpu(Cpu(machine, 2, cpu => cpu with { Core = null }), 3, cpu => cpu with { Core = 8 }), ["Cells[1].Processors[2-3].Core|0; 0|; 8|Core of CPUs 2-3, such as CPU 3: 8 instead of 0."]),
        ["nearer"] = (machine => Distances(machine, 10, 16, 21, 10), ["Cells[0].Distances[1].Value|21|16|Memory on node 1 from node 0 is nearer: distance 16 instead of 21; nodes are ranked differently."]),
        ["farther"] = (machine => Distances(machine, 10, 21, 32, 10), ["Cells[1].Distances[0].Value|21|32|Memory on node 0 from node 1 is farther: distance 32 instead of 21; nodes are ranked differently."]),
        ["unreachable"] = (machine => Distances(machine, 10, 255, 21, 10), ["Cells[0].Distances[1].Value|21|255|Memory on node 1 from node 0 cannot be reached."]),
        ["both"] = (machine => Distances(machine, 11, 32, 21, 10), ["Cells[0].Distances[0-1].Value|10; 21|11; 32|Distances to nodes 0-1 from node 0 differ; nodes are ranked differently."]),
        ["no distances"] = (machine => machine with { Distances = [] }, ["Distances|0→0: 10; 0→1: 21; 1→0: 21; 1→1: 10||Distances are not reported on b; without them all nodes count as equally far apart."]),
        ["one value"] = (machine => machine with { Interconnects = [Interconnect(0, 0, 80), Interconnect(0, 1, 160)] }, ["Interconnects[0-1 ReadLatency].Value|150|160|The firmware reports 160 instead of 150 for node 1 from node 0; placements by distance do not use it."]),
        ["one value less"] = (machine => machine with { Interconnects = [Interconnect(0, 0, 80)] }, ["Interconnects[0-1 ReadLatency]|0→1 read latency 150 ns||ReadLatency is not reported on b; placements by distance do not use it."]),
        ["one table more"] = (machine => machine with { Interconnects = [.. machine.Interconnects, Interconnect(0, 0, 9) with { Type = InterconnectType.Bandwidth, Access = MemoryAccess.Write, AccessClass = 1 }] }, ["Interconnects[WriteBandwidth class 1]||0→0 write bandwidth 0 MB/s|WriteBandwidth class 1 is reported only on b; placements by distance do not use it."]),
        ["a table of a cache"] = (machine => machine with { Interconnects = [.. machine.Interconnects, Interconnect(0, 0, 9) with { CacheLevel = 2, Access = MemoryAccess.Access }] }, ["Interconnects[Latency L2]||0→0 latency 9 ns|Latency L2 is reported only on b; placements by distance do not use it."]),
        ["no values"] = (machine => machine with { Interconnects = [] }, ["Interconnects|*||Latencies and bandwidths are not reported on b; placements by distance do not use it."]),
        ["no caches"] = (machine => machine with { Caches = [] }, ["Caches|*||Caches are not reported on b; without them CPUs are not chosen by shared cache."]),
        ["no L1"] = (machine => machine with { Caches = [.. machine.Caches.Where(cache => cache.Level > 1)] }, ["Caches[L1d]|*||L1d caches are not reported on b.", "Caches[L1i]|*||L1i caches are not reported on b."]),
        ["an L2"] = (machine => machine with { Caches = [.. machine.Caches, new CpuCache { Level = 2, Type = CacheType.Unified, Cpus = CpuSet.Of(0) }] }, ["Caches[L2]||*|L2 caches are reported only on b."]),
        ["one L3"] = (machine => machine with { Caches = [.. machine.Caches.Where(cache => cache.Level < 3), Cache(3, CacheType.Unified, "0-3")] }, ["Caches[L3].Cpus|0-1; 2-3|0-3|Other CPUs share an L3 cache: 1 caches instead of 2; programs that share a cache are placed differently."]),
        ["caches in another order"] = (machine => machine with { Caches = [.. machine.Caches.Reverse()] }, []),
        ["larger"] = (machine => Caches(machine, cache => cache with { Size = 64 << 20 }), ["Caches[L3 0-3].Size|33554432|67108864|Size of the L3 caches of CPUs 0-3: 64MiB instead of 32MiB; programs there run at another speed."]),
        ["other lines"] = (machine => Caches(machine, cache => cache with { LineSize = 128 }), ["Caches[L3 0-3].LineSize|64|128|Line size of the L3 caches of CPUs 0-3: 128 instead of 64 bytes."]),
        ["other ways"] = (machine => Caches(machine, cache => cache with { Ways = 20 }), ["Caches[L3 0-3].Ways|16|20|Ways of the L3 caches of CPUs 0-3: 20 instead of 16."]),
        ["other numbers"] = (machine => Caches(machine, cache => cache with { Id = cache.Id + 4 }), ["Caches[L3 0-1].Id|0|4|Number of the L3 cache of CPUs 0-1: 4 instead of 0; allocations of cache by number differ.", "Caches[L3 2-3].Id|2|6|Number of the L3 cache of CPUs 2-3: 6 instead of 2; allocations of cache by number differ."]),
        ["shares"] = (machine => Caches(machine, cache => cache with { Controls = [new CacheControl { Type = CacheType.Unified, Granularity = 1 << 20 }] }), ["Caches[L3 0-3].Controls||*|The shares that the L3 caches of CPUs 0-3 can be divided into differ."]),
        ["node of a device"] = (machine => Device(machine, device => device with { CellId = 1, LocalCpus = CpuSet.Parse("2-3") }), ["Devices[eth0].CellId|0|1|'eth0' is attached to node 1 instead of 0; run work that uses it there."]),
        ["address"] = (machine => Device(machine, device => device with { Address = "0000:02:00.0" }), ["Devices[eth0].Address|0000:01:00.0|0000:02:00.0|'eth0' has the address 0000:02:00.0 instead of 0000:01:00.0."]),
        ["type"] = (machine => Device(machine, device => device with { PciId = "8086:1" }), ["Devices[eth0].PciId|8086:0|8086:1|'eth0' is another type of device: 8086:1 instead of 8086:0."]),
        ["size"] = (machine => Device(machine, device => device with { Size = 2L << 30 }), ["Devices[eth0].Size|1073741824|2147483648|'eth0' holds 2.00 GiB instead of 1.00 GiB."]),
        ["a little more size"] = (machine => Device(machine, device => device with { Size = 1025L << 20 }), ["Devices[eth0].Size|1073741824|1074790400|'eth0' holds 1025 MiB instead of 1024 MiB."]),
        ["model"] = (machine => Device(machine, device => device with { Model = "B" }), ["Devices[eth0].Model|A|B|'eth0' is another model: B instead of A."]),
        ["path"] = (machine => Device(machine, device => device with { Path = "/dev/b" }), ["Devices[eth0].Path|/dev/a|/dev/b|'eth0' is opened as /dev/b instead of /dev/a."]),
        ["local CPUs"] = (machine => Device(machine, device => device with { LocalCpus = CpuSet.Of(1) }), ["Devices[eth0].LocalCpus|0-1|1|'eth0' is local to CPU 1 instead of 0-1."]),
        ["local CPUs of a node with other CPUs"] = (machine => Device(Cell(machine, 0, cell => cell with { Cpus = CpuSet.Parse("1-2") }), device => device with { LocalCpus = CpuSet.Parse("1-2") }), ["Cells[0].Cpus|0-1|1-2|Other CPUs belong to node 0: 1-2 instead of 0-1; pinned CPUs are on other nodes."]),
        ["another device"] = (machine => machine with { Devices = [new NumaDevice { Name = "eth1", Kind = DeviceKind.Network }] }, ["Devices[eth0]|eth0||Network 'eth0' does not exist on b.", "Devices[eth1]||eth1|Network 'eth1' exists only on b."]),
        ["no devices"] = (machine => machine with { Devices = null }, ["Devices|eth0||Devices are not reported on b."]),
        ["present"] = (machine => machine with { PresentCpus = CpuSet.Parse("0-7") }, ["PresentCpus|0-3|0-7|CPUs present: 0-7 instead of 0-3; those that are not online cannot be used."]),
        ["online"] = (machine => machine with { OnlineCpus = CpuSet.Parse("0-2") }, ["OnlineCpus|0-3|0-2|CPUs online: 0-2 instead of 0-3."]),
        ["allowed CPUs"] = (machine => machine with { AllowedCpus = CpuSet.Parse("1-2") }, ["AllowedCpus|0-3|1-2|Programs are allowed to run on CPUs 1-2 instead of 0-3."]),
        ["allowed nodes"] = (machine => machine with { AllowedCells = [1] }, ["AllowedCells|0; 1|1|Programs are allowed to use the memory of node 1 instead of nodes 0-1."]),
        ["no node is allowed"] = (machine => machine with { AllowedCells = [] }, ["AllowedCells|0; 1||Programs are allowed to use the memory of no node instead of nodes 0-1."]),
        ["allowed nodes in another order, and one that is not there"] = (machine => machine with { AllowedCells = [9, 1, 0], AllowedCpus = CpuSet.Parse("0-3,9") }, []),
        ["limit"] = (machine => Limit(machine, 0, limit => limit with { Limit = 2L << 30, Used = 5 }), ["Limits[memory.max of /a].Limit|1073741824|2147483648|memory.max of /a allows 2.00 GiB instead of 1.00 GiB."]),
        ["a little less limit"] = (machine => Limit(machine, 0, limit => limit with { Limit = (1L << 30) - 4096 }), ["Limits[memory.max of /a].Limit|1073741824|1073737728|memory.max of /a allows 1048572 KiB instead of 1048576 KiB."]),
        ["CPU time"] = (machine => Limit(machine, 1, limit => limit with { Cpus = 2.5 }), ["Limits[cpu.max of /a].Cpus|1.5|2.5|cpu.max of /a allows the time of 2.5 instead of 1.5 CPUs."]),
        ["huge pages count"] = (machine => Limit(machine, 0, limit => limit with { CountsHugePages = true }), ["Limits[memory.max of /a].CountsHugePages|False|True|memory.max of /a includes huge pages."]),
        ["no limits"] = (machine => machine with { Limits = null }, ["Limits[memory.max of /a].Limit|1073741824||memory.max of /a does not limit programs on b.", "Limits[cpu.max of /a].Cpus|1.5||cpu.max of /a does not limit programs on b."]),
        ["one limit more"] = (machine => machine with { Limits = [.. machine.Limits!, machine.Limits![1] with { Group = "/b" }] }, ["Limits[cpu.max of /b].Cpus||1.5|cpu.max of /b limits programs only on b."]),
        ["events of caches"] = (machine => machine with { CacheMonitor = Monitor }, ["CacheMonitor||*|CacheMonitor is not reported on a."]),
        ["other events of caches"] = (machine => machine with { CacheMonitor = Monitor with { MaximumMonitors = 9 } }, ["CacheMonitor|*|*|Other events of caches can be measured."]),
        ["other events of the bandwidth"] = (machine => machine with { MemoryBandwidthMonitor = Monitor with { MaximumMonitors = 9 } }, ["MemoryBandwidthMonitor|*|*|Other events of the memory bandwidth can be measured."]),
        ["bandwidth"] = (machine => machine with { MemoryBandwidth = [new MemoryBandwidthControl { Id = 0, Cpus = CpuSet.Parse("0-3"), Granularity = 10, Minimum = 10, MaximumAllocations = 8 }] }, ["MemoryBandwidth||*|Memory bandwidth can be divided into other shares."]),
        ["groups"] = (machine => machine with { Hierarchy = Apart }, ["Hierarchy|*|*|The nodes are grouped as * instead of *; placements over several nodes choose other nodes."]),
        ["several values"] = (machine => Device(machine, device => device with { LocalCpus = CpuSet.Of(1) }) with { PageSize = 65536, PresentCpus = CpuSet.Parse("0-7"), Hierarchy = Apart }, ["PageSize|*", "Devices[eth0].LocalCpus|0-1|1|*", "PresentCpus|0-3|0-7|*", "Hierarchy|*"]),
        ["groups of other nodes"] = (machine => Distances(machine with { Hierarchy = Apart }, 10, 16, 21, 10), ["Cells[0].Distances[1].Value|21|16|Memory on node 1 from node 0 is nearer: distance 16 instead of 21; nodes are ranked differently."]),
        ["groups without distances"] = (machine => machine with { Hierarchy = Apart, Distances = [] }, ["Distances|*||Distances are not reported on b; without them all nodes count as equally far apart."]),
    };

    public static TheoryData<string> Changes => [.. s_changes.Keys];

    private static NumaCellGroup Apart => new() { CellIds = [0, 1], Groups = [new NumaCellGroup { CellIds = [0] }, new NumaCellGroup { CellIds = [1] }] };

    private static ResourceMonitor Monitor => new() { Features = ["llc_occupancy"], MaximumMonitors = 4 };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_changed_value_is_told_with_what_it_means(string name)
    {
        var (change, told) = s_changes[name];
        var reference = name.StartsWith("other events", StringComparison.Ordinal) ? Machine("a") with { CacheMonitor = Monitor, MemoryBandwidthMonitor = Monitor } : Machine("a");
        var other = change(name.StartsWith("other events", StringComparison.Ordinal) ? Machine("b") with { CacheMonitor = Monitor, MemoryBandwidthMonitor = Monitor } : Machine("b"));
        var found = TopologyComparer.Compare(reference, other).Select(found => $"{found.Path}|{found.Reference}|{found.Difference}|{found.Impact}").ToList();
        Assert.Equal(told.Length, found.Count);
        Assert.All(found.Zip(told), pair => Assert.True(Matches(pair.Second, pair.First), pair.First + "\n" + pair.Second));
    }

    // What only the reference lacks is told the other way round.
    [Theory]
    [InlineData("no caches", "Caches are reported only on a; without them CPUs are not chosen by shared cache.")]
    [InlineData("no devices", "Devices are reported only on a.")]
    [InlineData("no distances", "Distances are reported only on a; without them all nodes count as equally far apart.")]
    [InlineData("no values", "Latencies and bandwidths are reported only on a; placements by distance do not use it.")]
    [InlineData("unreachable", "Memory on node 1 from node 0 is nearer: distance 21 instead of unreachable; nodes are ranked differently.")]
    [InlineData("a node less", "Node 1, with 2 CPUs and 4.00 GiB, exists only on a.")]
    [InlineData("huge pages count", "memory.max of /a does not include huge pages.")]
    public void What_the_reference_lacks_is_told(string name, string impact) =>
        Assert.Equal(impact, Assert.Single(TopologyComparer.Compare(s_changes[name].Change(Machine("b")), Machine("a"))).Impact);

    [Fact]
    public void The_differences_name_the_machine() => Assert.Equal("b", Assert.Single(TopologyComparer.Compare(Machine("a"), Machine("b") with { PageSize = 1 })).HostName);

    [Fact]
    public void Of_nothing_there_is_no_comparison()
    {
        Assert.Equal("reference", Assert.Throws<ArgumentNullException>(() => TopologyComparer.Compare(null!, Machine("b"))).ParamName);
        Assert.Equal("difference", Assert.Throws<ArgumentNullException>(() => TopologyComparer.Compare(Machine("a"), null!)).ParamName);
    }

    private static bool Matches(string told, string found) => System.Text.RegularExpressions.Regex.IsMatch(found, "^" + System.Text.RegularExpressions.Regex.Escape(told).Replace(@"\*", ".+", StringComparison.Ordinal) + "$");

    private static NumaCapabilities Machine(string name) => new()
    {
        HostName = name,
        PageSize = 4096,
        Cells = [Cell(0, "0-1"), Cell(1, "2-3")],
        Hierarchy = new NumaCellGroup { CellIds = [0, 1] },
        Distances = Distances(10, 21, 21, 10),
        Interconnects = [Interconnect(0, 0, 80), Interconnect(0, 1, 150)],
        Caches = [Cache(1, CacheType.Data, "0-1"), Cache(1, CacheType.Data, "2-3"), Cache(1, CacheType.Instruction, "0-1"), Cache(1, CacheType.Instruction, "2-3"), Cache(3, CacheType.Unified, "0-1"), Cache(3, CacheType.Unified, "2-3")],
        Devices = [new NumaDevice { Name = "eth0", Kind = DeviceKind.Network, CellId = 0, Address = "0000:01:00.0", PciId = "8086:0", LocalCpus = CpuSet.Parse("0-1"), Size = 1L << 30, Model = "A", Path = "/dev/a" }],
        PresentCpus = CpuSet.Parse("0-3"),
        OnlineCpus = CpuSet.Parse("0-3"),
        AllowedCpus = CpuSet.Parse("0-3"),
        AllowedCells = [0, 1],
        Limits =
        [
            new NumaLimit { Resource = LimitedResource.Memory, Limit = 1L << 30, Used = 4, Name = "memory.max", Group = "/a", Source = "x" },
            new NumaLimit { Resource = LimitedResource.Cpu, Cpus = 1.5, Name = "cpu.max", Group = "/a", Source = "x" },
        ],
    };

    private static NumaCell Cell(int id, string cpus) => new()
    {
        Id = id,
        Cpus = CpuSet.Parse(cpus),
        Socket = id,
        Memory = 4L << 30,
        NodeMemory = 4L << 30,
        Kind = CellKind.Ordinary,
        MemoryTier = 4,
        Pages = [new PagePool(4096, 1000, 1), new PagePool(2 << 20, 16, 16)],
        Processors = [.. CpuSet.Parse(cpus).Ids.Select(cpu => new LogicalProcessor { Id = cpu, Socket = id, Die = 0, Cluster = 0, Core = 0, Siblings = CpuSet.Parse(cpus), Group = 0, Number = cpu, CpuSetId = 256 + cpu, EfficiencyClass = 1, CoreKind = CoreKind.Performance, Capacity = 1024 })],
    };

    private static CpuCache Cache(int level, CacheType type, string cpus) => new() { Level = level, Type = type, Id = CpuSet.Parse(cpus).First, Size = 32 << 20, LineSize = 64, Ways = 16, Cpus = CpuSet.Parse(cpus) };

    private static NumaInterconnect Interconnect(int from, int to, long value) => new() { Type = InterconnectType.Latency, Initiator = from, Target = to, Access = MemoryAccess.Read, Value = value };

    private static IReadOnlyList<NumaDistance> Distances(params int[] values) => [.. values.Select((value, i) => new NumaDistance { From = i / 2, To = i % 2, Value = value })];

    private static NumaCapabilities Distances(NumaCapabilities machine, params int[] values) => machine with { Distances = Distances(values) };

    private static NumaCapabilities Cell(NumaCapabilities machine, int id, Func<NumaCell, NumaCell> change) => machine with { Cells = [.. machine.Cells.Select(cell => cell.Id == id ? change(cell) : cell)] };

    private static NumaCapabilities Cpu(NumaCapabilities machine, int id, Func<LogicalProcessor, LogicalProcessor> change) =>
        machine with { Cells = [.. machine.Cells.Select(cell => cell with { Processors = [.. cell.Processors!.Select(cpu => cpu.Id == id ? change(cpu) : cpu)] })] };

    private static NumaCapabilities Caches(NumaCapabilities machine, Func<CpuCache, CpuCache> change) => machine with { Caches = [.. machine.Caches.Select(cache => cache.Level == 3 ? change(cache) : cache)] };

    private static NumaCapabilities Device(NumaCapabilities machine, Func<NumaDevice, NumaDevice> change) => machine with { Devices = [.. machine.Devices!.Select(change)] };

    private static NumaCapabilities Limit(NumaCapabilities machine, int index, Func<NumaLimit, NumaLimit> change) => machine with { Limits = [.. machine.Limits!.Select((limit, i) => i == index ? change(limit) : limit)] };
}
