using System;
using System.Runtime.InteropServices;

namespace NumaTopology.Acts.Windows;

/// <summary>The Windows calls that start and bind processes, under their native names. They do nothing else.</summary>
internal static unsafe class WindowsStartCalls
{
    [DllImport("kernel32", SetLastError = true, ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern int CreateProcessW(char* applicationName, char* commandLine, IntPtr processAttributes, IntPtr threadAttributes, int inheritHandles, uint creationFlags, char* environment, char* currentDirectory, StartupInformation* startupInfo, ProcessInformation* processInformation);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int InitializeProcThreadAttributeList(IntPtr attributeList, uint attributeCount, uint flags, ref UIntPtr size);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int UpdateProcThreadAttribute(IntPtr attributeList, uint flags, UIntPtr attribute, IntPtr value, UIntPtr size, IntPtr previousValue, IntPtr returnSize);

    [DllImport("kernel32", ExactSpelling = true)]
    public static extern void DeleteProcThreadAttributeList(IntPtr attributeList);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int SetProcessAffinityMask(IntPtr process, UIntPtr processAffinityMask);

    // Since build 20348.
    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int SetProcessDefaultCpuSetMasks(IntPtr process, byte* cpuSetMasks, ushort cpuSetMaskCount);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern uint ResumeThread(IntPtr thread);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int TerminateProcess(IntPtr process, uint exitCode);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int SetHandleInformation(IntPtr handle, uint mask, uint flags);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern IntPtr GetStdHandle(int handle);

    /// <summary>STARTUPINFOEXW.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct StartupInformation
    {
        public uint Size;
        public IntPtr Reserved;
        public IntPtr Desktop;
        public IntPtr Title;
        public uint X;
        public uint Y;
        public uint XSize;
        public uint YSize;
        public uint XCountChars;
        public uint YCountChars;
        public uint FillAttribute;
        public uint Flags;
        public ushort ShowWindow;
        public ushort Reserved2Size;
        public IntPtr Reserved2;
        public IntPtr StandardInput;
        public IntPtr StandardOutput;
        public IntPtr StandardError;
        public IntPtr AttributeList;
    }

    /// <summary>PROCESS_INFORMATION.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct ProcessInformation
    {
        public IntPtr Process;
        public IntPtr Thread;
        public uint ProcessId;
        public uint ThreadId;
    }
}
