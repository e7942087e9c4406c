using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace NumaTopology;

/// <summary>A list that cannot be changed and whose text is what it holds, so that a column of Export-Csv can be read: <c>0→0: 10; 0→1: 21</c>.</summary>
internal sealed class Listing<T> : ReadOnlyCollection<T>
{
    public Listing(IList<T> items)
        : base(items)
    {
    }

    public static Listing<T> None { get; } = new([]);

    public override string ToString() => string.Join("; ", this);
}

/// <summary>Makes listings.</summary>
internal static class Listing
{
    [return: NotNullIfNotNull(nameof(items))]
    public static Listing<T>? Of<T>(IReadOnlyList<T>? items) =>
        items is null ? null : items as Listing<T> ?? (items.Count == 0 ? Listing<T>.None : new Listing<T>(items as IList<T> ?? items.ToArray()));
}
