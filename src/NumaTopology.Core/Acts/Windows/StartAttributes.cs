using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace NumaTopology.Acts.Windows;

/// <summary>The attribute list of a process that is to start. It keeps no copy of the values, so they are kept here until it is disposed.</summary>
internal sealed class StartAttributes : IDisposable
{
    // ProcThreadAttributeValue of winbase.h: the number, 0x10000 for an attribute of the first thread, 0x20000 for input.
    private const uint HandleList = 0x20002;
    private const uint GroupAffinity = 0x30003;
    private const uint PreferredNode = 0x20004;
    private const int Most = 3;

    private readonly ProcessCalls _calls;
    private readonly List<IntPtr> _values = [];

    public StartAttributes(ProcessCalls calls)
    {
        _calls = calls;
        var size = UIntPtr.Zero;
        _ = calls.InitializeProcThreadAttributeList(IntPtr.Zero, Most, ref size);
        List = Keep((int)size.ToUInt32());
        if (calls.InitializeProcThreadAttributeList(List, Most, ref size) != 0)
            return;
        var failure = WindowsFailure.Last(NumaActError.Failed, nameof(ProcessCalls.InitializeProcThreadAttributeList));
        Free();
        throw failure;
    }

    public IntPtr List { get; }

    /// <summary>The handles that the process inherits; no others.</summary>
    public void Inherit(IReadOnlyList<IntPtr> handles)
    {
        var bytes = handles.Count * IntPtr.Size;
        var value = Keep(bytes);
        for (var i = 0; i < handles.Count; i++)
            Marshal.WriteIntPtr(value, i * IntPtr.Size, handles[i]);
        Update(HandleList, value, bytes, "handles to inherit");
    }

    /// <summary>The processor group and the CPUs in it of the first thread. GROUP_AFFINITY: the mask u64 at 0, the group u16 at 8, 6 bytes that are 0.</summary>
    public void SetGroup(int group, ulong mask)
    {
        var value = Keep(16);
        Marshal.WriteInt64(value, 0, (long)mask);
        Marshal.WriteInt64(value, 8, group);
        Update(GroupAffinity, value, 16, "processor groups");
    }

    /// <summary>The node whose memory is preferred, a USHORT.</summary>
    public void SetPreferredNode(int node)
    {
        var value = Keep(2);
        Marshal.WriteInt16(value, (short)node);
        Update(PreferredNode, value, 2, "preferred nodes");
    }

    public void Dispose()
    {
        _calls.DeleteProcThreadAttributeList(List);
        Free();
    }

    private void Free() => _values.ForEach(Marshal.FreeHGlobal);

    private IntPtr Keep(int bytes)
    {
        var value = Marshal.AllocHGlobal(bytes);
        _values.Add(value);
        return value;
    }

    private void Update(uint attribute, IntPtr value, int bytes, string what)
    {
        if (_calls.UpdateProcThreadAttribute(List, attribute, value, bytes) == 0)
            throw WindowsFailure.Last(NumaActError.Unsupported, $"This Windows does not start programs with {what}: {nameof(ProcessCalls.UpdateProcThreadAttribute)}");
    }
}
