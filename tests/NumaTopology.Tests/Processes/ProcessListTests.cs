using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Linux;
using Xunit;

namespace NumaTopology.Tests.Processes;

/// <summary>Files as Documentation/filesystems/proc.rst describes them and Linux 6.18 writes them.</summary>
public sealed class ProcessListTests : ProcessTest
{
    [Fact]
    public void A_process_is_told_with_where_it_may_run_and_last_ran()
    {
        Process(100, "serve", cpus: "2,5", lastCpu: 5, parent: 7, memory: "1-2");
        var process = Only();
        Assert.Equal((100, "serve", 7, 5, 1, 1), (process.Id, process.Name, process.ParentId, process.LastCpu, process.LastCell, process.ThreadCount));
        Assert.Equal(("2,5", "0; 1", "1; 2"), ($"{process.AllowedCpus}", $"{process.Cells}", $"{process.AllowedCells}"));
        Assert.Equal((null, null, null), (process.Memory, process.Misplaced, process.Access));
    }

    [Theory]
    [InlineData("tmux: server")]
    [InlineData("(sd-pam)")]
    [InlineData("a) S 1 2")]
    [InlineData("x (y) z)")]
    public void A_name_may_hold_blanks_and_parentheses(string name)
    {
        Process(100, name, parent: 42, lastCpu: 6);
        Assert.Equal((name, 42, 6), (Only().Name, Only().ParentId, Only().LastCpu));
    }

    [Theory]
    [InlineData("a\nb", "a?b")]
    [InlineData("a\u001b[31m", "a?[31m")]
    public void A_name_does_nothing_to_a_terminal(string name, string shown)
    {
        Process(100, name, parent: 42);
        Assert.Equal((shown, 42), (Only().Name, Only().ParentId));
    }

    [Fact]
    public void Threads_count_on_the_node_where_each_last_ran_and_may_run_on_what_all_may()
    {
        Process(100, "java", cpus: "0", lastCpu: 0, threads: 3);
        Task(100, 100, "java", "0", 0);
        Task(100, 101, "GC Thread#0", "4-5", 4);
        Task(100, 102, "C2 (1)", "6", 6);
        var process = Only();
        Assert.Equal(("0,4-6", 3, 0), ($"{process.AllowedCpus}", process.ThreadCount, process.LastCell));
        Assert.Equal([(0, 1), (1, 2)], process.Usage.Select(cell => (cell.CellId, cell.Threads)));
        Assert.Null(process.Threads);
        Assert.Equal(["100 java 0 0", "101 GC Thread#0 4-5 4", "102 C2 (1) 6 6"],
            Only(new() { WithThreads = true }).Threads!.Select(thread => $"{thread.Id} {thread.Name} {thread.AllowedCpus} {thread.LastCpu}"));
    }

    [Fact]
    public void Threads_of_the_kernel_are_listed_only_when_they_are_asked_for()
    {
        Process(12, "migration/3", cpus: "3", flags: 0x04208040);
        Process(100, "serve");
        Assert.Equal([100], All.Select(process => process.Id));
        Assert.Equal(12, Only(new() { Ids = [12] }).Id);
        Assert.Equal(12, Only(new() { Name = name => name.StartsWith("mig", System.StringComparison.Ordinal) }).Id);
    }

    [Fact]
    public void What_has_ended_is_left_out()
    {
        Process(100, "zombie", state: 'Z');
        Process(101, "gone");
        Builder.Remove("proc/101/status");
        Process(102, "both", threads: 2);
        Task(102, 102, "both", "0-7", 0);
        Task(102, 103, "dead", "0-7", 7, state: 'X');
        Assert.Equal([(102, 1)], All.Select(process => (process.Id, process.ThreadCount!.Value)));
    }

    [Theory]
    [InlineData("proc/100/stat")]
    [InlineData("proc/100/status")]
    [InlineData("proc/100/task/")]
    [InlineData("proc/100/task/100/stat")]
    [InlineData("proc/100/task/100/status")]
    [InlineData("proc/100/numa_maps")]
    public void A_process_that_ends_before_one_of_its_files_is_read_is_left_out(string first)
    {
        Process(100, "short", threads: 2);
        Task(100, 100, "short", "0-7", 0);
        Task(100, 101, "short", "0-7", 0);
        Maps(100, "7f2a00000000 default anon=2 N1=2 kernelpagesize_kB=4");
        var isGone = false;
        var machine = new VanishingMachine(Builder.Machine, fact => (isGone |= fact == first) && fact.StartsWith("proc/100/", System.StringComparison.Ordinal));
        Assert.Empty(NumaProbe.Processes(machine, WithMemory));
        Assert.Empty(machine.Log.Warnings);
    }

    [Fact]
    public void A_process_whose_memory_goes_while_it_ends_is_left_out()
    {
        // Of a process at its end numa_maps is there and empty.
        Process(100, "short");
        Maps(100);
        var isRead = false;
        var machine = new VanishingMachine(Builder.Machine, fact => (isRead |= fact == "proc/100/numa_maps") && fact == "proc/100/stat");
        Assert.Empty(NumaProbe.Processes(machine, WithMemory));
    }

    [Fact]
    public void A_thread_of_the_kernel_has_no_memory()
    {
        Process(12, "kswapd0", flags: 0x04208040, parent: 0);
        Maps(12);
        var process = Only(new() { Ids = [12], WithMemory = true });
        Assert.Equal((0L, 0L, null), (process.Memory, process.Misplaced, process.ParentId));
    }

