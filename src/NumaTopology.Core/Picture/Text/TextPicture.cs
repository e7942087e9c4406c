using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Text;

/// <summary>Draws a machine as lines of text: what it is, the tree of its nodes with their memory and devices, and the distances.</summary>
internal sealed class TextPicture
{
    // More lines of nodes that are alike are no picture: then all of them are told together.
    private const int MostLines = 16;

    private readonly NumaCapabilities _machine;
    private readonly PictureOptions _options;
    private readonly Glyphs _glyphs;
    private readonly Ink _ink;
    private readonly CellText _text;
    private readonly ILookup<int, Mark> _marks;
    private readonly List<string> _lines = [];
    private int _mostRows = MostLines;
    private NodeRows _rows;

    private TextPicture(NumaCapabilities machine, PictureOptions options)
    {
        _machine = machine;
        _options = options;
        _glyphs = options.Ascii ? Glyphs.Ascii : Glyphs.Unicode;
        _ink = new Ink(options.Color);
        _text = new CellText(machine);
        _marks = Mark.Of(machine, options);
        _rows = Rows([]);
    }

    public static IReadOnlyList<string> Draw(NumaCapabilities machine, PictureOptions options)
    {
        var picture = new TextPicture(machine, options);
        picture.DrawHead();
        var folds = Fold.Of(BoxTree.Of(machine, picture._text), options.Fold);
        picture._rows = picture.Rows(folds);
        if (!picture._rows.IsOneLine)
        {
            picture._mostRows = MostLines / 2;
            picture._rows = picture.Rows(folds);
        }

        if (folds.Count > 0)
            picture._lines.Add("");
        picture.DrawFolds(folds, "", 1);
        picture.DrawRest();
        picture.DrawDistances();
        picture.DrawLegend();
        return picture._lines;
    }

    private NodeRows Rows(IReadOnlyList<Fold> folds) => new(_text, _glyphs, _ink, _options.Width, _machine.Cells, LabelWidth(folds, 0), _options.Fold);

    private void DrawHead()
    {
        Add("", MachineSummary.Identity(_machine), "", _ink.Title);
        foreach (var line in HeadLines.Of(_machine))
            Add("", line, "");
    }

    private int LabelWidth(IReadOnlyList<Fold> folds, int depth)
    {
        var widest = 0;
        foreach (var fold in folds)
        {
            var own = fold.IsOfCells && !IsCompact(fold) ? Prefix(depth + 1).Length + (fold.Alike.Count > 1 ? fold.Alike.Max(box => Label(box.Cell!).Length) + NodeRows.Gap.Length : 0) : 0;
            widest = Math.Max(widest, Math.Max(own, LabelWidth(fold.Within, depth + 1)));
        }

        return widest;
    }

    // Only as many characters as a prefix of that depth has.
    private string Prefix(int depth) => new(' ', Math.Min(3 * depth, Deepest));

    /// <summary>Deeper boxes are not moved further to the right, so that there is room for what is in them.</summary>
    private int Deepest => _options.Width / 4 / 3 * 3;

    private bool IsCompact(Fold fold) => _options.Fold && fold.Alike.Count > _mostRows;

    private static string Label(NumaCell cell) => "node " + PlacementText.Number(cell.Id);

    private void DrawFolds(IReadOnlyList<Fold> folds, string prefix, int around)
    {
        for (var i = 0; i < folds.Count; i++)
        {
            var isLast = i == folds.Count - 1;
            var inner = prefix.Length + 3 > Deepest ? prefix : prefix + (isLast ? "   " : _glyphs.Line);
            Add(prefix + (isLast ? _glyphs.LastBranch : _glyphs.Branch), Title(folds[i], around), inner, text => Bold(text));
            if (folds[i].IsOfCells)
                DrawCells(folds[i], inner);
            else
                DrawFolds(folds[i].Within, inner, folds[i].Alike.Count);
        }
    }

    private string Bold(string line)
    {
        var end = line.IndexOf(':');
        return end < 0 ? _ink.Title(line) : _ink.Title(line.Substring(0, end)) + line.Substring(end);
    }

