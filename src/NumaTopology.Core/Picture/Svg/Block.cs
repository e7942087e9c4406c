using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Svg;

/// <summary>A part of the picture that knows its size and can be drawn anywhere.</summary>
internal abstract class Block
{
    public double Width { get; protected set; }

    public double Height { get; protected set; }

    /// <summary>Makes it as high as what is beside it.</summary>
    public void Stretch(double height) => Height = Math.Max(Height, height);

    /// <summary>Draws it with its upper left corner there.</summary>
    public abstract void Draw(SvgCanvas canvas, double x, double y);
}

/// <summary>Blocks beside and below each other, as text flows; rows are about equally long.</summary>
internal sealed class Flow : Block
{
    public const double Gap = 12;

    private readonly List<List<Block>> _rows;
    private readonly double _gap;

    public Flow(IReadOnlyList<Block> blocks, double mostWidth, double gap = Gap)
    {
        _gap = gap;
        var rows = Rows(blocks, mostWidth, gap).Count;
        // As many in each row as there must be for that number of rows.
        var even = (blocks.Count + rows - 1) / Math.Max(rows, 1);
        _rows = blocks.Select(block => block.Width).Distinct().Count() <= 1 && even > 0 ? Enumerable.Range(0, rows).Select(row => blocks.Skip(row * even).Take(even).ToList()).Where(row => row.Count > 0).ToList() : Rows(blocks, mostWidth, gap);
        foreach (var row in _rows)
        {
            foreach (var block in row)
                block.Stretch(row.Max(other => other.Height));
        }

        Width = _rows.Select(row => row.Sum(block => block.Width) + (gap * (row.Count - 1))).DefaultIfEmpty().Max();
        Height = _rows.Sum(row => row.Max(block => block.Height)) + (gap * Math.Max(_rows.Count - 1, 0));
    }

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
        foreach (var row in _rows)
        {
            var left = x;
            foreach (var block in row)
            {
                block.Draw(canvas, left, y);
                left += block.Width + _gap;
            }

            y += row.Max(block => block.Height) + _gap;
        }
    }

    private static List<List<Block>> Rows(IReadOnlyList<Block> blocks, double mostWidth, double gap)
    {
        var rows = new List<List<Block>>();
        var used = double.MaxValue;
        foreach (var block in blocks)
        {
            if (used + gap + block.Width > mostWidth)
            {
                rows.Add([]);
                used = -gap;
            }

            rows[rows.Count - 1].Add(block);
            used += gap + block.Width;
        }

        return rows;
    }
}
