using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>Makes expectations of keys and values.</summary>
internal static class Expectations
{
    public static Expectation OfNumber(ExpectedKey key, long number) => Of(key, PlacementText.Number(number), key.Read, value => value is long seen && seen == number, PlacementText.Number);

    public static Expectation OfBytes(ExpectedKey key, long bytes) => Of(key, $"at least {PlacementText.Bytes(bytes)}", key.Read, value => value is long seen && seen >= bytes,
        seen => PlacementText.Bytes(seen) + (seen < bytes && PlacementText.Bytes(seen) == PlacementText.Bytes(bytes) ? $" ({PlacementText.Bytes(bytes - seen)} too little)" : ""));

    public static Expectation OfWord(ExpectedKey key, string word) => Of(key, word, key.Read, value => string.Equals(value as string, word, StringComparison.OrdinalIgnoreCase), PlacementText.Number);

    /// <summary>Pages of a size.</summary>
    public static Expectation OfPages(ExpectedKey key, long size, long count) =>
        Of(key, PlacementText.Pages(count, size), facts => ExpectedKeys.HugePages(facts, size), value => value is long seen && seen == count, seen => PlacementText.Pages(seen, size));

    private static Expectation Of(ExpectedKey key, string expected, Func<HealthFacts, IEnumerable<SeenValue>> read, Func<object?, bool> holds, Func<long, string> text) => new(key, expected, facts =>
    {
        string Text(object? value) => value is null ? "not reported" : value is long number ? text(number) : value.ToString();
        var seen = read(facts).ToList();
        foreach (var value in seen)
            facts.Note($"{(value.CellId is { } id ? $"node {id}" : key.Name)}: {Text(value.Value)}");
        var wrong = seen.Where(value => value.Value is not null && !holds(value.Value)).ToList();
        if (wrong.Count > 0)
            return Verdict.Fail(string.Join(", ", wrong.Select(value => Text(value.Value)).Distinct()), Cells(wrong));
        var unknown = seen.Where(value => value.Value is null).ToList();
        return unknown.Count > 0 ? Verdict.Unknown("not reported", Cells(unknown)) : Verdict.Pass(string.Join(", ", seen.Select(value => Text(value.Value)).Distinct()));
    });

    private static List<int> Cells(List<SeenValue> values) => [.. values.Where(value => value.CellId is not null).Select(value => value.CellId!.Value)];
}
