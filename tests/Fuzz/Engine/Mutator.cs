using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace NumaTopology.Fuzz;

/// <summary>Changes inputs at random: bits, bytes, numbers, words of the corpus, blocks taken out, doubled, or taken from another input.</summary>
internal sealed partial class Mutator
{
    private const int MostChanges = 12;
    private const int MostBytes = 1 << 16;

    // At the edges of what the readers hold in 32 and 64 bits, of sets of processors and of the kernel's own numbers.
    private static readonly string[] s_numbers =
    [
        "0", "1", "-1", "9", "00", "63", "64", "255", "1023", "8191", "65535", "1048575", "1048576", "0-1048575", "2147483647", "2147483648", "-2147483649", "4294967295", "4294967296",
        "9007199254740991", "9007199254740992", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616", "99999999999999999999999",
        "ffffffff", "0xffffffff", "0x7fffffff", "\n", "\n\n", ",", "-", " ", "\t", "\0", "/", "..", ":", "\x1e", "\x1e\x15\x1e", "\u00e9", "\ufeff", "&#1;", "'", "\"", "<", "&",
    ];

    private static readonly long[] s_values = [0, 1, 2, 4, 8, 16, 32, 48, 63, 64, 127, 128, 255, 256, 1023, 1024, 32767, 65535, 1048575, 1048576, int.MaxValue, uint.MaxValue, long.MaxValue, -1, long.MinValue];

    private readonly Random _random = new();
    private readonly byte[][] _words;

    public Mutator(IEnumerable<byte[]> corpus) =>
        _words = [.. s_numbers.Concat(corpus.SelectMany(input => Word().Matches(Encoding.Latin1.GetString(input)).Select(word => word.Value))).Distinct().Take(1000).Select(Encoding.UTF8.GetBytes)];

    /// <summary>A changed copy.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        var bytes = new List<byte>(input);
        for (var left = 1 + _random.Next(_random.Next(1, MostChanges)); left > 0; left--)
            Change(bytes, other);
        if (bytes.Count > MostBytes)
            bytes.RemoveRange(MostBytes, bytes.Count - MostBytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        var at = _random.Next(bytes.Count + 1);
        switch (_random.Next(bytes.Count == 0 ? 3 : 14))
        {
            case 0 or 1:
                bytes.InsertRange(at, Pick(_words));
                break;
            case 2 when other.Length > 0:
                bytes.InsertRange(at, Block(other, other.Length));
                break;
            case 3 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 4 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 5 when at < bytes.Count:
                bytes[at] += (byte)_random.Next(-16, 17);
                break;
            case 6:
                bytes.RemoveRange(at, _random.Next(1 + Math.Min(bytes.Count - at, 1 << _random.Next(8))));
                break;
            case 7:
                bytes.InsertRange(at, Block(CollectionsMarshal.AsSpan(bytes), 256));
                break;
            case 8:
                ReplaceNumber(bytes, at);
                break;
            case 9 or 10:
                WriteValue(bytes, at);
                break;
            case 11 when other.Length > 0:
                // The beginning of one, the end of the other.
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(_random.Next(other.Length)));
                break;
            case 12 when _random.Next(64) == 0:
                var block = Block(CollectionsMarshal.AsSpan(bytes), 64);
                bytes.InsertRange(at, Enumerable.Repeat(block, 1 << _random.Next(13)).SelectMany(part => part).Take(MostBytes));
                break;
            case 13:
                var word = Pick(_words);
                bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
                bytes.InsertRange(at, word);
                break;
        }
    }

    /// <summary>Puts a number or word in the place of the digits at or behind a place.</summary>
    private void ReplaceNumber(List<byte> bytes, int at)
    {
        while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at]))
            at++;
        var end = at;
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end]))
            end++;
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, _random.Next(2) == 0 ? Pick(_words) : Encoding.ASCII.GetBytes($"{Pick(s_values) + _random.Next(-1, 2)}"));
    }

    /// <summary>Writes a little-endian number of 1, 2, 4 or 8 bytes, at an even place half of the time as most fields are.</summary>
    private void WriteValue(List<byte> bytes, int at)
    {
        at &= _random.Next(2) == 0 ? ~0 : ~1;
        var value = _random.Next(4) == 0 ? _random.Next(64) : Pick(s_values);
        for (var left = 1 << _random.Next(4); left > 0 && at < bytes.Count; left--, value >>= 8)
            bytes[at++] = (byte)value;
    }

    private byte[] Block(ReadOnlySpan<byte> bytes, int most)
    {
        var start = _random.Next(bytes.Length);
        return bytes.Slice(start, 1 + _random.Next(Math.Min(bytes.Length - start, most))).ToArray();
    }

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];

    [GeneratedRegex("[A-Za-z0-9_.:()-]+")]
    private static partial Regex Word();
}
