using System;
using System.Linq;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>What the limits of a process's cgroups are, and what they leave. The amounts are worked out beside the files that tell them.</summary>
public class CgroupLimitTests
{
    private const string Mount2 = "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n";
    private const string Root = "sys/fs/cgroup/";

    [Fact]
    public void Left_is_the_limit_less_what_is_used_without_inactive_page_cache()
    {
        // 4 GiB − (1 GiB − 256 MiB) = 3.25 GiB.
        using var machine = Describe("0::/job\n", Mount2).File(Root + "job/memory.max", "4294967296\n").File(Root + "job/memory.current", "1073741824\n")
            .File(Root + "job/memory.stat", "anon 536870912\ninactive_anon 0\ninactive_file 268435456\nactive_file 134217728\n");
        var limit = Assert.Single(machine.Capabilities().Limits!);
        Assert.Equal((LimitedResource.Memory, 4294967296, 805306368, 3489660928), (limit.Resource, limit.Limit, limit.Used, limit.Left));
        Assert.Equal(("memory.max", "cgroup /job", "/sys/fs/cgroup/job/memory.max"), (limit.Name, limit.Group, limit.Source));
        Assert.Equal("memory: 3.25 GiB left of 4.00 GiB (memory.max of cgroup /job)", limit.ToString());
    }

    [Fact]
    public void Each_level_up_holds_and_the_one_that_leaves_least_is_first()
    {
        // /a/b: 8 − 1 = 7 GiB. /a: max 6 − 5 = 1 GiB, high 5.5 − 5 = 0.5 GiB. The root group has no such files.
        using var machine = Describe("0::/a/b\n", Mount2);
        Memory(machine, "a/b/", "8589934592", 1L << 30).File(Root + "a/b/memory.high", "max\n");
        Memory(machine, "a/", "6442450944", 5L << 30).File(Root + "a/memory.high", "5905580032\n");
        Assert.Equal(
            [("memory.high", "cgroup /a", 536870912L), ("memory.max", "cgroup /a", 1073741824), ("memory.max", "cgroup /a/b", 7516192768)],
            machine.Capabilities().Limits!.Select(limit => (limit.Name, limit.Group, limit.Left!.Value)));
    }

    [Fact]
    public void More_used_than_the_limit_leaves_nothing()
    {
        using var machine = Memory(Describe("0::/job\n", Mount2), "job/", "1048576", 2097152);
        Assert.Equal(0, Assert.Single(machine.Capabilities().Limits!).Left);
    }

    [Fact]
    public void Without_any_limit_there_is_no_list_and_no_warning()
    {
        using var machine = Memory(Describe("0::/job\n", Mount2), "job/", "max", 4096).File(Root + "job/cpu.max", "max 100000\n");
        var opened = machine.Machine;
        Assert.Null(NumaProbe.Capabilities(opened).Limits);
        Assert.Empty(opened.Log.Warnings);
    }

