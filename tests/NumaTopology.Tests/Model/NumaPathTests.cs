using System;
using Xunit;

namespace NumaTopology.Tests.Model;

public class NumaPathTests
{
    [Theory]
    [InlineData("2→1→0→3", new[] { 2, 1, 0, 3 })]
    [InlineData("7", new[] { 7 })]
    public void A_path_is_read_from_its_text_and_has_it_again(string text, int[] cells)
    {
        Assert.Equal(cells, NumaPath.Parse(text).Cells);
        Assert.Equal(text, NumaPath.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1→")]
    [InlineData("1→-2")]
    [InlineData("1->2")]
    public void A_malformed_path_is_refused(string text) => Assert.Throws<FormatException>(() => NumaPath.Parse(text));
}
