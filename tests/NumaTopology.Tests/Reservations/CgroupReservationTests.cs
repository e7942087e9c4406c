using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>Files as Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/cpusets.rst describe them.</summary>
public sealed class CgroupReservationTests : ReservationTest
{
    private const string Mount = "sys/fs/cgroup/";

    public CgroupReservationTests() => Builder
        .File("proc/self/mountinfo", "24 30 0:22 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n")
        .File(Mount + "cpuset.cpus.effective", "0-7\n");

    [Theory]
    [InlineData("root")]
    [InlineData("isolated")]
    public void A_partition_has_its_CPUs_for_itself(string partition)
    {
        Group("vm.slice", "2-3", partition, "2-3", mems: "1");
        var vm = Only();
        Assert.Equal(("/vm.slice", ReservationSource.Cgroup, "2-3", "2-3", true), (vm.Owner, vm.Source, $"{vm.Cpus}", $"{vm.EffectiveCpus}", vm.Exclusive));
        Assert.Equal([1], vm.Cells);
        Assert.EndsWith("vm.slice/cpuset.cpus.partition", vm.Evidence.Replace('\\', '/'), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_partition_that_the_kernel_does_not_accept_has_nothing_for_itself()
    {
        Group("vm.slice", "2-3", "isolated invalid (Cpu list in cpuset.cpus not exclusive)", "0-7");
        var vm = Only();
        Assert.Equal(("2-3", "0-7", false), ($"{vm.Cpus}", $"{vm.EffectiveCpus}", vm.Exclusive));
    }

    [Fact]
    public void A_group_with_fewer_CPUs_than_the_one_above_it_is_told_though_it_shares_them()
    {
        Group("a", "0-3", "member", "0-3");
        Group("a/b", "0-3", "member", "0-3");
        Group("a/c", "", "member", "0-3");
        Group("d", "0-7", "member", "0-7");
        Assert.Equal(("/a", "0-3", false), (Only().Owner, $"{Only().Cpus}", Only().Exclusive));
        Assert.Equal("/sys/fs/cgroup/a/cpuset.cpus", Only().Evidence);
        Assert.Null(Only().Cells);
    }

    [Fact]
    public void A_group_that_this_process_is_in_is_its_own()
    {
        Group("user.slice", "0-3", "member", "0-3");
        Group("user.slice/me", "0-1", "member", "0-1");
        Group("user.slice/menu", "2", "member", "2");
        Builder.File("proc/self/cgroup", "0::/user.slice/me\n");
        Assert.Equal("/user.slice/menu", Only().Owner);
    }

    [Theory]
    [InlineData("system.slice/io.podman.service")]
    [InlineData("misc.slice")]
    [InlineData("tasks.scope")]
    [InlineData("io.mount")]
    [InlineData("cpu.socket")]
    [InlineData("memory.swap")]
    public void A_unit_is_a_group_though_its_name_begins_as_a_file_of_the_kernel(string path)
    {
        Group("system.slice", "", "member", "0-7");
        Group(path, "2-3", "member", "2-3");
        Assert.Equal("/" + path, Only().Owner);
    }

    [Fact]
    public void CPUs_that_are_kept_for_partitions_below_are_told()
    {
        Group("a", "", "member", "0-7");
        Builder.File(Mount + "a/cpuset.cpus.exclusive", "4-5\n");
        Assert.Equal(("/a", "4-5", false), (Only().Owner, $"{Only().Cpus}", Only().Exclusive));
        Assert.Equal("/sys/fs/cgroup/a/cpuset.cpus.exclusive", Only().Evidence);
    }

    /// <summary>cgroup-v2.rst: a partition has the CPUs of cpuset.cpus.exclusive where that is set, which need not be all of cpuset.cpus.</summary>
    [Fact]
    public void A_partition_with_exclusive_CPUs_has_those()
    {
        Group("a", "0-3", "root", "2-3");
        Builder.File(Mount + "a/cpuset.cpus.exclusive", "2-3\n");
        Assert.Equal(("2-3", true, "/sys/fs/cgroup/a/cpuset.cpus.partition"), ($"{Only().Cpus}", Only().Exclusive, Only().Evidence));
    }

    [Fact]
    public void A_partition_that_says_no_CPUs_has_those_that_the_kernel_gave_it()
    {
        Group("a", "", "isolated", "4-7");
        Assert.Equal(("4-7", true), ($"{Only().Cpus}", Only().Exclusive));
    }

    /// <summary>As systemd mounts them on a hybrid host: version 2 beside the controllers of version 1, and has no cpuset.</summary>
    [Theory]
    [InlineData("unified", "memory", "cpuset")]
    [InlineData("cpuset", "unified", "memory")]
    [InlineData("memory", "cpuset", "unified")]
    public void On_a_hybrid_host_the_cpuset_of_version_1_counts(params string[] order)
    {
        Builder.File("proc/self/mountinfo", string.Concat(order.Select(name => name == "unified" ? "25 31 0:22 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n" : $"35 31 0:32 / /sys/fs/cgroup/{name} rw - cgroup cgroup rw,{name}\n")))
            .File(Mount + "cpuset/cpuset.effective_cpus", "0-7\n").File(Mount + "cpuset/vm/cpuset.cpus", "2-3\n").File(Mount + "cpuset/vm/cpuset.effective_cpus", "2-3\n")
            .File(Mount + "unified/no/pids.max", "max\n").File(Mount + "memory/no/cpuset.cpus", "1\n");
        Assert.Equal("/vm", Only().Owner);
    }

    /// <summary>A container's cgroup is mounted beside the host's.</summary>
    [Theory]
    [InlineData("/pod", "/")]
    [InlineData("/", "/pod")]
    public void Of_two_mounts_that_which_shows_more_counts(string first, string second)
    {
        Builder.File("proc/self/mountinfo", string.Concat(new[] { first, second }.Select(root => $"24 30 0:22 {root} {(root == "/" ? "/sys/fs/cgroup" : "/mnt/pod")} rw - cgroup2 cgroup2 rw\n")))
            .File("mnt/pod/cpuset.cpus.effective", "0-7\n").File("mnt/pod/x/cpuset.cpus", "1\n");
        Group("a", "2-3", "member", "2-3");
        Assert.Equal("/a", Only().Owner);
    }

    [Fact]
    public void Version_1_says_cpu_exclusive()
    {
        using var old = new MachineBuilder();
        old.Cell(0, "0-7").File("proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/cpuset rw,relatime shared:9 - cgroup cgroup rw,cpuset\n")
            .File(Mount + "cpuset/cpuset.cpus", "0-7\n").File(Mount + "cpuset/cpuset.effective_cpus", "0-7\n")
            .File(Mount + "cpuset/vm/cpuset.cpus", "2-3\n").File(Mount + "cpuset/vm/cpuset.cpu_exclusive", "1\n").File(Mount + "cpuset/vm/cpuset.effective_cpus", "2-3\n")
            .File(Mount + "cpuset/vm/cpuset.mems", "1\n").File(Mount + "cpuset/none/cpuset.cpus", "\n")
            .File(Mount + "cpuset/own/cpuset.cpus", "4\n").File(Mount + "cpuset/own/me/cpuset.cpus", "4\n").File(Mount + "cpuset/few/cpuset.cpus", "4-7\n").File(Mount + "cpuset/few/cpuset.effective_cpus", "4-6\n")
            .File("proc/self/cgroup", "7:memory:/few\n4:cpuset:/own/me\n0::/vm\n")
            .File(Mount + "cpuset/all/cpuset.cpus", "0-7\n").File(Mount + "cpuset/all/cpuset.cpu_exclusive", "0\n").File(Mount + "cpuset/all/cpuset.effective_cpus", "0-7\n");
        var found = NumaProbe.Reservations(old.Machine);
        Assert.Equal([("/few", "4-7", "4-6", false), ("/vm", "2-3", "2-3", true)], found.Select(one => (one.Owner, $"{one.Cpus}", $"{one.EffectiveCpus}", one.Exclusive)));
        Assert.Equal((null, "1"), (found[0].Cells, string.Join(',', found[1].Cells!)));
        Assert.Equal("/sys/fs/cgroup/cpuset/vm/cpuset.cpus", found[1].Evidence);
    }

    [Fact]
    public void A_group_of_version_1_that_has_all_CPUs_for_itself_is_told()
    {
        using var old = new MachineBuilder();
        old.Cell(0, "0-7").File("proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/cpuset rw,relatime shared:9 - cgroup cgroup rw,cpuset\n").File(Mount + "cpuset/cpuset.effective_cpus", "0-7\n")
            .File(Mount + "cpuset/all/cpuset.cpus", "0-7\n").File(Mount + "cpuset/all/cpuset.cpu_exclusive", "1\n").File(Mount + "cpuset/all/cpuset.effective_cpus", "0-7\n");
        Assert.True(Assert.Single(NumaProbe.Reservations(old.Machine)).Exclusive);
    }

    private void Group(string path, string cpus, string partition, string effective, string mems = "") => Builder
        .File($"{Mount}{path}/cpuset.cpus", cpus + "\n").File($"{Mount}{path}/cpuset.cpus.partition", partition + "\n")
        .File($"{Mount}{path}/cpuset.cpus.effective", effective + "\n").File($"{Mount}{path}/cpuset.mems", mems + "\n").File($"{Mount}{path}/memory.max", "max\n");
}
