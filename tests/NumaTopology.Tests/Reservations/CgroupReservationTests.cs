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
    }

    [Fact]
    public void Version_1_says_cpu_exclusive()
    {
        using var old = new MachineBuilder();
        old.Cell(0, "0-7").File("proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/cpuset rw,relatime shared:9 - cgroup cgroup rw,cpuset\n")
            .File(Mount + "cpuset/cpuset.cpus", "0-7\n").File(Mount + "cpuset/cpuset.effective_cpus", "0-7\n")
            .File(Mount + "cpuset/vm/cpuset.cpus", "2-3\n").File(Mount + "cpuset/vm/cpuset.cpu_exclusive", "1\n").File(Mount + "cpuset/vm/cpuset.effective_cpus", "2-3\n")
            .File(Mount + "cpuset/all/cpuset.cpus", "0-7\n").File(Mount + "cpuset/all/cpuset.cpu_exclusive", "0\n").File(Mount + "cpuset/all/cpuset.effective_cpus", "0-7\n");
        var vm = Assert.Single(NumaProbe.Reservations(old.Machine));
        Assert.Equal(("/vm", "2-3", true), (vm.Owner, $"{vm.Cpus}", vm.Exclusive));
    }

    private void Group(string path, string cpus, string partition, string effective, string mems = "") => Builder
        .File($"{Mount}{path}/cpuset.cpus", cpus + "\n").File($"{Mount}{path}/cpuset.cpus.partition", partition + "\n")
        .File($"{Mount}{path}/cpuset.cpus.effective", effective + "\n").File($"{Mount}{path}/cpuset.mems", mems + "\n").File($"{Mount}{path}/memory.max", "max\n");
}
