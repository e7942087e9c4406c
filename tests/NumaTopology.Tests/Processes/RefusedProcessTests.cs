using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Processes;

/// <summary>Files of processes that may not be read (proc_pid_numa_maps(5) needs the rights of ptrace; hidepid=1 refuses all of another user), and what is not there.</summary>
public sealed class RefusedProcessTests : ProcessTest
{
    private readonly ProcessSelection _all = new() { WithMemory = true, WithThreads = true };

    [Fact]
    public void Without_its_stat_a_process_has_no_name_and_no_threads()
    {
        Process(100, "serve");
        Maps(100, "7f2a00000000 default anon=2 N1=2 kernelpagesize_kB=4");
        var process = Refusing("proc/100/stat");
        Assert.Equal((100, null, null, null, null, null), (process.Id, process.Name, process.ParentId, process.ThreadCount, process.LastCpu, process.LastCell));
        Assert.Equal((null, null, 8192L), (process.AllowedCpus, process.Cells, process.Memory));
        Assert.Equal(("/proc/100/stat refused", "process 100"), (process.Access, $"{process}"));
        Assert.Equal([(1, 0)], process.Usage.Select(cell => (cell.CellId, cell.Threads)));
    }

    [Fact]
    public void Without_its_status_the_CPUs_of_a_process_are_unknown()
    {
        Process(100, "serve", lastCpu: 5);
        var process = Refusing("proc/100/status", "proc/100/numa_maps");
        Assert.Equal(("serve", 5, 1, 1), (process.Name, process.LastCpu, process.LastCell, process.ThreadCount));
        Assert.Equal((null, null, null, null), (process.AllowedCpus, process.Cells, process.AllowedCells, process.Memory));
        Assert.Equal("/proc/100/status, /proc/100/numa_maps refused", process.Access);
    }

    [Fact]
    public void Without_its_threads_a_process_still_has_as_many_as_its_stat_says()
    {
        Process(100, "java", cpus: "0", threads: 3);
        Task(100, 100, "java", "0", 0);
        Task(100, 101, "worker", "4", 4);
        Task(100, 102, "worker", "4", 4);
        var process = Refusing("proc/100/task");
        Assert.Equal((3, "0", "/proc/100/task refused"), (process.ThreadCount, $"{process.AllowedCpus}", process.Access));
    }

