using System;
using System.Runtime.InteropServices;

namespace NumaTopology.Machines.Windows;

/// <summary>The Windows calls that tell of devices, under their native names; they do nothing else.</summary>
internal static unsafe class WindowsDeviceCalls
{
    [DllImport("cfgmgr32", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint CM_Get_Device_ID_List_SizeW(out uint length, string filter, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint CM_Get_Device_ID_ListW(string filter, char* buffer, uint length, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint CM_Locate_DevNodeW(out uint device, string id, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true)]
    public static extern uint CM_Get_Parent(out uint parent, uint device, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true)]
    public static extern uint CM_Get_Device_ID_Size(out uint length, uint device, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true)]
    public static extern uint CM_Get_Device_IDW(uint device, char* buffer, uint length, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true)]
    public static extern uint CM_Get_DevNode_PropertyW(uint device, byte* key, out uint type, byte* buffer, ref uint size, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint CM_Get_Device_Interface_List_SizeW(out uint length, ref Guid interfaceClass, string id, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint CM_Get_Device_Interface_ListW(ref Guid interfaceClass, string id, char* buffer, uint length, uint flags);

    [DllImport("cfgmgr32", ExactSpelling = true)]
    public static extern uint CM_Open_DevNode_Key(uint device, uint access, uint hardwareProfile, uint disposition, out IntPtr key, uint flags);

    [DllImport("advapi32", ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern uint RegQueryValueExW(IntPtr key, string name, IntPtr reserved, out uint type, byte* data, ref uint size);

    [DllImport("advapi32", ExactSpelling = true)]
    public static extern uint RegCloseKey(IntPtr key);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true, CharSet = CharSet.Unicode)]
    public static extern Microsoft.Win32.SafeHandles.SafeFileHandle CreateFileW(string name, uint access, uint share, IntPtr security, uint disposition, uint flags, IntPtr template);

    [DllImport("kernel32", SetLastError = true, ExactSpelling = true)]
    public static extern int DeviceIoControl(Microsoft.Win32.SafeHandles.SafeFileHandle device, uint code, byte* input, uint inputSize, byte* output, uint outputSize, out uint returned, IntPtr overlapped);
}
