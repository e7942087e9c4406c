using System.Collections.Generic;

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
        if (reader.Text(Fact) is not { } text)
            return null;
        var times = new List<CpuTime>();
        for (int at = 0, end; at < text.Length; at = end + 1)
        {
            end = text.IndexOf('\n', at) is var next && next < 0 ? text.Length : next;
            // The line "cpu" of all CPUs together has no number.
            if (string.CompareOrdinal(text, at, Line, 0, Line.Length) == 0 && at + Line.Length < end && text[at + Line.Length] != ' ')
                Add(times, reader, text, at + Line.Length, end);
        }

        return times.Count == 0 ? null : times;
    }

    /// <summary>Adds the CPU of a line, from its number on: a watch reads a thousand of them each second.</summary>
    private static void Add(List<CpuTime> times, FactReader reader, string text, int at, int end)
    {
        if (!TryNumber(text, ref at, end, out var id) || id >= MachineLimits.Ids)
            return;
        long idle = 0, total = 0;
        for (var i = 0; i < Counters; i++)
        {
            while (at < end && text[at] == ' ')
                at++;
            if (at == end)
                break;
            var start = at;
            if (!TryNumber(text, ref at, end, out var ticks))
                throw reader.Malformed(Fact, $"'{text.Substring(start, end - start).Split(' ')[0]}' is not a number of ticks");
            total = unchecked(total + ticks);
            // A processor that waits for a disk is free for other work.
            if (i is Idle or Iowait)
                idle = unchecked(idle + ticks);
        }

        times.Add(new CpuTime { Id = (int)id, Idle = idle, Total = total });
    }

    /// <summary>The number up to the next blank; false when it is none.</summary>
    private static bool TryNumber(string text, ref int at, int end, out long number)
    {
        var start = at;
        for (number = 0; at < end && text[at] is >= '0' and <= '9' && number <= (long.MaxValue - 9) / 10; at++)
            number = (number * 10) + (text[at] - '0');
        return at > start && (at == end || text[at] == ' ');
    }
}
