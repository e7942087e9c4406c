using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>The facts that a finding names: of a machine of two sockets, all rules in one run, so that none keeps those of another.</summary>
public class EvidenceTests : HealthTest
{
    [Theory]
    [InlineData("NodePerSocket", "2 nodes with CPUs, 2 sockets")]
    [InlineData("NodeMemory", "node 0: 32.00 GiB", "node 1: 32.00 GiB", "node 2: memory not reported")]
    [InlineData("MemoryOnline", "/sys/devices/system/memory/auto_online_blocks: online", "node 1: 128 MiB offline")]
    [InlineData("LocalDistance", "node 0: 10 21 17", "node 1: 21 10 28", "node 2: 17 28 10")]
    [InlineData("DistanceLevels", "remote distances: 21", "2 nodes with CPUs in 2 sockets")]
    [InlineData("CoreNode", "8 CPUs of 3 nodes, 8 with the threads of their core")]
    [InlineData("CpuOnline", "present 0-7, online 0-7")]
    [InlineData("AllowedCpu", "allowed CPUs 0-7, allowed nodes 0-1", "/sys/devices/system/cpu/isolated: 2-3")]
    [InlineData("HugePageBalance", "node 0: 512 pages of 2MiB")]
    [InlineData("HugePageDefault", "/proc/meminfo: Hugepagesize 2048 kB", "all nodes: 512 pages of 2MiB")]
    [InlineData("ZoneReclaim", "/proc/sys/vm/zone_reclaim_mode: 1")]
    [InlineData("NumaBalancing", "/proc/sys/kernel/numa_balancing: 1", "/sys/devices/system/cpu/isolated: 2-3")]
    [InlineData("TransparentHugePage", "/sys/kernel/mm/transparent_hugepage/enabled: [always] madvise never", "/sys/kernel/mm/transparent_hugepage/defrag: always defer [madvise] never")]
    [InlineData("Swappiness", "/proc/sys/vm/swappiness: 180", "/proc/meminfo: SwapTotal 2097148 kB", "/sys/module/zswap/parameters/enabled: N")]
    public void A_finding_names_its_facts(string rule, params string[] evidence)
    {
        using var machine = Described();
        Assert.Equal(evidence, NumaProbe.Checks(machine.Machine).Single(check => check.Rule == rule).Evidence);
    }

    [Fact]
    public void Caches_are_counted() => Assert.Equal(["10 caches up to level 3"], Check(Described().Cell(2, "", 64 << 20), "CacheNode").Evidence);

    [Fact]
    public void Memory_of_like_nodes_is_named_beside_their_CPUs() =>
        Assert.Equal(["node 0: 4 CPUs, 32.00 GiB", "node 1: 4 CPUs, 32.00 GiB"], Check(Sound().Cell(2, "", 64 << 20), "MemoryBalance").Evidence);

    [Fact]
    public void Nodes_whose_sockets_are_not_told_are_in_so_many_sockets() =>
        Assert.Equal(["remote distances: 21", "2 nodes with CPUs, sockets not reported"], Check(new MachineBuilder().Cell(0, "0").Cell(1, "1").Distances("10 21", "21 10"), "DistanceLevels").Evidence);

    [Fact]
    public void Distances_are_named_each_once() =>
        Assert.Equal("remote distances: 12, 32", Check(new MachineBuilder().Cell(0, "0").Cell(1, "1").Cell(2, "2").Distances("10 32 12", "32 10 32", "12 32 10"), "DistanceLevels").Evidence[0]);

    [Fact]
    public void A_core_and_a_cache_over_nodes_are_named()
    {
        Assert.Equal("threads of the core of CPU 3: 3-4", Check(Sound().Processor(3, 0, 3, "3-4").Processor(4, 0, 3, "3-4"), "CoreNode").Evidence[^1]);
        var machine = Sound();
        for (var cpu = 0; cpu < 8; cpu++)
            machine.Cache(cpu, 3, 3, "Unified", "32M", 0, "0-7");
        Assert.Equal(["1 cache up to level 3", "L3 32MiB (0-7): nodes 0-1"], Check(machine, "CacheNode").Evidence);
    }

    [Theory]
    [InlineData("GroupNode", "node 0: 64 CPUs of group 0, 16 CPUs of group 1", "node 1: 16 CPUs of group 1, 64 CPUs of group 2")]
    [InlineData("GroupSize", "3 groups of 64, 32, 64 CPUs")]
    public void The_groups_of_Windows_are_named(string rule, params string[] evidence) =>
        Assert.Equal(evidence, Check(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-altra-2x80.numa")), rule).Evidence);

    // Memory of the third node is not reported; block 10 of node 1 is offline; the L2 is of each core.
    private static MachineBuilder Described()
    {
        var machine = Sound().Cell(2, "").Distances("10 21 17", "21 10 28", "17 28 10").Remove(MachineBuilder.Nodes + "node2/meminfo").HugePages(0, 2048, 512, 0).HugePages(1, 2048, 0, 0)
            .File("proc/sys/vm/zone_reclaim_mode", "1\n").File("proc/sys/kernel/numa_balancing", "1\n").File("proc/sys/vm/swappiness", "180\n").File("sys/class/block/sda/size", "8\n").File("sys/module/zswap/parameters/enabled", "N\n")
            .File("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n").File("sys/kernel/mm/transparent_hugepage/defrag", "always defer [madvise] never\n")
            .File("proc/meminfo", "MemTotal: 67108864 kB\nSwapTotal: 2097148 kB\nHugepagesize:       2048 kB\n").File(MachineBuilder.Cpus + "isolated", "2-3\n")
            .File("proc/self/status", "Cpus_allowed_list:\t0-7\nMems_allowed_list:\t0-1\n")
            .File("sys/devices/system/memory/block_size_bytes", "8000000\n").File("sys/devices/system/memory/auto_online_blocks", "online\n");
        foreach (var (node, block, state) in new[] { (0, 0, "online"), (1, 9, "online"), (1, 10, "offline") })
            machine.File($"sys/devices/system/memory/memory{block}/state", state + "\n").File($"{MachineBuilder.Nodes}node{node}/memory{block}/state", state + "\n");
        for (var cpu = 0; cpu < 8; cpu++)
            machine.Cache(cpu, 2, 2, "Unified", "1M", cpu, $"{cpu}");
        return machine;
    }
}
