using System;
using System.Runtime.InteropServices;
using NumaTopology.Acts.Linux;
using NumaTopology.Acts.Windows;

namespace NumaTopology.Acts;

/// <summary>What changes something on a machine, apart from the facts that tell of it: the Linux and the Windows side, and in the tests a recorder.</summary>
internal abstract class ProcessActs
{
    /// <summary>Those of this machine.</summary>
    /// <param name="machine">This machine, whose facts tell how CPUs are numbered.</param>
    /// <exception cref="PlatformNotSupportedException">The system is neither Linux nor Windows.</exception>
    public static ProcessActs Of(Machine machine) =>
        machine.Snapshot is not null ? throw new ArgumentException("A snapshot runs no processes.", nameof(machine))
        : RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsActs(machine, new ProcessCalls()) : new LinuxActs(machine);

    /// <summary>Starts a program that is bound before its first instruction.</summary>
    /// <exception cref="NumaActException">It cannot be started or bound; then it does not run.</exception>
    /// <exception cref="PlatformNotSupportedException">The numbers of this architecture's system calls are not known.</exception>
    public abstract NumaStartedProcess Start(ProcessStart start, NumaProcessBinding binding);

    /// <summary>Binds all threads of a process to CPUs, also those that it makes meanwhile.</summary>
    /// <returns>How many threads are bound, those included that were before; null where the system binds the process as a whole.</returns>
    /// <exception cref="NumaActException">It may not be, or not to all of them; then it is as it was.</exception>
    public abstract int? BindThreads(int process, CpuSet cpus);

    /// <summary>Requires that this process may bind another, where that can be told without doing it.</summary>
    /// <exception cref="NumaActException">It may not.</exception>
    public virtual void RequireAccess(int process)
    {
    }

    /// <summary>The memory policy of a process's main thread, as numa_maps writes it, such as <c>bind:1</c>; null where it is not reported.</summary>
    public virtual string? MemoryPolicyOf(int process) => null;

    /// <summary>The pages of a process; null where the system moves none.</summary>
    /// <exception cref="NumaActException">They may not be looked at.</exception>
    /// <exception cref="PlatformNotSupportedException">The numbers of this architecture's system calls are not known.</exception>
    public abstract ProcessPages? PagesOf(int process);
}
