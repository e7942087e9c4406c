using System.Linq;
using Xunit;
using static NumaTopology.Tests.Linux.CgroupLimitTests;

namespace NumaTopology.Tests.Linux;

/// <summary>Where the limits of a process are found: both versions of cgroups, containers, namespaces.</summary>
public class CgroupMountTests
{
    private const string Memory1 = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory\n";
    private const string Cpu1 = "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:8 - cgroup cgroup rw,cpu,cpuacct\n";
    private const string Huge1 = "36 31 0:33 / /sys/fs/cgroup/hugetlb rw,relatime shared:7 - cgroup cgroup rw,hugetlb\n";
    private const string Unified = "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:6 - cgroup2 cgroup2 rw\n";

    [Fact]
    public void Version_1_has_a_hierarchy_by_controller_with_its_own_names()
    {
        // 4 GiB − (3 GiB − 1 GiB) = 2 GiB; inactive_file alone is of the group without those below it. 150 ms in 100 ms. 6 MiB − 2 MiB = 4 MiB.
        using var machine = Describe("9:hugetlb:/job\n4:memory:/job\n1:cpu,cpuacct:/svc/job\n0::/elsewhere\n", Memory1 + Cpu1 + Huge1 + Unified).HugePages(0, 2048, 8, 8)
            .File("sys/fs/cgroup/memory/job/memory.limit_in_bytes", "4294967296\n").File("sys/fs/cgroup/memory/job/memory.usage_in_bytes", "3221225472\n")
            .File("sys/fs/cgroup/memory/job/memory.stat", "inactive_file 7\nhierarchical_memory_limit 4294967296\ntotal_inactive_file 1073741824\n")
            .File("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n").File("sys/fs/cgroup/memory/memory.stat", "hierarchical_memory_limit 9223372036854771712\n")
            .File("sys/fs/cgroup/cpu,cpuacct/svc/job/cpu.cfs_quota_us", "-1\n").File("sys/fs/cgroup/cpu,cpuacct/svc/job/cpu.cfs_period_us", "100000\n")
            .File("sys/fs/cgroup/cpu,cpuacct/svc/cpu.cfs_quota_us", "150000\n").File("sys/fs/cgroup/cpu,cpuacct/svc/cpu.cfs_period_us", "100000\n")
            .File("sys/fs/cgroup/hugetlb/job/hugetlb.2MB.limit_in_bytes", "6291456\n").File("sys/fs/cgroup/hugetlb/job/hugetlb.2MB.usage_in_bytes", "2097152\n")
            .File("sys/fs/cgroup/hugetlb/job/hugetlb.2MB.rsvd.limit_in_bytes", "9223372036852678656\n");
        Assert.Equal(
            [
                "memory: 2.00 GiB left of 4.00 GiB (memory.limit_in_bytes of cgroup /job)",
                "huge pages of 2MiB: 4 MiB left of 6 MiB (hugetlb.2MB.limit_in_bytes of cgroup /job)",
                "CPU time: 1.5 CPUs (cpu.cfs_quota_us of cgroup /svc)",
            ],
            machine.Capabilities().Limits!.Select(limit => limit.ToString()));
    }

    [Theory]
    [InlineData("9223372036854775807")] // Linux before 3.19
    [InlineData("9223372036854771712")] // pages of 4 KiB
    [InlineData("9223372036854710272")] // pages of 64 KiB
    [InlineData("18446744073709551615")]
    public void Version_1_says_no_limit_with_a_number(string none)
    {
        using var machine = Describe("4:memory:/job\n", Memory1).File("sys/fs/cgroup/memory/job/memory.limit_in_bytes", none + "\n").File("sys/fs/cgroup/memory/job/memory.usage_in_bytes", "1\n");
        Assert.Null(machine.Capabilities().Limits);
    }

    [Fact]
    public void A_container_of_version_1_sees_its_own_group_and_the_least_limit_above_it()
    {
        // The pod above has 2 GiB; of what is used there only the 1 GiB of this container shows.
        using var machine = Describe("4:memory:/kubepods/pod1/c1\n", "35 31 0:32 /kubepods/pod1/c1 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n")
            .File("sys/fs/cgroup/memory/memory.limit_in_bytes", "4294967296\n").File("sys/fs/cgroup/memory/memory.usage_in_bytes", "1073741824\n")
            .File("sys/fs/cgroup/memory/memory.stat", "hierarchical_memory_limit 2147483648\ntotal_inactive_file 0\n");
        Assert.Equal(
            [("memory.stat", 1L << 30, "/sys/fs/cgroup/memory/memory.stat"), ("memory.limit_in_bytes", 3L << 30, "/sys/fs/cgroup/memory/memory.limit_in_bytes")],
            machine.Capabilities().Limits!.Select(limit => (limit.Name, limit.Left!.Value, limit.Source)));
        Assert.All(machine.Capabilities().Limits!, limit => Assert.Equal("cgroup /kubepods/pod1/c1", limit.Group));
    }

