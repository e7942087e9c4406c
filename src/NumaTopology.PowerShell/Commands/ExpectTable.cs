using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Health;

namespace NumaTopology.Commands;

/// <summary>Reads the hashtable of -Expect: <c>@{ Cells = 8; MemoryPerCell = '64GB'; HugePagesPerCell = @{ '1GB' = 4 }; numa_balancing = 0 }</c>.</summary>
internal static class ExpectTable
{
    /// <exception cref="PipedInputException">It has another key, or a value that cannot be.</exception>
    public static IReadOnlyList<Expectation> Read(IDictionary table)
    {
        var all = new List<Expectation>();
        foreach (DictionaryEntry entry in table)
        {
            var key = ExpectedKeys.All.FirstOrDefault(known => string.Equals(known.Name, $"{entry.Key}", StringComparison.OrdinalIgnoreCase))
                ?? throw new PipedInputException(Errors.ExpectationInvalid($"-Expect has no key '{entry.Key}'. Keys: {string.Join(", ", ExpectedKeys.All.Select(known => known.Name))}.", entry.Key));
            try
            {
                all.AddRange(Read(key, entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value));
            }
            catch (Exception e) when (e is PSInvalidCastException or ArgumentTransformationMetadataException or ArgumentOutOfRangeException)
            {
                throw new PipedInputException(Errors.ExpectationInvalid($"'{entry.Value}' is not a valid {key.Name} in -Expect; it is {Form(key.Kind)}.", entry.Value));
            }
        }

        // A hashtable has no order.
        return [.. all.OrderBy(expectation => ExpectedKeys.All.ToList().IndexOf(expectation.Key))];
    }

    private static IEnumerable<Expectation> Read(ExpectedKey key, object? value) => key.Kind switch
    {
        ExpectedKind.Bytes => [Expectations.OfBytes(key, Bytes(value))],
        ExpectedKind.Word => [Expectations.OfWord(key, value is string { Length: > 0 } word ? word : throw new ArgumentOutOfRangeException(nameof(value)))],
        ExpectedKind.Pages when value is IDictionary sizes => [.. sizes.Cast<DictionaryEntry>().Select(size => Expectations.OfPages(key, Bytes(size.Key), Number(size.Value))).OrderBy(pages => pages.Expected, StringComparer.Ordinal)],
        _ => [Expectations.OfNumber(key, Number(value))],
    };

    private static string Form(ExpectedKind kind) => kind switch
    {
        ExpectedKind.Bytes => "a size such as 64GB",
        ExpectedKind.Word => "a word",
        ExpectedKind.Pages => "a number, or a hashtable of sizes and numbers such as @{ '1GB' = 4 }",
        _ => "a whole number",
    };

    private static long Number(object? value) => NotNegative(value is null or bool ? throw new ArgumentOutOfRangeException(nameof(value)) : LanguagePrimitives.ConvertTo<long>(value));

    private static long Bytes(object? value) => NotNegative(value is null ? throw new ArgumentOutOfRangeException(nameof(value)) : LanguagePrimitives.ConvertTo<long>(ByteSizeAttribute.Read(value)));

    private static long NotNegative(long number) => number >= 0 ? number : throw new ArgumentOutOfRangeException(nameof(number));
}