    [Fact]
    public void Memory_that_is_refused_is_said_by_the_process_and_not_by_a_warning()
    {
        Process(100, "serve");
        var machine = new LiveMachine(Builder.Machine, ["proc/100/numa_maps"]);
        var process = Assert.Single(NumaProbe.Processes(machine, _all));
        Assert.Equal((null, null, "/proc/100/numa_maps refused"), (process.Memory, process.Policies, process.Access));
        Assert.DoesNotContain(machine.Log.Warnings, warning => warning.Contains("unknown", System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, "proc/100/numa_maps is not recorded: the memory of the process is unknown. An exported snapshot holds no memory of processes; ask the live machine.")]
    [InlineData(2, "proc/100/numa_maps is not recorded: the memory of 2 processes is unknown. An exported snapshot holds no memory of processes; ask the live machine.")]
    public void Memory_that_is_not_recorded_is_a_warning_when_it_is_asked_for(int count, string warning)
    {
        for (var id = 100; id < 100 + count; id++)
            Process(id, "serve");
        Process(200, "known");
        Maps(200, "7f2a00000000 default anon=2 N1=2 kernelpagesize_kB=4");
        var machine = Builder.Machine;
        Assert.Equal(count + 1, NumaProbe.Processes(machine).Count);
        Assert.Empty(machine.Log.Warnings);
        Assert.Equal(count + 1, NumaProbe.Processes(machine, WithMemory).Count);
        Assert.EndsWith(warning, Assert.Single(machine.Log.Warnings).Replace('\\', '/'), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_without_numa_maps_reports_no_memory()
    {
        Process(100, "serve");
        var machine = new LiveMachine(Builder.Machine, []);
        Assert.Null(Assert.Single(NumaProbe.Processes(machine, WithMemory)).Memory);
        Assert.Equal("/proc/100/numa_maps is not reported: the memory of the process is unknown.", Assert.Single(machine.Log.Warnings));
    }

    [Fact]
    public void Processes_that_are_not_recorded_are_a_warning_for_a_given_id_too()
    {
        var machine = Builder.Machine;
        Assert.Empty(NumaProbe.Processes(machine, new() { Ids = [100] }));
        Assert.EndsWith("proc is not recorded: the processes are unknown. A snapshot has them if it was exported with Export-NumaSnapshot -IncludeReservation.", Assert.Single(machine.Log.Warnings), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_machine_that_runs_given_ids_need_no_list_of_processes()
    {
        Process(100, "serve");
        Process(101, "other");
        var machine = new LiveMachine(Builder.Machine, ["proc"]);
        Assert.Equal([100, 101], NumaProbe.Processes(machine, new() { Ids = [101, 100, 101] }).Select(process => process.Id));
        Assert.Empty(machine.Log.Warnings);
        Assert.Empty(NumaProbe.Processes(machine));
        Assert.Contains("/proc cannot be listed: the processes are unknown.", machine.Log.Warnings);
        Assert.Equal([100, 101], NumaProbe.Processes(new LiveMachine(Builder.Machine, [])).Select(process => process.Id));
    }

    [Fact]
    public void A_machine_without_nodes_has_one_with_all_CPUs()
    {
        using var flat = new MachineBuilder().OnlineCpus("0-7");
        Process(100, "serve", cpus: "2,5", lastCpu: 5);
        foreach (var file in new[] { "stat", "status" })
            flat.File("proc/100/" + file, System.IO.File.ReadAllText($"{Builder.Root}/proc/100/{file}"));
        var process = Assert.Single(NumaProbe.Processes(flat.Machine));
        Assert.Equal((0, "0"), (process.LastCell, $"{process.Cells}"));
    }

    [Fact]
    public void CPUs_of_a_node_that_does_not_say_which_it_has_are_on_no_known_one()
    {
        Process(100, "serve", cpus: "2,5", lastCpu: 5);
        Builder.Remove(MachineBuilder.Nodes + "node1/cpulist");
        Assert.Equal((5, null, "0"), (Only().LastCpu, Only().LastCell, $"{Only().Cells}"));
    }

    [Fact]
    public void How_far_it_is_is_told_before_each_process()
    {
        Process(100, "a");
        Process(101, "b");
        var told = "";
        Assert.Equal(2, NumaProbe.Processes(Builder.Machine, new() { Progress = (done, all) => told += $"{done}/{all} " }).Count);
        Assert.Equal("0/2 1/2 ", told);
    }

    [Fact]
    public void How_long_the_memory_of_processes_that_run_took_is_a_detail()
    {
        Process(100, "a");
        Maps(100, "7f2a00000000 default anon=2 N1=2 kernelpagesize_kB=4");
        Assert.Matches(@"^The memory of 1 process was read in \d+(\.\d)? ms; /proc/100/numa_maps took \d+(\.\d)? ms of that\.$", Detail());
        Process(101, "b");
        Maps(101, "7f2a00000000 default anon=2 N1=2 kernelpagesize_kB=4");
        Assert.Matches(@"^The memory of 2 processes was read in \d+(\.\d)? ms; /proc/10[01]/numa_maps took \d+(\.\d)? ms of that\.$", Detail());
        var snapshot = Builder.Machine;
        Assert.Equal(2, NumaProbe.Processes(snapshot, WithMemory).Count);
        Assert.Empty(snapshot.Log.Details);
        var unasked = new LiveMachine(Builder.Machine, []);
        Assert.Equal(2, NumaProbe.Processes(unasked).Count);
        Assert.Empty(unasked.Log.Details);

        string Detail()
        {
            var machine = new LiveMachine(Builder.Machine, []);
            NumaProbe.Processes(machine, WithMemory);
            return Assert.Single(machine.Log.Details);
        }
    }

    private NumaProcess Refusing(params string[] facts) => Assert.Single(NumaProbe.Processes(new LiveMachine(Builder.Machine, facts), _all));
}
