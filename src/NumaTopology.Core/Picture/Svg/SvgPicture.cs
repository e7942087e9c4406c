using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using NumaTopology.Picture.Text;

namespace NumaTopology.Picture.Svg;

/// <summary>Draws a machine as an SVG document that needs nothing else: boxes of groups and nodes, the links between nodes on a circle, and the distances as a matrix.</summary>
internal sealed class SvgPicture
{
    private const double PageWidth = 1280;
    private const double Margin = 32;
    private const double Inner = PageWidth - (2 * Margin);

    // More nodes are drawn small, and what they have in common once.
    private const int MostLarge = 16;

    private const string Style = """
        svg { --page:#ffffff; --ink:#1c2430; --dim:#56606e; --group:#f3f5f8; --edge:#c4ccd6; --node:#ffffff; --used:#2f6db3; --reclaimable:#8fbbe6; --free:#dfe8f1; --cpu:#b9c4d2; --on:#1c2430; --cache:#e9edf2; --link:#5b7a9d; --far:#d9822b; background:var(--page); font-family:ui-monospace,'Cascadia Mono','DejaVu Sans Mono',Menlo,Consolas,monospace; }
        @media (prefers-color-scheme: dark) { svg { --page:#14181d; --ink:#e6eaf0; --dim:#9aa6b4; --group:#1c2229; --edge:#3a4450; --node:#232a33; --used:#5b9be0; --reclaimable:#35618f; --free:#37414d; --cpu:#4b596b; --on:#f2f5f9; --cache:#2b333d; --link:#7f9fc4; --far:#c46a14; } }
        @page { size:A4 ORIENTATION; margin:8mm; }
        @media print { svg { max-height:100vh; } }
        text { fill:var(--ink); white-space:pre; }
        .title { font-weight:bold; }
        .dim { fill:var(--dim); }
        .page { fill:var(--page); }
        .group { fill:var(--group); stroke:var(--edge); }
        .node { fill:var(--node); stroke:var(--edge); }
        .clear { fill:none; }
        .on { fill:var(--on); }
        .marked + .on { fill:#ffffff; }
        .used { fill:var(--used); }
        .reclaimable { fill:var(--reclaimable); }
        .free { fill:var(--free); }
        .cache { fill:var(--cache); }
        .cpu { fill:var(--cpu); }
        .link { stroke:var(--link); stroke-linecap:round; }
        .vertex { fill:var(--node); stroke:var(--link); stroke-width:2; }
        .label { fill:var(--group); }
        .distance { fill:var(--far); }
        .m0 { fill:#d1495b; } .m1 { fill:#2a9d5c; } .m2 { fill:#8e5bd0; } .m3 { fill:#c77d0a; } .m4 { fill:#0f8b9c; } .m5 { fill:#b5489b; }
        .reserved { stroke:var(--ink); stroke-width:1; }
        """;

    private readonly NumaCapabilities _machine;
    private readonly CellText _text;
    private readonly MarkLooks _looks;
    private readonly bool _isSmall;
    private readonly double _nodeWidth;

    private SvgPicture(NumaCapabilities machine, PictureOptions options)
    {
        _machine = machine;
        _text = new CellText(machine);
        _looks = new MarkLooks(Mark.Of(machine, options));
        _isSmall = options.Fold && machine.Cells.Count > MostLarge;
        _nodeWidth = _isSmall ? 132 : machine.Cells.Count switch { 1 => 720, 2 => 560, 3 => 385, _ => 268 };
    }

    public static string Draw(NumaCapabilities machine, PictureOptions options)
    {
        var picture = new SvgPicture(machine, options);
        var canvas = new SvgCanvas();
        var height = picture.Draw(canvas);
        var root = canvas.Root;
        var size = FormattableString.Invariant($"0 0 {PageWidth} {Math.Ceiling(height)}");
        root.Add(new XAttribute("viewBox", size), new XAttribute("width", "100%"), new XAttribute("preserveAspectRatio", "xMidYMin"), new XAttribute("role", "img"), new XAttribute("aria-label", Glyphs.Unicode.Printable($"NUMA topology of {machine}")));
        canvas.AddFirst("style", Style.Replace("ORIENTATION", height > PageWidth ? "portrait" : "landscape"));
        canvas.AddFirst("title", Glyphs.Unicode.Printable($"NUMA topology of {machine}"));
        // The same on every system.
        return root.ToString(SaveOptions.None).Replace("\r\n", "\n") + "\n";
    }

