using System.Collections.Generic;
using System.Globalization;
using NumaTopology.Linux;
using NumaTopology.Machines.Linux;
using NumaTopology.Processes;

namespace NumaTopology.Acts.Linux;

/// <summary>
/// Binds all threads of a process. A thread inherits the CPUs of the one that makes it, so one that was made before its maker was bound is missed; the folder of threads is
/// therefore read until two passes in a row find all of them bound.
/// </summary>
internal sealed class ThreadBinder(FactReader reader, ThreadAffinity affinity)
{
    private const int NoProcess = 3;
    private const int InvalidArgument = 22;

    // What each thread had; of one that another had made meanwhile, what it had from that one.
    private readonly Dictionary<int, CpuSet> _originals = [];

    /// <summary>Binds them; how many are bound, those included that were before. Where one cannot be bound all have again what they had.</summary>
    public int Bind(int process, CpuSet cpus)
    {
        try
        {
            return BindAll(process, cpus);
        }
        catch
        {
            foreach (var thread in _originals)
                _ = affinity.Set(thread.Key, thread.Value);
            throw;
        }
    }

    private int BindAll(int process, CpuSet cpus)
    {
        var bound = 0;
        for (var quiet = 0; quiet < 2;)
        {
            reader.Machine.Cancellation.ThrowIfCancellationRequested();
            var threads = ThreadReader.Numbers(reader.Machine.List(ThreadReader.Folder(process) + "/task") ?? []);
            if (threads.Count == 0)
                throw Missing(process);
            quiet++;
            bound = 0;
            foreach (var thread in threads)
            {
                if (affinity.Get(thread) is not { } now)
                    continue;
                if (now != cpus)
                {
                    quiet = 0;
                    if (!_originals.ContainsKey(thread))
                        _originals.Add(thread, now);
                    if (!Bind(process, thread, cpus))
                        continue;
                }

                bound++;
            }
        }

        return bound;
    }

    public static NumaActException Missing(int process) => new(NumaActError.ProcessNotFound, $"Process {Text(process)} does not exist, or has ended.");

    /// <summary>Binds a thread; false when it has ended. The kernel leaves out what the thread's cpuset forbids, and threads of a process can have several: QEMU's have one for each virtual CPU.</summary>
    private bool Bind(int process, int thread, CpuSet cpus)
    {
        var errno = affinity.Set(thread, cpus);
        if (errno == NoProcess)
            return false;
        if (Errno.IsPermission(errno))
            throw new NumaActException(NumaActError.AccessDenied, $"Process {Text(process)} belongs to another user: {Errno.Describe(errno)}.");
        if (errno == InvalidArgument)
            throw new NumaActException(NumaActError.CpusNotAllowed, $"Process {Text(process)} cannot use {PlacementText.Cpus(cpus)}: its cpuset allows none of them, or it is a thread of the kernel.");
        if (errno != 0)
            throw new NumaActException(NumaActError.Failed, $"Process {Text(process)} cannot be bound to {PlacementText.Cpus(cpus)}: {Errno.Describe(errno)}.");
        if (affinity.Get(thread) is { } effective && effective != cpus)
            throw new NumaActException(NumaActError.CpusNotAllowed, $"Process {Text(process)} is not allowed to use {PlacementText.Cpus(cpus.Except(effective))}: of {cpus} its cpuset leaves {effective}.");

        return true;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
