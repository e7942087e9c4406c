using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using NumaTopology.Acts;
using NumaTopology.Acts.Linux;
using NumaTopology.Acts.Windows;
using NumaTopology.Machines.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>How bindings, moved processes and programs to start are written and ordered.</summary>
public sealed class BindingTextTests
{
    [Fact]
    public void A_binding_says_its_CPUs_and_its_memory()
    {
        Assert.Equal("CPUs 0-3, memory Bind 0-1", $"{new NumaProcessBinding { Cpus = CpuSet.Parse("0-3"), MemoryPolicy = NumaMemoryPolicy.Bind, MemoryCells = [0, 1] }}");
        Assert.Equal("CPU 3, memory Local", $"{new NumaProcessBinding { Cpus = CpuSet.Of(3), MemoryPolicy = NumaMemoryPolicy.Local }}");
        Assert.Equal("CPU 3", $"{new NumaProcessBinding { Cpus = CpuSet.Of(3) }}");
        Assert.Equal("CPUs not reported", $"{new NumaProcessBinding()}");
    }

    [Fact]
    public void Memory_that_the_system_has_from_nowhere_is_a_difference()
    {
        var requested = new NumaProcessBinding { MemoryPolicy = NumaMemoryPolicy.Bind, MemoryCells = [0] };
        Assert.Equal(["memory of nodes none instead of 0"], requested.Differences(requested with { MemoryCells = [] }));
        Assert.Empty(new NumaProcessBinding { Cpus = CpuSet.Of(3) }.Differences(new NumaProcessBinding { Cpus = CpuSet.Of(3), MemoryPolicy = NumaMemoryPolicy.Bind, MemoryCells = [0] }));
    }

    [Fact]
    public void Memory_that_was_not_moved_says_why_and_how_much() => Assert.Equal("Busy: 2 MiB", $"{new NumaPageFailure(PageFailure.Busy, 2 << 20)}");

    [Fact]
    public void What_is_told_is_ordered_as_its_parts_are()
    {
        NumaPageFailure[] failures = [new(PageFailure.Busy, 4096), new(PageFailure.Busy, 8192), new(PageFailure.Shared, 4096)];
        Assert.Equal(failures, failures.Reverse().Order());
        NumaProcessBinding[] bindings = [new() { Cpus = CpuSet.Of(1) }, new() { Cpus = CpuSet.Of(2) }, new() { Cpus = CpuSet.Of(2), MemoryPolicy = NumaMemoryPolicy.Bind, MemoryCells = [0] }];
        Assert.Equal(bindings, bindings.Reverse().Order());
        Assert.Equal((-1, 0), (Math.Sign(failures[0].CompareTo(failures[1])), failures[0].CompareTo(failures[0] with { })));
        Assert.Equal((-1, 0), (Math.Sign(bindings[0].CompareTo(bindings[1])), bindings[0].CompareTo(bindings[0] with { })));
        using var self = Process.GetCurrentProcess();
        var started = new NumaStartedProcess(self) { Name = "a", Requested = bindings[0], Effective = bindings[0] };
        Assert.Equal((1, 1, 1, 0, -1), (failures[0].CompareTo(null), bindings[0].CompareTo(null), started.CompareTo(null), started.CompareTo(started with { }), Math.Sign(started.CompareTo(started with { Name = "b" }))));
    }

    [Fact]
    public void Moved_processes_are_ordered_by_id_and_say_it_with_the_name()
    {
        var nine = new NumaMovedProcess { Id = 9, Name = "serve", Threads = 4, Cpus = null, MemoryCells = [] };
        var ten = nine with { Id = 10, Name = null };
        Assert.Equal([nine, ten], new[] { ten, nine }.Order());
        Assert.Equal(("9 serve", "10"), ($"{nine}", $"{ten}"));
        Assert.Equal((1, 0), (Math.Sign(nine.CompareTo(null)), nine.CompareTo(nine with { })));
        Assert.True(nine.CompareTo(nine with { Threads = 5 }) < 0);
    }

    [Fact]
    public void A_program_to_start_is_written_so_that_its_arguments_can_be_told_apart()
    {
        var start = new ProcessStart { FilePath = "/opt/my app/serve", Arguments = ["-p", "a b", ""], WorkingDirectory = "/" };
        Assert.Equal("\"/opt/my app/serve\" -p \"a b\" \"\"", $"{start}");
        Assert.Equal("serve", start.Name);
    }

    [Fact]
    public void Variables_are_set_or_taken_away()
    {
        var variables = new Dictionary<string, string?> { ["A"] = "1", ["B"] = "2", ["C"] = "3", ["D"] = "4" };
        new ProcessStart { FilePath = "x", WorkingDirectory = "/", Environment = new Dictionary<string, string?> { ["A"] = "9", ["B"] = null, ["C"] = "", ["E"] = "5" } }.Apply(variables);
        Assert.Equal(["A=9", "D=4", "E=5"], variables.Select(variable => $"{variable.Key}={variable.Value}").Order());
    }

    [Fact]
    public void What_is_left_of_a_time_to_wait_is_never_negative_and_of_no_end_is_no_end()
    {
        var watch = Stopwatch.StartNew();
        SpinWait.SpinUntil(() => watch.Elapsed.Ticks > 1);
        watch.Stop();
        Assert.Equal(TimeSpan.Zero, Redirections.Left(new TimeSpan(1), watch));
        Assert.Equal(TimeSpan.FromHours(1) - watch.Elapsed, Redirections.Left(TimeSpan.FromHours(1), watch));
        Assert.Equal(Timeout.InfiniteTimeSpan, Redirections.Left(Timeout.InfiniteTimeSpan, watch));
    }

    [Fact(Skip = "the side of Linux", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Linux_has_acts_of_its_own() => Assert.IsType<LinuxActs>(ProcessActs.Of(new LiveLinuxMachine()));

    [Fact(Skip = "the side of Windows", SkipUnless = nameof(Platform.IsWindows), SkipType = typeof(Platform))]
    public void Windows_has_acts_of_its_own() => Assert.IsType<WindowsActs>(ProcessActs.Of(MachineSource.OpenLive()));

    [Fact]
    public void A_snapshot_runs_no_processes() =>
        Assert.StartsWith("A snapshot runs no processes.", Assert.Throws<ArgumentException>(() => ProcessActs.Of(MachineSource.OpenSnapshot(System.IO.Path.Combine(Repository.Machines, "flat.numa")))).Message, StringComparison.Ordinal);
}
