using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NumaTopology.Machines.Windows;
using Xunit;

namespace NumaTopology.Tests.Processes;

/// <summary>
/// Processes added to windows-job, build 20348: groups of four CPUs, a node each; CPU 7 is reserved for some process (Allocated), CPU 6 for the one that reads. What the
/// calls return is as Microsoft documents it.
/// </summary>
public sealed class WindowsProcessTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly Dictionary<string, string?> _facts = new()
    {
        ["processes"] = "0 0 [System Process]\n4 0 System\n812 4 sql server.EXE\n900 812 worker.exe\n",
        ["threads"] = "0 0\n4 8\n812 820\n812 816\n900 904\n",
    };

    public WindowsProcessTests()
    {
        // Neither is in a job, and both reach both groups; group 1's 2 and 3 are reserved for others.
        foreach (var id in new[] { 812, 900 })
        {
            _facts[$"processes/{id}/exit-code"] = "259";
            _facts[$"processes/{id}/affinity"] = "0 f\n1 f";
            _facts[$"processes/{id}/job-affinity"] = _facts[$"processes/{id}/job-limits"] = _facts[$"processes/{id}/default-cpu-sets"] = "";
            _facts[$"processes/{id}/cpu-sets"] = File.ReadLines(Recorded).SkipWhile(line => line != "= process/cpu-sets").Skip(1).TakeWhile(line => line[0] == ':').Aggregate("", (all, line) => all + "\n" + line);
        }

        _facts["processes/4/exit-code"] = _facts["processes/4/affinity"] = null;
        _facts["threads/816/ideal-cpu"] = "0 2";
        _facts["threads/820/ideal-cpu"] = "1 1";
        _facts["threads/816/affinity"] = "0 4";
        _facts["threads/820/affinity"] = "1 f";
    }

    private static string Recorded => Path.Combine(Repository.Machines, "windows-job.numa");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Processes_are_told_by_id_without_the_idle_one()
    {
        Assert.Equal([(4, "System", null), (812, "sql server", 4), (900, "worker", 812)], All().Select(process => (process.Id, process.Name!, process.ParentId)));
    }

    [Fact]
    public void Threads_count_on_the_node_of_their_ideal_CPU()
    {
        var process = Of(812, new() { WithThreads = true });
        Assert.Equal((2, 0, null), (process.ThreadCount, process.LastCell, process.LastCpu));
        Assert.Equal([(0, 1), (1, 1)], process.Usage.Select(cell => (cell.CellId, cell.Threads)));
        Assert.Equal(["816 2 0 2", "820 4-7 1 5"], process.Threads!.Select(thread => $"{thread.Id} {thread.AllowedCpus} {thread.CellId} {thread.IdealCpu}"));
    }

    [Fact]
    public void Allowed_CPUs_are_the_affinity_within_what_is_not_reserved_for_others()
    {
        // CPU 7 is reserved for another; the recorded flags of CPU 6 say that it is reserved for this one.
        Assert.Equal(("0-6", "0; 1"), ($"{Of(812).AllowedCpus}", $"{Of(812).Cells}"));
        _facts["processes/812/affinity"] = "1 3";
        Assert.Equal(("4-5", "1"), ($"{Of(812).AllowedCpus}", $"{Of(812).Cells}"));
    }

    [Fact]
    public void CPU_sets_that_are_reserved_for_another_process_are_its_own()
    {
        // The flags, byte 19 of a record, say of CPU 7 that it is reserved for this process (6), and of CPU 6 that it is for another (2).
        _facts["processes/812/cpu-sets"] = string.Join('\n', _facts["processes/812/cpu-sets"]!.Split('\n').Select(line => Flags(line, ": 200000000000000007", "06")).Select(line => Flags(line, ": 200000000000000006", "02")));
        Assert.Equal(("0-5,7", "0-6"), ($"{Of(812).AllowedCpus}", $"{Of(900).AllowedCpus}"));
        static string Flags(string line, string start, string flags) => line.StartsWith(start, StringComparison.Ordinal) ? line[..40] + flags + line[42..] : line;
    }

    [Fact]
    public void Default_CPU_sets_are_where_its_threads_run()
    {
        // GROUP_AFFINITY: mask 3, group 1.
        _facts["processes/812/default-cpu-sets"] = "\n: 03000000000000000100000000000000";
        Assert.Equal(("4-5", "0-6"), ($"{Of(812).AllowedCpus}", $"{Of(900).AllowedCpus}"));
    }

    [Fact]
    public void Of_a_job_that_cannot_be_asked_the_CPUs_are_unknown()
    {
        _facts.Remove("processes/812/job-affinity");
        Assert.Equal((null, null), (Of(812).AllowedCpus, Of(812).Cells));
    }

    [Fact]
    public void Pages_are_told_by_kind_and_node()
    {
        _facts["processes/812/working-set"] = "private 0 10\nmapped 0 3\nimage 1 2\nlarge 1 512\n";
        _facts["processes/812/affinity"] = "0 f";
        var process = Of(812, new() { WithMemory = true });
        Assert.Equal([(0, 40960L, 12288L, 0L), (1, 0L, 8192L, 2097152L)], process.Usage.Select(cell => (cell.CellId, cell.Anonymous!.Value, cell.File!.Value, cell.Huge!.Value)));
        Assert.All(process.Usage, cell => Assert.Equal((null, null), (cell.Heap, cell.Stack)));
        Assert.Equal((2158592L, 2097152L, null), (process.Memory, process.Misplaced, process.Policies));
        Assert.Null(Of(900, new() { WithMemory = true }).Memory);
    }

    [Fact]
    public void What_is_refused_is_said_and_the_rest_is_told()
    {
        var system = Of(4);
        Assert.Equal(("System", "affinity refused", null), (system.Name, system.Access, system.AllowedCpus));
        Assert.Equal(1, system.ThreadCount);
        Assert.Null(Of(812).Access);
    }

    [Fact]
    public void Memory_that_is_refused_is_said_too()
    {
        _facts["processes/812/affinity"] = _facts["processes/812/working-set"] = null;
        _facts["processes/900/working-set"] = null;
        var processes = All(new() { WithMemory = true });
        Assert.Equal(["affinity refused", "affinity, memory refused", "memory refused"], processes.Select(process => process.Access));
        Assert.All(processes, process => Assert.Null(process.Memory));
    }

    [Fact]
    public void Memory_that_is_not_recorded_is_a_warning_of_those_that_could_be_opened()
    {
        var machine = ExtendedSnapshot.Open(Recorded, _facts, _path);
        Assert.Equal(3, NumaProbe.Processes(machine).Count);
        Assert.DoesNotContain(machine.Log.Warnings, warning => warning.Contains("memory of", StringComparison.Ordinal));
        Assert.Equal(3, NumaProbe.Processes(machine, new() { WithMemory = true }).Count);
        Assert.Contains(machine.Log.Warnings, warning => warning.EndsWith("processes/812/working-set is not recorded: the memory of 2 processes is unknown. An exported snapshot holds no memory of processes; ask the live machine.", StringComparison.Ordinal));
        _facts["processes/812/working-set"] = "private 0 10";
        machine = ExtendedSnapshot.Open(Recorded, _facts, _path);
        Assert.Equal(40960L, NumaProbe.Processes(machine, new() { WithMemory = true })[1].Memory);
        Assert.Contains(machine.Log.Warnings, warning => warning.Contains("processes/900/working-set is not recorded: the memory of the process is unknown.", StringComparison.Ordinal));
    }

    [Fact]
    public void Processes_that_are_not_recorded_are_a_warning()
    {
        _facts.Remove("processes");
        var machine = ExtendedSnapshot.Open(Recorded, _facts, _path);
        Assert.Empty(NumaProbe.Processes(machine));
        Assert.Contains(machine.Log.Warnings, warning => warning.Contains("processes is not recorded: the processes are unknown.", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_threads_it_is_unknown_how_many_there_are()
    {
        _facts.Remove("threads");
        Assert.All(All(), process => Assert.Equal((null, null, 0), (process.ThreadCount, process.LastCell, process.Usage.Count)));
        Assert.Null(Of(812).Threads);
    }

    [Fact]
    public void How_far_it_is_is_told_before_each_process()
    {
        var told = "";
        All(new() { Progress = (done, all) => told += $"{done}/{all} " });
        Assert.Equal("0/4 1/4 2/4 3/4 ", told);
    }

    [Fact]
    public void How_long_the_memory_of_processes_that_run_took_is_a_detail()
    {
        _facts["processes/812/working-set"] = _facts["processes/900/working-set"] = "private 0 10";
        var machine = new LiveMachine(ExtendedSnapshot.Open(Recorded, _facts, _path), ["processes/4/exit-code"]);
        Assert.Equal(3, NumaProbe.Processes(machine, new() { WithMemory = true }).Count);
        Assert.Contains(machine.Log.Details, detail => detail.StartsWith("The memory of 3 processes was read in ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_has_ended_is_left_out()
    {
        _facts["processes/812/exit-code"] = "0";
        _facts.Remove("processes/900/exit-code");
        Assert.Equal([4], All().Select(process => process.Id));
    }

    [Theory]
    [InlineData("processes", "812 smss.exe", "is not an id")]
    [InlineData("processes", "x 4 smss.exe", "'x'")]
    [InlineData("processes", "2147483648 4 smss.exe", "'2147483648' is not an id")]
    [InlineData("threads", "812", "is not 2 numbers")]
    [InlineData("threads/816/ideal-cpu", "0 1 2", "is not 2 numbers")]
    [InlineData("processes/812/affinity", "0 xyz", "is not a group and a mask")]
    [InlineData("processes/812/working-set", "private 64 1", "is not a kind")]
    [InlineData("processes/812/working-set", "other 0 1", "is not a kind")]
    [InlineData("processes/812/working-set", "private 0 9223372036854775807", "more pages than any machine")]
    public void A_malformed_fact_is_an_error_that_names_it(string fact, string text, string reason)
    {
        _facts[fact] = text;
        var error = Assert.Throws<TopologyFormatException>(() => All(new() { WithMemory = true }));
        Assert.EndsWith(fact, error.Fact, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact(Skip = Platform.OfWindows, SkipUnless = nameof(Platform.IsWindows), SkipType = typeof(Platform))]
    public void This_process_is_as_NET_says()
    {
        using var self = Process.GetCurrentProcess();
        var own = Assert.Single(NumaProbe.Processes(new LiveWindowsMachine(), new() { Ids = [self.Id], WithThreads = true, WithMemory = true }));
        Assert.Equal(self.ProcessName, own.Name, ignoreCase: true);
        Assert.Contains(own.Threads!, thread => thread.Id == (int)GetCurrentThreadId());
    }

    [System.Runtime.InteropServices.DllImport("kernel32")]
    private static extern uint GetCurrentThreadId();

    private NumaProcess Of(int id, ProcessSelection? selection = null) => Assert.Single(All(selection), process => process.Id == id);

    private IReadOnlyList<NumaProcess> All(ProcessSelection? selection = null) => NumaProbe.Processes(ExtendedSnapshot.Open(Recorded, _facts, _path), selection);
}
