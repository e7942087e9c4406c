using System.Collections.Generic;

namespace NumaTopology.Picture;

/// <summary>A box of the picture: a group of nodes with the boxes in it, or a node.</summary>
internal sealed class Box
{
    public Box(NumaCell cell, string shape)
    {
        Cell = cell;
        Shape = shape;
    }

    public Box(NumaCellGroup group, IReadOnlyList<Box> boxes, string shape)
    {
        Group = group;
        Boxes = boxes;
        Shape = shape;
    }

    /// <summary>The node; null for a group.</summary>
    public NumaCell? Cell { get; }

    /// <summary>The group; null for a node.</summary>
    public NumaCellGroup? Group { get; }

    /// <summary>The boxes in a group, by lowest node.</summary>
    public IReadOnlyList<Box> Boxes { get; } = [];

    /// <summary>What boxes that are alike have in common: everything but numbers, names and amounts of memory.</summary>
    public string Shape { get; }
}
