using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace NumaTopology.Tests.Picture;

/// <summary>A text picture as a user reads it: what stands at which node.</summary>
internal sealed partial class DrawnText
{
    private readonly List<string> _tree;

    public DrawnText(IReadOnlyList<string> lines)
    {
        Lines = lines;
        var blank = lines.ToList().FindIndex(line => line.Length == 0);
        Head = lines.Take(blank < 0 ? lines.Count : blank).ToList();
        _tree = lines.Skip(Head.Count + 1).TakeWhile(line => line.Length > 0).ToList();
        Rest = lines.Skip(Head.Count + 1 + _tree.Count + 1).ToList();
        int? node = null;
        foreach (var drawn in _tree)
        {
            var line = Frame().Replace(drawn, "");
            if (Node().Match(line) is { Success: true } at)
                node = int.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture);
            else if (line.Contains(" × ", StringComparison.Ordinal) && line.Contains("node", StringComparison.Ordinal))
                node = null;
            if (node is { } id && Memory().Match(line) is { Success: true } memory)
                Amounts.Add(id, (memory.Groups["bar"].Value, memory.Groups["amount"].Value, drawn.Length - line.Length + memory.Index));
        }
    }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>What stands above the tree.</summary>
    public IReadOnlyList<string> Head { get; }

    /// <summary>What stands below it: distances, links and legend.</summary>
    public IReadOnlyList<string> Rest { get; }

    /// <summary>The tree without its lines.</summary>
    public IEnumerable<string> Tree => _tree.Select(line => Frame().Replace(line, ""));

    /// <summary>Of each node the bar of its memory, its amount, and the column that they begin in.</summary>
    public Dictionary<int, (string Bar, string Amount, int Column)> Amounts { get; } = [];

    /// <summary>What the last lines say of the characters of bars, and which numbers are told.</summary>
    public IEnumerable<string> Legend => LegendItem().Matches(string.Join(' ', Lines.Skip(Lines.ToList().LastIndexOf("") + 1).Select(line => line.Trim()))).Select(match => match.Value);

    /// <summary>Whether an amount as it is written, such as 42.6 GiB, is that of so many bytes, rounded to what is written.</summary>
    public static bool Is(string number, string unit, long bytes)
    {
        var factor = Math.Pow(1024, Array.IndexOf(["B", "KiB", "MiB", "GiB", "TiB"], unit));
        var digits = number.Contains('.', StringComparison.Ordinal) ? number.Length - number.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return Math.Abs((double.Parse(number, CultureInfo.InvariantCulture) * factor) - bytes) <= 0.5001 * Math.Pow(10, -digits) * factor;
    }

    [GeneratedRegex("^[│├└─ ]+")]
    private static partial Regex Frame();

    [GeneratedRegex("[█▒░] (in use|reclaimable|free)|numbers: [a-z]+ of total")]
    private static partial Regex LegendItem();

    [GeneratedRegex("^node ([0-9]+)")]
    private static partial Regex Node();

    [GeneratedRegex("(?<bar>[█▒░]*) *(?<amount>(?<=^| )[0-9.]+( ([KMGT]i)?B)? of [0-9.]+ [KMGT]iB( free| available)?)$")]
    private static partial Regex Memory();
}
