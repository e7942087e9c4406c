using System;

namespace NumaTopology.Comparison;

/// <summary>A value that two machines are compared by.</summary>
/// <param name="name">The property's name.</param>
/// <param name="value">Its value.</param>
/// <param name="impact">What a difference means: of the owner in words, and the two values, neither null.</param>
/// <param name="isSame">Whether two values, neither null, count as equal; else what their type calls equal.</param>
/// <param name="without">What it means for a machine that the value is not reported there; null where placements do not use it.</param>
internal sealed class Facet<T>(string name, Func<T, object?> value, Func<string, object, object, string> impact, Func<object, object, bool>? isSame = null, string? without = null)
{
    public string Name { get; } = name;

    public string? Without { get; } = without;

    public object? Value(T owner) => value(owner);

    public bool IsSame(object? reference, object? difference) =>
        reference is null || difference is null ? reference is null && difference is null : isSame?.Invoke(reference, difference) ?? reference.Equals(difference);

    public string Impact(string owner, object reference, object difference) => impact(owner, reference, difference);
}
