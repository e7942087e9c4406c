using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>The distances in text pictures, read back: numbers with a shade where they fit, else shades.</summary>
public partial class TextDistanceTests
{
    public static TheoryData<string> Machines => [.. PictureMachines.Names.Where(name => !name.StartsWith("wide", StringComparison.Ordinal)), "grid 40", "grid 64"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_matrix_says_each_distance_and_darker_the_farther(string name)
    {
        var machine = PictureMachines.Read(name);
        foreach (var (width, ascii) in new[] { (40, false), (60, true), (80, false), (200, false) })
        {
            var lines = NumaPicture.Text(machine, new PictureOptions { Width = width, Ascii = ascii }).SkipWhile(line => !line.StartsWith("distances", StringComparison.Ordinal)).ToList();
            if (machine.Cells.Count < 2)
                Assert.Empty(lines);
            else if (machine.Distances.Count == 0)
                Assert.Equal("distances: not reported", lines[0]);
            else if (lines[0] == "distances (10 is local)")
                AssertAreNumbers(machine, lines, ascii ? ".:+#" : "░▒▓█", ascii ? "inf" : "∞");
            else
                AssertAreShades(machine, lines, ascii ? ".:+#" : "░▒▓█", ascii ? 'o' : '·', ascii ? 'x' : '×');
        }
    }

    // A label of three columns and four for each node; of more than 32 nodes, 20 blocks at most.
    [Theory]
    [InlineData(18, 75, "distances (10 is local)")]
    [InlineData(18, 74, "distances")]
    [InlineData(32, 131, "distances (10 is local)")]
    [InlineData(32, 130, "distances")]
    [InlineData(33, 200, "distances (largest of 2×2 nodes)")]
    [InlineData(40, 80, "distances (largest of 2×2 nodes)")]
    [InlineData(41, 80, "distances (largest of 3×3 nodes)")]
    public void Numbers_are_told_where_they_fit_on_a_screen(int nodes, int width, string title) =>
        Assert.Contains(title, NumaPicture.Text(PictureMachines.Grid(nodes), new PictureOptions { Width = width }));

    private static void AssertAreNumbers(NumaCapabilities machine, List<string> lines, string shades, string unreachable)
    {
        var values = machine.Distances.ToDictionary(distance => (distance.From, distance.To), distance => distance.Value);
        var ranks = values.Where(value => value.Key.From != value.Key.To).Select(value => value.Value).Distinct().Order().ToList();
        var columns = Regex.Matches(lines[1], "[0-9]+").Select(match => (Id: int.Parse(match.Value, CultureInfo.InvariantCulture), End: match.Index + match.Length)).ToList();
        Assert.Equal(machine.Cells.Select(cell => cell.Id), columns.Select(column => column.Id));
        for (var row = 0; row < columns.Count; row++)
        {
            var line = lines[2 + row];
            var start = line.Length - line.TrimStart().Length + columns[row].Id.ToString(CultureInfo.InvariantCulture).Length;
            Assert.Equal(columns[row].Id.ToString(CultureInfo.InvariantCulture), line[..start].Trim());
            foreach (var (id, end) in columns)
            {
                var said = line[start..end].Trim();
                var isKnown = values.TryGetValue((columns[row].Id, id), out var value);
                var text = !isKnown ? "-" : value == 255 ? unreachable : value.ToString(CultureInfo.InvariantCulture);
                Assert.Equal(text, said.TrimStart([.. shades, shades.Contains('░', StringComparison.Ordinal) ? '·' : 'o', ' ']));
                // The shade goes by the rank of the distance, as far as there are enough shades.
                var rank = ranks.IndexOf(value);
                if (isKnown && columns[row].Id != id)
                    Assert.Equal(shades[ranks.Count <= 4 ? rank : rank * 4 / ranks.Count], said[0]);
                else
                    Assert.Equal(text, said);
                start = end;
            }
        }
    }

    private static void AssertAreShades(NumaCapabilities machine, List<string> lines, string shades, char local, char times)
    {
        var values = machine.Distances.ToDictionary(distance => (distance.From, distance.To), distance => distance.Value);
        var each = Regex.Match(lines[0], $"^distances \\(largest of ([0-9]+){times}\\1 nodes\\)$") is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 1;
        Assert.Equal(each == 1, lines[0] == "distances");
        var blocks = machine.Cells.Select(cell => cell.Id).Chunk(each).ToList();
        // Below the matrix stands what each shade is: "░ 16  ▒ 22", or "░ 16..20" of several distances.
        var legend = Legend().Matches(lines[1 + blocks.Count].Replace("∞", "255", StringComparison.Ordinal).Replace("inf", "255", StringComparison.Ordinal)).ToDictionary(item => item.Groups[1].Value[0], item => (Least: int.Parse(item.Groups[2].Value, null), Most: int.Parse(item.Groups[item.Groups[3].Success ? 3 : 2].Value, null)));
        var distances = values.Where(value => value.Key.From != value.Key.To).Select(value => value.Value).ToHashSet();
        Assert.All(distances, distance => Assert.Single(legend.Values, range => distance >= range.Least && distance <= range.Most));
        Assert.Subset(distances, legend.Values.SelectMany(range => new[] { range.Least, range.Most }).ToHashSet());
        Assert.Equal(shades[..legend.Count], string.Concat(legend.OrderBy(item => item.Value.Least).Select(item => item.Key)));
        for (var row = 0; row < blocks.Count; row++)
        {
            var label = NodeSet.From(blocks[row]).ToString();
            var line = lines[1 + row].TrimStart();
            Assert.StartsWith(label + " ", line, StringComparison.Ordinal);
            // One below the other.
            Assert.Equal(blocks.Max(block => NodeSet.From(block).ToString().Length) + 2, lines[1 + row].Length - line.Length + label.Length + 1);
            var drawn = line[(label.Length + 1)..].PadRight(blocks.Count);
            Assert.Equal(blocks.Count, drawn.Length);
            for (var column = 0; column < blocks.Count; column++)
            {
                var known = blocks[row].SelectMany(_ => blocks[column], (from, to) => values.TryGetValue((from, to), out var value) ? value : (int?)null).ToList();
                if (known.Contains(null))
                    Assert.Equal(' ', drawn[column]);
                else if (each == 1 && row == column)
                    Assert.Equal(local, drawn[column]);
                else
                    Assert.InRange(known.Max()!.Value, legend[drawn[column]].Least, legend[drawn[column]].Most);
            }
        }
    }

    [GeneratedRegex("(\\S) ([0-9]+)(?:\\.\\.([0-9]+))?")]
    private static partial Regex Legend();
}
