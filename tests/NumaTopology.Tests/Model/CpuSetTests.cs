using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Model;

public class CpuSetTests
{
    [Theory]
    [InlineData("0-3,8-11", new[] { 0, 1, 2, 3, 8, 9, 10, 11 })]
    [InlineData("7", new[] { 7 })]
    [InlineData("", new int[0])]
    [InlineData(" 0,2\n", new[] { 0, 2 })]
    [InlineData("63-65", new[] { 63, 64, 65 })]
    [InlineData("5,1,3-4", new[] { 1, 3, 4, 5 })]
    public void A_list_names_the_processors_it_says(string text, int[] ids) => Assert.Equal(ids, CpuSet.Parse(text).Ids);

    [Theory]
    [InlineData(new[] { 0, 1 }, "0-1")]
    [InlineData(new[] { 0, 2 }, "0,2")]
    [InlineData(new[] { 0, 1, 2, 64, 65, 127, 128 }, "0-2,64-65,127-128")]
    [InlineData(new[] { 1048575 }, "1048575")]
    [InlineData(new int[0], "")]
    public void A_set_prints_as_the_kernel_prints_it(int[] ids, string text) => Assert.Equal(text, CpuSet.Of(ids).ToString());

    [Theory]
    [InlineData("0-4294967295")]
    [InlineData("1048576")]
    [InlineData("5-1")]
    [InlineData("1,,2")]
    [InlineData("1,")]
    [InlineData(",1")]
    [InlineData("1-")]
    [InlineData("-1")]
    [InlineData("a")]
    [InlineData("0-31:2/4")]
    [InlineData("99999999999999999999")]
    [InlineData("0--1")]
    [InlineData("0-1-2")]
    [InlineData("+1")]
    [InlineData("0x3")]
    [InlineData("1 2")]
    [InlineData("1;2")]
    [InlineData("\u0661")] // ARABIC-INDIC DIGIT ONE
    [InlineData("0-3\n4")]
    public void A_malformed_list_is_refused(string text) => Assert.Contains(text, Assert.Throws<FormatException>(() => CpuSet.Parse(text)).Message);

    [Theory]
    [InlineData(-1)]
    [InlineData(CpuSet.Limit)]
    public void A_number_outside_of_any_machine_is_refused(int id) => Assert.Throws<ArgumentOutOfRangeException>(() => CpuSet.Of(id));

    [Fact]
    public void Sets_combine_as_sets_do()
    {
        CpuSet left = CpuSet.Parse("0-7,100"), right = CpuSet.Parse("4-11");
        Assert.Equal("0-11,100", left.Union(right).ToString());
        Assert.Equal("0-11,100", right.Union(left).ToString());
        Assert.Equal("4-7", left.Intersect(right).ToString());
        Assert.Equal("0-3,100", left.Except(right).ToString());
        Assert.Equal("8-11", right.Except(left).ToString());
        Assert.True(left.Overlaps(right));
        Assert.False(left.Overlaps(CpuSet.Parse("8-99")));
        Assert.True(CpuSet.Parse("1,100").IsSubsetOf(left));
        Assert.False(CpuSet.Parse("1,99").IsSubsetOf(left));
    }

    [Fact]
    public void Equal_sets_are_equal_however_they_came_about()
    {
        CpuSet parsed = CpuSet.Parse("0-1"), computed = CpuSet.Parse("0-1,900").Except(CpuSet.Parse("900"));
        Assert.Equal(parsed, computed);
        Assert.Equal(parsed.GetHashCode(), computed.GetHashCode());
        Assert.True(parsed == computed);
        Assert.True(parsed != CpuSet.Parse("0"));
    }

    [Fact]
    public void Sets_sort_by_their_processors()
    {
        var sorted = new[] { "10", "2", "0-3", "", "0", "0-1,64", "0-1", "1" }.Select(CpuSet.Parse).Order().Select(set => set.ToString());
        Assert.Equal(["", "0", "0-1", "0-3", "0-1,64", "1", "2", "10"], sorted);
    }

    [Fact]
    public void The_count_and_first_are_those_of_the_list()
    {
        var set = CpuSet.Parse("3,64-127,1000");
        Assert.Equal(66, set.Count);
        Assert.Equal(3, set.First);
        Assert.Null(CpuSet.Empty.First);
        Assert.True(set.Contains(127));
        Assert.False(set.Contains(128));
        Assert.False(set.Contains(-1));
    }
}
