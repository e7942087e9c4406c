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
        : RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsActs(machine) : new LinuxActs(machine);

    /// <summary>Starts a program that is bound before its first instruction.</summary>
    /// <exception cref="NumaActException">It cannot be started or bound; then it does not run.</exception>
    /// <exception cref="PlatformNotSupportedException">The numbers of this architecture's system calls are not known.</exception>
    public abstract NumaStartedProcess Start(ProcessStart start, NumaProcessBinding binding);
}
