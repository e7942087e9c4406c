using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Svg;

/// <summary>The links between nodes: nodes on a circle, so that rings look like rings, and lines that are the wider the nearer.</summary>
internal sealed class LinkBlock : Block
{
    /// <summary>More nodes on a circle are a ball of wool.</summary>
    public const int MostNodes = 16;

    private const double Radius = 20;
    private const double Size = 12;
    private const double TitleSize = 15;

    private readonly IReadOnlyList<(int From, int To, int Distance)> _pairs;
    private readonly IReadOnlyList<int> _order;
    private readonly double _circle;
    private readonly double _height;

    public LinkBlock(NumaCapabilities machine)
    {
        _pairs = LinkText.Pairs(machine);
        _order = Order(machine, _pairs);
        _circle = _order.Count <= 4 ? 110 : _order.Count <= 8 ? 150 : 200;
        Width = (2 * _circle) + (2 * Radius) + 40;
        _height = _order.Count == 2 ? (2 * Radius) + 40 : Width;
        Height = _height + SvgCanvas.LineHeight(TitleSize);
    }

    /// <summary>How wide a link is drawn: 8 for a distance of 10, half of that for twice the distance.</summary>
    public static double Stroke(int distance) => Math.Max(80.0 / Math.Max(distance, 10), 0.8);

    public override void Draw(SvgCanvas canvas, double x, double y)
    {
        canvas.OpenBox(x, y, Width, Height, "group");
        canvas.Text(x + 12, y + 10, "links", TitleSize, "title");
        double middleX = x + (Width / 2), middleY = y + SvgCanvas.LineHeight(TitleSize) + ((Height - SvgCanvas.LineHeight(TitleSize)) / 2);
        var at = _order.Select((id, i) => (Id: id, X: middleX + (_circle * Math.Cos(Angle(i))), Y: middleY + (_circle * Math.Sin(Angle(i))))).ToDictionary(node => node.Id);
        foreach (var (from, to, distance) in _pairs.OrderByDescending(pair => pair.Distance))
            canvas.Line(at[from].X, at[from].Y, at[to].X, at[to].Y, Stroke(distance), "link");
        var taken = at.Values.Select(node => (X: node.X - Radius, Y: node.Y - Radius, Width: 2 * Radius, Height: 2 * Radius)).ToList();
        foreach (var node in at.Values)
        {
            canvas.OpenBox(node.X - Radius, node.Y - Radius, 2 * Radius, 2 * Radius, "clear");
            canvas.Circle(node.X, node.Y, Radius, "vertex");
            canvas.Text(node.X, node.Y - 8, PlacementText.Number(node.Id), 15, "title", "middle");
            canvas.CloseBox();
        }

        foreach (var (from, to, distance) in _pairs)
            Label(canvas, (at[from].X, at[from].Y), (at[to].X, at[to].Y), PlacementText.Number(distance), taken);
        canvas.CloseBox();
    }

    private double Angle(int i) => (2 * Math.PI * i / _order.Count) - (Math.PI * (_order.Count == 2 ? 1 : _order.Count % 2 == 0 ? 0.5 + (1.0 / _order.Count) : 0.5));

    /// <summary>Writes a distance at its line where nothing is yet; it is left out where there is no such place, for the matrix has it too.</summary>
    private static void Label(SvgCanvas canvas, (double X, double Y) from, (double X, double Y) to, string text, List<(double X, double Y, double Width, double Height)> taken)
    {
        var width = SvgCanvas.WidthOf(text, Size) + 6;
        const double height = Size + 5;
        foreach (var share in new[] { 0.5, 0.4, 0.6, 0.33, 0.67, 0.27, 0.73 })
        {
            var x = from.X + ((to.X - from.X) * share) - (width / 2);
            var y = from.Y + ((to.Y - from.Y) * share) - (height / 2);
            if (taken.Exists(other => x < other.X + other.Width + 1 && other.X < x + width + 1 && y < other.Y + other.Height + 1 && other.Y < y + height + 1))
                continue;
            taken.Add((x, y, width, height));
            canvas.OpenBox(x, y, width, height, "label");
            canvas.Text(x + (width / 2), y + 2, text, Size, "", "middle");
            canvas.CloseBox();
            return;
        }
    }

    /// <summary>
    /// The nodes in an order in which neighbours are near: from the lowest each time to the nearest, of several to one with a link. So a ring is drawn as one, and the nodes of a
    /// socket are side by side.
    /// </summary>
    private static IReadOnlyList<int> Order(NumaCapabilities machine, IReadOnlyList<(int From, int To, int Distance)> pairs)
    {
        var linked = pairs.SelectMany(pair => new[] { (pair.From, pair.To), (From: pair.To, To: pair.From) }).ToLookup(pair => pair.Item1, pair => pair.Item2);
        var distances = machine.Distances.GroupBy(distance => (distance.From, distance.To)).ToDictionary(same => same.Key, same => same.First().Value);
        var left = machine.Cells.Select(cell => cell.Id).ToList();
        var order = new List<int>();
        while (left.Count > 0)
        {
            var last = order.Count == 0 ? (int?)null : order[order.Count - 1];
            var next = left.OrderBy(id => last is { } from && distances.TryGetValue((from, id), out var distance) ? distance : int.MaxValue)
                .ThenBy(id => last is { } from && linked[from].Contains(id) ? 0 : 1).ThenBy(id => linked[id].Count(left.Contains)).ThenBy(id => id).First();
            if (order.Count == 0)
                next = left[0];
            order.Add(next);
            left.Remove(next);
        }

        return order;
    }
}
