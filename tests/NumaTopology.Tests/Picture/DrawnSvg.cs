using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace NumaTopology.Tests.Picture;

/// <summary>An SVG picture as a browser lays it out: what is where. A text is as wide as DejaVu Sans Mono makes it.</summary>
internal sealed class DrawnSvg(string document)
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public XElement Root { get; } = XDocument.Parse(document).Root!;

    public Area Page
    {
        get
        {
            var box = Root.Attribute("viewBox")!.Value.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToList();
            return new Area(box[0], box[1], box[2], box[3]);
        }
    }

    /// <summary>What is drawn: rectangles, circles, lines and texts.</summary>
    public IEnumerable<XElement> Shapes => Root.Descendants().Where(element => element.Name.LocalName is "rect" or "circle" or "line" or "text");

    /// <summary>The boxes of nodes by number.</summary>
    public IReadOnlyDictionary<int, XElement> Nodes => Boxes("node").ToDictionary(box => int.Parse(Texts(box).First()["node ".Length..], CultureInfo.InvariantCulture));

    /// <summary>The boxes of that look.</summary>
    public IEnumerable<XElement> Boxes(string look) => Root.Descendants(s_svg + "g").Where(box => Is(box.Element(s_svg + "rect")!, look));

    /// <summary>The box with that title.</summary>
    public XElement? Titled(string title) => Boxes("group").SingleOrDefault(box => Texts(box).First() == title);

    public IEnumerable<string> Texts() => Texts(Root);

    public static IEnumerable<string> Texts(XElement box) => box.Descendants(s_svg + "text").Select(text => text.Value);

    public static IEnumerable<XElement> All(XElement box, string look) => box.Descendants().Where(element => element.Name != s_svg + "text" && Is(element, look));

    public static bool Is(XElement element, string look) => element.Attribute("class")?.Value.Split(' ').Contains(look) == true;

    /// <summary>What is shown when the mouse is over it, else the text in its box.</summary>
    public static string Said(XElement shape) => (shape.Element(s_svg + "title") ?? shape.Parent!.Element(s_svg + "text"))!.Value;

    public static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>The rectangle that a shape fills; of a box its first one.</summary>
    public static Area Of(XElement shape)
    {
        switch (shape.Name.LocalName)
        {
            case "rect":
                return new Area(Number(shape, "x"), Number(shape, "y"), Number(shape, "width"), Number(shape, "height"));
            case "circle":
                var radius = Number(shape, "r");
                return new Area(Number(shape, "cx") - radius, Number(shape, "cy") - radius, 2 * radius, 2 * radius);
            case "line":
                var (x1, x2, y1, y2) = (Number(shape, "x1"), Number(shape, "x2"), Number(shape, "y1"), Number(shape, "y2"));
                return new Area(Math.Min(x1, x2), Math.Min(y1, y2), Math.Abs(x1 - x2), Math.Abs(y1 - y2));
            case "text":
                var size = Number(shape, "font-size");
                var width = shape.Value.Length * 0.602 * size;
                var anchor = shape.Attribute("text-anchor")?.Value;
                // y is the base line: of DejaVu Sans Mono 0.93 of the size is above it, and 0.24 below.
                return new Area(Number(shape, "x") - (anchor == "middle" ? width / 2 : anchor == "end" ? width : 0), Number(shape, "y") - (0.93 * size), width, 1.17 * size);
            default:
                return Of(shape.Element(s_svg + "rect")!);
        }
    }
}

/// <summary>A rectangle. What is less than a pixel apart is not told apart.</summary>
internal readonly record struct Area(double Left, double Top, double Width, double Height)
{
    private const double Pixel = 0.5;

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public bool Contains(Area other) => other.Left > Left - Pixel && other.Right < Right + Pixel && other.Top > Top - Pixel && other.Bottom < Bottom + Pixel;

    public bool Overlaps(Area other) => other.Left < Right - Pixel && Left < other.Right - Pixel && other.Top < Bottom - Pixel && Top < other.Bottom - Pixel;
}