    [Fact]
    public void A_threads_id_is_no_process()
    {
        Process(100, "java", threads: 2);
        Task(100, 100, "java", "0-7", 0);
        Task(100, 101, "worker", "0-7", 0);
        // The kernel opens proc/101 too, though it does not list it.
        Builder.File("proc/101/stat", System.IO.File.ReadAllText(Builder.Root + "/proc/100/task/101/stat")).File("proc/101/status", System.IO.File.ReadAllText(Builder.Root + "/proc/100/task/101/status"));
        Assert.Empty(NumaProbe.Processes(Builder.Machine, new() { Ids = [101] }));
    }

    [Fact]
    public void Children_of_children_belong_to_what_is_asked_for()
    {
        Process(10, "shell", parent: 1);
        Process(11, "make", parent: 10);
        Process(12, "cc", parent: 11);
        Process(13, "other", parent: 1);
        IEnumerable<int> Ids(ProcessSelection selection) => NumaProbe.Processes(Builder.Machine, selection).Select(process => process.Id);
        Assert.Equal([10, 11, 12], Ids(new() { Ids = [10], WithChildren = true }));
        Assert.Equal([10], Ids(new() { Ids = [10] }));
        Assert.Equal([11, 12], Ids(new() { Name = name => name == "make", WithChildren = true }));
    }

    [Fact]
    public void Processes_whose_parents_form_a_circle_come_to_an_end()
    {
        Process(10, "a", parent: 11);
        Process(11, "b", parent: 10);
        Assert.Equal([10, 11], NumaProbe.Processes(Builder.Machine, new() { Ids = [11], WithChildren = true }).Select(process => process.Id));
    }

    [Fact]
    public void A_large_id_is_listed()
    {
        // PID_MAX_LIMIT on 64 bits is 4 194 304.
        Process(4194303, "last");
        Assert.Equal(4194303, Only().Id);
    }

    [Fact]
    public void Where_processes_are_not_recorded_a_warning_says_so()
    {
        var machine = Builder.Machine;
        Assert.Empty(NumaProbe.Processes(machine));
        Assert.Contains("not recorded", Assert.Single(machine.Log.Warnings), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stat", "", "a name in parentheses expected")]
    [InlineData("stat", "100 )serve( S 1", "a name in parentheses expected")]
    [InlineData("stat", "100 serve S 1", "a name in parentheses expected")]
    [InlineData("stat", "100 (serve) S 1 2 3", "field 39")]
    [InlineData("stat", "100 (serve) S 1 2 3\n", "field 39")]
    [InlineData("stat", "100 (serve) S one 2 3", "'one' is not a number")]
    [InlineData("stat", "100 (serve) S -1 2 3", "'-1' is not a number from 0 to 4294967295")]
    [InlineData("stat", "100 (serve) S 2147483648 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0", "a number is too large")]
    [InlineData("stat", "100 (serve) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 2147483648 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0", "a number is too large")]
    [InlineData("stat", "100 (serve) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 1048576 0 0", "a number is too large")]
    [InlineData("status", "Tgid:\tx\n", "'x' is not a process id")]
    [InlineData("status", "Tgid:\t100\nCpus_allowed_list:\t3-1\n", "runs backwards")]
    [InlineData("status", "Tgid:\t100\nMems_allowed_list:\tx\n", "'x' is not a list")]
    public void A_malformed_file_is_an_error_that_names_it(string file, string text, string reason)
    {
        Process(100, "serve");
        Builder.File("proc/100/" + file, text);
        var error = Assert.Throws<TopologyFormatException>(() => All);
        Assert.EndsWith("proc/100/" + file, error.Fact, System.StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_may_end_within_a_line()
    {
        Process(99, "a process whose status is longer");
        Process(100, "serve");
        Builder.File("proc/100/status", "T\nC\nM\n\nTgid:\t100\nCpus_allowed_list:\t4-5");
        Assert.Equal("4-5", $"{Assert.Single(All, process => process.Id == 100).AllowedCpus}");
    }

    [Fact]
    public void What_below_proc_is_no_number_is_no_process()
    {
        Process(100, "serve");
        Builder.File("proc/0/stat", "malformed").File("proc/4194304/stat", "malformed").File("proc/uptime", "1.00 1.00\n").File("proc/self/stat", "malformed");
        Assert.Equal(100, Only().Id);
    }

    [Fact]
    public void Only_what_is_asked_for_is_listed_without_its_children()
    {
        Process(10, "shell", parent: 1);
        Process(11, "make", parent: 10);
        Assert.Equal([10], NumaProbe.Processes(Builder.Machine, new() { Name = name => name == "shell" }).Select(process => process.Id));
    }

    [Fact(Skip = "Linux", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void This_process_is_as_the_kernel_says()
    {
        var own = Assert.Single(NumaProbe.Processes(new LiveLinuxMachine(), new() { Ids = [System.Environment.ProcessId], WithThreads = true, WithMemory = true }));
        Assert.Equal(System.IO.File.ReadAllText("/proc/self/comm").TrimEnd('\n'), own.Name);
        Assert.Equal(own.Threads!.Count, own.ThreadCount);
        Assert.Contains(own.Id, own.Threads!.Select(thread => thread.Id));
        Assert.Equal(own.Memory, own.Usage.Sum(cell => cell.Memory));
        Assert.NotEmpty(own.Policies!);
    }
}
