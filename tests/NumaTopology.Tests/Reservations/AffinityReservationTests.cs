using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>Files as Documentation/filesystems/proc.rst describes them.</summary>
public sealed class AffinityReservationTests : ReservationTest
{
    [Fact]
    public void A_process_that_was_started_by_taskset_is_bound()
    {
        Process(100, "serve", "2-3");
        Process(101, "free", "0-7");
        // One that ended after its status was read has no threads any more.
        Builder.File("proc/102/status", "Name:\tshort\nVmSize:\t    9000 kB\nCpus_allowed_list:\t2\n");
        Assert.Equal(("serve (100)", ReservationSource.Affinity, "2-3", false), (Only().Owner, Only().Source, $"{Only().Cpus}", Only().Exclusive));
        Assert.Equal(("2-3", "/proc/100/task"), ($"{Only().EffectiveCpus}", Only().Evidence));
    }

    [Fact]
    public void Threads_that_are_bound_one_by_one_count_together()
    {
        Process(100, "qemu", "0-7");
        Builder.File("proc/100/task/102/status", "Name:\tCPU 0/KVM\nCpus_allowed_list:\t4\n").File("proc/100/task/103/status", "Name:\tCPU 1/KVM\nCpus_allowed_list:\t6\n");
        Assert.Equal("4,6", $"{Only().Cpus}");
    }

    [Fact]
    public void Threads_with_a_CPU_each_that_have_all_between_them_set_nothing_apart()
    {
        Process(100, "dotnet", "0-7");
        Builder.File("proc/100/task/102/status", "Cpus_allowed_list:\t0-3\n").File("proc/100/task/103/status", "Cpus_allowed_list:\t4-7\n");
        Assert.Empty(All);
    }

    [Fact]
    public void Threads_of_the_kernel_are_left_out()
    {
        Builder.File("proc/12/status", "Name:\tmigration/3\nCpus_allowed_list:\t3\n").File("proc/12/task/12/status", "Name:\tmigration/3\nCpus_allowed_list:\t3\n");
        Assert.Empty(All);
    }

    [Fact]
    public void A_process_with_all_CPUs_of_its_cgroup_is_not_bound_itself()
    {
        const string group = "sys/fs/cgroup/job/";
        Builder.File("proc/self/mountinfo", "24 30 0:22 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n")
            .File("sys/fs/cgroup/cpuset.cpus.effective", "0-7\n").File(group + "cpuset.cpus", "2-3\n").File(group + "cpuset.cpus.effective", "2-3\n")
            .File("proc/100/cgroup", "0::/job\n").File("proc/101/cgroup", "0::/job\n");
        Process(100, "job", "2-3");
        Process(101, "half", "2");
        Assert.Equal([("/job", "2-3"), ("half (101)", "2")], All.Select(one => (one.Owner, $"{one.Cpus}")));
    }

    [Fact]
    public void Of_version_1_the_cgroup_of_cpuset_counts()
    {
        const string mount = "sys/fs/cgroup/cpuset/";
        Builder.File("proc/self/mountinfo", "35 31 0:32 / /sys/fs/cgroup/cpuset rw,relatime shared:9 - cgroup cgroup rw,cpuset\n")
            .File(mount + "cpuset.effective_cpus", "0-7\n").File(mount + "cpuset.cpus", "0-7\n").File(mount + "job/cpuset.cpus", "2-3\n").File(mount + "job/cpuset.effective_cpus", "2-3\n")
            .File("proc/100/cgroup", "12\n7:memory:/\n4:cpu,cpuset:/job\n0::/\n").File("proc/101/cgroup", "7:memory:/job\n4:cpuset:/\n0::/job\n");
        Process(100, "job", "2-3");
        Process(101, "bound", "2-3");
        Process(102, "unknown", "2-3");
        Assert.Equal([("/job", "2-3"), ("bound (101)", "2-3"), ("unknown (102)", "2-3")], All.Select(one => (one.Owner, $"{one.Cpus}")));
    }

    [Fact]
    public void Without_a_cpuset_all_CPUs_are_usual()
    {
        Builder.File("proc/self/mountinfo", "24 30 0:22 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n").File("sys/fs/cgroup/job/pids.max", "max\n").File("proc/100/cgroup", "0::/job\n").File("proc/101/cgroup", "0::/job\n");
        Process(100, "serve", "2-3");
        Process(101, "free", "0-7");
        Assert.Equal("serve (100)", Only().Owner);
    }

    [Fact]
    public void Where_it_is_unknown_which_CPUs_are_online_the_cgroup_has_the_usual_ones()
    {
        using var bare = new MachineBuilder();
        bare.File("proc/self/mountinfo", "24 30 0:22 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n").File("sys/fs/cgroup/cpuset.cpus.effective", "0-7\n").File("proc/100/cgroup", "0::/\n");
        foreach (var folder in new[] { "proc/100", "proc/100/task/100" })
            bare.File(folder + "/status", "Name:\tserve\nVmSize:\t    9000 kB\nCpus_allowed_list:\t2-3\n");
        Assert.Equal("2-3", $"{Assert.Single(NumaProbe.Reservations(bare.Machine)).Cpus}");
    }

    [Fact]
    public void What_binds_this_process_and_those_that_started_it_is_nobody_elses()
    {
        // taskset -c 2-3 bash, which started the program that asks (102), and another one (103).
        Process(100, "bash", "2-3");
        Process(102, "pwsh", "2-3");
        Process(103, "serve", "2-3");
        Builder.File("proc/self/status", "Name:\tpwsh\nPid:\t102\nPPid:\t100\nCpus_allowed_list:\t2-3\n").File("proc/100/status", "Name:\tbash\nPid:\t100\nPPid:\t1\nVmSize:\t9 kB\n").File("proc/1/status", "Name:\tinit\nPid:\t1\nPPid:\t0\n");
        Assert.Equal("serve (103)", Only().Owner);
    }

    [Fact]
    public void Isolated_CPUs_are_nobodys_usual_ones()
    {
        Builder.File(MachineBuilder.Cpus + "isolated", "6-7\n");
        Process(100, "free", "0-5");
        Assert.Equal(ReservationSource.IsolatedCpus, Only().Source);
    }

    private void Process(int id, string name, string cpus)
    {
        foreach (var folder in new[] { $"proc/{id}", $"proc/{id}/task/{id}" })
            Builder.File(folder + "/status", $"Name:\t{name}\nVmSize:\t    9000 kB\nCpus_allowed_list:\t{cpus}\n");
    }
}
