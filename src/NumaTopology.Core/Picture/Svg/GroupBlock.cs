using System;
using System.Collections.Generic;

namespace NumaTopology.Picture.Svg;

/// <summary>A group of nodes: a title, and what is in it.</summary>
internal sealed class GroupBlock : Block
{
    public const double Padding = 12;
    private const double Size = 14;

    private readonly IReadOnlyList<string> _title;
    private readonly Flow _content;

    public GroupBlock(string title, IReadOnlyList<Block> content, double mostWidth)
    {
        _content = new Flow(content, mostWidth - (2 * Padding));
        Width = Math.Max(_content.Width, 120) + (2 * Padding);
        _title = SvgCanvas.Lines(title, Width - (2 * Padding), Size);
        Height = Padding + (_title.Count * SvgCanvas.LineHeight(Size)) + 4 + _content.Height + Padding;
    }

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
        canvas.OpenBox(x, y, Width, Height, "group");
        var below = canvas.Paragraph(x + Padding, y + Padding, _title, Size, "title");
        _content.Draw(canvas, x + Padding, below + 4);
        canvas.CloseBox();
    }
}
