using System;

namespace NumaTopology;

/// <summary>Where or when an object was read. It is ignored in comparisons: the same node of two recordings is equal.</summary>
internal readonly struct Provenance<T>(T value) : IEquatable<Provenance<T>>
{
    public T Value { get; } = value;

    public bool Equals(Provenance<T> other) => true;

    public override bool Equals(object? obj) => obj is Provenance<T>;

    public override int GetHashCode() => 0;
}
