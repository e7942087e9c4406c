using System.Collections.Generic;
using System.Linq;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>What is not reported, refused or malformed: the rule is unknown, says what it lacks, and never passes.</summary>
public class UnknownTests : HealthTest
{
    private const string Node1 = MachineBuilder.Nodes + "node1/";

    [Theory]
    [InlineData("NodePerSocket", "no node reported")]
    [InlineData("NodeMemory", "no node reported")]
    [InlineData("MemoryOnline", "memory blocks not in capabilities", "/sys/devices/system/memory: not in capabilities")]
    [InlineData("CpuOnline", "present or online CPUs not reported")]
    [InlineData("LocalDistance", "no node reported")]
    [InlineData("HugePageDefault", "no node reported")]
    public void Capabilities_of_nothing_are_unknown(string rule, string observed, params string[] evidence)
    {
        var check = Assert.Single(NumaProbe.Checks(new NumaCapabilities(), name => name == rule));
        Assert.Equal((CheckStatus.Unknown, observed), (check.Status, check.Observed));
        Assert.Equal(evidence, check.Evidence);
    }

    [Theory]
    [InlineData("InterruptNode", "interrupts not in capabilities", "/proc/irq: not in capabilities")]
    [InlineData("HugePageDefault", "default page size not in capabilities", "/proc/meminfo: not in capabilities")]
    public void Capabilities_lack_what_only_a_machine_has(string rule, string observed, string evidence)
    {
        using var machine = Sound();
        var check = Assert.Single(NumaProbe.Checks(machine.Capabilities(), name => name == rule));
        Assert.Equal((CheckStatus.Unknown, observed), (check.Status, check.Observed));
        Assert.Equal([evidence], check.Evidence);
    }

    [Theory]
    [InlineData("RssNode", "RSS settings not in capabilities")]
    [InlineData("GroupSize", "processor groups not reported")]
    [InlineData("GroupNode", "processor groups not reported")]
    public void Capabilities_of_Windows_without_groups_are_unknown(string rule, string observed)
    {
        using var machine = Sound();
        var check = Assert.Single(NumaProbe.Checks(machine.Capabilities() with { OperatingSystem = "Windows 11" }, name => name == rule));
        Assert.Equal((CheckStatus.Unknown, observed), (check.Status, check.Observed));
    }

    // A node with neither a list nor a mask of CPUs.
    [Theory]
    [InlineData("AllowedCpu", "CPUs of some nodes not reported")]
    [InlineData("CacheNode", "CPUs of some nodes not reported")]
    [InlineData("CoreNode", "cores of some CPUs not reported")]
    [InlineData("DistanceLevels", "CPUs of some nodes not reported")]
    public void A_node_whose_CPUs_are_not_reported_is_unknown(string rule, string observed) =>
        Assert.Equal("Unknown : " + observed, Said(Sound().Remove(Node1 + "cpulist").File("proc/self/status", "Cpus_allowed_list:\t0-7\nMems_allowed_list:\t0-1\n"), rule));

    // Memory alone is no node whose CPUs are not told.
    [Theory]
    [InlineData("AllowedCpu", "Pass : 8 CPUs allowed")]
    [InlineData("CacheNode", "Pass : every cache is in one node")]
    [InlineData("CoreNode", "Pass : cores of 8 CPUs are whole")]
    public void A_node_of_memory_alone_lacks_nothing(string rule, string said) =>
        Assert.Equal(said, Said(Sound().Cell(2, "", 64 << 20).Distances("10 21 17", "21 10 28", "17 28 10").File("proc/self/status", "Cpus_allowed_list:\t0-7\nMems_allowed_list:\t0-2\n"), rule));

    [Fact]
    public void One_node_with_CPUs_has_no_levels_of_distance() =>
        Assert.Equal("NotApplicable : one node with CPUs", Said(new MachineBuilder().Cell(0, "0-3").Cell(1, "", 64 << 20).Distances("10 17", "17 10"), "DistanceLevels"));

    [Fact]
    public void Processors_that_are_not_listed_are_unknown()
    {
        using var machine = Sound().OnlineCpus("0-6");
        var whole = machine.Capabilities();
        var bare = whole with { Cells = [whole.Cells[0], whole.Cells[1] with { Processors = null }] };
        Assert.Equal("Unknown : cores of some CPUs not reported", Said(bare, "CoreNode"));
        Assert.Equal("Pass : every cache is in one node", Said(bare, "CacheNode"));
        Assert.Equal("Warning : CPU 7 is offline", Said(bare with { Cells = [.. bare.Cells.Select(cell => cell with { Processors = null })] }, "CpuOnline"));
        Assert.Equal("Unknown : no CPU is reported", Said(whole with { Cells = [.. whole.Cells.Select(cell => cell with { Cpus = CpuSet.Empty, Processors = [] })] }, "CoreNode"));
    }

    [Fact]
    public void What_is_not_reported_is_named()
    {
        Assert.Equal("Unknown : allowed CPUs not reported", Said(Sound(), "AllowedCpu"));
        Assert.Equal("Unknown : caches not reported", Said(new MachineBuilder().Cell(0, "0-3").Cell(1, "4-7"), "CacheNode"));
        Assert.Equal("Unknown : sockets not reported", Said(new MachineBuilder().Cell(0, "0-3"), "NodePerSocket"));
        Assert.Equal("Unknown : huge pages of some nodes not reported", Said(Sound(), "HugePageBalance"));
        Assert.Equal("Unknown : memory blocks not reported", Said(Sound(), "MemoryOnline"));
        Assert.Equal("Unknown 1: memory of node 1 not reported", Said(Sound().Remove(Node1 + "meminfo").File(Node1 + "vmstat", ""), "MemoryBalance"));
        Assert.Equal("Unknown : isolated CPUs not reported", Said(Sound().File("proc/sys/kernel/numa_balancing", "1\n"), "NumaBalancing"));
        Assert.Equal("Unknown : defrag not reported", Said(Sound().File("sys/kernel/mm/transparent_hugepage/enabled", "[always] never\n"), "TransparentHugePage"));
    }

