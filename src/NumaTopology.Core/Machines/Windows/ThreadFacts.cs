using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using static NumaTopology.Machines.Windows.WindowsProcessCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>What this Windows machine tells of one thread: <c>threads/816/affinity</c>, <c>threads/816/ideal-cpu</c>.</summary>
internal sealed unsafe class ThreadFacts(ProbeLog log)
{
    // THREAD_QUERY_INFORMATION: the limited right is not enough for the affinity (GetThreadGroupAffinity).
    private const uint QueryInformation = 0x40;

    public byte[]? Ask(string fact)
    {
        var parts = fact.Split('/');
        var thread = OpenThread(QueryInformation, 0, uint.Parse(parts[1], CultureInfo.InvariantCulture));
        if (thread == IntPtr.Zero)
            return Failed(fact, nameof(OpenThread));
        try
        {
            // GROUP_AFFINITY: the mask u64 at 0, the group u16 at 8. PROCESSOR_NUMBER: the group u16 at 0, the number u8 at 2.
            var answer = stackalloc byte[16];
            if (parts[2] == "affinity")
                return GetThreadGroupAffinity(thread, answer) != 0 ? Text($"{*(ushort*)(answer + 8)} {*(ulong*)answer:x}") : Failed(fact, nameof(GetThreadGroupAffinity));
            return GetThreadIdealProcessorEx(thread, answer) != 0 ? Text($"{*(ushort*)answer} {answer[2]}") : Failed(fact, nameof(GetThreadIdealProcessorEx));
        }
        finally
        {
            _ = CloseHandle(thread);
        }
    }

    private static byte[] Text(FormattableString text) => Encoding.ASCII.GetBytes(FormattableString.Invariant(text));

    private byte[]? Failed(string fact, string call)
    {
        WindowsRefusal.Note(log, fact, call, (uint)Marshal.GetLastWin32Error());
        return null;
    }
}
