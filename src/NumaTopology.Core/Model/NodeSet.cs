using System;
using System.Collections.Generic;

namespace NumaTopology;

/// <summary>An immutable set of node numbers, which reads and prints as the kernel's list: <c>0-3,8</c>.</summary>
internal sealed class NodeSet
{
    private readonly IdSet _ids;

    public NodeSet(IdSet ids) => _ids = ids;

    public IdSet Set => _ids;

    public int Count => _ids.Count;

    public bool IsEmpty => _ids.IsEmpty;

    /// <summary>Reads a list such as <c>0-3,8</c>; blank text is the empty set.</summary>
    /// <exception cref="FormatException">The text is not such a list, or has a number larger than 1 048 575.</exception>
    public static NodeSet Parse(string text) => new(IdSet.Parse(text, "node"));

    /// <summary>The set of some numbers, in any order.</summary>
    public static NodeSet From(IEnumerable<int> ids)
    {
        var builder = new IdSetBuilder();
        builder.AddAll(ids);
        return new NodeSet(builder.Take());
    }

    public bool Contains(int id) => _ids.Contains(id);

    /// <summary>The nodes of both sets.</summary>
    public NodeSet Intersect(NodeSet other) => new(_ids.Intersect(other._ids));

    /// <summary>The numbers, ascending.</summary>
    public int[] ToArray() => _ids.ToArray();

    public override string ToString() => _ids.ToString();
}
