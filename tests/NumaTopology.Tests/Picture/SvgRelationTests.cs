using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>What an SVG picture shows of the relations between nodes, read back: the matrix of distances, the links, and the legend.</summary>
public class SvgRelationTests
{
    public static TheoryData<string> Machines => [.. PictureMachines.Names];

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_matrix_has_every_distance_in_its_row_and_column_and_the_farther_the_darker(string name)
    {
        var machine = PictureMachines.Read(name);
        var picture = new DrawnSvg(NumaPicture.Svg(machine));
        var box = picture.Titled("distances (10 is local)");
        if (machine.Cells.Count < 2 || machine.Distances.Count == 0)
        {
            Assert.Null(box);
            return;
        }

        var squares = DrawnSvg.All(box!, "distance").ToList();
        var rows = squares.GroupBy(square => DrawnSvg.Of(square).Top).OrderBy(row => row.Key).Select(row => row.OrderBy(square => DrawnSvg.Of(square).Left).ToList()).ToList();
        // Of more than 128 nodes a square is of as many as are needed.
        var each = (machine.Cells.Count + 127) / 128;
        var ids = machine.Cells.Select(cell => cell.Id).Chunk(each).ToList();
        Assert.Equal(Enumerable.Repeat(ids.Count, ids.Count), rows.Select(row => row.Count));
        var values = machine.Distances.ToDictionary(distance => (distance.From, distance.To), distance => distance.Value);
        var shades = new SortedDictionary<int, double>();
        for (var row = 0; row < ids.Count; row++)
        {
            for (var column = 0; column < ids.Count; column++)
            {
                var known = ids[row].SelectMany(_ => ids[column], (from, to) => values.TryGetValue((from, to), out var value) ? value : (int?)null).ToList();
                var value = known.Contains(null) ? null : known.Max();
                var text = value is null ? "-" : value == 255 ? "∞" : value.Value.ToString(CultureInfo.InvariantCulture);
                var square = rows[row][column];
                Assert.Equal(machine.Cells.Count > 20 ? $"{NodeSet.From(ids[row])} to {NodeSet.From(ids[column])}: {text}" : text, DrawnSvg.Said(square));
                var shade = DrawnSvg.Number(square, "fill-opacity");
                Assert.Equal(shade, value is { } distance ? shades.TryAdd(distance, shade) ? shade : shades[distance] : 0);
            }
        }

        // 10 is clear, and no two distances look alike.
        if (each == 1)
            Assert.Equal(0, shades[10]);
        shades.Remove(255);
        Assert.Equal(shades.Values.Distinct().Order(), shades.Values);
        AssertAreNumbered(box!, rows, ids);
    }

