using System;
using System.Collections.Generic;
using System.Globalization;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>How processors have spent their time: SYSTEM_PROCESSOR_PERFORMANCE_INFORMATION of each group's.</summary>
internal static class WindowsCpuTimes
{
    // IdleTime i64 at 0, KernelTime i64 at 8 (with the idle time in it), UserTime i64 at 16; 48 bytes a processor, in the order of the group.
    private const int Bytes = 48;

    /// <summary>One for each processor; null when the machine does not tell of them all.</summary>
    public static IReadOnlyList<CpuTime>? Read(WindowsReader reader, GroupNumbers groups)
    {
        var times = new List<CpuTime>();
        for (var group = 0; group < Math.Max(1, groups.Count); group++)
        {
            if (reader.Bytes(WindowsFacts.Times(group)) is not { } buffer)
                return null;
            if (buffer.Length % Bytes != 0)
                throw reader.Malformed(WindowsFacts.Times(group), $"{buffer.Length.ToString(CultureInfo.InvariantCulture)} bytes are not a whole number of CPU records");
            for (var number = 0; number < buffer.Length / Bytes; number++)
            {
                var at = number * Bytes;
                times.Add(new CpuTime { Id = groups.Id(group, number)!.Value, Idle = (long)buffer.U64(at), Total = (long)buffer.U64(at + 8) + (long)buffer.U64(at + 16) });
            }
        }

        return times;
    }
}
