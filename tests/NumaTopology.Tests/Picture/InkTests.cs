using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NumaTopology.Picture.Text;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>Colours and characters of text pictures.</summary>
public class InkTests
{
    // The codes of ECMA-48, 8.3.117, and the bright black (90) that all terminals have: 1 bold, 33 yellow, 34 blue, 36 cyan.
    [Fact]
    public void Parts_of_a_picture_have_their_colours()
    {
        var machine = TextPictureTests.Read("hmat");
        var placement = TextPictureTests.Place(machine, new PlacementRequest { Name = "db", Cpu = 1, Cells = [0] });
        var lines = NumaPicture.Text(machine, new PictureOptions { Width = 120, Color = true, Placements = [placement] });
        var painted = lines.SelectMany(line => Regex.Matches(line, "\u001b\\[([0-9]+)m(.*?)\u001b\\[0m").Select(match => (Code: match.Groups[1].Value, Text: match.Groups[2].Value))).ToList();
        Assert.Equal("\u001b[1mhmat.numa, Linux 6.1.0-56-amd64, x86_64\u001b[0m", lines[0].Replace(TextPictureTests.Read("hmat").ToString(), "hmat.numa", StringComparison.Ordinal));
        Assert.Contains(("1", "group 0 within distance 17"), painted);
        Assert.Contains(("1", "distances"), painted);
        Assert.Contains(("33", "db: CPU 0"), painted);
        Assert.Equal(["34"], Codes('█', 4));
        Assert.Equal(["36"], Codes('▒', 1));
        Assert.Equal(["90"], Codes('░', 4));
        Assert.Contains(painted, part => part.Code == "90" && part.Text.Contains("█ in use", StringComparison.Ordinal));
        Assert.DoesNotContain(painted, part => part.Text.Length == 0);

        IEnumerable<string> Codes(char sign, int least) => painted.Where(part => part.Text.Length >= least && part.Text.All(one => one == sign)).Select(part => part.Code).Distinct();
    }

    [Theory]
    [InlineData("2 × 3 ≤ 7 – 1 → 2", "2 x 3 < 7 - 1 > 2")]
    [InlineData("a~b|c", "a~b|c")]
    [InlineData("größer\u007f", "gr??er?")]
    public void An_ASCII_console_gets_the_nearest_characters(string name, string printed)
    {
        Assert.Equal(printed, Glyphs.Ascii.Printable(name));
        Assert.Equal(name.Replace('\u007f', '?'), Glyphs.Unicode.Printable(name));
    }
}
