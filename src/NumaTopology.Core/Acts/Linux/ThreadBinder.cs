using System.Collections.Generic;
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

    // What each thread had; of one that another had made meanwhile, what it had from that one. Not of one that is new and bound: it was made by one that is.
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
            Release(process, cpus);
            throw;
        }
    }

    private int BindAll(int process, CpuSet cpus)
    {
        var bound = 0;
        var isFirst = true;
        for (var quiet = 0; quiet < 2; isFirst = false)
        {
            reader.Machine.Cancellation.ThrowIfCancellationRequested();
            var threads = Threads(process);
            if (threads.Count == 0)
                throw NumaActException.Missing(process);
            quiet++;
            bound = 0;
            foreach (var thread in threads)
            {
                if (affinity.Get(thread, out var errno) is not { } now)
                {
                    if (errno == NoProcess)
                        continue;
                    throw Refusal(process, cpus, errno);
                }

                if ((now != cpus || isFirst) && !_originals.ContainsKey(thread))
                    _originals.Add(thread, now);
                if (now != cpus)
                {
                    quiet = 0;
                    Bind(process, thread, cpus);
                }

                bound++;
            }
        }

        return bound;
    }

    /// <summary>
    /// Threads that bound ones have made get the CPUs of the first thread: nobody tells which one made them. Where a thread had those CPUs before, a new one may have them from it,
    /// and keeps them.
    /// </summary>
    private void Release(int process, CpuSet cpus)
    {
        if (!_originals.TryGetValue(process, out var first) || _originals.ContainsValue(cpus))
            return;
        for (var isFound = true; isFound;)
        {
            isFound = false;
            foreach (var thread in Threads(process))
            {
                if (_originals.ContainsKey(thread) || affinity.Get(thread, out _) != cpus)
                    continue;
                _originals.Add(thread, first);
                isFound = true;
                _ = affinity.Set(thread, first);
            }
        }
    }

    private List<int> Threads(int process) => ThreadReader.Numbers(reader.Machine.List(ThreadReader.Folder(process) + "/task") ?? []);

    /// <summary>Binds a thread that has not ended. The kernel leaves out what the thread's cpuset forbids, and threads of a process can have several: QEMU's have one for each virtual CPU.</summary>
    private void Bind(int process, int thread, CpuSet cpus)
    {
        var errno = affinity.Set(thread, cpus);
        if (errno == NoProcess)
            return;
        if (errno != 0)
            throw Refusal(process, cpus, errno);
        if (affinity.Get(thread, out _) is { } effective && effective != cpus)
            throw new NumaActException(NumaActError.CpusNotAllowed, $"Process {PlacementText.Number(process)} is not allowed to use {PlacementText.Cpus(cpus.Except(effective))}: of {cpus} its cpuset leaves {effective}.");
    }

    private static NumaActException Refusal(int process, CpuSet cpus, int errno) =>
        Errno.IsPermission(errno) ? new(NumaActError.AccessDenied, $"Process {PlacementText.Number(process)} belongs to another user: {Errno.Describe(errno)}.")
        : errno == InvalidArgument ? new(NumaActError.CpusNotAllowed, $"Process {PlacementText.Number(process)} cannot use {PlacementText.Cpus(cpus)}: its cpuset allows none of them, or it is a thread of the kernel.")
        : new(NumaActError.Failed, $"Process {PlacementText.Number(process)} cannot be bound to {PlacementText.Cpus(cpus)}: {Errno.Describe(errno)}.");
}
