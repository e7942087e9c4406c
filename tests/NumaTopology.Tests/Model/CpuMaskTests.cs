using System.Text;
using Xunit;

namespace NumaTopology.Tests.Model;

public class CpuMaskTests
{
    /// <summary>As sched_setaffinity(2) and set_mempolicy(2) take them: bit n of word w is number 64 w + n.</summary>
    [Theory]
    [InlineData("", new ulong[] { 0UL, 0 })]
    [InlineData("0,63-64", new ulong[] { 0x8000000000000001, 1 })]
    [InlineData("1,127-128,200", new ulong[] { 2, 0x8000000000000000 })]
    [InlineData("1,66,129", new ulong[] { 2UL, 4, 2, 0 })]
    public void A_set_is_a_row_of_words(string cpus, ulong[] words) => Assert.Equal(words, CpuSet.Parse(cpus).Set.Words(words.Length));

    [Theory]
    [InlineData("0000,00fc0000\n", "18-23")] // node 33 of a 48-core machine
    [InlineData("3\n", "0-1")]
    [InlineData("00000001,00000000,80000000", "31,64")]
    [InlineData("00000000,000aaaa0\n", "5,7,9,11,13,15,17,19")]
    [InlineData("F", "0-3")]
    [InlineData("0\n", "")]
    [InlineData("0\n\0\0", "")]
    public void A_mask_names_the_processors_of_its_bits(string mask, string list)
    {
        var bytes = Encoding.ASCII.GetBytes(mask);
        Assert.True(IdSetParser.TryParseMask(bytes, bytes.Length, out var set, out _));
        Assert.Equal(list, set.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("123456789")]
    [InlineData("1,,2")]
    [InlineData("1,")]
    [InlineData("0x1")]
    [InlineData("g")]
    public void A_malformed_mask_is_refused(string mask)
    {
        var bytes = Encoding.ASCII.GetBytes(mask);
        Assert.False(IdSetParser.TryParseMask(bytes, bytes.Length, out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void A_mask_longer_than_any_machine_is_refused()
    {
        var bytes = Encoding.ASCII.GetBytes(new string(',', 40000));
        Assert.False(IdSetParser.TryParseMask(bytes, bytes.Length, out _, out var reason));
        Assert.Contains("longer", reason);
    }
}
