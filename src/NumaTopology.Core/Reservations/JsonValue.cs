using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Reservations;

/// <summary>One value of a JSON document. What is asked of it as another kind than it is, is a <see cref="FormatException"/> that says so.</summary>
internal sealed class JsonValue
{
    private readonly object? _value;

    private JsonValue(object? value) => _value = value;

    /// <summary>Members in the order of the document; no name stands twice.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonValue>> Members => As<IReadOnlyList<KeyValuePair<string, JsonValue>>>("an object");

    public IReadOnlyList<JsonValue> Items => As<IReadOnlyList<JsonValue>>("an array");

    public string Text => As<string>("a string");

    /// <summary>A whole number from 0 on, written without a fraction or an exponent.</summary>
    public long Number => As<Literal>("a whole number") is var literal && long.TryParse(literal.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{literal.Text}' is not a whole number");

    /// <summary>The value of a member; null when the object has none of that name or its value is <c>null</c>.</summary>
    public JsonValue? Member(string name) => Members.FirstOrDefault(member => member.Key == name).Value is { _value: not null } value ? value : null;

    public static JsonValue Object(IReadOnlyList<KeyValuePair<string, JsonValue>> members) => new(members);

    public static JsonValue Array(IReadOnlyList<JsonValue> items) => new(items);

    public static JsonValue String(string text) => new(text);

    /// <summary>A number as it is written, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    public static JsonValue Of(string literal) => new(literal == "null" ? null : new Literal(literal));

    private T As<T>(string kind) where T : class => _value as T ?? throw new FormatException($"a value is not {kind}");

    private sealed record Literal(string Text);
}
