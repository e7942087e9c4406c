using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Svg;

/// <summary>The distances as a matrix, the darker the farther; with numbers where they can be read.</summary>
internal sealed class MatrixBlock : Block
{
    private const int MostNumbers = 20;
    private const double Padding = 12;
    private const double TitleSize = 15;
    private const double Size = 12;
    private const string Title = "distances (10 is local)";

    private readonly IReadOnlyList<int> _ids;
    private readonly Dictionary<(int From, int To), int> _values;
    private readonly int _farthest;
    private readonly double _cell;
    private readonly double _label;
    private readonly bool _hasNumbers;

    public MatrixBlock(NumaCapabilities machine, double mostWidth)
    {
        _ids = machine.Cells.Select(cell => cell.Id).ToList();
        _values = machine.Distances.GroupBy(distance => (distance.From, distance.To)).ToDictionary(same => same.Key, same => same.First().Value);
        _farthest = _values.Values.Where(value => value < NumaDistance.Unreachable).DefaultIfEmpty(NumaDistance.Local + 1).Max();
        _hasNumbers = _ids.Count <= MostNumbers;
        _label = SvgCanvas.WidthOf(PlacementText.Number(_ids[_ids.Count - 1]), Size) + 10;
        _cell = Math.Min(_hasNumbers ? 38 : 26, (mostWidth - (2 * Padding) - _label) / _ids.Count);
        Width = Math.Max((_cell * _ids.Count) + _label, SvgCanvas.WidthOf(Title, TitleSize)) + (2 * Padding);
        Height = (2 * Padding) + SvgCanvas.LineHeight(TitleSize) + 8 + SvgCanvas.LineHeight(Size) + (Row * _ids.Count);
    }

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
            canvas.Text(left + (_cell * (i + 0.5)), top, PlacementText.Number(_ids[i]), Size, "dim", "middle");
            canvas.Text(left - 6, top + SvgCanvas.LineHeight(Size) + (Row * (i + 0.5)) - (Size * 0.6), PlacementText.Number(_ids[i]), Size, "dim", "end");
        }

        top += SvgCanvas.LineHeight(Size);
        for (var row = 0; row < _ids.Count; row++)
        {
            for (var column = 0; column < _ids.Count; column++)
                DrawCell(canvas, left + (_cell * column), top + (Row * row), _ids[row], _ids[column]);
        }

        canvas.CloseBox();
    }

    private void DrawCell(SvgCanvas canvas, double x, double y, int from, int to)
    {
        int? value = _values.TryGetValue((from, to), out var known) ? known : null;
        var text = value is null ? "-" : value == NumaDistance.Unreachable ? "∞" : PlacementText.Number(value.Value);
        var shade = value is null ? 0 : value >= _farthest ? 0.6 : Math.Max(0.6 * (value.Value - NumaDistance.Local) / (_farthest - NumaDistance.Local), 0);
        if (!_hasNumbers)
        {
            canvas.Rectangle(x, y, _cell - (_cell > 8 ? 1 : 0), Row - (_cell > 8 ? 1 : 0), "distance", 0, $"{from} to {to}: {text}", shade);
            return;
        }

        canvas.OpenBox(x, y, _cell - 2, Row - 2, "clear");
        canvas.Rectangle(x, y, _cell - 2, Row - 2, "distance", 2, null, shade);
        canvas.Text(x + ((_cell - 2) / 2), y + ((Row - 2) / 2) - (Size * 0.6), text, Size, "", "middle");
        canvas.CloseBox();
    }
}
