using System;
using System.Linq;
using NumaTopology.Picture.Text;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>Lines of a picture are broken where a reader would.</summary>
public class WrappingTests
{
    [Theory]
    [InlineData("node 0: 8 cores", 15, "node 0: 8 cores")]
    [InlineData("node 0: 8 cores", 14, "node 0: 8|cores")]
    [InlineData("node 0: 8 cores", 9, "node 0: 8|cores")]
    [InlineData("node 0: 8 cores", 8, "node 0:|8 cores")]
    [InlineData("CPUs 0-3,8-11,16-19", 14, "CPUs 0-3,8-11,|16-19")] // more room behind a comma
    [InlineData("CPUs 0-3,8-11,16-19", 13, "CPUs 0-3,|8-11,16-19")]
    [InlineData("CPUs 0-3 / 8-11", 13, "CPUs 0-3 /|8-11")]
    [InlineData("some words, a list", 15, "some words, a|list")]
    [InlineData("a,b words", 5, "a,b|words")]
    [InlineData("eth-0000:84:00.0", 9, "eth-0000:|84:00.0")] // not inside a number
    [InlineData("a1234567", 4, "a|1234|567")] // except one that is longer than a line
    [InlineData("", 4, "")]
    public void A_text_is_broken_at_blanks_commas_or_between_numbers(string text, int width, string lines) => Assert.Equal(lines.Split('|'), Wrapping.Lines(text, width));

    [Fact]
    public void A_line_does_not_begin_with_what_separates_lists() => Assert.Equal(["CPUs", "0-3 |", "8-11"], Wrapping.Lines("CPUs 0-3 | 8-11", 9));

    [Fact]
    public void Nothing_is_lost_and_no_line_is_longer_whatever_the_text()
    {
        var random = new Random(20);
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "0123456789,, |-ab"[random.Next(17)])).Trim();
            var width = random.Next(4, 30);
            var lines = Wrapping.Lines(text, width).ToList();
            Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
            Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
        }
    }
}
