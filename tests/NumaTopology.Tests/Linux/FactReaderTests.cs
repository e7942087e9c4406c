using System;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Tests.Faults;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>The small texts of sysfs and procfs, at the edges of what they may hold.</summary>
public sealed class FactReaderTests : IDisposable
{
    private const string Fact = "sys/fact";

    private readonly MachineBuilder _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("17\n", 17L)]
    [InlineData(" \t17 \n", 17L)]
    [InlineData("9223372036854775799", 9223372036854775799)] // as many as 63 bits hold for sure
    [InlineData("", null)]
    [InlineData(" \n", null)]
    public void A_number_stands_alone(string text, long? number) => Assert.Equal(number, Reader(text).Number(Fact));

    [Theory]
    [InlineData("-1\n", "-1")]
    [InlineData("1 2", "")]
    [InlineData("12x", "")]
    [InlineData("x", "")]
    [InlineData("9223372036854775800", "")]
    public void Anything_else_is_refused(string text, string named) => AssertRefused(() => Reader(text).Number(Fact), named);

    [Theory]
    [InlineData("3\n", 3)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("-1\n", null)]
    [InlineData("-2147483648", null)]
    [InlineData("4294967295\n", null)] // -1, unsigned
    [InlineData("", null)]
    public void An_id_is_positive_or_unset(string text, int? id)
    {
        Assert.Equal(id, Reader(text).Id(Fact));
        Assert.True(Reader(text).TryId(Fact, out _));
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("4294967294")]
    [InlineData("-2147483649")]
    public void A_number_that_is_no_id_is_refused(string text) => AssertRefused(() => Reader(text).Id(Fact), text);

    [Theory]
    [InlineData("32K\n", 32L, 'K')]
    [InlineData(" 32K \n", 32L, 'K')]
    [InlineData("32\n", 32L, '\0')]
    [InlineData("32 \n", 32L, '\0')]
    [InlineData("9M", 9L, 'M')]
    [InlineData("9223372036854775799", 9223372036854775799, '\0')]
    [InlineData("32 K", 32L, '?')]
    [InlineData("32KB", 32L, '?')]
    [InlineData("K", 0L, '?')]
    [InlineData("9223372036854775800", 922337203685477580, '?')] // the last digit is no unit
    public void A_scaled_number_has_one_character_behind_it_at_most(string text, long number, char unit)
    {
        Assert.Equal(number, Reader(text).ScaledNumber(Fact, out var found));
        Assert.Equal(unit is '?' && char.IsDigit(text[^1]) ? '0' : unit, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public void An_empty_file_has_no_number(string text) => Assert.Null(Reader(text).ScaledNumber(Fact, out _));

    [Theory]
    [InlineData("10 21\n", new[] { 10, 21 })]
    [InlineData("2147483647", new[] { int.MaxValue })]
    [InlineData("\n", new int[0])]
    public void Numbers_stand_between_white_space(string text, int[] numbers) => Assert.Equal(numbers, Reader(text).Numbers(Fact)!);

    [Theory]
    [InlineData("10 x", "")]
    [InlineData("10 2147483648", "2147483648")]
    public void A_row_of_something_else_is_refused(string text, string named) => AssertRefused(() => Reader(text).Numbers(Fact), named);

    [Fact]
    public void What_is_not_there_is_null()
    {
        var reader = new FactReader(_machine.Machine);
        Assert.Equal((null, null, null), (reader.Number(Fact), reader.Id(Fact), reader.Text(Fact)));
        Assert.Equal((null, null), (reader.Numbers(Fact), reader.CpuList(Fact)));
        Assert.False(reader.TryId(Fact, out _));
        Assert.Empty(reader.Fields(Fact));
    }

    [Fact]
    public void A_text_has_no_white_space_around_it_and_is_null_when_that_is_all()
    {
        Assert.Equal("a b", Reader(" a b\n").Text(Fact));
        Assert.Null(Reader(" \n").Text(Fact));
    }

    [Fact]
    public void A_line_without_a_key_is_no_field() =>
        Assert.Equal([("a", "1"), ("c d", "e:f")], Reader("a\t: 1\n: 2\nb\nc d:e:f\n").Fields(Fact).Select(field => (field.Key, field.Value)));

    [Theory]
    [InlineData(16384, true)]
    [InlineData(16385, false)]
    public void No_machine_has_more_numbered_names_than_16384(int count, bool isRead)
    {
        var reader = new FactReader(new AlteredMachine(_machine.Machine, (_, content) => content, (_, _) => [.. Enumerable.Range(0, count).Reverse().Select(number => $"cpu{number}"), "cpufreq"]));
        if (isRead)
            Assert.Equal(Enumerable.Range(0, count), reader.NumberedNames("sys", "cpu")!);
        else
            Assert.Contains("16385", Assert.Throws<TopologyFormatException>(() => reader.NumberedNames("sys", "cpu")).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x0\n", 0)]
    [InlineData("0x8086\n", 0x8086)]
    public void Hexadecimal_numbers_are_from_0_on(string text, int number) => Assert.Equal(number, Hexadecimal.Read(Reader(text), Fact));

    [Theory]
    [InlineData("0xFFFFFFFF")]
    [InlineData("8086x")]
    public void What_is_no_hexadecimal_number_is_refused(string text) => AssertRefused(() => Hexadecimal.Read(Reader(text), Fact), text);

    private FactReader Reader(string text) => new(_machine.File(Fact, text).Machine);

    private static void AssertRefused(Func<object?> read, string named)
    {
        var error = Assert.Throws<TopologyFormatException>(read);
        Assert.EndsWith(Fact, error.Fact, StringComparison.Ordinal);
        Assert.NotEmpty(error.Reason);
        Assert.Contains(named, error.Reason, StringComparison.Ordinal);
    }
}
