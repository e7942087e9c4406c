using System;
using System.Runtime.InteropServices;
using static NumaTopology.Acts.Linux.LinuxCalls;

namespace NumaTopology.Acts.Linux;

/// <summary>The CPUs that a thread may run on (sched_setaffinity(2)). The kernel leaves out those that the thread's cpuset forbids, without a word.</summary>
internal static unsafe class Affinity
{
    /// <summary>The thread that calls.</summary>
    public const int Own = 0;

    // 65 536 CPUs: the kernel refuses masks that are smaller than its own, of 8192 CPUs at most.
    private const int Words = 1024;

    /// <summary>Sets the CPUs of a thread; 0 or the error number.</summary>
    public static int Set(int thread, CpuSet cpus)
    {
        fixed (ulong* mask = cpus.Set.Words(Words))
            return sched_setaffinity(thread, (UIntPtr)(Words * 8), mask) == 0 ? 0 : Marshal.GetLastWin32Error();
    }

    /// <summary>The CPUs of a thread; null and the error number where the kernel does not tell.</summary>
    public static CpuSet? Get(int thread, out int errno)
    {
        var words = new ulong[Words];
        fixed (ulong* mask = words)
            errno = sched_getaffinity(thread, (UIntPtr)(Words * 8), mask) >= 0 ? 0 : Marshal.GetLastWin32Error();
        return errno == 0 ? new CpuSet(new IdSet(words)) : null;
    }
}
