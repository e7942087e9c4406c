using System;
using System.Runtime.InteropServices;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace NumaTopology.Machines.Windows;

/// <summary>The Windows calls, under their native names. They do nothing else; who calls them meets their absence on older systems.</summary>
internal static unsafe class WindowsCalls
{
    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetLogicalProcessorInformationEx(int relationshipType, IntPtr buffer, ref uint returnedLength);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern uint GetSystemFirmwareTable(uint firmwareTableProviderSignature, uint firmwareTableID, byte* buffer, uint bufferSize);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetNumaHighestNodeNumber(out uint highestNodeNumber);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetNumaAvailableMemoryNodeEx(ushort node, out ulong availableBytes);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GetNumaProximityNodeEx(uint proximityId, out ushort nodeNumber);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int GlobalMemoryStatusEx(byte* buffer);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern UIntPtr GetLargePageMinimum();

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern uint GetActiveProcessorCount(ushort groupNumber);

    // Since build 20348, and in kernelbase only: the api-set's own name is not known to older systems.
    [DllImport("kernelbase", SetLastError = true, ExactSpelling = true)]
    public static extern int QueryPartitionInformation(IntPtr partition, int partitionInformationClass, byte* partitionInformation, uint partitionInformationLength);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern int GetComputerNameExW(int nameType, char* buffer, ref uint size);

    [DllImport("advapi32", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern int RegGetValueW(UIntPtr key, string subKey, string value, uint flags, IntPtr type, char* data, ref uint bytes);

    // Since Windows 10; documented in phnt's ntmmapi.h alone.
    [DllImport("ntdll", ExactSpelling = true)]
    public static extern int NtManagePartition(IntPtr targetHandle, IntPtr sourceHandle, int partitionInformationClass, byte* partitionInformation, uint partitionInformationLength);

    [DllImport("ntdll", ExactSpelling = true)]
    public static extern int RtlGetVersion(byte* versionInformation);

    [DllImport("ntdll", ExactSpelling = true)]
    public static extern int NtQuerySystemInformationEx(int systemInformationClass, void* inputBuffer, uint inputBufferLength, void* systemInformation, uint systemInformationLength, out uint returnLength);

    [DllImport("pdh", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint PdhOpenQueryW(string? dataSource, UIntPtr userData, out IntPtr query);

    [DllImport("pdh", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint PdhAddEnglishCounterW(IntPtr query, string fullCounterPath, UIntPtr userData, out IntPtr counter);

    [DllImport("pdh", ExactSpelling = true)]
    public static extern uint PdhCollectQueryData(IntPtr query);

    [DllImport("pdh", ExactSpelling = true)]
    public static extern uint PdhGetFormattedCounterValue(IntPtr counter, uint format, IntPtr type, byte* value);

    [DllImport("pdh", ExactSpelling = true)]
    public static extern uint PdhCloseQuery(IntPtr query);
}
