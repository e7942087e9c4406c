using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using NumaTopology.Acts;
using NumaTopology.Acts.Linux;
using NumaTopology.Machines.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>Programs that are started on this Linux machine and say themselves to what they are bound.</summary>
public sealed class LinuxActsTests : IDisposable
{
    private const string NoShell = "the programs are scripts of sh, and /proc says what they are bound to";

    private static readonly CpuSet s_allowed = CpuSet.Parse(Platform.IsLinux ? File.ReadLines("/proc/self/status").First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1] : "0");

    private readonly string _folder = Directory.CreateTempSubdirectory("numa-acts-").FullName;
    private readonly LinuxActs _acts = new(new LiveLinuxMachine());

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_program_is_bound_and_has_its_arguments_folder_variables_and_files()
    {
        var last = CpuSet.Of(s_allowed.ToArray().Last());
        File.WriteAllText(At("in"), "line\n");
        var binding = new NumaProcessBinding { Cpus = last, MemoryPolicy = NumaMemoryPolicy.Interleave, MemoryCells = [0] };
        var started = _acts.Start(Shell("cat; pwd; echo \"$A\" \"$0\" \"$1\"; grep ^Cpus_allowed_list: /proc/self/status; cut -d' ' -f2 /proc/self/numa_maps | sort -u; echo wrong >&2; exit 7", "a b", "") with
        {
            Environment = new Dictionary<string, string?> { ["A"] = "c" },
            Input = At("in"),
            Output = At("out"),
            Error = At("err"),
        }, binding);
        Assert.True(started.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Equal($"line\n{_folder}\nc a b \nCpus_allowed_list:\t{last}\ninterleave:0\n", File.ReadAllText(At("out")));
        Assert.Equal(("wrong\n", 7, true), (File.ReadAllText(At("err")), started.ExitCode, started.HasExited));
        Assert.Equal(("sh", $"{last}", NumaMemoryPolicy.Interleave), (started.Name, $"{started.Cpus}", started.MemoryPolicy));
        Assert.Equal([0], started.MemoryCells);
        Assert.Empty(started.Differences);
        Assert.Equal($"{started.Id} sh", $"{started}");
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_program_without_a_policy_has_none_and_its_output_is_waited_for()
    {
        // What it leaves running holds the output open.
        var started = _acts.Start(Shell("(sleep 0.3; echo late) &", "") with { Output = At("out") }, new NumaProcessBinding { Cpus = s_allowed });
        Assert.Equal((null, $"{s_allowed}"), (started.MemoryPolicy, $"{started.Cpus}"));
        Assert.False(started.WaitForExit(TimeSpan.FromMilliseconds(100)));
        // Others may read it meanwhile.
        File.OpenRead(At("out")).Dispose();
        Assert.True(started.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Equal("late\n", File.ReadAllText(At("out")));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_program_that_runs_has_no_exit_code_and_its_threads_are_bound()
    {
        var started = _acts.Start(new ProcessStart { FilePath = "/bin/sleep", Arguments = ["100"], WorkingDirectory = "/" }, new NumaProcessBinding());
        using var process = Process.GetProcessById(started.Id);
        try
        {
            Assert.Equal((false, null, "sleep"), (started.HasExited, started.ExitCode, started.Name));
            var last = CpuSet.Of(s_allowed.ToArray().Last());
            _acts.RequireAccess(started.Id);
            Assert.Equal(1, _acts.BindThreads(started.Id, last));
            Assert.Contains($"Cpus_allowed_list:\t{last}", File.ReadAllLines($"/proc/{started.Id}/status"));
            using var pages = _acts.PagesOf(started.Id);
            Assert.NotEmpty(pages.Ranges());
        }
        finally
        {
            process.Kill();
        }
    }

    /// <summary>A pipe whose other end is open never ends, and the program does not read it.</summary>
    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Input_that_was_not_read_is_not_waited_for()
    {
        Process.Start("mkfifo", At("in")).WaitForExit();
        using var pipe = new FileStream(At("in"), FileMode.Open, FileAccess.ReadWrite);
        var started = _acts.Start(Shell("echo done", "") with { Input = At("in"), Output = At("out") }, new NumaProcessBinding());
        Assert.True(started.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Equal("done\n", File.ReadAllText(At("out")));
        // So that the thread that reads it ends.
        pipe.WriteByte(0);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_is_written_is_there_at_once_on_both_sides()
    {
        Process.Start("mkfifo", At("in")).WaitForExit();
        using var pipe = new FileStream(At("in"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, 0);
        var started = _acts.Start(Shell("echo early; read line; echo $line", "") with { Input = At("in"), Output = At("out") }, new NumaProcessBinding());
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllText(At("out")) == "early\n", TimeSpan.FromSeconds(20)));
        pipe.Write("late\n"u8);
        Assert.True(started.WaitForExit(TimeSpan.FromSeconds(20)));
        Assert.Equal("early\nlate\n", File.ReadAllText(At("out")));
        // So that the thread that reads it ends.
        pipe.WriteByte(0);
    }

    /// <summary>.NET waits for 2^31 - 1 milliseconds at most.</summary>
    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Any_time_can_be_waited_for()
    {
        var started = _acts.Start(Shell("echo done", "") with { Output = At("out") }, new NumaProcessBinding());
        Assert.True(started.WaitForExit(TimeSpan.MaxValue));
        Assert.True(started.WaitForExit(TimeSpan.FromMilliseconds(int.MaxValue)));
        Assert.Equal("done\n", File.ReadAllText(At("out")));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Ctrl_C_in_the_moment_of_the_start_leaves_no_program_running()
    {
        var machine = new ToldMachine(null);
        Assert.Throws<OperationCanceledException>(() => new LinuxActs(machine).Start(Shell("exec sleep 100", "") with { Output = At("out") }, new NumaProcessBinding()));
        Assert.StartsWith("proc/", machine.Asked, StringComparison.Ordinal);
        Assert.True(SpinWait.SpinUntil(() => !File.Exists("/" + machine.Asked), TimeSpan.FromSeconds(20)));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_memory_policy_of_a_program_is_read_while_it_runs()
    {
        var started = _acts.Start(new ProcessStart { FilePath = "/bin/sleep", Arguments = ["100"], WorkingDirectory = "/" }, new NumaProcessBinding { MemoryPolicy = NumaMemoryPolicy.Bind, MemoryCells = [0] });
        using var process = Process.GetProcessById(started.Id);
        Assert.Equal("bind:0", _acts.MemoryPolicyOf(started.Id));
        process.Kill();
        Assert.True(process.WaitForExit(20_000));
        Assert.Null(_acts.MemoryPolicyOf(started.Id));
    }

    /// <summary>Lines as guests wrote them; what is read may end within one.</summary>
    [Theory]
    [InlineData("bind:0", "55d0c8a00000 bind:0 file=/usr/bin/sleep mapped=2 N0=2 kernelpagesize_kB=4\n55d0c8a02000 bind:1 fi")]
    [InlineData("prefer (many):0-1", "00400000 prefer (many):0-1 file=/opt/a\\040long/name/of/a/progra")]
    [InlineData("default", "00400000 default heap")]
    [InlineData("default", "00400000 default\n")]
    [InlineData(null, "00400000 file=/usr/bin/sleep N0=2\n")]
    [InlineData(null, "00400000")]
    [InlineData(null, "")]
    public void The_policy_of_the_main_thread_is_that_of_the_first_line(string? policy, string text) => Assert.Equal(policy, MainThreadPolicy.Parse(text));

    /// <summary>proc_pid_status(5). Of a process that has ended, or where the file is refused, the CPUs are those of the thread that started it.</summary>
    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("", null, "0", "")]
    [InlineData("Cpus_allowed_list:\t5\nMems_allowed_list:\t1\n", "5", "", "CPU 5 instead of #; memory of nodes none instead of 0")]
    public void What_the_kernel_says_of_the_process_counts(string status, string? cpus, string cells, string differences)
    {
        var last = CpuSet.Of(s_allowed.ToArray().Last());
        foreach (var policy in new NumaMemoryPolicy?[] { null, NumaMemoryPolicy.Interleave })
        {
            var started = new LinuxActs(new ToldMachine(status)).Start(Shell("exit 3", ""), new NumaProcessBinding { Cpus = last, MemoryPolicy = policy, MemoryCells = policy is null ? [] : [0] });
            Assert.True(started.WaitForExit(TimeSpan.FromSeconds(20)));
            Assert.Equal((3, cpus ?? $"{last}", policy is null ? "" : cells), (started.ExitCode, $"{started.Cpus}", string.Join(',', started.MemoryCells)));
            Assert.Equal((policy is null ? differences.Split(';')[0] : differences).Replace("#", $"{last}"), string.Join("; ", started.Differences));
        }
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("/none", "err")]
    [InlineData("/bin/sh", "none/err")]
    public void Where_a_program_cannot_be_started_its_files_are_closed(string program, string error)
    {
        File.WriteAllText(At("in"), "line\n");
        Assert.Throws<NumaActException>(() => _acts.Start(Shell("exit 3", "") with { FilePath = program, Input = At("in"), Output = At("out"), Error = At(error) }, new NumaProcessBinding()));
        Assert.DoesNotContain(OpenFiles.Names(), name => name?.StartsWith(_folder, StringComparison.Ordinal) == true);
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("cpus", NumaActError.CpusNotAllowed, "CPU 60000 cannot be used: invalid argument (EINVAL).")]
    [InlineData("some", NumaActError.CpusNotAllowed, "This process is not allowed to use CPU 60000: of ")]
    [InlineData("cells", NumaActError.CellsNotAllowed, "Memory of node 900 is not allowed to this process: its cpuset has node")]
    [InlineData("policy", NumaActError.Failed, "The memory policy 'Bind' on ")]
    [InlineData("program", NumaActError.NotStarted, "'/none' cannot be started: ")]
    [InlineData("folder", NumaActError.NotStarted, "'/bin/sh' cannot be started: ")]
    [InlineData("output", NumaActError.NotStarted, "'/bin/sh' cannot be started: ")]
    public void What_cannot_be_bound_is_not_started(string what, NumaActError id, string message)
    {
        var start = Shell("touch trace", "");
        var binding = new NumaProcessBinding { Cpus = s_allowed };
        (start, binding) = what switch
        {
            "cpus" => (start, new NumaProcessBinding { Cpus = CpuSet.Of(60_000) }),
            "some" => (start, new NumaProcessBinding { Cpus = s_allowed.Union(CpuSet.Of(60_000)) }),
            "cells" => (start, binding with { MemoryPolicy = NumaMemoryPolicy.Bind, MemoryCells = [0, 900] }),
            "policy" => (start, binding with { MemoryPolicy = NumaMemoryPolicy.Bind }),
            "program" => (start with { FilePath = "/none" }, binding),
            "folder" => (start with { WorkingDirectory = "/none" }, binding),
            _ => (start with { Output = "/none/out" }, binding),
        };
        var error = Assert.Throws<NumaActException>(() => _acts.Start(start, binding));
        Assert.Equal(id, error.Error);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(At("trace")));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_numbers_of_the_calls_are_those_of_this_machine() => Assert.Equal(SystemCallNumbers.Find(LiveLinuxMachine.MachineName(), 8), SystemCallNumbers.Find());

    public void Dispose() => Directory.Delete(_folder, true);

    private string At(string name) => Path.Combine(_folder, name);

    private ProcessStart Shell(string script, params string[] arguments) => new() { FilePath = "/bin/sh", Arguments = ["-c", script, .. arguments], WorkingDirectory = _folder };

    /// <summary>A machine that has the status of a process, empty for none; null: it is cancelled when it is asked for it.</summary>
    private sealed class ToldMachine(string? status) : Machine(null)
    {
        public string Asked { get; private set; } = "";

        public override MachineSystem System => MachineSystem.Linux;

        public override int Read(string fact, ref byte[] buffer)
        {
            Asked = fact;
            if (status is null)
                throw new OperationCanceledException();
            // What this process may use is read as well.
            if (!fact.EndsWith("/status", StringComparison.Ordinal) || fact == "proc/self/status" || status.Length == 0)
                return Absent;
            buffer = Encoding.ASCII.GetBytes(status);
            return buffer.Length;
        }

        public override IReadOnlyList<string>? List(string folder) => null;
    }
}
