using System;
using System.Runtime.InteropServices;

namespace NumaTopology.Acts.Linux;

/// <summary>The Linux calls that change something, under their native names. They do nothing else.</summary>
internal static unsafe class LinuxCalls
{
    // Of a thread by its id; 0 is the thread that calls.
    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int sched_setaffinity(int pid, UIntPtr cpusetsize, ulong* mask);

    [DllImport("libc", SetLastError = true, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int sched_getaffinity(int pid, UIntPtr cpusetsize, ulong* mask);

    // set_mempolicy(int mode, const unsigned long *nodemask, unsigned long maxnode)
    [DllImport("libc", SetLastError = true, ExactSpelling = true, EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern IntPtr set_mempolicy(IntPtr number, IntPtr mode, ulong* nodemask, UIntPtr maxnode);

    // get_mempolicy(int *policy, unsigned long *nmask, unsigned long maxnode, void *addr, unsigned long flags)
    [DllImport("libc", SetLastError = true, ExactSpelling = true, EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern IntPtr get_mempolicy(IntPtr number, int* policy, ulong* nmask, UIntPtr maxnode, IntPtr addr, UIntPtr flags);

    // move_pages(pid_t pid, unsigned long count, void **pages, const int *nodes, int *status, int flags)
    [DllImport("libc", SetLastError = true, ExactSpelling = true, EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern IntPtr move_pages(IntPtr number, IntPtr pid, UIntPtr count, ulong* pages, int* nodes, int* status, IntPtr flags);
}
