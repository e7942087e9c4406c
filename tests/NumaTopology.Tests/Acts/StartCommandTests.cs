using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using NumaTopology.Tests.Cmdlets;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>Programs that are started on this Linux machine and say themselves to what they are bound.</summary>
public sealed class StartCommandTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private const string NoShell = "the programs are scripts of sh, and /proc says what they are bound to";

    private static readonly CpuSet s_allowed = CpuSet.Parse(Platform.IsLinux ? Line("/proc/self/status", "Cpus_allowed_list:") : "0");

    private readonly string _folder = Directory.CreateTempSubdirectory("numa-started-").FullName;

    /// <summary>What the kernel calls a policy (mpol_to_str of mm/mempolicy.c), and the call number that each has.</summary>
    public static TheoryData<NumaMemoryPolicy, string> Policies => new()
    {
        { NumaMemoryPolicy.Bind, "bind:0" },
        { NumaMemoryPolicy.Preferred, "prefer:0" },
        { NumaMemoryPolicy.Interleave, "interleave:0" },
        { NumaMemoryPolicy.Local, "local" },
    };

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_program_runs_on_the_CPUs_and_the_session_stays_free()
    {
        var before = OwnThreads();
        var cpu = s_allowed.ToArray().Last();
        var said = Started($"$p = Find-NumaPlacement 1 -AllowedCpu {cpu} | Start-NumaProcess sh '-c','grep Cpus_allowed_list: /proc/self/status' -Wait -PassThru -RedirectStandardOutput $file; $p");
        Assert.Equal($"Cpus_allowed_list:\t{cpu}\n", said.Text);
        Assert.Equal((cpu.ToString(), 0, 0), (said.Process.Cpus!.ToString(), said.Process.ExitCode!.Value, said.Process.Differences.Count));
        // The thread that started it ends a moment later.
        Assert.True(SpinWait.SpinUntil(() => before.SetEquals(OwnThreads()), TimeSpan.FromSeconds(2)), string.Join('\n', OwnThreads()));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Waiting_without_end_waits_for_what_is_still_written()
    {
        // What the program has left behind still has its output.
        var said = Started("$p = Start-NumaProcess sh '-c','{ sleep 0.5; echo late; } &' -CellId 0 -PassThru -RedirectStandardOutput $file; $null = $p.WaitForExit([Threading.Timeout]::InfiniteTimeSpan); $p");
        Assert.Equal("late\n", said.Text);
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Policies))]
    public void Every_mapping_of_a_program_has_the_policy(NumaMemoryPolicy policy, string name)
    {
        var said = Started($"Start-NumaProcess sh '-c','cut -d\" \" -f2 /proc/self/numa_maps | sort -u' -CellId 0 -MemoryPolicy {policy} -Wait -PassThru -RedirectStandardOutput $file");
        Assert.Equal(name + "\n", said.Text);
        Assert.Equal((policy, policy), (said.Process.Requested.MemoryPolicy!.Value, said.Process.Effective.MemoryPolicy!.Value));
        Assert.Empty(said.Process.Differences);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Memory_that_was_requested_is_bound()
    {
        var said = Started("Start-NumaProcess sh '-c','cut -d\" \" -f2 /proc/self/numa_maps | sort -u' -Cpu 1 -Memory 1MB -Wait -PassThru -RedirectStandardOutput $file");
        Assert.Equal("bind:0\n", said.Text);
        Assert.Equal([0], said.Process.MemoryCells);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Arguments_reach_the_program_as_they_are()
    {
        string[] arguments = ["a b", "", "q\"q", "'", "\\", "\\\\\"", "a\\ b\\", "$HOME;`ls`", "*", "ünï", "-x", "\t", "two\nlines", "\""];
        var said = Started("Start-NumaProcess sh (@('-c', 'printf \"[%s]\" \"$@\"', 'sh') + $given) -Cpu 1 -Wait -PassThru -RedirectStandardOutput $file", arguments);
        Assert.Equal(string.Concat(arguments.Select(argument => $"[{argument}]")), said.Text);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Streams_folder_variables_and_exit_code_are_as_of_Start_Process()
    {
        File.WriteAllText(Path.Combine(_folder, "in"), "line\n");
        var script = "cat; pwd; echo \"$A$PATH\"; echo wrong >&2; exit 7";
        var said = Started($"Start-NumaProcess sh '-c','{script}' -Cpu 1 -Wait -PassThru -WorkingDirectory {_folder} -Environment @{{ A = 'b'; PATH = $null }} -RedirectStandardInput {_folder}/in -RedirectStandardOutput $file -RedirectStandardError {_folder}/err");
        // Without a PATH sh has one of its own; only cat and pwd are needed, which it then may not find.
        Assert.EndsWith($"{_folder}\nb\n", said.Text[..(said.Text.IndexOf('b', said.Text.IndexOf(_folder, StringComparison.Ordinal) + _folder.Length) + 1)] + "\n");
        Assert.EndsWith("wrong\n", File.ReadAllText(Path.Combine(_folder, "err")));
        Assert.Equal(7, said.Process.ExitCode);
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("NumaProcessNotStarted", "Start-NumaProcess ./none -Cpu 1")]
    [InlineData("NumaProcessNotStarted", "Start-NumaProcess sh -Cpu 1 -WorkingDirectory /none")]
    [InlineData("NumaProcessNotStarted", "Start-NumaProcess touch $file -Cpu 1 -RedirectStandardOutput /none/out")]
    [InlineData("NumaInputNotSupported", "Start-NumaProcess touch $file")]
    [InlineData("NumaCpuNotAllowed", "$given | Start-NumaProcess touch $file")]
    [InlineData("NumaCellNotAllowed", "$given | Start-NumaProcess touch $file -MemoryPolicy Interleave")]
    [InlineData("NumaMemoryNotFree", "$given | Start-NumaProcess touch $file")]
    [InlineData("NumaPlacementElsewhere", "Find-NumaPlacement 1 -Snapshot $machine | Start-NumaProcess touch $file")]
    [InlineData("NumaBindingNotExpressible", "Find-NumaPlacement 1 | Start-NumaProcess touch $file -MemoryPolicy Bind")]
    [InlineData("NumaCellNotFound", "Start-NumaProcess touch $file -CellId 0,999")]
    [InlineData("NumaPlacementNotFound", "Start-NumaProcess touch $file -Cpu 100000")]
    [InlineData("NumaRequestContradicts", "Start-NumaProcess touch $file -Cpu 1 -RedirectStandardOutput $file -RedirectStandardError $file")]
    public void What_cannot_be_bound_is_not_started(string id, string script)
    {
        var file = Path.Combine(_folder, "trace");
        session.Run($"$file = '{file}'; {script}", Path.Combine(Repository.Machines, "hmat.numa"), Unsuited(id));
        Assert.StartsWith(id + ",", Assert.Single(session.Errors).FullyQualifiedErrorId);
        Assert.False(File.Exists(file));
    }

    [Theory(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("Output", "")]
    [InlineData("Error", "")]
    [InlineData("Output", "-WhatIf")]
    public void A_file_takes_the_output_of_one_program(string stream, string whatIf)
    {
        var file = Path.Combine(_folder, "out");
        var started = session.Run($"$p = Find-NumaPlacement 1; $p, $p | Start-NumaProcess sh '-c','echo $$ >&{(stream == "Error" ? 2 : 1)}' -RedirectStandard{stream} {file} -Wait -PassThru {whatIf}");
        Assert.StartsWith("NumaRequestContradicts,", Assert.Single(session.Errors).FullyQualifiedErrorId);
        if (whatIf.Length == 0)
            Assert.Equal($"{((NumaStartedProcess)Assert.Single(started).BaseObject).Id}\n", File.ReadAllText(file));
    }

    /// <summary>Each waits until the other is there: one by one, the first would never end.</summary>
    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Programs_that_are_waited_for_run_side_by_side()
    {
        var script = $"touch {_folder}/$$; i=0; while [ $(ls {_folder} | wc -l) -lt 2 ]; do i=$((i+1)); [ $i -lt 60 ] || exit 1; sleep 0.05; done";
        var codes = session.Run($"$p = Find-NumaPlacement 1; $all = $p, $p | Start-NumaProcess sh @('-c', $given) -Wait -PassThru; $all.ExitCode", given: script);
        Assert.Empty(session.Errors);
        Assert.Equal([0, 0], codes.Select(code => (int)code.BaseObject));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_is_started_is_told_so_that_arguments_can_be_told_apart()
    {
        session.Run("Start-NumaProcess true 'a b','\"','c','' -Cpu 1 -Wait -Verbose");
        Assert.Contains(session.Verbose, line => line.EndsWith("true \"a b\" \"\\\"\" c \"\"\".", StringComparison.Ordinal));
    }

    /// <summary>Find-NumaPlacement has told them.</summary>
    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Warnings_about_the_machine_are_told_once()
    {
        session.Run("$p = Find-NumaPlacement 1 1MB; $p");
        var told = session.Warnings.Count;
        session.Run("$p = Find-NumaPlacement 1 1MB; $p, $p | Start-NumaProcess true -Wait; $p | Start-NumaProcess true -Wait");
        Assert.Equal(told, session.Warnings.Count);
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_was_started_is_read_and_what_was_moved()
    {
        var read = session.Run("$s = Start-NumaProcess sleep 20 -Cpu 1 -PassThru; $s | Get-NumaProcess; $s | Move-NumaProcess -InputObject (Find-NumaPlacement 1) -PassThru | Get-NumaProcess; [Diagnostics.Process]::GetProcessById($s.Id).Kill()");
        Assert.Empty(session.Errors);
        Assert.Equal(["sleep", "sleep"], read.Select(process => ((NumaProcess)process.BaseObject).Name));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void WhatIf_starts_nothing()
    {
        var file = Path.Combine(_folder, "trace");
        Assert.Empty(session.Run($"Start-NumaProcess touch {file} -Cpu 1 -PassThru -WhatIf"));
        Assert.Empty(session.Errors);
        Assert.False(File.Exists(file));
    }

    [Fact(Skip = NoShell, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public async Task Waiting_ends_with_Ctrl_C()
    {
        using var shell = session.Shell();
        var running = shell.AddScript("Start-NumaProcess sleep 4 -Cpu 1 -Wait -PassThru").InvokeAsync();
        await Task.Delay(200);
        await shell.StopAsync(null, null).WaitAsync(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    /// <summary>A placement of this machine that it does not have, or has no more.</summary>
    private static NumaPlacement Unsuited(string id)
    {
        var hmat = NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "hmat.numa")));
        var placement = Assert.Single(PlacementFinder.Find(hmat, new() { Cpu = 2, Count = 1 }).Placements) with { Snapshot = null, Cpus = s_allowed };
        return id switch
        {
            "NumaCpuNotAllowed" => placement with { Cpus = CpuSet.Of(60_000) },
            "NumaCellNotAllowed" => placement with { Memory = [new MemoryShare { CellId = 900, Bytes = 4096, HugePages = 0 }] },
            _ => placement with { Memory = [new MemoryShare { CellId = 0, Bytes = 1L << 50, HugePages = 0 }] },
        };
    }

    private (string Text, NumaStartedProcess Process) Started(string script, object? given = null)
    {
        var file = Path.Combine(_folder, "out");
        var process = session.Run($"$file = '{file}'; {script}", given: given);
        Assert.Empty(session.Errors);
        return (File.ReadAllText(file), (NumaStartedProcess)Assert.Single(process).BaseObject);
    }

    /// <summary>The CPUs and the policy of each thread of this process; a thread's numa_maps shows its own policy for memory that has none.</summary>
    private static SortedSet<string> OwnThreads()
    {
        var threads = new SortedSet<string>();
        foreach (var thread in Directory.GetDirectories("/proc/self/task"))
        {
            try
            {
                threads.Add($"{Line(thread + "/status", "Cpus_allowed_list:")} {string.Join(' ', File.ReadLines(thread + "/numa_maps").Select(line => line.Split(' ')[1]).Distinct())}");
            }
            catch (IOException)
            {
                // It has ended.
            }
        }

        return threads;
    }

    private static string Line(string file, string key) => File.ReadLines(file).First(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..].Trim();
}
