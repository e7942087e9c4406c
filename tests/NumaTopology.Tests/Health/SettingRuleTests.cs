using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>The rules about huge pages and settings of the kernel: each on a machine where it holds and on one where it does not.</summary>
public class SettingRuleTests : HealthTest
{
    private const string Thp = "sys/kernel/mm/transparent_hugepage/";

    [Theory]
    [InlineData("0", "Pass : zone_reclaim_mode 0")]
    [InlineData("1", "Warning : zone_reclaim_mode 1")]
    [InlineData("7", "Warning : zone_reclaim_mode 7")]
    public void Zone_reclaim_is_off(string mode, string said) => Assert.Equal(said, Said(Sound().File("proc/sys/vm/zone_reclaim_mode", mode + "\n"), "ZoneReclaim"));

    [Theory]
    [InlineData("0", "2-3", "Pass : numa_balancing 0")]
    [InlineData("1", "", "Pass : numa_balancing 1")]
    [InlineData("1", "2-3", "Warning : numa_balancing 1, CPUs 2-3 isolated")]
    [InlineData("3", "2-3", "Warning : numa_balancing 3, CPUs 2-3 isolated")]
    [InlineData("2", "", "Warning : numa_balancing 2, no slower tier")]
    [InlineData("2", "2-3", "Warning : numa_balancing 2, no slower tier")]
    public void NUMA_balancing_is_off_where_CPUs_are_isolated(string mode, string isolated, string said) =>
        Assert.Equal(said, Said(Sound().File("proc/sys/kernel/numa_balancing", mode + "\n").File(MachineBuilder.Cpus + "isolated", isolated + "\n"), "NumaBalancing"));

    [Fact]
    public void Tiering_with_a_slower_tier_is_sound() =>
        Assert.Equal("Pass : numa_balancing 2", Said(Sound().Cell(2, "", 64 << 20).Distances("10 21 17", "21 10 28", "17 28 10").File("proc/sys/kernel/numa_balancing", "2\n"), "NumaBalancing"));

    // CPUs that are set apart are of no matter to tiering.
    [Fact]
    public void Tiering_does_not_disturb_isolated_CPUs() =>
        Assert.Equal("Pass : numa_balancing 2", Said(Sound().Cell(2, "", 64 << 20).Distances("10 21 17", "21 10 28", "17 28 10").File("proc/sys/kernel/numa_balancing", "2\n").File(MachineBuilder.Cpus + "isolated", "2-3\n"), "NumaBalancing"));

    // Nodes without memory, and of a device that only accesses memory, are no tier.
    [Theory]
    [InlineData("8", false)]
    [InlineData("", false)]
    [InlineData("", true)]
    public void A_node_without_memory_is_no_slower_tier(string cpus, bool isInitiator) =>
        Assert.Equal("Warning : numa_balancing 2, no slower tier", Said(Sound().Cell(2, cpus, 0).Distances("10 21 17", "21 10 28", "17 28 10").File("proc/sys/kernel/numa_balancing", "2\n").File(MachineBuilder.Nodes + "has_generic_initiator", isInitiator ? "2\n" : "\n"), "NumaBalancing"));

    [Fact]
    public void On_one_node_neither_matters()
    {
        Assert.Equal("NotApplicable : one node", Said(new MachineBuilder().Cell(0, "0-3").File("proc/sys/vm/zone_reclaim_mode", "1\n"), "ZoneReclaim"));
        Assert.Equal("NotApplicable : one node", Said(new MachineBuilder().Cell(0, "0-3").File("proc/sys/kernel/numa_balancing", "1\n"), "NumaBalancing"));
    }

    [Theory]
    [InlineData("ZoneReclaim", "proc/sys/vm/zone_reclaim_mode")]
    [InlineData("NumaBalancing", "proc/sys/kernel/numa_balancing")]
    [InlineData("TransparentHugePage", Thp + "enabled")]
    [InlineData("Swappiness", "proc/sys/vm/swappiness")]
    public void A_setting_that_is_not_reported_is_unknown(string rule, string fact)
    {
        Assert.Equal($"Unknown : {fact[(fact.LastIndexOf('/') + 1)..]} not reported", Said(Sound(), rule));
        using var machine = Sound().File(fact, "[x\n");
        Assert.Equal(CheckStatus.Unknown, Check(machine.Machine, rule).Status);
        var check = Assert.Single(NumaProbe.Checks(machine.Capabilities(), name => name == rule));
        Assert.Equal(CheckStatus.Unknown, check.Status);
        Assert.Equal([$"/{fact}: not in capabilities"], check.Evidence);
    }

    [Theory]
    [InlineData("always [madvise] never", "[always] defer defer+madvise madvise never", "Pass : enabled madvise")]
    [InlineData("[always] madvise never", "always defer defer+madvise [madvise] never", "Pass : enabled always, defrag madvise")]
    [InlineData("[always] madvise never", "[always] defer defer+madvise madvise never", "Warning : enabled always, defrag always")]
    public void Page_faults_do_not_wait_for_huge_pages(string enabled, string defrag, string said) =>
        Assert.Equal(said, Said(Sound().File(Thp + "enabled", enabled + "\n").File(Thp + "defrag", defrag + "\n"), "TransparentHugePage"));

