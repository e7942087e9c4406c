using System;
using System.Linq;
using System.Text;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>Whether a Windows machine is a virtual one, by who made its firmware's table SRAT: the OEM id, six characters at byte 10 of every table of ACPI.</summary>
internal static class WindowsVirtualMachine
{
    private const int OemAt = 10;
    private const int OemBytes = 6;

    // Hyper-V, QEMU, VMware, VirtualBox, Xen, Google's and Amazon's.
    private static readonly string[] s_makers = ["VRTUAL", "BOCHS", "VMWARE", "VBOX", "Xen", "Google", "AMAZON"];

    /// <summary>Null when there is no such table, which a machine whose nodes are interleaved lacks too.</summary>
    public static bool? Is(WindowsReader reader)
    {
        if (reader.Bytes(WindowsFacts.Srat) is not { } table || table.Length < OemAt + OemBytes)
            return null;
        var maker = Encoding.ASCII.GetString([.. Enumerable.Range(OemAt, OemBytes).Select(table.U8)]).TrimEnd(' ', '\0');
        return s_makers.Contains(maker, StringComparer.OrdinalIgnoreCase);
    }
}
