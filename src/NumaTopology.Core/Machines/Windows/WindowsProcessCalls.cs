using System;
using System.Runtime.InteropServices;

namespace NumaTopology.Machines.Windows;

/// <summary>The Windows calls that tell what a process may use, under their native names; they do nothing else.</summary>
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
}