    // No node has memory as far as is told: that cannot be.
    [Theory]
    [InlineData(false, "Unknown 0,1: memory of nodes 0-1 not reported")]
    [InlineData(true, "Unknown 0,1: memory of nodes 0-1 not reported")]
    public void Nodes_that_all_lack_memory_are_unknown(bool isOneNotTold, string said)
    {
        var machine = new MachineBuilder().Cell(0, "0-3", 0).Cell(1, "4-7", 0);
        Assert.Equal(said, Said(isOneNotTold ? machine.Remove(Node1 + "meminfo") : machine, "NodeMemory"));
    }

    [Fact]
    public void A_node_without_memory_is_told_beside_one_that_is_not_reported() =>
        Assert.Equal("Warning 1: node 1 without memory", Said(Sound().Cell(1, "4-7", 0).Cell(2, "8").Remove(MachineBuilder.Nodes + "node2/meminfo"), "NodeMemory"));

    [Fact]
    public void Distances_that_are_missing_are_unknown()
    {
        using var machine = Sound().Cell(2, "").Distances("10 21 17", "21 10 28", "17 28 10");
        var whole = machine.Capabilities();
        NumaCapabilities Without(int from, int to) => whole with { Distances = [.. whole.Distances.Where(distance => (distance.From, distance.To) != (from, to))] };
        Assert.Equal("Pass : remote 17-28", Said(whole, "LocalDistance"));
        Assert.Equal("Unknown : some distances not reported", Said(Without(0, 1), "LocalDistance"));
        Assert.Equal("Unknown : distances not reported", Said(Without(1, 1), "LocalDistance"));
    }

    [Theory]
    [InlineData("MemTotal: 1 kB\n", "Unknown : swap not reported")]
    [InlineData("MemTotal: 1 kB\nSwapTotal: 8 kB\n", "Unknown : block devices not reported")]
    public void Swap_that_is_not_reported_is_unknown(string meminfo, string said) =>
        Assert.Equal(said, Said(Sound().File("proc/sys/vm/swappiness", "180\n").File("proc/meminfo", meminfo), "Swappiness"));

    [Theory]
    [InlineData(null, "Unknown : default page size not reported")]
    [InlineData("MemTotal: 1 kB\n", "NotApplicable : the kernel has no huge pages")]
    public void A_kernel_without_huge_pages_is_told_from_a_file_that_is_missing(string? meminfo, string said) =>
        Assert.Equal(said, Said(meminfo is null ? Sound() : Sound().File("proc/meminfo", meminfo), "HugePageDefault"));

    [Theory]
    [InlineData("2048")]
    [InlineData("2048 MB")]
    [InlineData("0 kB")]
    [InlineData("x kB")]
    [InlineData("9007199254740992 kB")]
    public void A_default_size_that_is_no_size_is_malformed(string size) =>
        Assert.Contains($"Hugepagesize '{size}' is not a number of kB", Check(Sound().File("proc/meminfo", $"MemTotal: 67108864 kB\nHugepagesize: {size}\n"), "HugePageDefault").Observed);

    [Theory]
    [InlineData("[] madvise never")]
    [InlineData("x] madvise never")]
    [InlineData("[always madvise never")]
    [InlineData("[always] [madvise] never")]
    public void Choices_that_are_none_are_malformed(string enabled)
    {
        var check = Check(Sound().File("sys/kernel/mm/transparent_hugepage/enabled", enabled + "\n"), "TransparentHugePage");
        Assert.Equal(CheckStatus.Unknown, check.Status);
        Assert.Contains("one choice in brackets expected", check.Observed);
    }

    [Fact]
    public void What_is_refused_is_told_from_what_is_not_there()
    {
        var machine = new SnapshotMachine("", new Dictionary<string, byte[]>(), new Dictionary<string, IReadOnlyList<string>>(), ["proc/sys/vm/swappiness"], MachineSystem.Linux, null, null);
        var check = Check(machine, "Swappiness");
        Assert.Equal((CheckStatus.Unknown, "swappiness refused"), (check.Status, check.Observed));
        Assert.Equal(["/proc/sys/vm/swappiness: refused"], check.Evidence);
    }

    // Where cgroups cannot hold nodes the kernel does not say which are allowed.
    [Fact]
    public void Allowed_nodes_that_are_not_reported_are_said_so() =>
        Assert.Equal(["allowed CPUs 0-7, allowed nodes not reported"], Check(Sound().File("proc/self/status", "Cpus_allowed_list:\t0-7\n"), "AllowedCpu").Evidence);

    [Fact]
    public void Evidence_names_the_file_that_lacks_a_value()
    {
        using var machine = Sound().File("proc/sys/vm/swappiness", "180\n").File("proc/meminfo", "MemTotal: 67108864 kB\n");
        Assert.Equal("/proc/meminfo: not reported", Check(machine.Machine, "Swappiness").Evidence[^1]);
        machine.File("proc/meminfo", "MemTotal: 67108864 kB\nSwapTotal: 8 kB\n");
        Assert.Equal("/sys/class/block: not reported", Check(machine.Machine, "Swappiness").Evidence[^1]);
    }

    [Fact]
    public void Adapters_that_are_not_listed_are_unknown()
    {
        var machine = MachineSource.OpenSnapshot(System.IO.Path.Combine(Repository.Machines, "windows-2x64.numa"));
        Assert.Equal("network adapters not reported", Check(machine, "RssNode").Observed);
    }
}
