using System;
using System.Globalization;
using System.Text;
using static NumaTopology.Machines.Windows.WindowsCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>Reads the performance counters of 'NUMA Node Memory' by their English names, which are the same on every Windows.</summary>
internal static unsafe class WindowsCounters
{
    // PDH_FMT_LARGE: a 64-bit number, which stands at byte 8 of PDH_FMT_COUNTERVALUE.
    private const uint Large = 0x400;

    private static readonly string[] s_names = ["Total MBytes", "Free & Zero Page List MBytes", "Standby List MBytes"];

    /// <summary>A line for each counter, such as <c>Total MBytes 16384</c>; null when one of them is not to be had.</summary>
    public static byte[]? Read(string fact, int node, ProbeLog log)
    {
        if (PdhOpenQueryW(null, UIntPtr.Zero, out var query) != 0)
            return null;
        try
        {
            var counters = new IntPtr[s_names.Length];
            uint code = 0;
            for (var i = 0; i < counters.Length && code == 0; i++)
                code = PdhAddEnglishCounterW(query, $@"\NUMA Node Memory({node.ToString(CultureInfo.InvariantCulture)})\{s_names[i]}", UIntPtr.Zero, out counters[i]);
            if (code == 0)
                code = PdhCollectQueryData(query);
            var text = new StringBuilder();
            var value = stackalloc long[2];
            for (var i = 0; i < counters.Length && code == 0; i++)
            {
                code = PdhGetFormattedCounterValue(counters[i], Large, IntPtr.Zero, (byte*)value);
                text.Append(s_names[i]).Append(' ').Append(value[1].ToString(CultureInfo.InvariantCulture)).Append('\n');
            }

            if (code == 0)
                return Encoding.ASCII.GetBytes(text.ToString());
            WindowsRefusal.Note(log, fact, "the counters of 'NUMA Node Memory'", code);
            return null;
        }
        finally
        {
            _ = PdhCloseQuery(query);
        }
    }
}
