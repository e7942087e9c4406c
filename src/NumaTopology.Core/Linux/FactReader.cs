using System;
using System.Collections.Generic;
using System.Text;
using NumaTopology.Machines;

namespace NumaTopology.Linux;

/// <summary>Reads the small texts that sysfs is made of, all through one buffer. A missing fact is null, a malformed one an error that names it.</summary>
internal sealed class FactReader
{
    // Linux knows at most 1024 nodes and 8192 processors.
    private const int MostNames = 1 << 14;

    private readonly Machine _machine;
    private readonly SetBudget _budget = new();
    private byte[] _buffer = new byte[4096];

    public FactReader(Machine machine) => _machine = machine;

    public Machine Machine => _machine;

    /// <summary>The bytes of the fact read last; only the first <see cref="Length"/> count.</summary>
    public byte[] Bytes => _buffer;

    /// <summary>How many bytes the fact read last has, without the NUL bytes that recorded machines end in.</summary>
    public int Length { get; private set; }

    /// <summary>Reads a fact; false when the machine has none.</summary>
    public bool TryRead(string fact)
    {
        Length = _machine.Read(fact, ref _buffer);
        if (Length < 0)
            return false;
        while (Length > 0 && _buffer[Length - 1] == 0)
            Length--;
        return true;
    }

    /// <summary>A whole number from 0 on: <c>17\n</c>; null when there is none, an empty file included.</summary>
    public long? Number(string fact) => SignedNumber(fact) is { } number ? (number >= 0 ? number : throw Malformed(fact, $"{number} is negative")) : null;

    private long? SignedNumber(string fact) => TryRead(fact) ? ParseSigned(fact) : null;

    private long? ParseSigned(string fact)
    {
        var at = 0;
        SkipBlanks(ref at);
        if (at == Length)
            return null;
        var negative = _buffer[at] == '-';
        if (negative)
            at++;
        var number = Digits(fact, ref at, "a whole number");
        SkipBlanks(ref at);
        if (at != Length)
            throw Malformed(fact, "a whole number is expected and nothing after it");
        return negative ? -number : number;
    }

    /// <summary>An id: <c>3\n</c>; null when missing or negative, for the kernel writes −1 for an id that the firmware does not give.</summary>
    public int? Id(string fact) => TryId(fact, out var id) ? id : null;

    /// <summary>An id as <see cref="Id"/> reads it; false when there is no such fact, which says less than a negative one.</summary>
    public bool TryId(string fact, out int? id)
    {
        id = null;
        if (!TryRead(fact))
            return false;
        var number = ParseSigned(fact);
        if (number > int.MaxValue || number < int.MinValue)
        {
            // Firmware that leaves an id unset shows as 4294967295 on some kernels: the same −1, unsigned.
            id = number == uint.MaxValue ? null : throw Malformed(fact, $"{number} is no id");
        }
        else
        {
            id = number < 0 ? null : (int?)number;
        }

        return true;
    }

    /// <summary>A text without white space around it; null when missing or empty.</summary>
    public string? Text(string fact)
    {
        if (!TryRead(fact))
            return null;
        var text = Encoding.UTF8.GetString(_buffer, 0, Length).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>Lines such as <c>CPU architecture: 7</c>, keys without the tabs behind them; none when missing.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields(string fact)
    {
        foreach (var line in Text(fact)?.Split('\n') ?? [])
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
                yield return new(line.Substring(0, colon).Trim(), line.Substring(colon + 1).Trim());
        }
    }

    /// <summary>A list of processors or nodes: <c>0-3,8-11\n</c>.</summary>
    public CpuSet? List(string fact)
    {
        if (!TryRead(fact))
            return null;
        return CpuSetParser.TryParseList(_buffer, Length, out var set, out var reason) ? Counted(fact, set) : throw Malformed(fact, reason);
    }

    /// <summary>A mask of processors: <c>0000,00fc0000\n</c>.</summary>
    public CpuSet? Mask(string fact)
    {
        if (!TryRead(fact))
            return null;
        return CpuSetParser.TryParseMask(_buffer, Length, out var set, out var reason) ? Counted(fact, set) : throw Malformed(fact, reason);
    }

    /// <summary>Whole numbers between white space: <c>10 21\n</c>; null when missing.</summary>
    public List<int>? Numbers(string fact)
    {
        if (!TryRead(fact))
            return null;
        var numbers = new List<int>();
        var at = 0;
        for (SkipBlanks(ref at); at < Length; SkipBlanks(ref at))
        {
            var number = Digits(fact, ref at, "whole numbers");
            if (number > int.MaxValue)
                throw Malformed(fact, $"{number} is too large");
            numbers.Add((int)number);
        }

        return numbers;
    }

    /// <summary>The number N of every name <c>prefixN</c> below a folder, ascending; null when there is no such folder.</summary>
    public List<int>? NumberedNames(string folder, string prefix)
    {
        var names = _machine.List(folder);
        if (names is null)
            return null;
        var numbers = new List<int>(names.Count);
        foreach (var name in names)
        {
            if (TryNumberedName(name, prefix, "", out var number) && number < CpuSet.Limit)
                numbers.Add((int)number);
        }

        if (numbers.Count > MostNames)
            throw Malformed(folder, $"{numbers.Count} names {prefix}N are more than any machine has");
        numbers.Sort();
        return numbers;
    }

    /// <summary>The number N of a name <c>prefixNsuffix</c>.</summary>
    public static bool TryNumberedName(string name, string prefix, string suffix, out long number)
    {
        number = 0;
        var end = name.Length - suffix.Length;
        if (end <= prefix.Length || end - prefix.Length > 18 || !name.StartsWith(prefix, StringComparison.Ordinal) || !name.EndsWith(suffix, StringComparison.Ordinal))
            return false;
        // The kernel writes no leading zeros: node00 is not node 0.
        if (name[prefix.Length] == '0' && end > prefix.Length + 1)
            return false;
        for (var i = prefix.Length; i < end; i++)
        {
            if (name[i] is < '0' or > '9')
                return false;
            number = (number * 10) + (name[i] - '0');
        }

        return true;
    }

    /// <summary>The error for a fact that cannot be understood.</summary>
    public TopologyFormatException Malformed(string fact, string reason) => new(_machine.Locate(fact), reason);

    private CpuSet Counted(string fact, CpuSet set) =>
        _budget.TryTake(set) ? set : throw Malformed(fact, "the sets of processors together are larger than any machine's");

    private long Digits(string fact, ref int at, string expected)
    {
        long number = 0;
        var start = at;
        for (; at < Length && _buffer[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            if (number > (long.MaxValue - 9) / 10)
                throw Malformed(fact, "the number is too large");
            number = (number * 10) + (_buffer[at] - '0');
        }

        return at > start ? number : throw Malformed(fact, $"{expected} expected");
    }

    private void SkipBlanks(ref int at)
    {
        while (at < Length && (_buffer[at] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r'))
            at++;
    }
}
