using System.Collections.Generic;
using System.Text;

namespace NumaTopology.Linux;

/// <summary>How processors have spent their time: the <c>cpuN</c> lines of <c>proc/stat</c>.</summary>
internal static class CpuTimeReader
{
    private const string Fact = "proc/stat";
    private const string Line = "cpu";

    // user nice system idle iowait irq softirq steal; the guests' time behind them is in user and nice already.
    private const int Idle = 3;
    private const int Iowait = 4;
    private const int Counters = 8;

    /// <summary>One for each processor that runs; null when the machine does not tell.</summary>
    public static IReadOnlyList<CpuTime>? Read(FactReader reader)
    {
        if (!reader.TryRead(Fact))
            return null;
        var times = new List<CpuTime>();
        var bytes = reader.Bytes;
        for (int at = 0, end; at < reader.Length; at = end + 1)
        {
            end = TextBytes.LineEnd(bytes, at, reader.Length);
            // The line "cpu" of all CPUs together has no number.
            if (TextBytes.StartWith(bytes, at, end, Line) && at + Line.Length < end && bytes[at + Line.Length] != ' ')
                Add(times, reader, at + Line.Length, end);
        }

        return times.Count == 0 ? null : times;
    }

    /// <summary>Adds the CPU of a line, from its number on.</summary>
    private static void Add(List<CpuTime> times, FactReader reader, int at, int end)
    {
        var bytes = reader.Bytes;
        if (!TextBytes.TryNumber(bytes, ref at, end, out var id) || id >= MachineLimits.Ids)
            return;
        long idle = 0, total = 0;
        for (var i = 0; i < Counters; i++)
        {
            while (at < end && bytes[at] == ' ')
                at++;
            if (at == end)
                break;
            var start = at;
            if (!TextBytes.TryNumber(bytes, ref at, end, out var ticks))
                throw reader.Malformed(Fact, $"'{Encoding.UTF8.GetString(bytes, start, end - start).Split(' ')[0]}' is not a number of ticks");
            total = unchecked(total + ticks);
            // A processor that waits for a disk is free for other work.
            if (i is Idle or Iowait)
                idle = unchecked(idle + ticks);
        }

        times.Add(new CpuTime { Id = (int)id, Idle = idle, Total = total });
    }
}
