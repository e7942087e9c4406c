using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NumaTopology.Acts;
using NumaTopology.Acts.Windows;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>
/// What Windows is asked for, in which order, and what is left when it refuses. windows-sub-numa has one group, windows-job two of four CPUs. Numbers are those of winbase.h and winnt.h; the calls themselves are made in
/// tests/Beds/wine.
/// </summary>
public sealed class WindowsActsTests : IDisposable
{
    private static readonly ProcessStart s_serve = new() { FilePath = "/opt/my app/serve.exe", Arguments = ["-p", "a b", ""], WorkingDirectory = "/data" };

    private readonly string _folder = Directory.CreateTempSubdirectory("numa-windows-").FullName;

    /// <summary>CREATE_SUSPENDED 4, CREATE_NEW_CONSOLE 0x10, CREATE_UNICODE_ENVIRONMENT 0x400, EXTENDED_STARTUPINFO_PRESENT 0x80000.</summary>
    [Theory]
    [InlineData(false, "80414")]
    [InlineData(true, "80404")]
    public void A_program_is_created_suspended_bound_and_read_back_before_it_runs(bool noNewWindow, string flags)
    {
        var calls = new NotedCalls { Mask = 2 };
        var started = Start(calls, "windows-sub-numa.numa", s_serve with { NoNewWindow = noNewWindow }, new() { Cpus = CpuSet.Parse("0-1") });
        Assert.Equal(
            [
                "InitializeProcThreadAttributeList",
                $"CreateProcess 0 {flags} /data \"/opt/my app/serve.exe\" -p \"a b\" \"\"",
                "SetProcessAffinityMask 1000 3",
                "GetProcessDefaultCpuSetMasks 1000",
                "GetProcessAffinityMask 1000",
                "ResumeThread 2000",
                "CloseHandle 2000",
                "CloseHandle 1000",
                "DeleteProcThreadAttributeList",
            ],
            calls.Asked);
        Assert.Equal(("serve.exe", Environment.ProcessId, "0-1", "1"), (started.Name, started.Id, $"{started.Requested.Cpus}", $"{started.Effective.Cpus}"));
        // sizeof(STARTUPINFOEXW) of 64 bits; no STARTF_USESTDHANDLES.
        Assert.Equal((112u, 0u), (calls.Startup.Size, calls.Startup.Flags));
    }

    [Fact]
    public void Without_CPUs_nothing_is_bound()
    {
        var calls = new NotedCalls();
        var started = Start(calls, "windows-job.numa", s_serve, new());
        Assert.Equal(["InitializeProcThreadAttributeList", "CreateProcess", "ResumeThread", "CloseHandle", "CloseHandle", "DeleteProcThreadAttributeList"], calls.Acts.Select(line => line.Split(' ')[0]));
        Assert.Equal("0-3", $"{started.Cpus}");
    }

    /// <summary>PROC_THREAD_ATTRIBUTE_GROUP_AFFINITY 0x30003: a GROUP_AFFINITY, the mask u64, the group u16, 6 bytes of 0. SetProcessDefaultCpuSetMasks takes several of them.</summary>
    [Theory]
    [InlineData("5-6", "UpdateProcThreadAttribute 30003 06000000000000000100000000000000", "SetProcessAffinityMask 1000 6")]
    [InlineData("0,3", "UpdateProcThreadAttribute 30003 09000000000000000000000000000000", "SetProcessAffinityMask 1000 9")]
    [InlineData("1,6-7", null, "SetProcessDefaultCpuSetMasks 1000 02000000000000000000000000000000 0c000000000000000100000000000000")]
    public void CPUs_of_one_group_are_a_mask_in_it_and_of_several_CPU_sets(string cpus, string? attribute, string bound)
    {
        var calls = new NotedCalls();
        Start(calls, "windows-job.numa", s_serve, new() { Cpus = CpuSet.Parse(cpus) });
        Assert.Equal(attribute, calls.Asked.SingleOrDefault(line => line.StartsWith("Update", StringComparison.Ordinal)));
        Assert.Equal(bound, calls.Asked.Single(line => line.StartsWith("SetProcess", StringComparison.Ordinal)));
    }

