using System;
using System.Globalization;
using System.Linq;
using System.Text;
using CsCheck;
using Xunit;

namespace NumaTopology.Tests.Model;

/// <summary>Masks as the kernel writes them: words of 32 bits, the highest first, whose width is that of the processors that can be.</summary>
public class CpuMaskPropertyTests
{
    [Fact]
    public void A_mask_is_read_as_the_numbers_it_was_made_of() =>
        Gen.Select(Gen.Int[0, 300].Array[0, 20], Gen.Int[0, 70], Gen.OneOf("", "\n", "\n\0"), Gen.Bool).Sample((drawn, spare, end, isUpper) =>
        {
            var numbers = drawn.Distinct().Order().ToArray();
            // The kernel writes a bit for every processor that can be, so up to two words that are all zero.
            var mask = Mask(numbers, bits: (numbers.Length == 0 ? 1 : numbers[^1] + 1) + spare);
            AssertReads(numbers, (isUpper ? mask.ToUpperInvariant() : mask) + end);
        }, iter: 1000);

    [Fact]
    public void The_words_of_a_mask_need_no_leading_zeros() => Gen.Int[0, 300].Array[1, 10].Sample(drawn =>
    {
        var numbers = drawn.Distinct().Order().ToArray();
        AssertReads(numbers, string.Join(',', Mask(numbers, numbers[^1] + 1).Split(',').Select(word => word.TrimStart('0').PadLeft(1, '0'))));
    });

    [Fact]
    public void The_last_processors_that_a_set_holds_have_a_mask_too() =>
        AssertReads([0, CpuSet.Limit - 1], Mask([0, CpuSet.Limit - 1], CpuSet.Limit));

    private static void AssertReads(int[] numbers, string mask)
    {
        var bytes = Encoding.ASCII.GetBytes(mask);
        Assert.True(IdSetParser.TryParseMask(bytes, bytes.Length, out var set, out var reason), reason);
        Assert.Equal(numbers, set.ToArray());
    }

    /// <summary>A word is the sum of the powers of two of its processors; the first has only the digits that are left.</summary>
    private static string Mask(int[] numbers, int bits)
    {
        var words = new long[(bits + 31) / 32];
        foreach (var number in numbers)
            words[number / 32] += (long)Math.Pow(2, number % 32);
        var text = words.Select((word, i) => word.ToString("x", CultureInfo.InvariantCulture).PadLeft(i < words.Length - 1 || bits % 32 == 0 ? 8 : ((bits % 32) + 3) / 4, '0'));
        return string.Join(',', text.Reverse());
    }
}
