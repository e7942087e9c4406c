using System;
using System.Globalization;
using System.Linq;
using CsCheck;
using Xunit;

namespace NumaTopology.Tests.Model;

/// <summary>Lists of processors in every legal spelling: unordered, overlapping, with leading zeros and white space around.</summary>
public class CpuListPropertyTests
{
    private static readonly Gen<(string Text, (int First, int Last) Run)> s_written =
        from run in Generate.Run
        from zeros in Gen.Int[0, 2]
        from isShort in Gen.Bool
        select (run.First == run.Last && isShort ? Number(run.First, zeros) : $"{Number(run.First, zeros)}-{Number(run.Last, 0)}", run);

    private static readonly Gen<string> s_blanks = Gen.OneOf("", " ", "\t", "\n", " \n");

    [Fact]
    public void Every_spelling_names_the_same_numbers_and_prints_as_the_kernel_prints_them() => Gen.Select(s_written.Array[0, 6], s_blanks).Sample((runs, end) =>
    {
        var numbers = Generate.Numbers(runs.Select(run => run.Run));
        var set = CpuSet.Parse(" " + string.Join(',', runs.Select(run => run.Text)) + end);
        Assert.Equal(numbers, set.Ids);
        Assert.Equal(numbers.Length, set.Count);
        Assert.Equal(Generate.List(numbers), set.ToString());
    }, iter: 500);

    [Fact]
    public void What_is_printed_is_read_as_the_same_set() => Generate.Cpus.Sample(numbers =>
    {
        var set = CpuSet.From(numbers.Reverse());
        var read = CpuSet.Parse(set.ToString());
        Assert.Equal(set, read);
        Assert.Equal(set.GetHashCode(), read.GetHashCode());
        Assert.Equal(numbers, read.Ids);
    }, iter: 500);

    [Fact]
    public void One_character_that_is_of_no_list_makes_it_none() => Gen.Select(Generate.Run.Array[1, 4], Gen.OneOf(";", "x", ":", "/", "+", ".", ",,", "--", "\u0661"), Gen.Int[0, 999]).Sample((runs, wrong, at) =>
    {
        var text = Generate.List(Generate.Numbers(runs));
        Assert.Throws<FormatException>(() => (object)CpuSet.Parse(text.Insert(at % (text.Length + 1), wrong)));
    });

    private static string Number(int number, int zeros) => new string('0', zeros) + number.ToString(CultureInfo.InvariantCulture);
}