    /// <summary>PROC_THREAD_ATTRIBUTE_PREFERRED_NODE 0x20004: a USHORT.</summary>
    [Theory]
    [InlineData(NumaMemoryPolicy.Preferred, "UpdateProcThreadAttribute 20004 0201")]
    [InlineData(NumaMemoryPolicy.Local, null)]
    public void A_preferred_node_is_an_attribute(NumaMemoryPolicy policy, string? attribute)
    {
        var calls = new NotedCalls();
        int[] cells = policy == NumaMemoryPolicy.Local ? [] : [258];
        var started = Start(calls, "windows-sub-numa.numa", s_serve, new() { MemoryPolicy = policy, MemoryCells = cells });
        Assert.Equal(attribute, calls.Asked.SingleOrDefault(line => line.StartsWith("Update", StringComparison.Ordinal)));
        Assert.Equal((policy, string.Join(',', cells)), (started.MemoryPolicy, string.Join(',', started.MemoryCells)));
    }

    /// <summary>PROC_THREAD_ATTRIBUTE_HANDLE_LIST 0x20002; STARTF_USESTDHANDLES 0x100; HANDLE_FLAG_INHERIT 1.</summary>
    [Fact]
    public void Files_stand_for_streams_and_the_program_inherits_those_handles_only()
    {
        File.WriteAllText(At("in"), "line");
        File.WriteAllText(At("out"), "what was there before");
        var read = new byte[9];
        var calls = new NotedCalls
        {
            // What the program would do with its handles.
            OnCreate = startup =>
            {
                using var from = new FileStream(new SafeFileHandle(startup.StandardInput, false), FileAccess.Read);
                using var to = new FileStream(new SafeFileHandle(startup.StandardOutput, false), FileAccess.Write);
                Array.Resize(ref read, from.Read(read));
                to.Write("said"u8);
            },
        };
        // Others may read it meanwhile.
        using (File.OpenRead(At("in")))
            Start(calls, "windows-sub-numa.numa", s_serve with { Input = At("in"), Output = At("out") }, new());
        var (input, output) = (calls.Startup.StandardInput, calls.Startup.StandardOutput);
        Assert.Equal((0x100u, (IntPtr)0xc00), (calls.Startup.Flags, calls.Startup.StandardError));
        Assert.Equal([$"SetHandleInformation {input:x} 1 1", $"SetHandleInformation {output:x} 1 1", "SetHandleInformation c00 1 1"], calls.Asked.Where(line => line.StartsWith("SetHandle", StringComparison.Ordinal)));
        Assert.Contains($"UpdateProcThreadAttribute 20002 {Bytes(input)}{Bytes(output)}{Bytes(0xc00)}", calls.Asked);
        Assert.Contains(calls.Asked, line => line.StartsWith("CreateProcess 1 ", StringComparison.Ordinal));
        Assert.Equal(("line", "said"), (Encoding.ASCII.GetString(read), File.ReadAllText(At("out"))));

        static string Bytes(IntPtr handle) => Convert.ToHexStringLower(BitConverter.GetBytes((long)handle));
    }

    /// <summary>Where this process has no stream, GetStdHandle has 0 or INVALID_HANDLE_VALUE; output and errors are often the same.</summary>
    [Theory]
    [InlineData(0xb00, 0xb00, 2)]
    [InlineData(0, 0xb00, 2)]
    [InlineData(0xb00, -1, 2)]
    [InlineData(-1, 0, 1)]
    public void A_stream_that_is_not_there_is_not_inherited_and_none_twice(int output, int error, int count)
    {
        File.WriteAllText(At("in"), "line");
        var calls = new NotedCalls { Streams = { [-11] = output, [-12] = error } };
        Start(calls, "windows-sub-numa.numa", s_serve with { Input = At("in") }, new());
        Assert.Equal(((IntPtr)output, (IntPtr)error), (calls.Startup.StandardOutput, calls.Startup.StandardError));
        Assert.Equal(2 * 8 * count, calls.Asked.Single(line => line.StartsWith("Update", StringComparison.Ordinal)).Split(' ')[2].Length);
    }

    /// <summary>Windows wants them ordered without regard to case.</summary>
    [Fact]
    public void Variables_are_those_of_this_process_as_changed_and_in_order()
    {
        var calls = new NotedCalls();
        Start(calls, "windows-sub-numa.numa", s_serve with { Environment = new Dictionary<string, string?> { ["Numa_b"] = "2", ["NUMA_A"] = "1=1", ["PATH"] = null } }, new());
        Assert.Contains("NUMA_A=1=1", calls.Environment);
        Assert.Contains("Numa_b=2", calls.Environment);
        Assert.DoesNotContain(calls.Environment, line => line.StartsWith("PATH=", StringComparison.OrdinalIgnoreCase));
        string[] names = [.. calls.Environment.Select(line => line.Split('=')[0])];
        Assert.True(names.Length > 2);
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
    }

