using System;
using System.Runtime.InteropServices;
using System.Text;
using static NumaTopology.Machines.Windows.WindowsProcessCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>
/// Where the pages of a process are: QueryWorkingSetEx is asked for each page of its committed regions, some thousands at a time, so that neither this nor the
/// process waits long.
/// </summary>
internal sealed unsafe class WorkingSetFacts(Machine machine, IntPtr process)
{
    private const int BatchPages = 4096;

    // MEMORY_BASIC_INFORMATION: BaseAddress u64 at 0, RegionSize u64 at 24, State u32 at 32, Type u32 at 40.
    private const int RegionBytes = 48;
    private const uint Committed = 0x1000;

    // PSAPI_WORKING_SET_EX_BLOCK: valid bit 0, the node bits 16 to 21, large page bit 23. Only of a valid page the others mean something.
    private const ulong Valid = 1;
    private const ulong LargePage = 1 << 23;
    private const int NodeAt = 16;
    private const ulong NodeMask = 63;

    private static readonly string[] s_kinds = ["private", "mapped", "image", "large"];
    private static readonly int s_large = Array.IndexOf(s_kinds, "large");

    private readonly long[] _pages = new long[s_kinds.Length * (int)(NodeMask + 1)];

    public byte[]? Ask(string fact)
    {
        var pageSize = (ulong)Environment.SystemPageSize;
        var region = stackalloc byte[RegionBytes];
        var entries = new ulong[2 * BatchPages];
        ulong address = 0;
        for (; VirtualQueryEx(process, (UIntPtr)address, region, (UIntPtr)RegionBytes) != UIntPtr.Zero; address = *(ulong*)region + *(ulong*)(region + 24))
        {
            var end = *(ulong*)region + *(ulong*)(region + 24);
            for (var at = *(ulong*)region; *(uint*)(region + 32) == Committed && at < end; at += BatchPages * pageSize)
            {
                machine.Cancellation.ThrowIfCancellationRequested();
                if (!TryCount(entries, at, (int)Math.Min(BatchPages, (end - at) / pageSize), pageSize, Kind(*(uint*)(region + 40))))
                    return Failed(fact, "QueryWorkingSetEx");
            }
        }

        // It fails behind the last region; at the first one it was refused.
        return address == 0 ? Failed(fact, nameof(VirtualQueryEx)) : Text();
    }

    /// <summary>MEM_PRIVATE, MEM_MAPPED, else MEM_IMAGE, as an index of <see cref="s_kinds"/>.</summary>
    private static int Kind(uint type) => type switch
    {
        0x20000 => 0,
        0x40000 => 1,
        _ => 2,
    };

    private bool TryCount(ulong[] entries, ulong at, int count, ulong pageSize, int kind)
    {
        // PSAPI_WORKING_SET_EX_INFORMATION: the address, then what is told of it.
        for (var i = 0; i < count; i++)
            entries[2 * i] = at + ((ulong)i * pageSize);
        fixed (ulong* start = entries)
        {
            if (K32QueryWorkingSetEx(process, start, (uint)(count * 2 * sizeof(ulong))) == 0)
                return false;
        }

        for (var i = 0; i < count; i++)
        {
            var told = entries[(2 * i) + 1];
            if ((told & Valid) != 0)
                _pages[((told & LargePage) != 0 ? s_large : kind) * (int)(NodeMask + 1) + (int)((told >> NodeAt) & NodeMask)]++;
        }

        return true;
    }

    private byte[] Text()
    {
        var text = new StringBuilder();
        for (var i = 0; i < _pages.Length; i++)
        {
            if (_pages[i] > 0)
                text.Append(FormattableString.Invariant($"{s_kinds[i / (int)(NodeMask + 1)]} {i % (int)(NodeMask + 1)} {_pages[i]}\n"));
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private byte[]? Failed(string fact, string call)
    {
        WindowsRefusal.Note(machine.Log, fact, call, (uint)Marshal.GetLastWin32Error());
        return null;
    }
}
