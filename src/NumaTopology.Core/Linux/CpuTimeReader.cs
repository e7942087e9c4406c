using System;
using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>How processors have spent their time: the <c>cpuN</c> lines of <c>proc/stat</c>.</summary>
internal static class CpuTimeReader
{
    private const string Fact = "proc/stat";

    // user nice system idle iowait irq softirq steal; the guests' time behind them is in user and nice already.
    private const int Idle = 3;
    private const int Iowait = 4;
    private const int Counters = 8;

    /// <summary>One for each processor that runs; null when the machine does not tell.</summary>
    public static IReadOnlyList<CpuTime>? Read(FactReader reader)
    {
        if (reader.Text(Fact) is not { } text)
            return null;
        var times = new List<CpuTime>();
        foreach (var line in text.Split('\n'))
        {
            var fields = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0 || !fields[0].StartsWith("cpu", StringComparison.Ordinal) || !int.TryParse(fields[0].Substring(3), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            long idle = 0, total = 0;
            for (var i = 0; i < Counters && i + 1 < fields.Length; i++)
            {
                if (!long.TryParse(fields[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks))
                    throw reader.Malformed(Fact, $"'{fields[i + 1]}' is not a number of ticks");
                total += ticks;
                // A processor that waits for a disk is free for other work.
                if (i is Idle or Iowait)
                    idle += ticks;
            }

            times.Add(new CpuTime { Id = id, Idle = idle, Total = total });
        }

        return times.Count == 0 ? null : times;
    }
}