    [Theory]
    [InlineData("CreateProcess", NumaActError.NotStarted, "'/opt/my app/serve.exe' cannot be started: ", false)]
    [InlineData("InitializeProcThreadAttributeList", NumaActError.Failed, "InitializeProcThreadAttributeList failed: ", false)]
    [InlineData("UpdateProcThreadAttribute", NumaActError.Unsupported, "This Windows does not start programs with preferred nodes: UpdateProcThreadAttribute failed: ", false)]
    [InlineData("SetProcessAffinityMask", NumaActError.CpusNotAllowed, "CPUs 0-1 cannot be used: SetProcessAffinityMask failed: ", true)]
    [InlineData("ResumeThread", NumaActError.Failed, "ResumeThread failed: ", true)]
    public void What_cannot_be_started_and_bound_leaves_nothing_behind(string call, NumaActError error, string message, bool isCreated)
    {
        var calls = new NotedCalls { Fails = { [call] = 87 } };
        var start = s_serve with { Output = call == "UpdateProcThreadAttribute" ? null : At("out") };
        var thrown = Assert.Throws<NumaActException>(() => Start(calls, "windows-sub-numa.numa", start, new() { Cpus = CpuSet.Parse("0-1"), MemoryPolicy = NumaMemoryPolicy.Preferred, MemoryCells = [0] }));
        Assert.Equal(error, thrown.Error);
        Assert.StartsWith(message + new Win32Exception(87).Message.TrimEnd('.'), thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith(call == "CreateProcess" ? "" : " (87).", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(87, Assert.IsType<Win32Exception>(thrown.InnerException).NativeErrorCode);
        Assert.Equal(isCreated ? ["TerminateProcess 1000 1", "CloseHandle 2000", "CloseHandle 1000"] : [], calls.Asked.Where(line => line.StartsWith("Term", StringComparison.Ordinal) || line.StartsWith("Close", StringComparison.Ordinal)));
        Assert.Equal(call is "ResumeThread", calls.Asked.Exists(line => line.StartsWith("Resume", StringComparison.Ordinal)));
        Assert.Equal(call is not "InitializeProcThreadAttributeList", calls.Asked.Contains("DeleteProcThreadAttributeList"));
        if (start.Output is not null && call is not "InitializeProcThreadAttributeList")
            new FileStream(start.Output, FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
    }

    [Theory]
    [InlineData("0-3", null, null, "processor groups")]
    [InlineData(null, NumaMemoryPolicy.Preferred, null, "preferred nodes")]
    [InlineData(null, null, "out", "handles to inherit")]
    public void What_this_Windows_does_not_know_is_named(string? cpus, NumaMemoryPolicy? policy, string? output, string what)
    {
        var calls = new NotedCalls { Fails = { ["UpdateProcThreadAttribute"] = 50 } };
        var thrown = Assert.Throws<NumaActException>(() => Start(calls, "windows-job.numa", s_serve with { Output = output is null ? null : At(output) }, new() { Cpus = cpus is null ? null : CpuSet.Parse(cpus), MemoryPolicy = policy, MemoryCells = policy is null ? [] : [0] }));
        Assert.Equal(NumaActError.Unsupported, thrown.Error);
        Assert.StartsWith($"This Windows does not start programs with {what}: UpdateProcThreadAttribute failed: ", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith(" (50).", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_file_without_arguments_is_started() => Assert.Equal("serve.bat", Start(new NotedCalls(), "windows-sub-numa.numa", s_serve with { FilePath = "/opt/serve.bat", Arguments = [] }, new()).Name);

    [Theory]
    [InlineData("none/in", null)]
    [InlineData(null, "none/out")]
    public void A_file_that_cannot_be_opened_starts_nothing(string? input, string? output)
    {
        var calls = new NotedCalls();
        var start = s_serve with { Input = input is null ? null : At(input), Output = output is null ? null : At(output), Error = At("err") };
        var thrown = Assert.Throws<NumaActException>(() => Start(calls, "windows-sub-numa.numa", start, new()));
        Assert.Equal(NumaActError.NotStarted, thrown.Error);
        Assert.StartsWith("'/opt/my app/serve.exe' cannot be started: ", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(["InitializeProcThreadAttributeList", "DeleteProcThreadAttributeList"], calls.Asked);
    }

    /// <summary>What was opened before is closed again.</summary>
    [Fact]
    public void A_file_that_cannot_be_opened_closes_the_others()
    {
        Assert.Throws<NumaActException>(() => Start(new NotedCalls(), "windows-sub-numa.numa", s_serve with { Output = At("out"), Error = At("none/err") }, new()));
        new FileStream(At("out"), FileMode.Open, FileAccess.Read, FileShare.None).Dispose();
    }

    /// <summary>PROCESS_SET_INFORMATION 0x200, PROCESS_SET_LIMITED_INFORMATION 0x2000, PROCESS_QUERY_LIMITED_INFORMATION 0x1000.</summary>
    [Theory]
    [InlineData("windows-sub-numa.numa", "0-1", "SetProcessAffinityMask 1000 3")]
    [InlineData("windows-job.numa", "5-6", "SetProcessDefaultCpuSetMasks 1000 06000000000000000100000000000000")]
    public void A_process_that_runs_is_bound_as_a_whole(string machine, string cpus, string bound)
    {
        var calls = new NotedCalls();
        Assert.Null(Acts(calls, machine).BindThreads(2381, CpuSet.Parse(cpus)));
        Assert.Equal(["OpenProcess 3200 2381", bound, "CloseHandle 1000"], calls.Asked);
    }

    /// <summary>winerror.h: ERROR_ACCESS_DENIED 5, ERROR_INVALID_PARAMETER 87, of OpenProcess for an id that no process has, ERROR_NOT_ENOUGH_MEMORY 8.</summary>
    [Theory]
    [InlineData(5, NumaActError.AccessDenied, "OpenProcess of process 2381 failed: ")]
    [InlineData(87, NumaActError.ProcessNotFound, "Process 2381 does not exist, or has ended.")]
    [InlineData(8, NumaActError.Failed, "OpenProcess of process 2381 failed: ")]
    public void A_process_that_cannot_be_opened_says_why(int code, NumaActError error, string message)
    {
        var calls = new NotedCalls { Fails = { ["OpenProcess"] = code } };
        var thrown = Assert.Throws<NumaActException>(() => Acts(calls, "windows-sub-numa.numa").BindThreads(2381, CpuSet.Of(0)));
        Assert.Equal(error, thrown.Error);
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        Assert.Single(calls.Asked);
    }

    [Theory]
    [InlineData("SetProcessAffinityMask", "windows-sub-numa.numa", "CPU 0 cannot be used: SetProcessAffinityMask failed: ")]
    [InlineData("SetProcessDefaultCpuSetMasks", "windows-job.numa", "CPU 0 cannot be used: SetProcessDefaultCpuSetMasks failed: ")]
    public void A_process_that_cannot_be_bound_is_closed_again(string call, string machine, string message)
    {
        var calls = new NotedCalls { Fails = { [call] = 5 } };
        var thrown = Assert.Throws<NumaActException>(() => Acts(calls, machine).BindThreads(2381, CpuSet.Of(0)));
        Assert.Equal(NumaActError.CpusNotAllowed, thrown.Error);
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal("CloseHandle 1000", calls.Asked[^1]);
    }

    [Fact]
    public void Before_Windows_Server_2022_no_process_is_bound_over_several_groups()
    {
        var calls = new NotedCalls { IsOld = true };
        var thrown = Assert.Throws<NumaActException>(() => Start(calls, "windows-job.numa", s_serve, new() { Cpus = CpuSet.Parse("0,4") }));
        Assert.Equal((NumaActError.Unsupported, "CPUs 0,4 cannot be used: before build 20348 (Windows Server 2022) Windows cannot bind a process over several processor groups."), (thrown.Error, thrown.Message));
        Assert.Contains("TerminateProcess 1000 1", calls.Asked);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    private static NumaStartedProcess Start(NotedCalls calls, string machine, ProcessStart start, NumaProcessBinding binding) => Acts(calls, machine).Start(start, binding);

    private static WindowsActs Acts(NotedCalls calls, string machine) => new(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, machine)), calls);

    private string At(string name) => Path.Combine(_folder, name);
}
