using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Svg;

/// <summary>The distances as a matrix, the darker the farther; with numbers where they can be read.</summary>
internal sealed class MatrixBlock : Block
{
    private const int MostNumbers = 20;

    // Of more nodes a square is of several.
    private const int MostSquares = 128;
    private const double Padding = 12;
    private const double TitleSize = 15;
    private const double Size = 12;
    private const string Title = "distances (10 is local)";

    private readonly IReadOnlyList<IReadOnlyList<int>> _ids;
    private readonly Dictionary<(int From, int To), int> _values;
    private readonly int _farthest;
    private readonly double _cell;
    private readonly double _label;
    private readonly bool _hasNumbers;

    public MatrixBlock(NumaCapabilities machine, double mostWidth)
    {
        var block = (machine.Cells.Count + MostSquares - 1) / MostSquares;
        _ids = Enumerable.Range(0, (machine.Cells.Count + block - 1) / block).Select(i => (IReadOnlyList<int>)machine.Cells.Skip(i * block).Take(block).Select(cell => cell.Id).ToList()).ToList();
        _values = machine.Distances.GroupBy(distance => (distance.From, distance.To)).ToDictionary(same => same.Key, same => same.First().Value);
        _farthest = Farthest(machine);
        _hasNumbers = !IsShadedOnly(machine.Cells.Count);
        _label = SvgCanvas.WidthOf(PlacementText.Number(_ids[_ids.Count - 1][0]), Size) + 10;
        _cell = Math.Min(_hasNumbers ? 38 : 26, (mostWidth - (2 * Padding) - _label) / _ids.Count);
        Width = Math.Max((_cell * _ids.Count) + _label, SvgCanvas.WidthOf(Title, TitleSize)) + (2 * Padding);
        Height = (2 * Padding) + SvgCanvas.LineHeight(TitleSize) + 8 + SvgCanvas.LineHeight(Size) + (Row * _ids.Count);
    }

    /// <summary>Whether a matrix of so many nodes has no room for numbers.</summary>
    public static bool IsShadedOnly(int nodes) => nodes > MostNumbers;

    /// <summary>How opaque a distance is drawn, where the farthest is that.</summary>
    public static double Shade(int value, int farthest) => value >= farthest ? 0.6 : Math.Max(0.6 * (value - NumaDistance.Local) / (farthest - NumaDistance.Local), 0);

    /// <summary>The farthest that can be reached; what cannot is drawn as that.</summary>
    public static int Farthest(NumaCapabilities machine) => Math.Max(machine.Distances.Select(distance => distance.Value).Where(value => value < NumaDistance.Unreachable).DefaultIfEmpty().Max(), NumaDistance.Local + 1);

    private double Row => Math.Min(_cell, 30);

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
        canvas.OpenBox(x, y, Width, Height, "group");
        canvas.Text(x + Padding, y + Padding - 2, Title, TitleSize, "title");
        var left = x + Padding + _label;
        var top = y + Padding + SvgCanvas.LineHeight(TitleSize) + 8;
        // Of many nodes only some numbers have room.
        var step = Math.Max((int)Math.Ceiling((SvgCanvas.WidthOf("000", Size) + 2) / _cell), (int)Math.Ceiling(SvgCanvas.LineHeight(Size) / Row));
        for (var i = 0; i < _ids.Count; i += step)
        {
            canvas.Text(left + (_cell * (i + 0.5)), top, PlacementText.Number(_ids[i][0]), Size, "dim", "middle");
            canvas.Text(left - 6, top + SvgCanvas.LineHeight(Size) + (Row * (i + 0.5)) - (Size * 0.6), PlacementText.Number(_ids[i][0]), Size, "dim", "end");
        }

        top += SvgCanvas.LineHeight(Size);
        for (var row = 0; row < _ids.Count; row++)
        {
            for (var column = 0; column < _ids.Count; column++)
                DrawCell(canvas, left + (_cell * column), top + (Row * row), _ids[row], _ids[column]);
        }

        canvas.CloseBox();
    }

    private void DrawCell(SvgCanvas canvas, double x, double y, IReadOnlyList<int> from, IReadOnlyList<int> to)
    {
        // Of several nodes the largest distance, which is unknown where one is.
        var values = from.SelectMany(_ => to, (one, other) => _values.TryGetValue((one, other), out var known) ? known : (int?)null).ToList();
        var value = values.Contains(null) ? null : values.Max();
        var text = value is null ? "-" : value == NumaDistance.Unreachable ? "∞" : PlacementText.Number(value.Value);
        var shade = value is null ? 0 : Shade(value.Value, _farthest);
        if (!_hasNumbers)
        {
            canvas.Rectangle(x, y, _cell - (_cell > 8 ? 1 : 0), Row - (_cell > 8 ? 1 : 0), "distance", 0, $"{NodeSet.From(from)} to {NodeSet.From(to)}: {text}", shade);
            return;
        }

        canvas.OpenBox(x, y, _cell - 2, Row - 2, "clear");
        canvas.Rectangle(x, y, _cell - 2, Row - 2, "distance", 2, null, shade);
        canvas.Text(x + ((_cell - 2) / 2), y + ((Row - 2) / 2) - (Size * 0.6), text, Size, "", "middle");
        canvas.CloseBox();
    }
}
