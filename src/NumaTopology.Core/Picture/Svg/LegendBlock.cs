using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Svg;

/// <summary>What the colours, squares and lines stand for.</summary>
internal sealed class LegendBlock : Block
{
    private const double Size = 12;
    private const double Swatch = 26;
    private const int MostDistances = 8;

    private readonly List<(string Look, double Stroke, double? Opacity, string Text)> _items = [];

    public LegendBlock(NumaCapabilities machine, bool hasLinks, bool hasSquares, bool hasMarks, double width)
    {
        var memory = machine.Cells.Select(MemoryParts.Of).Where(parts => parts is not null).ToList();
        if (memory.Count > 0)
            _items.Add(("used", 0, null, "memory in use"));
        if (memory.Exists(parts => parts!.Reclaimable > 0))
            _items.Add(("reclaimable", 0, null, "reclaimable"));
        if (memory.Count > 0)
            _items.Add(("free", 0, null, "free"));
        if (hasSquares)
        {
            _items.Add(("cpu", 0, null, "CPU; threads of a core touch"));
            if (machine.Caches.Count > 0)
                _items.Add(("cache", 0, null, "shares a last-level cache"));
        }

        if (hasMarks)
            _items.Add(("marked m0", 0, null, "placed, reserved, or a process: each its colour"));
        if (hasLinks)
        {
            foreach (var distance in LinkText.Pairs(machine).Select(pair => pair.Distance).Distinct().OrderBy(distance => distance).Take(MostDistances))
                _items.Add(("link", LinkBlock.Stroke(distance), null, $"link of distance {distance}"));
        }

        if (MatrixBlock.IsShadedOnly(machine.Cells.Count))
        {
            foreach (var value in machine.Distances.Where(distance => distance.From != distance.To).Select(distance => distance.Value).Distinct().OrderBy(value => value).Take(MostDistances))
                _items.Add(("distance", 0, MatrixBlock.Shade(value, MatrixBlock.Farthest(machine)), value == NumaDistance.Unreachable ? "unreachable" : $"distance {value}"));
        }

        Width = width;
        Height = Lay(null, 0, 0);
    }

    public override void Draw(SvgCanvas canvas, double x, double y) => Lay(canvas, x, y);

    private double Lay(SvgCanvas? canvas, double left, double top)
    {
        if (_items.Count == 0)
            return 0;
        double x = left, y = top;
        foreach (var (look, stroke, opacity, text) in _items)
        {
            var width = Swatch + 8 + SvgCanvas.WidthOf(text, Size) + 24;
            if (x > left && x + width > left + Width)
            {
                x = left;
                y += SvgCanvas.LineHeight(Size) + 6;
            }

            if (stroke > 0)
                canvas?.Line(x, y + 8, x + Swatch, y + 8, stroke, look);
            else
                canvas?.Rectangle(x, y + 1, look is "cpu" ? 14 : Swatch, 14, look, 2, null, opacity);
            canvas?.Text(x + Swatch + 8, y, text, Size, "dim");
            x += width;
        }

        return y - top + SvgCanvas.LineHeight(Size);
    }
}