    [Fact]
    public void What_cannot_be_reached_is_as_dark_as_what_is_farthest()
    {
        static NumaDistance Distance(int from, int to, int value) => new() { From = from, To = to, Value = value };
        var machine = new NumaCapabilities
        {
            Cells = [.. Enumerable.Range(0, 3).Select(id => new NumaCell { Id = id })],
            Distances = [Distance(0, 0, 10), Distance(0, 1, 20), Distance(0, 2, 255), Distance(1, 0, 30), Distance(1, 1, 10), Distance(1, 2, 255), Distance(2, 0, 255), Distance(2, 1, 255), Distance(2, 2, 10)],
        };
        var shades = DrawnSvg.All(new DrawnSvg(NumaPicture.Svg(machine)).Titled("distances (10 is local)")!, "distance").Select(square => (DrawnSvg.Said(square), Shade: DrawnSvg.Number(square, "fill-opacity"))).ToList();
        // 30 is all of the way from 10, and 20 half of it.
        var all = shades.Single(shade => shade.Item1 == "30").Shade;
        Assert.All(shades, shade => Assert.Equal(shade.Item1 switch { "10" => 0, "20" => all / 2, _ => all }, shade.Shade, 0.001));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Each_link_goes_from_its_node_to_the_other_and_is_the_wider_the_nearer(string name)
    {
        var machine = PictureMachines.Read(name);
        var picture = new DrawnSvg(NumaPicture.Svg(machine));
        // Nodes of one socket, which are closer than a link, are joined too.
        var links = machine.Distances.Where(distance => distance.Hops is 0 or 1 && distance.From != distance.To)
            .GroupBy(distance => (Math.Min(distance.From, distance.To), Math.Max(distance.From, distance.To)), distance => distance.Value).ToDictionary(pair => pair.Key, pair => pair.Min());
        var box = picture.Titled("links");
        if (links.Count == 0 || machine.Cells.Count > 16)
        {
            Assert.Null(box);
            Assert.Equal(links.Count > 0, picture.Texts().Any(text => text.StartsWith("links: ", StringComparison.Ordinal)));
            return;
        }

        // What is drawn is not said again.
        Assert.DoesNotContain(picture.Texts(), text => text.StartsWith("links: ", StringComparison.Ordinal));
        var circles = box!.Descendants().Where(shape => shape.Name.LocalName == "circle").ToDictionary(circle => int.Parse(DrawnSvg.Said(circle), null), circle => (X: DrawnSvg.Number(circle, "cx"), Y: DrawnSvg.Number(circle, "cy")));
        Assert.Equal(machine.Cells.Select(cell => cell.Id).Order(), circles.Keys.Order());
        // All are on one circle, equally far from their neighbours on it.
        var middle = (X: circles.Values.Average(at => at.X), Y: circles.Values.Average(at => at.Y));
        Assert.All(circles.Values, at => Assert.Equal(Length(circles.Values.First(), middle), Length(at, middle), 0.3));
        var nearest = circles.Values.Select(at => circles.Values.Where(other => other != at).Min(other => Length(at, other))).ToList();
        Assert.All(nearest, length => Assert.Equal(nearest[0], length, 0.3));

        var lines = DrawnSvg.All(box, "link").ToDictionary(line => { var (one, other) = (At(line, "x1", "y1"), At(line, "x2", "y2")); return (Math.Min(one, other), Math.Max(one, other)); }, line => DrawnSvg.Number(line, "stroke-width"));
        Assert.Equal(links.Keys.Order(), lines.Keys.Order());
        // Half as wide at twice the distance.
        Assert.All(lines, line => Assert.Equal(8.0 * 10 / Math.Max(links[line.Key], 10), line.Value, 0.051));
        // Each number is on a link of that distance, and on no node.
        var labels = box.Descendants().Where(shape => DrawnSvg.Is(shape, "label")).ToList();
        Assert.InRange(labels.Count, Math.Min(links.Count, 4), links.Count);
        foreach (var label in labels)
        {
            var area = DrawnSvg.Of(label);
            var at = (X: area.Left + (area.Width / 2), Y: area.Top + (area.Height / 2));
            Assert.Contains(links, link => link.Value.ToString(CultureInfo.InvariantCulture) == DrawnSvg.Said(label) && Math.Abs(Length(circles[link.Key.Item1], at) + Length(at, circles[link.Key.Item2]) - Length(circles[link.Key.Item1], circles[link.Key.Item2])) < 0.2);
            Assert.All(circles.Values, circle => Assert.True(Length(circle, at) > 20));
            Assert.DoesNotContain(labels, other => other != label && DrawnSvg.Of(other).Overlaps(area));
        }

        int At(XElement line, string x, string y) => circles.Single(circle => Length(circle.Value, (DrawnSvg.Number(line, x), DrawnSvg.Number(line, y))) < 0.3).Key;
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void The_legend_names_what_is_drawn_and_nothing_else(string name)
    {
        var machine = PictureMachines.Read(name);
        // Sixteen nodes and fewer are drawn alike.
        foreach (var fold in machine.Cells.Count is > 16 and < 100 ? new[] { true, false } : [true])
        {
            var picture = new DrawnSvg(NumaPicture.Svg(machine, new PictureOptions { Fold = fold }));
            // The legend is in no box: a sign, and its text behind it.
            var legend = picture.Root.Elements().Where(shape => shape.Name.LocalName is "rect" or "line").ToDictionary(sign => ((XElement)sign.NextNode!).Value);
            Assert.All(legend.Values, sign => Assert.InRange(DrawnSvg.Of((XElement)sign.NextNode!).Left - DrawnSvg.Of(sign).Right, 2, 24));
            Assert.All(legend.Values, sign => Assert.InRange(DrawnSvg.Of((XElement)sign.NextNode!).Top - DrawnSvg.Of(sign).Top, -9, 9));
            var drawn = picture.Shapes.Where(shape => shape.Parent != picture.Root).ToList();
            var looks = drawn.SelectMany(shape => shape.Attribute("class")?.Value.Split(' ') ?? []).ToHashSet();
            var expected = new Dictionary<string, string>
            {
                ["memory in use"] = "used",
                ["free"] = "free",
                ["CPU; threads of a core touch"] = "cpu",
            }.Where(item => looks.Contains(item.Value)).ToList();
            if (drawn.Exists(shape => DrawnSvg.Is(shape, "reclaimable") && DrawnSvg.Number(shape, "width") > 0))
                expected.Add(new("reclaimable", "reclaimable"));
            if (machine.Caches.Count > 0 && looks.Contains("cpu"))
                expected.Add(new("shares a last-level cache", "cache"));
            if (picture.Titled("links") is { } box)
            {
                var pairs = machine.Distances.Where(distance => distance.Hops is 0 or 1 && distance.From != distance.To).GroupBy(distance => (Math.Min(distance.From, distance.To), Math.Max(distance.From, distance.To)));
                foreach (var distance in pairs.Select(pair => pair.Min(one => one.Value)).Distinct().Order().Take(8))
                    expected.Add(new($"link of distance {distance}", "link"));
                Assert.Equal(DrawnSvg.All(box, "link").Select(Width).Distinct().OrderDescending().Take(8).Order(), legend.Values.Where(sign => DrawnSvg.Is(sign, "link")).Select(Width).Distinct().Order());
            }

            if (machine.Cells.Count > 20 && machine.Distances.Count > 0)
            {
                foreach (var distance in machine.Distances.Where(distance => distance.From != distance.To).Select(distance => distance.Value).Distinct().Order())
                {
                    var text = distance == 255 ? "unreachable" : $"distance {distance}";
                    expected.Add(new(text, "distance"));
                    Assert.Contains(drawn, square => DrawnSvg.Is(square, "distance") && DrawnSvg.Said(square).EndsWith(distance == 255 ? ": ∞" : $": {distance}", StringComparison.Ordinal) && Shade(square) == Shade(legend[text]));
                }
            }

            // From near to far, line by line.
            var distances = legend.Where(item => DrawnSvg.Is(item.Value, "link") || DrawnSvg.Is(item.Value, "distance")).ToList();
            Assert.Equal(distances.Select(item => item.Key), distances.OrderBy(item => item.Value.Name.LocalName).ThenBy(item => item.Key == "unreachable" ? 255 : int.Parse(item.Key.Split(' ')[^1], null)).Select(item => item.Key));
            Assert.Equal(legend.Keys, legend.OrderBy(item => DrawnSvg.Of((XElement)item.Value.NextNode!).Top).ThenBy(item => DrawnSvg.Of(item.Value).Left).Select(item => item.Key));
            Assert.Equal(expected.OrderBy(item => item.Key, StringComparer.Ordinal), legend.Select(item => KeyValuePair.Create(item.Key, item.Value.Attribute("class")!.Value)).OrderBy(item => item.Key, StringComparer.Ordinal));
        }

        static double Width(XElement link) => DrawnSvg.Number(link, "stroke-width");
        static double Shade(XElement square) => DrawnSvg.Number(square, "fill-opacity");
    }

    [Fact]
    public void What_is_marked_is_in_the_legend()
    {
        var machine = TextPictureTests.Read("devices");
        var placement = TextPictureTests.Place(machine, new PlacementRequest { Cpu = 2 });
        const string said = "placed, reserved, or a process: each its colour";
        Assert.Contains(said, new DrawnSvg(NumaPicture.Svg(machine, new PictureOptions { Placements = [placement] })).Texts());
        Assert.DoesNotContain(said, new DrawnSvg(NumaPicture.Svg(machine)).Texts());
    }

    /// <summary>Each row and column has the number of its first node, as far as there is room: of at most 20 nodes each has one.</summary>
    private static void AssertAreNumbered(XElement box, List<List<XElement>> rows, List<int[]> ids)
    {
        var corner = DrawnSvg.Of(rows[0][0]);
        var numbers = box.Elements().Where(shape => shape.Name.LocalName == "text" && DrawnSvg.Is(shape, "dim")).ToLookup(text => text.Attribute("text-anchor")!.Value == "middle");
        foreach (var isAbove in new[] { true, false })
        {
            foreach (var number in numbers[isAbove])
            {
                var (area, squares) = (DrawnSvg.Of(number), isAbove ? rows[0] : rows.ConvertAll(row => row[0]));
                var near = squares.Select((square, i) => (Distance: isAbove ? Math.Abs(Middle(area).X - Middle(DrawnSvg.Of(square)).X) : Math.Abs(Middle(area).Y - Middle(DrawnSvg.Of(square)).Y), i)).Min();
                Assert.Equal(number.Value, ids[near.i][0].ToString(CultureInfo.InvariantCulture));
                Assert.InRange(near.Distance, 0, 2.5);
                Assert.True(isAbove ? area.Bottom < corner.Top + 2 : area.Right < corner.Left);
            }

            Assert.InRange(numbers[isAbove].Count(), ids.Count <= 20 ? ids.Count : 8, ids.Count);
        }
    }

    private static (double X, double Y) Middle(Area area) => (area.Left + (area.Width / 2), area.Top + (area.Height / 2));

    private static double Length((double X, double Y) one, (double X, double Y) other) => Math.Sqrt(Math.Pow(one.X - other.X, 2) + Math.Pow(one.Y - other.Y, 2));
}
