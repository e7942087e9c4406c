using NumaTopology.Relations;
using Xunit;

namespace NumaTopology.Tests.Relations;

/// <summary>Which SLIT values are one class, by the arithmetic of docs/relations.md: a tenth of the smaller apart at most, and a fifth of what it has above 10.</summary>
public class NearnessTests
{
    [Theory]
    [InlineData(10, 10)]
    [InlineData(255, 255)]
    [InlineData(20, 22)] // a tenth of 20 is 2, a fifth of 10 is 2
    [InlineData(21, 22)]
    [InlineData(15, 16)] // a tenth of 15 is 1.5, a fifth of 5 is 1
    [InlineData(30, 33)] // a tenth of 30 is 3, a fifth of 20 is 4
    [InlineData(100, 110)]
    public void Values_that_differ_as_measured_ones_do_are_the_same(int smaller, int larger)
    {
        Assert.True(Nearness.IsNear(smaller, larger));
        Assert.True(Nearness.IsNear(larger, smaller));
        Assert.False(Nearness.IsBeyond(larger, smaller));
        Assert.False(Nearness.IsBeyond(smaller, larger));
    }

    [Theory]
    [InlineData(10, 11)]
    [InlineData(11, 12)]
    [InlineData(14, 15)] // a fifth of 4 is 0.8
    [InlineData(15, 17)]
    [InlineData(20, 23)]
    [InlineData(16, 22)]
    [InlineData(26, 30)]
    [InlineData(30, 34)] // a tenth of 30 is 3
    [InlineData(100, 111)]
    public void Values_that_differ_more_are_two_and_the_larger_is_beyond(int smaller, int larger)
    {
        Assert.False(Nearness.IsNear(smaller, larger));
        Assert.False(Nearness.IsNear(larger, smaller));
        Assert.True(Nearness.IsBeyond(larger, smaller));
        Assert.False(Nearness.IsBeyond(smaller, larger));
    }
}
