using System;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>How long the machine has been running, by the first number of <c>proc/uptime</c>: <c>350735.47 234388.90</c>, seconds.</summary>
internal static class UptimeReader
{
    private const string Fact = "proc/uptime";

    // More than any machine has been running, and few enough for the ticks of a time.
    private const decimal MostSeconds = uint.MaxValue;

    /// <summary>Null when not reported.</summary>
    public static TimeSpan? Read(FactReader reader)
    {
        if (reader.Text(Fact) is not { } text)
            return null;
        var seconds = text.Split(' ')[0];
        return decimal.TryParse(seconds, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= MostSeconds
            ? TimeSpan.FromTicks((long)(number * TimeSpan.TicksPerSecond))
            : throw reader.Malformed(Fact, $"'{seconds}' is not a number of seconds");
    }
}
