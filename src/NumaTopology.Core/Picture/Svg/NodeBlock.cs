using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Svg;

/// <summary>A node: what it consists of, its CPUs, its memory as a bar, its devices, and what is marked of it.</summary>
internal sealed class NodeBlock : Block
{
    private const double Size = 12;
    private const double TitleSize = 15;
    private const double BarHeight = 14;

    private readonly double _padding;
    private readonly NumaCell _cell;
    private readonly CpuGrid? _cpus;
    private readonly string _title;
    private readonly IReadOnlyList<string> _structure;
    private readonly IReadOnlyList<string> _cpuList;
    private readonly string _amount;
    private readonly MemoryParts? _memory;
    private readonly IReadOnlyList<string> _devices;
    private readonly IReadOnlyList<(string Look, IReadOnlyList<string> Lines)> _marks;

    /// <param name="cell">The node.</param>
    /// <param name="text">What it is in words.</param>
    /// <param name="looks">The looks of what is marked of it.</param>
    /// <param name="width">The width of the block.</param>
    /// <param name="isSmall">Whether it is one of many: without what all of them have in common, and without squares for its CPUs.</param>
    /// <param name="isInSocket">Whether what is around it names its socket.</param>
    public NodeBlock(NumaCell cell, CellText text, MarkLooks looks, double width, bool isSmall, bool isInSocket)
    {
        _cell = cell;
        _padding = isSmall ? 7 : 10;
        Width = width;
        var inner = width - (2 * _padding);
        _title = "node " + PlacementText.Number(cell.Id);
        var structure = (cell.Socket is { } socket && !isInSocket ? $"socket {socket}: " : "") + text.Structure(cell);
        _structure = isSmall || structure.Length == 0 ? [] : SvgCanvas.Lines(structure, inner, Size);
        _cpus = isSmall ? null : new CpuGrid(cell, text, looks.OfCpus(cell.Id), inner);
        _cpuList = cell.Cpus.Count == 0 ? [] : SvgCanvas.Lines((cell.Cpus.Count == 1 ? "CPU " : "CPUs ") + cell.Cpus, inner, Size);
        _memory = MemoryParts.Of(cell);
        _amount = CellText.Memory(cell, isShort: isSmall);
        _devices = [.. (cell.Devices ?? []).GroupBy(device => device.Kind).OrderBy(kind => kind.Key).SelectMany(kind => SvgCanvas.Lines(DeviceText.Of([.. kind]), inner, Size))];
        _marks = [.. looks.Of(cell.Id).Select(mark => (mark.Look, SvgCanvas.Lines($"{mark.Mark.Name}: {mark.Mark.Text}", inner - 16, Size)))];
        Height = Lay(null, 0, 0);
    }

    public override void Draw(SvgCanvas canvas, double x, double y) => Lay(canvas, x, y);

    /// <summary>Draws it, or only measures how high it is.</summary>
    private double Lay(SvgCanvas? canvas, double left, double top)
    {
        var line = SvgCanvas.LineHeight(Size);
        double x = left + _padding, y = top + _padding;
        canvas?.OpenBox(left, top, Width, Height, "node");
        canvas?.Text(x, y, _title, TitleSize, "title");
        y += SvgCanvas.LineHeight(TitleSize);
        Lines(_structure, "dim");
        if (_cpus is { Height: > 0 })
        {
            if (canvas is not null)
                _cpus.Draw(canvas, x, y + 4);
            y += _cpus.Height + 10;
        }

        Lines(_cpuList, "");
        if (_memory is not null)
        {
            y += 4;
            Bar(canvas, x, y, _memory);
            y += BarHeight + 4;
        }

        if (_amount.Length > 0)
            Lines(SvgCanvas.Lines(_amount, Width - (2 * _padding), Size), "");
        if (_devices.Count > 0)
            y += 4;
        Lines(_devices, "dim");
        foreach (var (look, lines) in _marks)
        {
            canvas?.Rectangle(x, y + 3, 10, 10, look, 2);
            canvas?.Paragraph(x + 16, y, lines, Size);
            y += lines.Count * line;
        }

        canvas?.CloseBox();
        return y - top + _padding - 2;

        void Lines(IReadOnlyList<string> lines, string look)
        {
            canvas?.Paragraph(x, y, lines, Size, look);
            y += lines.Count * line;
        }
    }

    private void Bar(SvgCanvas? canvas, double x, double y, MemoryParts memory)
    {
        var width = Width - (2 * _padding);
        canvas?.Rectangle(x, y, width, BarHeight, "free", 2);
        var used = width * memory.Used / memory.Total;
        canvas?.Rectangle(x, y, used, BarHeight, "used", 2);
        canvas?.Rectangle(x + used, y, width * memory.Reclaimable / memory.Total, BarHeight, "reclaimable");
    }
}
