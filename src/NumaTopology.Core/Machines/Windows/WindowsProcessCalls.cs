using System;
using System.Runtime.InteropServices;

namespace NumaTopology.Machines.Windows;

/// <summary>The Windows calls that tell what processes may use and have, under their native names; they do nothing else.</summary>
internal static unsafe class WindowsProcessCalls
{
    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetProcessGroupAffinity(IntPtr process, ref ushort groupCount, ushort* groupArray);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetProcessAffinityMask(IntPtr process, out UIntPtr processAffinityMask, out UIntPtr systemAffinityMask);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetSystemCpuSetInformation(IntPtr information, uint bufferLength, out uint returnedLength, IntPtr process, uint flags);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetProcessDefaultCpuSetMasks(IntPtr process, IntPtr cpuSetMasks, ushort cpuSetMaskCount, out ushort requiredMaskCount);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetProcessDefaultCpuSets(IntPtr process, IntPtr cpuSetIds, uint cpuSetIdCount, out uint requiredIdCount);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int IsProcessInJob(IntPtr process, IntPtr job, out int result);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int QueryInformationJobObject(IntPtr job, int jobObjectInformationClass, byte* jobObjectInformation, uint jobObjectInformationLength, out uint returnLength);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern uint GetCurrentProcessId();

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern IntPtr OpenProcess(uint desiredAccess, int inheritHandle, uint processId);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern IntPtr OpenThread(uint desiredAccess, int inheritHandle, uint threadId);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetExitCodeProcess(IntPtr process, out uint exitCode);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern int CloseHandle(IntPtr handle);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern IntPtr CreateToolhelp32Snapshot(uint flags, uint processId);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int Process32FirstW(IntPtr snapshot, byte* entry);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int Process32NextW(IntPtr snapshot, byte* entry);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int Thread32First(IntPtr snapshot, byte* entry);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int Thread32Next(IntPtr snapshot, byte* entry);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetThreadGroupAffinity(IntPtr thread, byte* groupAffinity);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetThreadIdealProcessorEx(IntPtr thread, byte* idealProcessor);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern UIntPtr VirtualQueryEx(IntPtr process, UIntPtr address, byte* buffer, UIntPtr length);

    // QueryWorkingSetEx of psapi.h, under the name that kernel32 has it by since Windows 7.
    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int K32QueryWorkingSetEx(IntPtr process, ulong* entries, uint size);
}
