using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using static NumaTopology.Machines.Windows.WindowsDeviceCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>What this Windows machine tells of its devices: lists by class, and of one device what its node in the tree of devices and, for a disk, its driver say.</summary>
internal sealed unsafe class WindowsDeviceFacts
{
    // CM_GETIDLIST_FILTER_ENUMERATOR, CM_GETIDLIST_FILTER_PRESENT, CM_GETIDLIST_FILTER_CLASS.
    private const uint ByEnumerator = 0x1;
    private const uint Present = 0x100;
    private const uint ByClass = 0x200;
    private const uint BufferTooSmall = 0x1A;

    // The codes of FILE_ANY_ACCESS, which a handle that may neither read nor write serves: no elevation is needed.
    private const uint StorageGetDeviceNumber = 0x2D1080;
    private const uint StorageQueryProperty = 0x2D1400;
    private const uint DiskGetDriveGeometryEx = 0x700A0;
    private const uint StorageDeviceNumaProperty = 59;

    private static readonly Guid s_diskInterface = new("53f56307-b6bf-11d0-94f2-00a0c91efb8b");
    private static readonly Guid s_names = new("a45c254e-df1c-4efd-8020-67d146a850e0");
    private static readonly Guid s_numa = new("540b947e-8b40-45bc-a8a2-6a0b894cbda2");

    private readonly ProbeLog _log;

    public WindowsDeviceFacts(ProbeLog log) => _log = log;

    /// <summary>The answer to a fact below <c>devices/</c> or <c>device/</c>; null when there is none.</summary>
    public byte[]? Ask(string fact)
    {
        if (fact.StartsWith(WindowsFacts.DeviceLists, StringComparison.Ordinal))
            return List(fact);
        var (id, what) = WindowsFacts.DeviceOf(fact);
        return what switch
        {
            WindowsFacts.DiskNumber => DiskValue(fact, id, StorageGetDeviceNumber, null, 12, output => *(uint*)(output + 4)),
            WindowsFacts.DiskSize => DiskValue(fact, id, DiskGetDriveGeometryEx, null, 64, output => *(ulong*)(output + 24)),
            WindowsFacts.StorageNode => DiskValue(fact, id, StorageQueryProperty, StorageDeviceNumaProperty, 12, output => *(uint*)(output + 8)),
            _ => Locate(fact, id) is { } device ? AskTree(fact, what, device) : null,
        };
    }

    private byte[]? AskTree(string fact, string what, uint device) => what switch
    {
        WindowsFacts.NumaNode => Number(fact, device, s_numa, 3),
        WindowsFacts.BusNumber => Number(fact, device, s_names, 23),
        WindowsFacts.BusAddress => Number(fact, device, s_names, 30),
        WindowsFacts.Name => Property(fact, device, s_names, 14) ?? Property(fact, device, s_names, 2),
        WindowsFacts.ParentDevice => Parent(fact, device),
        WindowsFacts.Rss => WindowsDriverKey.Read(fact, device, WindowsFacts.RssKeywords, _log),
        _ => null,
    };

    private byte[]? List(string fact)
    {
        var (filter, flags) = fact switch
        {
            WindowsFacts.DiskDevices => ("{4d36e967-e325-11ce-bfc1-08002be10318}", ByClass),
            WindowsFacts.NetworkDevices => ("{4d36e972-e325-11ce-bfc1-08002be10318}", ByClass),
            WindowsFacts.DisplayDevices => ("{4d36e968-e325-11ce-bfc1-08002be10318}", ByClass),
            WindowsFacts.AcceleratorDevices => ("{f01a9d53-3ff6-48d2-9f97-c8a7004be10c}", ByClass),
            _ => ("PCI", ByEnumerator),
        };
        uint error;
        do
        {
            error = CM_Get_Device_ID_List_SizeW(out var length, filter, flags | Present);
            if (error != 0 || length == 0)
                return Failed(fact, nameof(CM_Get_Device_ID_List_SizeW), error);
            var buffer = new char[length];
            fixed (char* start = buffer)
                error = CM_Get_Device_ID_ListW(filter, start, length, flags | Present);
            if (error == 0)
                return Encoding.UTF8.GetBytes(new string(buffer).TrimEnd('\0').Replace('\0', '\n'));
        }
        while (error == BufferTooSmall);
        return Failed(fact, nameof(CM_Get_Device_ID_ListW), error);
    }

