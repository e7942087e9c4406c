using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>Boxes that are alike, drawn once: <c>2 × socket</c>, and in each of them <c>4 × node</c>.</summary>
internal sealed class Fold
{
    private Fold(IReadOnlyList<Box> alike, int inEach, IReadOnlyList<Fold> within)
    {
        Alike = alike;
        InEach = inEach;
        Within = within;
    }

    /// <summary>The boxes, those in all boxes of the fold around it.</summary>
    public IReadOnlyList<Box> Alike { get; }

    /// <summary>How many of them are in each box of the fold around it.</summary>
    public int InEach { get; }

    /// <summary>What is in them; empty for nodes.</summary>
    public IReadOnlyList<Fold> Within { get; }

    /// <summary>Whether they are nodes.</summary>
    public bool IsOfCells => Alike[0].Cell is not null;

    /// <summary>Folds the boxes of a machine that are alike, or draws each by itself.</summary>
    public static IReadOnlyList<Fold> Of(IReadOnlyList<Box> boxes, bool isFolded) =>
        isFolded ? Of([boxes]) : boxes.Select(box => new Fold([box], 1, Of(box.Boxes, false))).ToList();

    /// <summary>Folds what is in boxes that are alike: each has the same shapes in the same order.</summary>
    private static IReadOnlyList<Fold> Of(IReadOnlyList<IReadOnlyList<Box>> containers) =>
        containers[0].Select(box => box.Shape).Distinct().Select(shape =>
        {
            var alike = containers.SelectMany(boxes => boxes.Where(box => box.Shape == shape)).ToList();
            return new Fold(alike, alike.Count / containers.Count, alike[0].Cell is null ? Of(alike.ConvertAll(box => box.Boxes)) : []);
        }).ToList();
}
