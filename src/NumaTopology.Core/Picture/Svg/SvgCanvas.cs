using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using NumaTopology.Picture.Text;

namespace NumaTopology.Picture.Svg;

/// <summary>The elements of an SVG document as they are drawn. Text is of a fixed width, so that what is drawn fits its box in every browser.</summary>
internal sealed class SvgCanvas
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    // The advance of DejaVu Sans Mono and Menlo in em; that of Consolas and Cascadia is less.
    private const double Advance = 0.602;

    private readonly Stack<XElement> _open = new();

    public SvgCanvas()
    {
        Root = new XElement(s_svg + "svg");
        _open.Push(Root);
    }

    public XElement Root { get; }

    /// <summary>How many characters of a font size fit into a width.</summary>
    public static int Fits(double width, double size) => Math.Max((int)(width / (Advance * size)), 4);

    /// <summary>How wide a text is.</summary>
    public static double WidthOf(string text, double size) => text.Length * Advance * size;

    /// <summary>The lines of a text in a width.</summary>
    public static IReadOnlyList<string> Lines(string text, double width, double size) => Wrapping.Lines(Glyphs.Unicode.Printable(text), Fits(width, size)).ToList();

    /// <summary>Opens a box: what is drawn until it is closed lies within the rectangle.</summary>
    public void OpenBox(double x, double y, double width, double height, string look)
    {
        Open(new XElement(s_svg + "g", new XAttribute("class", "box")));
        Rectangle(x, y, width, height, look, Math.Min(6, height / 8));
    }

    public void CloseBox() => _open.Pop();

    public void Rectangle(double x, double y, double width, double height, string look, double corner = 0, string? title = null, double? opacity = null)
    {
        var element = new XElement(s_svg + "rect", Number("x", x), Number("y", y), Number("width", width), Number("height", height), new XAttribute("class", look));
        if (corner > 0)
            element.Add(Number("rx", corner));
        if (opacity is { } share)
            element.Add(Number("fill-opacity", share, 3));
        if (title is not null)
            element.Add(new XElement(s_svg + "title", title));
        Add(element);
    }

    public void Circle(double x, double y, double radius, string look) =>
        Add(new XElement(s_svg + "circle", Number("cx", x), Number("cy", y), Number("r", radius), new XAttribute("class", look)));

    public void Line(double x1, double y1, double x2, double y2, double width, string look) =>
        Add(new XElement(s_svg + "line", Number("x1", x1), Number("y1", y1), Number("x2", x2), Number("y2", y2), Number("stroke-width", width), new XAttribute("class", look)));

    /// <summary>A line of text whose top is at <paramref name="y"/>.</summary>
    public void Text(double x, double y, string text, double size, string look = "", string anchor = "start")
    {
        var element = new XElement(s_svg + "text", Number("x", x), Number("y", y + (size * 0.93)), Number("font-size", size), Glyphs.Unicode.Printable(text));
        if (look.Length > 0)
            element.Add(new XAttribute("class", look));
        if (anchor != "start")
            element.Add(new XAttribute("text-anchor", anchor));
        Add(element);
    }

    /// <summary>A text in lines; where the next line would begin.</summary>
    public double Paragraph(double x, double y, IEnumerable<string> lines, double size, string look = "")
    {
        foreach (var line in lines)
        {
            Text(x, y, line, size, look);
            y += LineHeight(size);
        }

        return y;
    }

    public static double LineHeight(double size) => Math.Round(size * 1.35);

    /// <summary>Adds the look of the document before all else.</summary>
    public void AddFirst(string name, params object[] content) => Root.AddFirst(new XElement(s_svg + name, content));

    private void Open(XElement element)
    {
        Add(element);
        _open.Push(element);
    }

    private void Add(XElement element) => _open.Peek().Add(element);

    private static XAttribute Number(string name, double value, int digits = 1) => new(name, Math.Round(value, digits).ToString(CultureInfo.InvariantCulture));
}
