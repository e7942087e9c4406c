using System;
using System.Runtime.InteropServices;
using System.Text;
using static NumaTopology.Machines.Windows.WindowsProcessCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>The processes and threads of this Windows machine.</summary>
internal sealed unsafe class ProcessListFacts(ProbeLog log)
{
    private const uint SnapProcess = 2;
    private const uint SnapThread = 4;

    // PROCESSENTRY32W: its own length u32 at 0, th32ProcessID u32 at 8, th32ParentProcessID u32 at 32, szExeFile 260 characters at 44.
    private const int ProcessBytes = 568;

    // THREADENTRY32: its own length u32 at 0, th32ThreadID u32 at 8, th32OwnerProcessID u32 at 12.
    private const int ThreadBytes = 28;

    private static readonly IntPtr s_invalid = new(-1);

    private delegate int Step(IntPtr snapshot, byte* entry);

    public byte[]? Ask(string fact) => fact == WindowsFacts.Processes
        ? List(fact, SnapProcess, ProcessBytes, Process32FirstW, Process32NextW, (text, entry) => text.Append(*(uint*)(entry + 8)).Append(' ').Append(*(uint*)(entry + 32)).Append(' ').Append(new string((char*)(entry + 44))))
        : List(fact, SnapThread, ThreadBytes, Thread32First, Thread32Next, (text, entry) => text.Append(*(uint*)(entry + 12)).Append(' ').Append(*(uint*)(entry + 8)));

    private delegate StringBuilder Line(StringBuilder text, byte* entry);

    private byte[]? List(string fact, uint what, int bytes, Step first, Step next, Line line)
    {
        var snapshot = CreateToolhelp32Snapshot(what, 0);
        if (snapshot == s_invalid)
        {
            WindowsRefusal.Note(log, fact, nameof(CreateToolhelp32Snapshot), (uint)Marshal.GetLastWin32Error());
            return null;
        }

        var text = new StringBuilder();
        var entry = stackalloc byte[bytes];
        *(uint*)entry = (uint)bytes;
        for (var more = first(snapshot, entry); more != 0; more = next(snapshot, entry))
            line(text, entry).Append('\n');
        _ = CloseHandle(snapshot);
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