    [Theory]
    [InlineData("60", 2097148, "sda", "N", "Pass : swappiness 60")]
    [InlineData("100", 2097148, "sda", "N", "Pass : swappiness 100")]
    [InlineData("180", 2097148, "sda", "N", "Warning : swappiness 180")]
    [InlineData("180", 2097148, "zram0", "N", "Pass : swappiness 180, swap in memory")]
    [InlineData("180", 2097148, "sda", "Y", "Pass : swappiness 180, swap in memory")]
    [InlineData("180", 0, "sda", "N", "NotApplicable : no swap")]
    public void Swapping_is_not_taken_for_cheap_on_a_disk(string swappiness, int swap, string device, string zswap, string said) =>
        Assert.Equal(said, Said(Sound().File("proc/sys/vm/swappiness", swappiness + "\n").File("proc/meminfo", $"MemTotal: 67108864 kB\nSwapTotal: {swap} kB\n").File($"sys/class/block/{device}/size", "8\n").File("sys/module/zswap/parameters/enabled", zswap + "\n"), "Swappiness"));

    [Theory]
    [InlineData(0, 0, "NotApplicable : no huge pages")]
    [InlineData(512, 512, "Pass : huge pages on nodes 0-1")]
    [InlineData(512, 0, "Warning 0: pages of 2MiB only on node 0")]
    public void Huge_pages_are_on_more_than_one_node(int first, int second, string said) =>
        Assert.Equal(said, Said(Sound().HugePages(0, 2048, first, first).HugePages(1, 2048, second, second), "HugePageBalance"));

    [Fact]
    public void Swap_in_memory_beside_a_disk_is_seen() =>
        Assert.Equal("Pass : swappiness 180, swap in memory", Said(Sound().File("proc/sys/vm/swappiness", "180\n").File("proc/meminfo", "MemTotal: 67108864 kB\nSwapTotal: 8 kB\n").File("sys/class/block/sda/size", "8\n").File("sys/class/block/zram0/size", "8\n"), "Swappiness"));

    [Fact]
    public void Two_of_three_nodes_with_huge_pages_are_enough() =>
        Assert.Equal("Pass : huge pages on nodes 0-1", Said(Sound().Cell(2, "8-11", 32 << 20).HugePages(0, 2048, 512, 0).HugePages(1, 2048, 512, 0).HugePages(2, 2048, 0, 0), "HugePageBalance"));

    // Of a third node, or of one page size of a node, nothing is told.
    [Fact]
    public void Pools_of_a_node_that_are_not_reported_are_unknown()
    {
        Assert.Equal("Unknown : huge pages of some nodes not reported", Said(Sound().Cell(2, "8-11", 32 << 20).HugePages(0, 2048, 512, 0).HugePages(1, 2048, 512, 0), "HugePageBalance"));
        MachineBuilder Untold() => Sound().HugePages(0, 2048, 512, 0).HugePages(1, 2048, 512, 0).Remove(MachineBuilder.Nodes + "node1/hugepages/hugepages-2048kB/nr_hugepages").File("proc/meminfo", "MemTotal: 67108864 kB\nHugepagesize: 2048 kB\n");
        Assert.Equal("Unknown : huge pages of some nodes not reported", Said(Untold(), "HugePageBalance"));
        Assert.Equal("Unknown : huge pages of some nodes not reported", Said(Untold(), "HugePageDefault"));
        Assert.Equal("Unknown : huge pages of some nodes not reported", Said(Untold().HugePages(0, 1048576, 1, 0).HugePages(1, 1048576, 1, 0), "HugePageDefault"));
        Assert.Equal("Unknown : huge pages of some nodes not reported", Said(Sound().File("proc/meminfo", "MemTotal: 67108864 kB\nHugepagesize: 2048 kB\n"), "HugePageDefault"));
    }

    // On 64-bit ARM base pages can have 64 KiB; libvirt lists them among the others.
    [Fact]
    public void Base_pages_are_not_huge()
    {
        using var machine = Sound();
        var whole = machine.Capabilities();
        NumaCapabilities Of(long pageSize, long total) => whole with { PageSize = pageSize, Cells = [.. whole.Cells.Select(cell => cell with { Pages = [new PagePool(64 << 10, cell.Id == 0 ? total : 0, null), new PagePool(2 << 20, 0, null)] })] };
        Assert.Equal("NotApplicable : no huge pages", Said(Of(64 << 10, 500), "HugePageBalance"));
        Assert.Equal("Warning 0: pages of 64KiB only on node 0", Said(Of(4 << 10, 500), "HugePageBalance"));
    }

    [Fact]
    public void The_smallest_of_other_sizes_is_named() =>
        Assert.Equal("Warning : no page of 2MiB, 8 pages of 32MiB", Said(Sound().HugePages(0, 2048, 0, 0).HugePages(1, 2048, 0, 0).HugePages(0, 1048576, 4, 0).HugePages(1, 1048576, 4, 0).HugePages(0, 32768, 4, 0).HugePages(1, 32768, 4, 0).File("proc/meminfo", "MemTotal: 67108864 kB\nHugepagesize: 2048 kB\n"), "HugePageDefault"));

    [Fact]
    public void Pools_that_are_not_reported_are_unknown() =>
        Assert.Equal(CheckStatus.Unknown, Check(Sound().HugePages(0, 2048, 512, 512), "HugePageBalance").Status);

    [Theory]
    [InlineData(512, 0, "Pass : 1024 pages of 2MiB")]
    [InlineData(0, 4, "Warning : no page of 2MiB, 8 pages of 1GiB")]
    [InlineData(0, 0, "NotApplicable : no huge pages")]
    public void Where_there_are_huge_pages_some_are_of_the_default_size(int small, int large, string said) =>
        Assert.Equal(said, Said(Sound().HugePages(0, 2048, small, 0).HugePages(1, 2048, small, 0).HugePages(0, 1048576, large, 0).HugePages(1, 1048576, large, 0).File("proc/meminfo", "MemTotal: 67108864 kB\nHugepagesize:       2048 kB\n"), "HugePageDefault"));
}
