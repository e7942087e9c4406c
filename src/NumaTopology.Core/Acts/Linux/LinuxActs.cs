using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using NumaTopology.Linux;
using NumaTopology.Machines.Linux;
using NumaTopology.Processes;

namespace NumaTopology.Acts.Linux;

/// <summary>
/// Starts programs on Linux. Affinity and memory policy belong to a thread, and fork and exec hand those of the calling thread on. So a thread of its own is bound, starts the
/// program and ends; no other thread of this process is touched, and what cannot be bound is never started.
/// </summary>
internal sealed class LinuxActs(Machine machine) : ProcessActs
{
    private static bool s_isReady;

    /// <inheritdoc/>
    public override NumaStartedProcess Start(ProcessStart start, NumaProcessBinding binding)
    {
        var numbers = binding.MemoryPolicy is null ? default : SystemCallNumbers.Find();
        RequireAllowed(binding.MemoryCells);
        Prepare();
        Redirections? files = null;
        Process? process = null;
        try
        {
            files = new Redirections(start);
            var info = start.ToInfo();
            var effective = new NumaProcessBinding();
            OnItsOwnThread(() =>
            {
                effective = Bind(binding, numbers);
                process = Process.Start(info);
            });
            effective = ReadBack(process!.Id, effective);
            files.Begin(process);
            return new NumaStartedProcess(process, files) { Name = start.Name, Requested = binding, Effective = effective };
        }
        catch (Exception e)
        {
            // Such as Ctrl+C in this moment: nobody would know of it.
            process?.Kill();
            files?.Dispose();
            // Of .NET: there is no such program or folder, or it is not executable. Of the files: they cannot be opened.
            if (e is Win32Exception or IOException or UnauthorizedAccessException)
                throw new NumaActException(NumaActError.NotStarted, $"'{start.FilePath}' cannot be started: {e.Message}", e);
            throw;
        }
    }

    /// <summary>
    /// The first start of a process makes a thread of .NET that waits for signals, and compiles. What a bound thread makes is bound as well, so all of that happens here: a
    /// program that is not there is not started.
    /// </summary>
    private static void Prepare()
    {
        if (s_isReady)
            return;
        try
        {
            Process.Start(new ProcessStartInfo("/dev/null/none") { UseShellExecute = false });
        }
        catch (Win32Exception)
        {
            s_isReady = true;
        }
    }

    /// <summary>The kernel leaves out nodes that the cpuset forbids without a word, while some are left.</summary>
    private void RequireAllowed(IReadOnlyList<int> cells)
    {
        if (cells.Count > 0 && Confinement.Read(new FactReader(machine)).Cells is { } allowed && cells.Where(cell => !allowed.Contains(cell)).ToList() is { Count: > 0 } barred)
            throw new NumaActException(NumaActError.CellsNotAllowed, $"Memory of {PlacementText.Cells(barred)} is not allowed to this process: its cpuset has {PlacementText.Cells(allowed.ToArray())}.");
    }

    /// <inheritdoc/>
    public override int? BindThreads(int process, CpuSet cpus) => new ThreadBinder(new FactReader(machine), new ThreadAffinity()).Bind(process, cpus);

    /// <inheritdoc/>
    public override void RequireAccess(int process) => ProcessAccess.Require(new FactReader(machine), process);

    /// <inheritdoc/>
    public override string? MemoryPolicyOf(int process) => MainThreadPolicy.Read(process);

    /// <inheritdoc/>
    public override ProcessPages PagesOf(int process) => new LinuxPages(new FactReader(machine), process, new PageMigration(SystemCallNumbers.Find()));

    private static void OnItsOwnThread(Action act)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                act();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        })
        {
            IsBackground = true,
            Name = "NumaTopology start",
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    /// <summary>Binds the thread that calls, and says what the kernel made of it.</summary>
    private static NumaProcessBinding Bind(NumaProcessBinding binding, SystemCallNumbers numbers)
    {
        if (binding.Cpus is { } cpus && Affinity.Set(Affinity.Own, cpus) is not 0 and var errno)
            throw new NumaActException(NumaActError.CpusNotAllowed, $"{PlacementText.Cpus(cpus)} cannot be used: {Errno.Describe(errno)}.");
        var effective = Affinity.Get(Affinity.Own, out _);
        if (binding.Cpus is { } wanted && effective is not null && effective != wanted)
            throw new NumaActException(NumaActError.CpusNotAllowed, $"This process is not allowed to use {PlacementText.Cpus(wanted.Except(effective))}: of {wanted} its cpuset leaves {effective}.");
        if (binding.MemoryPolicy is not { } policy)
            return new NumaProcessBinding { Cpus = effective };
        if (MemoryPolicy.Set(numbers, policy, binding.MemoryCells) is not 0 and var refusal)
            throw MemoryPolicy.Failure(refusal, policy, binding.MemoryCells);
        var made = MemoryPolicy.Get(numbers);
        return new NumaProcessBinding { Cpus = effective, MemoryPolicy = made?.Policy, MemoryCells = made?.Cells ?? [] };
    }

    /// <summary>What the kernel says of the process; what it says no more, because it has ended, is as the thread that started it had it.</summary>
    private NumaProcessBinding ReadBack(int id, NumaProcessBinding inherited)
    {
        var status = new ThreadStatusReader(new FactReader(machine)).Read(ThreadReader.Folder(id));
        return inherited with
        {
            Cpus = status?.Cpus ?? inherited.Cpus,
            MemoryCells = status?.Cells is { } cells ? [.. inherited.MemoryCells.Where(cells.Contains)] : inherited.MemoryCells,
        };
    }
}
