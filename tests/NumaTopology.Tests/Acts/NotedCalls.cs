using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using NumaTopology.Acts.Windows;
using Xunit;
using static NumaTopology.Acts.Windows.WindowsStartCalls;

namespace NumaTopology.Tests.Acts;

/// <summary>
/// Calls of a Windows that starts nothing and notes what it is asked: handles and masks in hexadecimal, buffers byte by byte. The process that it says it has started is this one, so that
/// .NET finds it.
/// </summary>
internal sealed class NotedCalls : ProcessCalls
{
    private const int InsufficientBuffer = 122, ListBytes = 96;

    private IntPtr _list;

    public List<string> Asked { get; } = [];

    /// <summary>Calls that fail, and their error.</summary>
    public Dictionary<string, int> Fails { get; } = [];

    /// <summary>Before build 20348 there are no masks of default CPU sets.</summary>
    public bool IsOld { get; init; }

    public ulong Mask { get; init; } = 0xf;

    public ushort[] Groups { get; init; } = [0];

    public (ulong Mask, ushort Group)[] DefaultSets { get; init; } = [];

    /// <summary>STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE.</summary>
    public Dictionary<int, IntPtr> Streams { get; } = new() { [-10] = 0xa00, [-11] = 0xb00, [-12] = 0xc00 };

    public Action<StartupInformation> OnCreate { get; init; } = _ => { };

    public string[] Environment { get; private set; } = [];

    public StartupInformation Startup { get; private set; }

    /// <summary>What was asked, reading aside.</summary>
    public IEnumerable<string> Acts => Asked.Where(line => !line.StartsWith("Get", StringComparison.Ordinal));

    public override int InitializeProcThreadAttributeList(IntPtr list, uint count, ref UIntPtr size)
    {
        Assert.Equal(3u, count);
        if (list == IntPtr.Zero)
        {
            size = ListBytes;
            Marshal.SetLastPInvokeError(InsufficientBuffer);
            return 0;
        }

        Assert.Equal((UIntPtr)ListBytes, size);
        _list = list;
        return Done("InitializeProcThreadAttributeList");
    }

    public override int UpdateProcThreadAttribute(IntPtr list, uint attribute, IntPtr value, int bytes)
    {
        Assert.Equal(_list, list);
        var copy = new byte[bytes];
        Marshal.Copy(value, copy, 0, bytes);
        return Done($"UpdateProcThreadAttribute {attribute:x} {Convert.ToHexStringLower(copy)}");
    }

    public override void DeleteProcThreadAttributeList(IntPtr list)
    {
        Assert.Equal(_list, list);
        Asked.Add("DeleteProcThreadAttributeList");
    }

    public override int CreateProcess(char[] commandLine, int inheritHandles, uint flags, char[] environment, string folder, ref StartupInformation startup, out ProcessInformation created)
    {
        Assert.Equal('\0', commandLine[^1]);
        Assert.Equal("\0\0", new string(environment[^2..]));
        Environment = new string(environment[..^2]).Split('\0');
        Startup = startup;
        OnCreate(startup);
        Assert.Equal(_list, startup.AttributeList);
        created = new ProcessInformation { Process = 0x1000, Thread = 0x2000, ProcessId = (uint)System.Environment.ProcessId };
        return Done($"CreateProcess {inheritHandles} {flags:x} {folder} {new string(commandLine[..^1])}");
    }

    public override int SetHandleInformation(IntPtr handle, uint mask, uint flags) => Done($"SetHandleInformation {handle:x} {mask} {flags}");

    public override IntPtr GetStdHandle(int handle) => Streams[handle];

    public override uint ResumeThread(IntPtr thread) => Done($"ResumeThread {thread:x}") == 0 ? uint.MaxValue : 1;

    public override int TerminateProcess(IntPtr process, uint exitCode) => Done($"TerminateProcess {process:x} {exitCode}");

    public override IntPtr OpenProcess(uint access, int process) => Done($"OpenProcess {access:x} {process}") * 0x1000;

    public override int CloseHandle(IntPtr handle) => Done($"CloseHandle {handle:x}");

    public override int SetProcessAffinityMask(IntPtr process, ulong mask) => Done($"SetProcessAffinityMask {process:x} {mask:x}");

    public override int GetProcessAffinityMask(IntPtr process, out UIntPtr mask)
    {
        mask = checked((UIntPtr)Mask);
        return Done($"GetProcessAffinityMask {process:x}");
    }

    public override int GetProcessGroupAffinity(IntPtr process, ref ushort count, ushort[] groups)
    {
        Assert.True(groups.Length >= count && count >= Groups.Length);
        Groups.CopyTo(groups, 0);
        count = (ushort)Groups.Length;
        return Done($"GetProcessGroupAffinity {process:x}");
    }

    public override int SetProcessDefaultCpuSetMasks(IntPtr process, byte[] masks, ushort count)
    {
        if (IsOld)
            throw new EntryPointNotFoundException();
        Assert.Equal(16 * count, masks.Length);
        return Done($"SetProcessDefaultCpuSetMasks {process:x} {string.Join(' ', masks.Chunk(16).Select(Convert.ToHexStringLower))}");
    }

    public override int GetProcessDefaultCpuSetMasks(IntPtr process, byte[] masks, ushort most, out ushort count)
    {
        if (IsOld)
            throw new EntryPointNotFoundException();
        Assert.True(masks.Length >= 16 * most && most >= DefaultSets.Length);
        for (var i = 0; i < DefaultSets.Length; i++)
        {
            BitConverter.TryWriteBytes(masks.AsSpan(16 * i), DefaultSets[i].Mask);
            BitConverter.TryWriteBytes(masks.AsSpan((16 * i) + 8), DefaultSets[i].Group);
        }

        count = (ushort)DefaultSets.Length;
        return Done($"GetProcessDefaultCpuSetMasks {process:x}");
    }

    private int Done(string what)
    {
        Asked.Add(what);
        if (!Fails.TryGetValue(what.Split(' ')[0], out var error))
            return 1;
        Marshal.SetLastPInvokeError(error);
        return 0;
    }
}
