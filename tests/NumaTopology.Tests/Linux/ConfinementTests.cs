using Xunit;

namespace NumaTopology.Tests.Linux;

public class ConfinementTests
{
    [Fact]
    public void The_process_status_tells_what_is_allowed()
    {
        using var machine = Machine().File("proc/self/status", "Name:\tpwsh\nCpus_allowed:\t6\nCpus_allowed_list:\t1-2\nMems_allowed_list:\t1\n");
        AssertAllowed(machine, "1-2", [1]);
    }

    [Fact]
    public void Allowed_processors_that_are_offline_are_left_out()
    {
        using var machine = Machine().File("proc/self/status", "Cpus_allowed_list:\t0-127\nMems_allowed_list:\t0-63\n");
        AssertAllowed(machine, "0-3", [0, 1]);
    }

    [Fact]
    public void A_cpuset_mount_without_a_status_tells_what_is_allowed()
    {
        using var machine = Machine().File("proc/self/cpuset", "/dummy\n").File("proc/mounts", "none /dev/cpuset cpuset rw 0 0\n")
            .File("dev/cpuset/dummy/cpus", "0,2\n").File("dev/cpuset/dummy/mems", "0\n");
        AssertAllowed(machine, "0,2", [0]);
    }

    [Fact]
    public void A_cgroup_of_version_1_tells_what_is_allowed()
    {
        using var machine = Machine().File("proc/self/cgroup", "5:memory:/x\n4:cpu,cpuset:/job\n").File("proc/mounts", "cgroup /sys/fs/cgroup/cpuset cgroup rw,cpuset 0 0\n")
            .File("sys/fs/cgroup/cpuset/job/cpuset.cpus", "3\n").File("sys/fs/cgroup/cpuset/job/cpuset.mems", "1\n");
        AssertAllowed(machine, "3", [1]);
    }

    [Fact]
    public void An_empty_cgroup_of_version_2_inherits()
    {
        using var machine = Machine().File("proc/self/cgroup", "0::/a/b\n").File("proc/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n")
            .File("sys/fs/cgroup/a/b/cpuset.cpus", "\n").File("sys/fs/cgroup/a/cpuset.cpus", "1-3\n").File("sys/fs/cgroup/cpuset.mems.effective", "0-1\n");
        AssertAllowed(machine, "1-3", [0, 1]);
    }

    /// <summary>What the status does not name, and each of the two from the innermost group that has it.</summary>
    [Fact]
    public void Each_of_processors_and_nodes_comes_from_the_nearest_that_names_it()
    {
        using var machine = Machine().File("proc/self/cgroup", "0::/a/b\n").File("proc/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n")
            .File("sys/fs/cgroup/a/b/cpuset.mems", "1\n").File("sys/fs/cgroup/a/cpuset.mems", "0-1\n").File("sys/fs/cgroup/a/cpuset.cpus", "1-3\n");
        AssertAllowed(machine, "1-3", [1]);
        AssertAllowed(machine.File("proc/self/status", "Mems_allowed_list:\t0\n"), "1-3", [0]);
    }

    [Fact]
    public void A_status_that_is_no_list_is_an_error_that_says_what_a_list_is()
    {
        using var machine = Machine().File("proc/self/status", "Cpus_allowed_list:\tall\nMems_allowed_list:\t1\n");
        Assert.StartsWith("'all' is not a CPU list such as 0-3,8-11: ", Assert.Throws<TopologyFormatException>(machine.Capabilities).Reason);
    }

    [Fact]
    public void Without_a_status_or_a_cgroup_what_is_allowed_is_null()
    {
        using var machine = Machine();
        var capabilities = machine.Capabilities();
        Assert.Null(capabilities.AllowedCpus);
        Assert.Null(capabilities.AllowedCells);
    }

    [Fact]
    public void A_cgroup_that_climbs_out_of_its_mount_is_refused()
    {
        using var machine = Machine().File("proc/self/cgroup", "0::/../../secret\n").File("proc/mounts", "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n");
        Assert.Throws<TopologyFormatException>(machine.Capabilities);
    }

    private static MachineBuilder Machine() => new MachineBuilder().Cell(0, "0-1").Cell(1, "2-3");

    private static void AssertAllowed(MachineBuilder machine, string cpus, int[] cells)
    {
        var capabilities = machine.Capabilities();
        Assert.Equal(cpus, capabilities.AllowedCpus!.ToString());
        Assert.Equal(cells, capabilities.AllowedCells);
        Assert.Equal("0-3", capabilities.OnlineCpus!.ToString());
    }
}