    private double Draw(SvgCanvas canvas)
    {
        var y = Margin;
        var boxes = BoxTree.Of(_machine, _text);
        y = DrawHead(canvas, y, Common(boxes)) + 16;
        var nodes = new Flow(boxes.Select(box => Of(box, Inner, false)).ToList(), Inner);
        nodes.Draw(canvas, Margin, y);
        y += nodes.Height + 20;
        y = DrawLines(canvas, Rest.Of(_machine), y);
        var hasLinks = _machine.Cells.Count is > 1 and <= LinkBlock.MostNodes && LinkText.Pairs(_machine).Count > 0;
        if (!hasLinks && LinkText.Of(_machine) is { } links)
            y = DrawLines(canvas, [links], y);
        var parts = new List<Block>();
        if (hasLinks)
            parts.Add(new LinkBlock(_machine));
        if (_machine.Cells.Count > 1 && _machine.Distances.Count > 0)
            parts.Add(new MatrixBlock(_machine, Math.Min(Inner, hasLinks ? Inner - parts[0].Width - Flow.Gap : 900)));
        if (parts.Count > 0)
        {
            var relations = new Flow(parts, Inner);
            relations.Draw(canvas, Margin, y);
            y += relations.Height + 20;
        }

        var legend = new LegendBlock(_machine, hasLinks, !_isSmall && _machine.Cells.Any(CpuGrid.IsDrawn), _machine.Cells.Any(cell => _looks.Of(cell.Id).Any()), Inner);
        legend.Draw(canvas, Margin, y);
        return y + legend.Height + Margin;
    }

    private double DrawHead(SvgCanvas canvas, double y, string? common)
    {
        y = canvas.Paragraph(Margin, y, SvgCanvas.Lines(MachineSummary.Identity(_machine), Inner, 22), 22, "title") + 4;
        var lines = common is null ? HeadLines.Of(_machine) : HeadLines.Of(_machine).Append("each node: " + common);
        return canvas.Paragraph(Margin, y, lines.SelectMany(line => SvgCanvas.Lines(line, Inner, 15)), 15, "dim");
    }

    private Block Of(Box box, double mostWidth, bool isInSocket)
    {
        if (box.Cell is { } cell)
            return new NodeBlock(cell, _text, _looks, _nodeWidth, _isSmall, isInSocket);
        isInSocket |= box.Group!.Kind is CellGroupKind.Socket;
        return new GroupBlock(GroupTitle(box), box.Boxes.Select(inner => Of(inner, mostWidth - (2 * GroupBlock.Padding), isInSocket)).ToList(), mostWidth);
    }

    /// <summary>The name of a group; of small nodes that are alike also what each consists of.</summary>
    private string GroupTitle(Box box)
    {
        return BoxTitle.Of(box.Group!) + (Common(box.Boxes) is { } shape ? $": each {shape}" : "");
    }

    /// <summary>What each of small nodes consists of; null where they are not all alike.</summary>
    private string? Common(IReadOnlyList<Box> boxes)
    {
        var shapes = boxes.Select(inner => inner.Cell is null ? "" : inner.Shape).Distinct().ToList();
        return _isSmall && shapes is [{ Length: > 0 } shape] ? shape : null;
    }

    private static double DrawLines(SvgCanvas canvas, IEnumerable<string> lines, double y)
    {
        foreach (var line in lines)
            y = canvas.Paragraph(Margin, y, SvgCanvas.Lines(line, Inner, 13), 13) + 8;
        return y;
    }
}
