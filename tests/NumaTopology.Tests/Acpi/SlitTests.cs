using System.Linq;
using NumaTopology.Acpi;
using Xunit;

namespace NumaTopology.Tests.Acpi;

/// <summary>The distances between domains: ACPI 6.5, 5.2.17.</summary>
public class SlitTests
{
    [Fact]
    public void A_row_is_that_of_the_domain_that_reaches_out()
    {
        var slit = Slit.Parse(new AcpiTable("SLIT").U64(3).U8(10, 12, 13).U8(21, 10, 23).U8(31, 32, 10).Table());
        Assert.Equal(3, slit.Domains);
        Assert.Equal([10, 12, 13, 21, 10, 23, 31, 32, 10], Enumerable.Range(0, 9).Select(pair => (int)slit.Distance(pair / 3, pair % 3)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(11)]
    public void The_distance_of_a_domain_to_itself_must_be_10(byte value) => AssertIs(value, 0, 0);

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    public void A_distance_to_another_domain_must_be_more_than_10(byte value) => AssertIs(value, 0, 1);

    [Fact]
    public void A_value_of_255_is_one_that_cannot_be_reached_and_one_of_11_is_sound()
    {
        var slit = Slit.Parse(new AcpiTable("SLIT").U64(2).U8(10, 255).U8(11, 10).Table());
        Assert.Equal((255, 11), (slit.Distance(0, 1), slit.Distance(1, 0)));
    }

    [Theory]
    [InlineData(2, 4, true)]
    [InlineData(2, 3, false)]
    [InlineData(0, 0, true)]
    [InlineData(4096, 4096 * 4096, true)]
    [InlineData(4097, 4097 * 4097, false)] // nobody knows more than 1024 nodes
    [InlineData(0x1_0000_0000, 16, false)] // its square is 0 in 64 bits
    [InlineData(ulong.MaxValue, 16, false)]
    public void The_whole_matrix_is_there(ulong domains, int bytes, bool isThere)
    {
        var table = new AcpiTable("SLIT").U64(domains).Zeros(bytes).Table();
        if (isThere)
            Assert.Equal((int)domains, Slit.Parse(table).Domains);
        else
            Assert.Contains($"{domains} domains", Assert.Throws<TopologyFormatException>(() => Slit.Parse(table)).Reason);
    }

    [Fact]
    public void A_table_of_another_name_or_without_a_count_is_refused()
    {
        Assert.Throws<TopologyFormatException>(() => Slit.Parse(new AcpiTable("SRAT").U64(1).U8(10).Table()));
        Assert.Throws<TopologyFormatException>(() => Slit.Parse(new AcpiTable("SLIT").U32(1).Table()));
    }

    private static void AssertIs(byte value, int from, int to)
    {
        byte[] matrix = [10, 20, 20, 10];
        matrix[(2 * from) + to] = value;
        var slit = Slit.Parse(new AcpiTable("SLIT").U64(2).U8(matrix).Table());
        Assert.Equal($"the distance from domain {from} to {to} is {value}", Assert.Throws<TopologyFormatException>(() => slit.Distance(from, to)).Reason);
    }
}