    private static string Title(Fold fold, int around)
    {
        var boxes = fold.Alike;
        var count = boxes.Count == 1 ? "" : $"{fold.InEach} × ";
        var each = around > 1 ? " in each" : "";
        if (boxes[0].Cell is { } cell)
        {
            var own = boxes.Count == 1 ? Label(cell) + (cell.Socket is { } socket ? $" in socket {socket}" : "") : $"{count}node{each}{Sockets(boxes)}";
            return boxes[0].Shape.Length > 0 ? $"{own}: {boxes[0].Shape}" : own;
        }

        var group = boxes[0].Group!;
        var cells = string.Join(" | ", boxes.Select(box => NodeSet.From(box.Group!.CellIds).ToString()));
        if (boxes.Count == 1)
            return $"{BoxTitle.Of(group)}: nodes {cells}";
        var numbers = boxes.Select(box => box.Group!.Number).ToList();
        var kind = group.Kind is CellGroupKind.Die ? "die" : group.Kind is CellGroupKind.Socket ? "socket" : "group";
        var which = kind != "group" && !numbers.Contains(null) ? " " + NodeSet.From(numbers.Select(number => number!.Value)) : "";
        return $"{count}{kind}{which}{each}{BoxTitle.Within(group)}: nodes {cells}";
    }

    private static string Sockets(IReadOnlyList<Box> boxes)
    {
        var sockets = boxes.Select(box => box.Cell!.Socket).ToList();
        return sockets.Contains(null) || sockets.Distinct().Count() < sockets.Count ? "" : $" in sockets {NodeSet.From(sockets.Select(socket => socket!.Value))}";
    }

    private void DrawCells(Fold fold, string prefix)
    {
        var cells = fold.Alike.Select(box => box.Cell!).ToList();
        if (IsCompact(fold))
            _lines.AddRange(ManyNodes.Cpus(cells, _options.Width - prefix.Length).Concat(ManyNodes.Memory(cells, _glyphs, _options.Width - prefix.Length)).Select(line => prefix + line));
        foreach (var cell in cells)
        {
            if (!IsCompact(fold))
                _lines.AddRange(_rows.Of(cell, prefix, cells.Count > 1 ? Label(cell) : ""));
            var below = IsCompact(fold) ? prefix : prefix.PadRight(_rows.Start);
            var owner = IsCompact(fold) ? Label(cell) + ": " : "";
            foreach (var mark in _marks[cell.Id])
                Add(below + _glyphs.Mark, $"{owner}{mark.Name}: {mark.Text}", below + "  ", _ink.Mark);
            if (DeviceText.Of(cell.Devices ?? []) is { Length: > 0 } devices)
                Add(below, owner + devices, below + "  ");
        }
    }

    /// <summary>What is in no node.</summary>
    private void DrawRest()
    {
        foreach (var rest in Rest.Of(_machine))
            Add("", rest, "  ");
    }

    private void DrawDistances()
    {
        if (_machine.Cells.Count < 2)
            return;
        _lines.Add("");
        if (_machine.Distances.Count == 0)
            _lines.Add("distances: not reported");
        else
            _lines.AddRange(DistanceMatrixText.Draw(_machine, _glyphs, _ink, _options.Width));
        if (LinkText.Of(_machine) is { } links)
            Add("", links, "  ");
    }

    private void DrawLegend()
    {
        if (_rows.Legend is not { Length: > 0 } legend)
            return;
        _lines.Add("");
        Add("", legend, "  ", _ink.Faint);
    }

    /// <summary>Adds a text that begins behind one prefix and goes on behind another, coloured line by line.</summary>
    private void Add(string first, string text, string next, Func<string, string>? colour = null)
    {
        var prefix = first;
        foreach (var line in Wrapping.Lines(_glyphs.Printable(text), _options.Width - Math.Max(first.Length, next.Length)))
        {
            _lines.Add(prefix + (colour is null || (prefix != first && colour != _ink.Mark && colour != _ink.Faint) ? line : colour(line)));
            prefix = next;
        }
    }
}