    [Fact]
    public void A_process_in_no_cgroup_has_no_limit_and_no_warning()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1");
        var opened = machine.Machine;
        Assert.Null(NumaProbe.Capabilities(opened).Limits);
        Assert.Empty(opened.Log.Warnings);
    }

    [Fact]
    public void A_quota_of_250_ms_in_100_ms_is_two_and_a_half_CPUs()
    {
        using var machine = Describe("0::/a/b\n", Mount2).File(Root + "a/b/cpu.max", "max 100000\n").File(Root + "a/cpu.max", "250000 100000\n");
        var limit = Assert.Single(machine.Capabilities().Limits!);
        Assert.Equal((LimitedResource.Cpu, 2.5, null, null), (limit.Resource, limit.Cpus!.Value, limit.Limit, limit.Left));
        Assert.Equal("CPU time: 2.5 CPUs (cpu.max of cgroup /a)", limit.ToString());
    }

    [Fact]
    public void Huge_pages_have_limits_by_size_on_those_in_use_and_on_those_reserved()
    {
        // 2 MiB pages: 16 MiB − 4 MiB = 12 MiB in use, 8 MiB − 6 MiB = 2 MiB reserved. 1 GiB pages: none of 1 GiB used.
        using var machine = Describe("0::/job\n", Mount2).HugePages(0, 2048, 16, 16).HugePages(0, 1048576, 1, 1)
            .File(Root + "job/hugetlb.2MB.max", "16777216\n").File(Root + "job/hugetlb.2MB.current", "4194304\n")
            .File(Root + "job/hugetlb.2MB.rsvd.max", "8388608\n").File(Root + "job/hugetlb.2MB.rsvd.current", "6291456\n")
            .File(Root + "job/hugetlb.1GB.max", "1073741824\n").File(Root + "job/hugetlb.1GB.current", "0\n").File(Root + "job/hugetlb.1GB.rsvd.max", "max\n");
        Assert.Equal(
            [("hugetlb.2MB.rsvd.max", 2L << 20, 2L << 20), ("hugetlb.2MB.max", 2L << 20, 12L << 20), ("hugetlb.1GB.max", 1L << 30, 1L << 30)],
            machine.Capabilities().Limits!.Select(limit => (limit.Name, limit.PageSize!.Value, limit.Left!.Value)));
    }

    [Theory]
    [InlineData("rw,memory_hugetlb_accounting", true)]
    [InlineData("rw,memory_recursiveprot", false)]
    public void Huge_pages_count_as_memory_where_the_mount_says_so(string options, bool counts)
    {
        using var machine = Memory(Describe("0::/job\n", "30 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 " + options + "\n"), "job/", "1048576", 0);
        Assert.Equal(counts, Assert.Single(machine.Capabilities().Limits!).CountsHugePages);
    }

    [Theory]
    [InlineData("memory.current")]
    [InlineData("memory.stat")]
    public void Without_a_file_of_use_the_used_amount_is_unknown(string file)
    {
        using var machine = Memory(Describe("0::/job\n", Mount2), "job/", "1048576", 4096).Remove(Root + "job/" + file);
        var limit = Assert.Single(machine.Capabilities().Limits!);
        Assert.Equal((1048576, null, null), (limit.Limit!.Value, limit.Used, limit.Left));
    }

    [Theory]
    [InlineData("memory.max", "4 GB")]
    [InlineData("memory.max", "-1")]
    [InlineData("memory.max", "maximum")]
    [InlineData("memory.high", "0x1000")]
    [InlineData("memory.current", "few")]
    [InlineData("memory.stat", "inactive_file many")]
    [InlineData("cpu.max", "100000")]
    [InlineData("cpu.max", "-1 100000")]
    [InlineData("cpu.max", "100000 0")]
    [InlineData("cpu.max", "1.5 1")]
    public void A_malformed_limit_is_an_error(string file, string content)
    {
        using var machine = Memory(Describe("0::/job\n", Mount2), "job/", "4096", 0).File(Root + "job/" + file, content + "\n");
        var error = Assert.Throws<TopologyFormatException>(machine.Capabilities);
        Assert.EndsWith("sys/fs/cgroup/job/" + file, error.Fact);
        Assert.Contains(file == "memory.current" ? "number" : content, error.Reason);
    }

    /// <summary>mm/hugetlb_cgroup.c, mem_fmt.</summary>
    [Theory]
    [InlineData(64, "64KB")]
    [InlineData(1024, "1MB")]
    [InlineData(524288, "512MB")]
    [InlineData(1048576, "1GB")]
    [InlineData(16777216, "16GB")]
    public void Files_of_huge_pages_are_named_by_size(int kibibytes, string name)
    {
        using var machine = Describe("0::/job\n", Mount2).HugePages(0, kibibytes, 1, 1).File($"{Root}job/hugetlb.{name}.max", "7\n").File($"{Root}job/hugetlb.{name}.rsvd.max", "5\n");
        Assert.Equal([(5L, $"hugetlb.{name}.rsvd.max"), (7L, $"hugetlb.{name}.max")], machine.Capabilities().Limits!.OrderBy(limit => limit.Limit).Select(limit => (limit.Limit!.Value, limit.Name)));
    }

    [Fact]
    public void What_the_process_itself_may_use_comes_before_what_its_cgroup_has()
    {
        // Its status says CPUs 0-1 and node 0.
        using var machine = Describe("0::/job\n", Mount2).Cell(1, "2-3").File(Root + "job/cpuset.cpus.effective", "0-3\n").File(Root + "job/cpuset.mems.effective", "0-1\n");
        Assert.Equal(("0-1", "0"), (machine.Capabilities().AllowedCpus!.ToString(), string.Join(',', machine.Capabilities().AllowedCells!)));
        machine.File("proc/self/status", "Name:\tpwsh\n");
        Assert.Equal(("0-3", "0,1"), (machine.Capabilities().AllowedCpus!.ToString(), string.Join(',', machine.Capabilities().AllowedCells!)));
    }

    [Fact]
    public void A_statistic_without_a_number_is_none()
    {
        using var machine = Memory(Describe("0::/job\n", Mount2), "job/", "1048576", 4096).File(Root + "job/memory.stat", "inactive_file_x 5\ninactive_file\n");
        Assert.Null(Assert.Single(machine.Capabilities().Limits!).Used);
    }

    /// <summary>PAGE_COUNTER_MAX, which version 1 shows where nothing is set (include/linux/page_counter.h), is 2^63 less a page, whatever that has; no machine has half of it.</summary>
    [Theory]
    [InlineData("4611686018427387903", 4611686018427387903)]
    [InlineData("4611686018427387904", null)]
    [InlineData("9223372036854771712", null)]
    [InlineData("18446744073709551615", null)]
    public void The_most_that_the_kernel_counts_is_no_limit(string text, long? limit)
    {
        using var machine = Memory(Describe("0::/job\n", Mount2), "job/", text, 0);
        Assert.Equal(limit, machine.Capabilities().Limits?[0].Limit);
    }

    [Theory]
    [InlineData("150000", "100000", 1.5)]
    [InlineData("-1", "100000", null)]
    [InlineData("150000", null, null)]
    public void A_quota_of_version_1_stands_in_two_files(string quota, string? period, double? cpus)
    {
        using var machine = Quota1(quota, period);
        Assert.Equal(cpus, machine.Capabilities().Limits?[0].Cpus);
    }

    [Theory]
    [InlineData("150000", "0", "cpu.cfs_period_us", "0")]
    [InlineData("many", "100000", "cpu.cfs_quota_us", "'many'")]
    public void A_malformed_quota_of_version_1_is_an_error(string quota, string period, string file, string named)
    {
        using var machine = Quota1(quota, period);
        var error = Assert.Throws<TopologyFormatException>(machine.Capabilities);
        Assert.EndsWith(file, error.Fact);
        Assert.Contains(named, error.Reason);
    }

    [Fact]
    public void Only_capabilities_read_limits()
    {
        using var described = Memory(Describe("0::/job\n", Mount2), "job/", "4096", 0);
        var machine = new RecordingMachine(described.Machine);
        NumaProbe.FreeMemory(machine);
        NumaProbe.Cells(machine);
        NumaProbe.Distances(machine);
        NumaProbe.Devices(machine, otherPci: true);
        Assert.DoesNotContain(machine.Facts.Keys, fact => fact.Contains("cgroup", StringComparison.Ordinal) || fact.Contains("mount", StringComparison.Ordinal));
    }

    private static MachineBuilder Quota1(string quota, string? period)
    {
        var machine = Describe("3:cpu,cpuacct:/job\n", "35 31 0:32 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct\n").File(Root + "cpu/job/cpu.cfs_quota_us", quota + "\n");
        return period is null ? machine : machine.File(Root + "cpu/job/cpu.cfs_period_us", period + "\n");
    }

    internal static MachineBuilder Describe(string groups, string mounts) =>
        new MachineBuilder().Cell(0, "0-1").File("call/getpagesize", "4096").File("proc/self/status", "Cpus_allowed_list:\t0-1\nMems_allowed_list:\t0\n")
            .File("proc/self/cgroup", groups).File("proc/self/mountinfo", "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n" + mounts);

    internal static MachineBuilder Memory(MachineBuilder machine, string folder, string limit, long current) =>
        machine.File(Root + folder + "memory.max", limit + "\n").File(Root + folder + "memory.current", current + "\n").File(Root + folder + "memory.stat", "anon 0\ninactive_file 0\n");
}