    private uint? Locate(string fact, string id)
    {
        var error = CM_Locate_DevNodeW(out var device, id, 0);
        if (error == 0)
            return device;
        Failed(fact, nameof(CM_Locate_DevNodeW), error);
        return null;
    }

    private byte[]? Parent(string fact, uint device)
    {
        var error = CM_Get_Parent(out var parent, device, 0);
        if (error != 0)
            return Failed(fact, nameof(CM_Get_Parent), error);
        error = CM_Get_Device_ID_Size(out var length, parent, 0);
        if (error != 0)
            return Failed(fact, nameof(CM_Get_Device_ID_Size), error);
        var id = new char[length + 1];
        fixed (char* start = id)
            error = CM_Get_Device_IDW(parent, start, length + 1, 0);
        return error == 0 ? Encoding.UTF8.GetBytes(new string(id).TrimEnd('\0')) : Failed(fact, nameof(CM_Get_Device_IDW), error);
    }

    private byte[]? Number(string fact, uint device, Guid set, uint id) => Raw(fact, device, set, id) is { Length: 4 } value ? Text(BitConverter.ToUInt32(value, 0)) : null;

    private byte[]? Property(string fact, uint device, Guid set, uint id) =>
        Raw(fact, device, set, id) is { } value ? Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(value).TrimEnd('\0')) : null;

    /// <summary>A property by its key: DEVPROPKEY is a GUID and a number u32.</summary>
    private byte[]? Raw(string fact, uint device, Guid set, uint id)
    {
        var key = new byte[20];
        set.ToByteArray().CopyTo(key, 0);
        BitConverter.GetBytes(id).CopyTo(key, 16);
        var value = new byte[1024];
        var size = (uint)value.Length;
        uint error;
        fixed (byte* keyStart = key, valueStart = value)
            error = CM_Get_DevNode_PropertyW(device, keyStart, out _, valueStart, ref size, 0);
        if (error != 0)
            return Failed(fact, $"{nameof(CM_Get_DevNode_PropertyW)}({id})", error);
        Array.Resize(ref value, (int)size);
        return value;
    }

    private delegate ulong Decode(byte* output);

    private byte[]? DiskValue(string fact, string id, uint code, uint? property, int size, Decode decode)
    {
        if (DiskPath(fact, id) is not { } path)
            return null;
        using var disk = CreateFileW(path, 0, 3, IntPtr.Zero, 3, 0, IntPtr.Zero);
        if (disk.IsInvalid)
            return Failed(fact, nameof(CreateFileW), (uint)Marshal.GetLastWin32Error());
        // STORAGE_PROPERTY_QUERY: property u32 at 0, kind of query u32 at 4 (0: standard).
        var query = stackalloc uint[3] { property ?? 0, 0, 0 };
        var output = stackalloc byte[64];
        return DeviceIoControl(disk, code, (byte*)query, property is null ? 0 : 12u, output, 64, out var returned, IntPtr.Zero) != 0 && returned >= Math.Min(size, 32)
            ? Text(decode(output))
            : Failed(fact, $"{nameof(DeviceIoControl)}({code:x})", (uint)Marshal.GetLastWin32Error());
    }

    private string? DiskPath(string fact, string id)
    {
        var type = s_diskInterface;
        var error = CM_Get_Device_Interface_List_SizeW(out var length, ref type, id, 0);
        var buffer = new char[error == 0 ? length : 0];
        if (buffer.Length > 1)
        {
            fixed (char* start = buffer)
                error = CM_Get_Device_Interface_ListW(ref type, id, start, length, 0);
        }

        var path = error == 0 ? new string(buffer).Split('\0')[0] : "";
        if (path.Length > 0)
            return path;
        Failed(fact, nameof(CM_Get_Device_Interface_ListW), error);
        return null;
    }

    private static byte[] Text(ulong number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));

    private byte[]? Failed(string fact, string call, uint code)
    {
        WindowsRefusal.Note(_log, fact, call, code);
        return null;
    }
}
