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
        Assert.Equal(("serve (100)", ReservationSource.Affinity, "2-3", false), (Only().Owner, Only().Source, $"{Only().Cpus}", Only().Exclusive));
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
