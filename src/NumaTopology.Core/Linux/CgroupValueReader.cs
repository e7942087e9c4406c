using System;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>Reads what the files of a cgroup hold: amounts, quotas, statistics.</summary>
internal sealed class CgroupValueReader
{
    /// <summary>
    /// From 4 EiB on a limit is none. Version 1 says so with LONG_MAX in whole pages: 9223372036854771712 with pages of 4 KiB,
    /// 9223372036852678656 for huge pages of 2 MiB.
    /// </summary>
    public const long NoLimit = 1L << 62;

    private readonly FactReader _reader;

    public CgroupValueReader(FactReader reader) => _reader = reader;

    /// <summary>A limit <c>4294967296</c>, <c>max</c> for none.</summary>
    public long? Limit(string fact)
    {
        if (_reader.Text(fact) is not { } text || text == "max")
            return null;
        if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            throw _reader.Malformed(fact, $"'{text}' is neither a number of bytes nor 'max'");
        return bytes >= NoLimit ? null : (long)bytes;
    }

    /// <summary>A plain number; null when there is none.</summary>
    public long? Number(string fact) => _reader.Number(fact);

    /// <summary>How many CPUs' time there is: the microseconds in each period, and the period, <c>250000 100000</c>; <c>max 100000</c> for none.</summary>
    public double? Quota2(string fact)
    {
        if (_reader.Text(fact)?.Split(' ') is not { } fields || fields[0] == "max")
            return null;
        return fields.Length == 2 && Whole(fields[0]) is { } quota && Whole(fields[1]) is { } period and > 0
            ? quota / (double)period
            : throw _reader.Malformed(fact, $"'{string.Join(" ", fields)}' is not a quota and a period");
    }

    /// <summary>The same in two files; the quota <c>-1</c> is none.</summary>
    public double? Quota1(string quotaFact, string periodFact)
    {
        if (_reader.Text(quotaFact) is not { } text || text == "-1" || _reader.Number(periodFact) is not { } period)
            return null;
        if (period == 0)
            throw _reader.Malformed(periodFact, "the period is 0");
        return Whole(text) is { } quota ? quota / (double)period : throw _reader.Malformed(quotaFact, $"'{text}' is not a number of microseconds");
    }

    /// <summary>The number of a line <c>inactive_file 8192</c>; null when there is no such line.</summary>
    public long? Statistic(string fact, string key)
    {
        foreach (var line in _reader.Text(fact)?.Split('\n') ?? [])
        {
            if (line.StartsWith(key, StringComparison.Ordinal) && line.Length > key.Length && line[key.Length] == ' ')
                return Whole(line.Substring(key.Length + 1)) ?? throw _reader.Malformed(fact, $"'{line}' does not hold a whole number");
        }

        return null;
    }

    private static long? Whole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
