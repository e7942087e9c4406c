using System;
using NumaTopology.Machines.Windows;
using static NumaTopology.Acts.Windows.WindowsStartCalls;

namespace NumaTopology.Acts.Windows;

/// <summary>The calls that start and bind processes, one for one: those of this Windows, in the tests those of one that notes what it is asked. They leave their error where Windows does.</summary>
internal unsafe class ProcessCalls
{
    public virtual int CreateProcess(char[] commandLine, int inheritHandles, uint flags, char[] environment, string folder, ref StartupInformation startup, out ProcessInformation created)
    {
        fixed (char* line = commandLine, variables = environment, directory = folder)
        fixed (StartupInformation* start = &startup)
        fixed (ProcessInformation* process = &created)
            return CreateProcessW(null, line, IntPtr.Zero, IntPtr.Zero, inheritHandles, flags, variables, directory, start, process);
    }

    public virtual int InitializeProcThreadAttributeList(IntPtr list, uint count, ref UIntPtr size) => WindowsStartCalls.InitializeProcThreadAttributeList(list, count, 0, ref size);

    public virtual int UpdateProcThreadAttribute(IntPtr list, uint attribute, IntPtr value, int bytes) =>
        WindowsStartCalls.UpdateProcThreadAttribute(list, 0, (UIntPtr)attribute, value, (UIntPtr)bytes, IntPtr.Zero, IntPtr.Zero);

    public virtual void DeleteProcThreadAttributeList(IntPtr list) => WindowsStartCalls.DeleteProcThreadAttributeList(list);

    public virtual int SetHandleInformation(IntPtr handle, uint mask, uint flags) => WindowsStartCalls.SetHandleInformation(handle, mask, flags);

    public virtual IntPtr GetStdHandle(int handle) => WindowsStartCalls.GetStdHandle(handle);

    public virtual uint ResumeThread(IntPtr thread) => WindowsStartCalls.ResumeThread(thread);

    public virtual int TerminateProcess(IntPtr process, uint exitCode) => WindowsStartCalls.TerminateProcess(process, exitCode);

    public virtual IntPtr OpenProcess(uint access, int process) => WindowsProcessCalls.OpenProcess(access, 0, (uint)process);

    public virtual int CloseHandle(IntPtr handle) => WindowsProcessCalls.CloseHandle(handle);

    public virtual int SetProcessAffinityMask(IntPtr process, ulong mask) => WindowsStartCalls.SetProcessAffinityMask(process, (UIntPtr)mask);

    public virtual int GetProcessAffinityMask(IntPtr process, out UIntPtr mask) => WindowsProcessCalls.GetProcessAffinityMask(process, out mask, out _);

    public virtual int GetProcessGroupAffinity(IntPtr process, ref ushort count, ushort[] groups)
    {
        fixed (ushort* start = groups)
            return WindowsProcessCalls.GetProcessGroupAffinity(process, ref count, start);
    }

    /// <exception cref="EntryPointNotFoundException">Windows is older than build 20348.</exception>
    public virtual int SetProcessDefaultCpuSetMasks(IntPtr process, byte[] masks, ushort count)
    {
        fixed (byte* start = masks)
            return WindowsStartCalls.SetProcessDefaultCpuSetMasks(process, start, count);
    }

    /// <exception cref="EntryPointNotFoundException">Windows is older than build 20348.</exception>
    public virtual int GetProcessDefaultCpuSetMasks(IntPtr process, byte[] masks, ushort most, out ushort count)
    {
        fixed (byte* start = masks)
            return WindowsProcessCalls.GetProcessDefaultCpuSetMasks(process, (IntPtr)start, most, out count);
    }
}
