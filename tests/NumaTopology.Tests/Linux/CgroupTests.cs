using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Which of a cgroup's files tell what is allowed, where a recorded machine has no proc/self/status.</summary>
public class CgroupTests
{
    private const string Mount1 = "cgroup /sys/fs/cgroup/cpuset cgroup rw,nosuid,cpuset 0 0\n";
    private const string Mount2 = "cgroup2 /sys/fs/cgroup cgroup2 rw,nsdelegate 0 0\n";

    [Fact]
    public void Version_2_tells_what_is_effective()
    {
        using var machine = Describe("0::/job\n", Mount2).File("sys/fs/cgroup/job/cpuset.cpus", "0-3\n").File("sys/fs/cgroup/job/cpuset.cpus.effective", "2\n")
            .File("sys/fs/cgroup/job/cpuset.mems.effective", "1\n");
        AssertAllowed(machine, "2", [1]);
    }

    [Fact]
    public void Version_1_tells_what_is_effective()
    {
        using var machine = Describe("3:cpuset:/job\n", Mount1).File("sys/fs/cgroup/cpuset/job/cpuset.cpus", "0-3\n").File("sys/fs/cgroup/cpuset/job/cpuset.effective_cpus", "1-2\n")
            .File("sys/fs/cgroup/cpuset/job/cpuset.effective_mems", "0-1\n");
        AssertAllowed(machine, "1-2", [0, 1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_both_versions_mounted_the_cpuset_controller_is_where_version_1_says(bool isFirst)
    {
        var unified = Mount2.Replace("/sys/fs/cgroup", "/sys/fs/cgroup/unified");
        using var machine = Describe("4:cpuset:/one\n0::/two\n", isFirst ? Mount1 + unified : unified + Mount1)
            .File("sys/fs/cgroup/unified/two/cpuset.cpus.effective", "0\n").File("sys/fs/cgroup/cpuset/one/cpuset.cpus", "3\n").File("sys/fs/cgroup/cpuset/one/cpuset.mems", "1\n");
        AssertAllowed(machine, "3", [1]);
    }

    [Fact]
    public void In_a_container_the_mount_is_the_group()
    {
        // The path is the host's, the mount shows nothing but the container's own group.
        using var machine = Describe("4:cpuset:/docker/0123abcd\n", Mount1).File("sys/fs/cgroup/cpuset/cpuset.cpus", "1\n").File("sys/fs/cgroup/cpuset/cpuset.mems", "0\n");
        AssertAllowed(machine, "1", [0]);
    }

    [Fact]
    public void The_root_groups_files_are_in_the_mount_itself()
    {
        using var machine = Describe("0::/\n", Mount2).File("sys/fs/cgroup/cpuset.cpus.effective", "0-3\n").File("sys/fs/cgroup/cpuset.mems.effective", "0-1\n");
        AssertAllowed(machine, "0-3", [0, 1]);
    }

    [Fact]
    public void A_mount_of_other_controllers_tells_nothing()
    {
        using var machine = Describe("4:cpuset:/job\n", "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n").File("sys/fs/cgroup/memory/job/cpuset.cpus", "1\n");
        Assert.Null(machine.Capabilities().AllowedCpus);
    }

    [Fact]
    public void What_the_status_says_goes_before_what_the_cgroup_says()
    {
        using var machine = Describe("0::/job\n", Mount2).File("proc/self/status", "Cpus_allowed_list:\t1\n")
            .File("sys/fs/cgroup/job/cpuset.cpus.effective", "2-3\n").File("sys/fs/cgroup/job/cpuset.mems.effective", "1\n");
        AssertAllowed(machine, "1", [1]);
    }

    [Fact]
    public void A_malformed_list_in_the_status_is_an_error()
    {
        using var machine = Describe("", "").File("proc/self/status", "Cpus_allowed_list:\t0-\n");
        Assert.EndsWith("proc/self/status", Assert.Throws<TopologyFormatException>(machine.Capabilities).Fact);
    }

    private static MachineBuilder Describe(string group, string mounts) =>
        new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3").File("proc/self/cgroup", group).File("proc/mounts", "proc /proc proc rw 0 0\n" + mounts);

    private static void AssertAllowed(MachineBuilder machine, string cpus, int[] cells)
    {
        var capabilities = machine.Capabilities();
        Assert.Equal(cpus, capabilities.AllowedCpus!.ToString());
        Assert.Equal(cells, capabilities.AllowedCells);
    }
}