    [Fact]
    public void A_group_that_does_not_count_what_is_below_it_does_not_limit_it()
    {
        using var machine = Describe("4:memory:/a/b\n", Memory1)
            .File("sys/fs/cgroup/memory/a/b/memory.limit_in_bytes", "4096\n").File("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "8192\n").File("sys/fs/cgroup/memory/a/memory.use_hierarchy", "0\n");
        Assert.Equal("cgroup /a/b", Assert.Single(machine.Capabilities().Limits!).Group);
    }

    [Fact]
    public void With_both_versions_mounted_a_controller_is_where_version_1_names_it_else_in_version_2()
    {
        using var machine = Describe("1:cpu,cpuacct:/one\n0::/two\n", Cpu1 + Unified)
            .File("sys/fs/cgroup/cpu,cpuacct/one/cpu.cfs_quota_us", "100000\n").File("sys/fs/cgroup/cpu,cpuacct/one/cpu.cfs_period_us", "100000\n")
            .File("sys/fs/cgroup/unified/two/cpu.max", "900000 100000\n").File("sys/fs/cgroup/unified/two/memory.max", "4096\n");
        Assert.Equal([("memory.max", "cgroup /two"), ("cpu.cfs_quota_us", "cgroup /one")], machine.Capabilities().Limits!.Select(limit => (limit.Name, limit.Group)));
    }

    [Theory]
    [InlineData("/", "/", "", "/")] // a namespace of cgroups, or a process in the root group
    [InlineData("/docker/0123", "/docker/0123", "", "/docker/0123")] // a container that shares the host's namespace: the mount is its group
    [InlineData("/docker/0123/inner", "/docker/0123", "inner/", "/docker/0123/inner")]
    [InlineData("/../other", "/..", "other/", "/../other")] // a process that entered another namespace, whose mount it uses
    [InlineData("/a b", "/", "a b/", "/a b")]
    public void The_group_is_found_below_the_root_of_its_mount(string group, string root, string folder, string named)
    {
        using var machine = Describe($"0::{group}\n", $"30 24 0:26 {root} /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n").File($"sys/fs/cgroup/{folder}memory.max", "4096\n");
        Assert.Equal("cgroup " + named, Assert.Single(machine.Capabilities().Limits!).Group);
    }

    [Fact]
    public void Blanks_and_backslashes_of_a_mount_are_told_as_octal_numbers()
    {
        using var machine = Describe(@"0::/app-a\x2db.scope/1" + "\n", @"30 24 0:26 /app-a\134x2db.scope /my\040groups rw - cgroup2 cgroup2 rw" + "\n").File("my groups/1/memory.max", "4096\n");
        var limit = Assert.Single(machine.Capabilities().Limits!);
        Assert.Equal((@"cgroup /app-a\x2db.scope/1", "/my groups/1/memory.max"), (limit.Group, limit.Source));
    }

    [Theory]
    [InlineData("/", "/../..")] // the mount is the host's, the path is of a namespace within
    [InlineData("/../other", "/")] // the other way round
    [InlineData("/one", "/two")]
    [InlineData("/one", "/on")]
    public void A_group_that_no_mount_shows_is_warned_of(string group, string root)
    {
        using var machine = Describe($"0::{group}\n", $"30 24 0:26 {root} /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n").File("sys/fs/cgroup/memory.max", "4096\n").File("sys/fs/cgroup/one/memory.max", "4096\n");
        var opened = machine.Machine;
        Assert.Null(NumaProbe.Capabilities(opened).Limits);
        Assert.Equal($"The limits of this process are unknown: no mounted cgroup file system shows its cgroup '{group}'.", Assert.Single(opened.Log.Warnings));
    }

    [Fact]
    public void Of_two_mounts_the_one_that_shows_more_levels_is_read()
    {
        using var machine = Describe("0::/a/b\n", "30 24 0:26 /a /mnt/a rw - cgroup2 cgroup2 rw\n31 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n32 24 0:26 /a/b /mnt/b rw - cgroup2 cgroup2 rw\n")
            .File("sys/fs/cgroup/a/memory.max", "4096\n").File("mnt/a/memory.max", "1\n").File("mnt/b/memory.max", "1\n");
        Assert.Equal("/sys/fs/cgroup/a/memory.max", Assert.Single(machine.Capabilities().Limits!).Source);
    }

    [Fact]
    public void Without_mountinfo_the_list_of_mounts_tells()
    {
        using var machine = Describe("0::/job\n", "").Remove("proc/self/mountinfo").File("proc/mounts", "tmpfs /sys/fs/cgroup tmpfs rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n").File("sys/fs/cgroup/job/memory.max", "4096\n");
        Assert.Equal(4096, Assert.Single(machine.Capabilities().Limits!).Limit);
    }

    [Theory]
    [InlineData("cpu.cfs_quota_us", "much")]
    [InlineData("cpu.cfs_quota_us", "-5")]
    [InlineData("cpu.cfs_period_us", "0")]
    public void A_malformed_quota_of_version_1_is_an_error(string file, string content)
    {
        using var machine = Describe("1:cpu,cpuacct:/job\n", Cpu1).File("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "100000\n").File("sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n")
            .File("sys/fs/cgroup/cpu,cpuacct/job/" + file, content + "\n");
        Assert.EndsWith(file, Assert.Throws<TopologyFormatException>(machine.Capabilities).Fact);
    }
}
