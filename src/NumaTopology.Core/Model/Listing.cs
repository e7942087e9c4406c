using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace NumaTopology;

/// <summary>
/// A list that cannot be changed, equals one of equal items, and whose text is what it holds, so that a column of Export-Csv can be read: <c>0→0: 10; 0→1: 21</c>.
/// </summary>
internal sealed class Listing<T> : ReadOnlyCollection<T>
{
    public Listing(IList<T> items)
        : base(items)
    {
    }

    public static Listing<T> None { get; } = new([]);

    /// <summary>Whether the other list holds equal items in the same order.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is Listing<T> other && Count == other.Count && this.SequenceEqual(other));

    public override int GetHashCode()
    {
        var hash = Count;
        foreach (var item in this)
            hash = unchecked((hash * 31) + (item?.GetHashCode() ?? 0));
        return hash;
    }

    public override string ToString() => string.Join("; ", this);
}

/// <summary>Makes listings.</summary>
internal static class Listing
{
    /// <summary>The list; null when it holds nothing, as where a machine reports nothing.</summary>
    public static IReadOnlyList<T>? NullIfEmpty<T>(this IReadOnlyList<T> items) => items.Count == 0 ? null : items;

    [return: NotNullIfNotNull(nameof(items))]
    public static Listing<T>? Of<T>(IReadOnlyList<T>? items) =>
        items is null ? null : items as Listing<T> ?? (items.Count == 0 ? Listing<T>.None : new Listing<T>(items as IList<T> ?? items.ToArray()));
}
