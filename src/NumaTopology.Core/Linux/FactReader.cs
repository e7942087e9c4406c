using System;
using System.Collections.Generic;
using System.Text;
using NumaTopology.Machines;

namespace NumaTopology.Linux;

/// <summary>Reads the small texts that sysfs is made of, all through one buffer. A missing fact is null, a malformed one an error that names it.</summary>
internal sealed class FactReader
{
    // More than the page that one call gives of a file of sysfs, so that nearly every file is read with one.
    private const int BufferBytes = 8192;

    // The readers of a thread never read at the same time; one that meets a larger fact gets a buffer of its own.
    [ThreadStatic]
    private static byte[]? t_buffer;

    private readonly Machine _machine;
    private readonly SetBudget _budget;
    private byte[] _buffer;
    private (bool IsRead, string? Name) _host;

    public FactReader(Machine machine)
        : this(machine, new SetBudget())
    {
    }

    /// <summary>Reads the same machine on another thread.</summary>
    public FactReader(FactReader other)
        : this(other._machine, other._budget)
    {
    }

    private FactReader(Machine machine, SetBudget budget)
    {
        _machine = machine;
        _budget = budget;
        _buffer = t_buffer ??= new byte[BufferBytes];
    }

    public Machine Machine => _machine;

    /// <summary>The host's name; null when unknown. It is read once for a question.</summary>
    public string? HostName => (_host = _host.IsRead ? _host : (true, _machine.Called(HostIdentity.Name(this)))).Name;

    /// <summary>The bytes of the fact read last; only the first <see cref="Length"/> count.</summary>
    public byte[] Bytes => _buffer;

    /// <summary>How many bytes the fact read last has, without the NUL bytes that recorded machines end in.</summary>
    public int Length { get; private set; }

    /// <summary>Reads a fact; false when the machine has none.</summary>
    public bool TryRead(string fact)
    {
        _machine.Cancellation.ThrowIfCancellationRequested();
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
            throw Malformed(fact, "a single whole number expected");
        return negative ? -number : number;
    }

    /// <summary>A whole number with a character behind it that scales it, NUL for none: <c>32K\n</c>; null when there is none, an empty file included.</summary>
    public long? ScaledNumber(string fact, out char unit)
    {
        unit = '\0';
        if (!TryRead(fact))
            return null;
        var at = 0;
        SkipBlanks(ref at);
        if (at == Length)
            return null;
        long number = 0;
        var start = at;
        for (; at < Length && _buffer[at] is >= (byte)'0' and <= (byte)'9' && number <= (long.MaxValue - 9) / 10; at++)
            number = (number * 10) + (_buffer[at] - '0');
        var end = at;
        SkipBlanks(ref at);
        if (at < Length || end == start)
        {
            unit = end > start && end == at ? (char)_buffer[at++] : '?';
            SkipBlanks(ref at);
            unit = at == Length ? unit : '?';
        }

        return number;
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
            id = number == uint.MaxValue ? null : throw Malformed(fact, $"{number} is not an id");
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

    /// <summary>A list of CPUs: <c>0-3,8-11\n</c>.</summary>
    public CpuSet? CpuList(string fact) => List(fact) is { } set ? new CpuSet(set) : null;

    /// <summary>A list of nodes, written as one of CPUs is.</summary>
    public NodeSet? NodeList(string fact) => List(fact) is { } set ? new NodeSet(set) : null;

    /// <summary>A mask of CPUs: <c>0000,00fc0000\n</c>.</summary>
    public CpuSet? CpuMask(string fact)
    {
        if (!TryRead(fact))
            return null;
        return IdSetParser.TryParseMask(_buffer, Length, out var set, out var reason) ? new CpuSet(Counted(fact, set)) : throw Malformed(fact, reason);
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
        var numbers = _machine.ListNumbers(folder, prefix);
        if (numbers is null)
            return null;
        if (numbers.Count > MachineLimits.Names)
            throw Malformed(folder, $"{numbers.Count} names {prefix}N are more than any machine has");
        numbers.Sort();
        return numbers;
    }

    /// <summary>The number N of a name <c>prefixNsuffix</c>.</summary>
    public static bool TryNumberedName(string name, string prefix, string suffix, out long number) => NumberedName.TryParse(name, prefix, suffix, out number);

    /// <summary>A list that is written in a part of a fact: <c>0-3,8-11</c>.</summary>
    public IdSet ParseList(string fact, string list)
    {
        var bytes = Encoding.UTF8.GetBytes(list);
        return IdSetParser.TryParseList(bytes, bytes.Length, out var set, out var reason) ? Counted(fact, set) : throw Malformed(fact, $"'{list}' is not a list such as 0-3,8-11: {reason}");
    }

    /// <summary>The error for a fact that cannot be understood.</summary>
    public TopologyFormatException Malformed(string fact, string reason) => new(_machine.Locate(fact), reason);

    private IdSet? List(string fact)
    {
        if (!TryRead(fact))
            return null;
        return IdSetParser.TryParseList(_buffer, Length, out var set, out var reason) ? Counted(fact, set) : throw Malformed(fact, reason);
    }

    private IdSet Counted(string fact, IdSet set) =>
        _budget.TryTake(set) ? set : throw Malformed(fact, "the CPU sets together are larger than any machine's");

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
