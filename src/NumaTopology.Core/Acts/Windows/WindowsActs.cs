using System;
using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using NumaTopology.Remote;
using static NumaTopology.Acts.Windows.WindowsStartCalls;

namespace NumaTopology.Acts.Windows;

/// <summary>Starts programs on Windows: suspended, bound, and only then resumed. One that cannot be bound is ended before it has run.</summary>
internal sealed class WindowsActs(Machine machine, ProcessCalls calls) : ProcessActs
{
    // winbase.h: CREATE_SUSPENDED, CREATE_NEW_CONSOLE, CREATE_UNICODE_ENVIRONMENT, EXTENDED_STARTUPINFO_PRESENT.
    private const uint Suspended = 0x4;
    private const uint NewConsole = 0x10;
    private const uint UnicodeEnvironment = 0x400;
    private const uint ExtendedStartup = 0x80000;

    // winnt.h: PROCESS_SET_INFORMATION and PROCESS_SET_LIMITED_INFORMATION, PROCESS_QUERY_LIMITED_INFORMATION; winerror.h: ERROR_ACCESS_DENIED, ERROR_INVALID_PARAMETER.
    private const uint SetInformation = 0x2200;
    private const uint QueryLimitedInformation = 0x1000;
    private const int AccessDenied = 5;
    private const int InvalidParameter = 87;

    private readonly WindowsBinder _binder = new(machine, calls);

    /// <inheritdoc/>
    public override NumaStartedProcess Start(ProcessStart start, NumaProcessBinding binding)
    {
        Check(start, binding);
        using var attributes = new StartAttributes(calls);
        using var streams = StandardStreams.Open(start, calls);
        if (streams is not null)
            attributes.Inherit(streams.Handles);
        if (binding.MemoryPolicy == NumaMemoryPolicy.Preferred)
            attributes.SetPreferredNode(binding.MemoryCells[0]);
        if (binding.Cpus is { } cpus && _binder.HasGroups && _binder.Masks(cpus) is [var only])
            attributes.SetGroup(only.Group, only.Mask);
        var created = Create(start, attributes, streams);
        Process? process = null;
        try
        {
            if (binding.Cpus is not null)
                _binder.Bind(created.Process, binding.Cpus);
            process = Process.GetProcessById((int)created.ProcessId);
            // Opened while it is there: of a process that has ended without it nobody tells the exit code.
            _ = process.Handle;
            var effective = binding with { Cpus = _binder.Read(created.Process) };
            if (calls.ResumeThread(created.Thread) == uint.MaxValue)
                throw WindowsFailure.Last(NumaActError.Failed, nameof(ProcessCalls.ResumeThread));
            return new NumaStartedProcess(process) { Name = start.Name, Requested = binding, Effective = effective };
        }
        catch
        {
            process?.Dispose();
            _ = calls.TerminateProcess(created.Process, 1);
            throw;
        }
        finally
        {
            _ = calls.CloseHandle(created.Thread);
            _ = calls.CloseHandle(created.Process);
        }
    }

    /// <inheritdoc/>
    public override int? BindThreads(int process, CpuSet cpus)
    {
        var handle = calls.OpenProcess(SetInformation | QueryLimitedInformation, process);
        if (handle == IntPtr.Zero)
        {
            throw Marshal.GetLastWin32Error() switch
            {
                InvalidParameter => NumaActException.Missing(process),
                AccessDenied => WindowsFailure.Last(NumaActError.AccessDenied, Opening(process)),
                _ => WindowsFailure.Last(NumaActError.Failed, Opening(process)),
            };
        }

        try
        {
            _binder.Rebind(handle, cpus);
            return null;
        }
        finally
        {
            _ = calls.CloseHandle(handle);
        }
    }

    /// <inheritdoc/>
    public override ProcessPages? PagesOf(int process) => null;

    private static void Check(ProcessStart start, NumaProcessBinding binding)
    {
        if (binding.MemoryPolicy is not (null or NumaMemoryPolicy.Preferred or NumaMemoryPolicy.Local))
            throw new NumaActException(NumaActError.Unsupported, $"Windows has no memory policy '{binding.MemoryPolicy}', only {NumaMemoryPolicy.Preferred} and {NumaMemoryPolicy.Local}: it binds no memory.");
        // CreateProcess hands them to cmd, which takes arguments apart by rules of its own and runs commands that stand in them. Blanks and points at the end of a name do not count for Windows.
        if (start.Arguments.Count > 0 && Path.GetExtension(start.FilePath.TrimEnd(' ', '.')).ToUpperInvariant() is ".BAT" or ".CMD")
            throw new NumaActException(NumaActError.NotStarted, $"'{start.FilePath}' is a batch file, whose arguments cmd would take for commands. Start a program instead.");
    }

    private static string Opening(int process) => $"{nameof(ProcessCalls.OpenProcess)} of process {PlacementText.Number(process)}";

    private ProcessInformation Create(ProcessStart start, StartAttributes attributes, StandardStreams? streams)
    {
        var startup = new StartupInformation { Size = (uint)Marshal.SizeOf<StartupInformation>(), AttributeList = attributes.List };
        streams?.Put(ref startup);
        // It writes into the command line.
        var line = (CommandLine.Of([start.FilePath, .. start.Arguments]) + "\0").ToCharArray();
        var flags = Suspended | UnicodeEnvironment | ExtendedStartup | (start.NoNewWindow ? 0 : NewConsole);
        if (calls.CreateProcess(line, streams is null ? 0 : 1, flags, Environment(start).ToCharArray(), start.WorkingDirectory, ref startup, out var created) != 0)
            return created;
        var cause = new Win32Exception(Marshal.GetLastWin32Error());
        throw new NumaActException(NumaActError.NotStarted, $"'{start.FilePath}' cannot be started: {cause.Message}", cause);
    }

    /// <summary>Variables as <c>name=value</c>, each and all ended by a NUL, ordered as Windows does without regard to case.</summary>
    private static string Environment(ProcessStart start)
    {
        var variables = new SortedDictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value;
        start.Apply(variables);
        return string.Concat(variables.Select(variable => $"{variable.Key}={variable.Value}\0")) + "\0";
    }
}
