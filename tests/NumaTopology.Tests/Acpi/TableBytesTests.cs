using System.Linq;
using NumaTopology.Acpi;
using Xunit;

namespace NumaTopology.Tests.Acpi;

/// <summary>Bytes of the firmware and of Windows' records: little endian, and never read beyond their end.</summary>
public class TableBytesTests
{
    private static readonly TableBytes s_bytes = new("firmware/TEST", [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xFE]);

    [Fact]
    public void Numbers_are_little_endian()
    {
        Assert.Equal(0x23, s_bytes.U8(1));
        Assert.Equal(0x4523, s_bytes.U16(1));
        Assert.Equal(0x89674523, s_bytes.U32(1));
        Assert.Equal(0xFEEFCDAB89674523, s_bytes.U64(1));
    }

    [Theory]
    [InlineData(8, 8, 7, 6, 2)]
    public void The_last_byte_of_a_table_can_be_read_and_none_after_it(int last8, int last, int last16, int last32, int beyond64)
    {
        Assert.Equal(9, s_bytes.Length);
        Assert.Equal(0xFE, s_bytes.U8(last8));
        AssertEnds(() => s_bytes.U8(last + 1), 10);
        s_bytes.U16(last16);
        AssertEnds(() => s_bytes.U16(last16 + 1), 10);
        s_bytes.U32(last32 - 1);
        AssertEnds(() => s_bytes.U32(last32), 10);
        s_bytes.U64(beyond64 - 1);
        AssertEnds(() => s_bytes.U64(beyond64), 10);
    }

    [Theory]
    [InlineData(0, 9, true)]
    [InlineData(9, 0, true)]
    [InlineData(0, 10, false)]
    [InlineData(10, 0, false)]
    [InlineData(-1, 1, false)]
    [InlineData(0, -1, false)]
    [InlineData(1, long.MaxValue, false)]
    public void A_structure_is_there_when_the_table_holds_all_of_it(int offset, long count, bool isThere)
    {
        if (isThere)
            Assert.Equal(offset, s_bytes.Check(offset, count));
        else
            Assert.Equal("firmware/TEST", Assert.Throws<TopologyFormatException>(() => s_bytes.Check(offset, count)).Fact);
    }

    /// <summary>The records of 9 bytes; one that is cut off begins as well, and reading it is the error.</summary>
    [Theory]
    [InlineData(3, new[] { 0, 3, 6 })]
    [InlineData(4, new[] { 0, 4, 8 })]
    [InlineData(9, new[] { 0 })]
    public void Elements_follow_each_other_until_the_bytes_end(int bytes, int[] begins) => Assert.Equal(begins, s_bytes.Elements(bytes));

    [Fact]
    public void A_header_has_36_bytes_its_signature_and_its_tables_length()
    {
        new AcpiTable("TEST").Table().CheckHeader("TEST");
        Assert.Contains("TEST", Refused(new AcpiTable("TEXT").ToArray()));
        Assert.Contains("TEST", Refused(new AcpiTable("TEST").ToArray()[..35]));
        Assert.Contains("36 bytes, but the table has 37", Refused([.. new AcpiTable("TEST").ToArray(), 0]));

        static string Refused(byte[] bytes) => Assert.Throws<TopologyFormatException>(() => new TableBytes("firmware/TEST", bytes).CheckHeader("TEST")).Reason;
    }

    [Fact]
    public void A_sound_table_adds_up_to_0_and_one_with_another_byte_does_not()
    {
        var bytes = new AcpiTable("TEST").U8(200, 100, 7).ToArray();
        Assert.True(new TableBytes("TEST", bytes).AddUpToZero());
        for (var at = 0; at < bytes.Length; at++)
            Assert.False(new TableBytes("TEST", [.. bytes.Select((value, index) => index == at ? (byte)(value + 1) : value)]).AddUpToZero());
    }

    private static void AssertEnds(System.Action read, int byteNumber) => Assert.Contains($"ends before byte {byteNumber}", Assert.Throws<TopologyFormatException>(read).Reason);
}
