using System;
using System.Globalization;
using System.Runtime.InteropServices;
using static NumaTopology.Machines.Windows.WindowsProcessCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>What this Windows machine tells of a process by its id: <c>processes/812/affinity</c>, <c>processes/812/working-set</c>.</summary>
internal sealed class OtherProcessFacts(Machine machine)
{
    private const uint QueryInformation = 0x400;
    private const uint QueryLimitedInformation = 0x1000;

    // GetCurrentProcess is this pseudo-handle; closing it does nothing.
    private static readonly IntPtr s_self = new(-1);

    public byte[]? Ask(string fact)
    {
        var parts = fact.Split('/');
        var isMemory = parts[2] == "working-set";
        var id = uint.Parse(parts[1], CultureInfo.InvariantCulture);
        // Of itself a process is told everything, whatever its access list says.
        var process = id == GetCurrentProcessId() ? s_self : OpenProcess(isMemory ? QueryInformation : QueryLimitedInformation, 0, id);
        if (process == IntPtr.Zero)
        {
            // A process that has ended is ERROR_INVALID_PARAMETER.
            WindowsRefusal.Note(machine.Log, fact, nameof(OpenProcess), (uint)Marshal.GetLastWin32Error());
            return null;
        }

        try
        {
            return isMemory ? new WorkingSetFacts(machine, process).Ask(fact) : new WindowsProcessFacts(machine.Log, process).Ask(fact, WindowsFacts.OfProcess + parts[2]);
        }
        finally
        {
            _ = CloseHandle(process);
        }
    }
}
