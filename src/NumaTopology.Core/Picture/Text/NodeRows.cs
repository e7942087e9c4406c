using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Text;

/// <summary>The lines of nodes: name, CPUs, memory as a bar and as numbers, in columns that are the same for all nodes of the picture.</summary>
internal sealed class NodeRows
{
    private const int WidestBar = 40;
    private const int NarrowestBar = 8;
    public const string Gap = "  ";

    private readonly CellText _text;
    private readonly Glyphs _glyphs;
    private readonly Ink _ink;
    private readonly int _width;
    private readonly bool _isMemoryKnown;
    private readonly bool _isFreeKnown;
    private readonly bool _isByCache;
    private readonly bool _isShort;
    private int _cpus;
    private int _bar;
    private bool _hasBars;
    private bool _hasReclaimable;
    private string? _shortened;

    public NodeRows(CellText text, Glyphs glyphs, Ink ink, int width, IReadOnlyList<NumaCell> cells, int start, bool isFolded)
    {
        _text = text;
        _glyphs = glyphs;
        _ink = ink;
        _width = width;
        _isMemoryKnown = cells.Any(cell => cell.Memory is not null);
        _isFreeKnown = cells.Any(cell => MemoryParts.Of(cell) is not null);
        Start = start;
        // What the line has no room for is left out: in the folded picture which CPUs share a cache, then the words behind the numbers.
        foreach (var (isByCache, isShort) in isFolded ? new[] { (true, false), (false, false), (false, true) } : [(true, false), (true, true)])
        {
            _isByCache = isByCache;
            _isShort = isShort;
            Measure(cells);
            if (IsOneLine)
                return;
        }

        _bar = Math.Min(width - Start - Widest(cells, Amount) - Gap.Length, WidestBar);
    }

    /// <summary>The column that the CPUs begin in.</summary>
    public int Start { get; }

    /// <summary>Whether CPUs and memory are in one line.</summary>
    public bool IsOneLine { get; private set; }

    /// <summary>What the characters of the memory stand for; empty where there are none.</summary>
    public string Legend => string.Join("   ", new[]
    {
        _hasBars ? $"{_glyphs.Used} in use" : "",
        _hasReclaimable ? $"{_glyphs.Reclaimable} reclaimable" : "",
        _hasBars ? $"{_glyphs.Free} free" : "",
        _shortened is null ? "" : $"numbers: {_shortened} of total",
    }.Where(part => part.Length > 0));

    public IEnumerable<string> Of(NumaCell cell, string prefix, string label)
    {
        var head = (prefix + label).PadRight(Start);
        var blank = prefix.PadRight(Start);
        var cpus = Cpus(cell);
        var memory = Join(Bar(cell), Amount(cell));
        if (_isShort && cell.Memory > 0 && (cell.AvailableMemory ?? cell.FreeMemory) is not null)
            _shortened = cell.AvailableMemory is null ? "free" : "available";
        if (IsOneLine || cpus.Length == 0 || memory.Length == 0)
        {
            if ((label + cpus + memory).Trim().Length == 0)
                yield break;
            if (IsOneLine || cpus.Length == 0)
            {
                yield return (head + Join(IsOneLine ? cpus.PadRight(_cpus) : "", memory)).TrimEnd();
                yield break;
            }
        }

        foreach (var line in Wrapping.Lines(cpus, _width - Start))
        {
            yield return head + line;
            head = blank;
        }

        if (memory.Length > 0)
            yield return head + memory;
    }

    private static string Join(params string[] parts) => string.Join(Gap, parts.Where(part => part.Length > 0));

    private static int Widest(IReadOnlyList<NumaCell> cells, Func<NumaCell, string> text) => cells.Select(cell => text(cell).Length).DefaultIfEmpty().Max();

    private void Measure(IReadOnlyList<NumaCell> cells)
    {
        _cpus = Widest(cells, Cpus);
        _bar = Math.Min(_width - Start - _cpus - Widest(cells, Amount) - (2 * Gap.Length), WidestBar);
        IsOneLine = _bar >= NarrowestBar;
    }

    /// <summary>Empty where the node's kind says that there are none.</summary>
    private string Cpus(NumaCell cell)
    {
        if (cell.Cpus.Count == 0)
            return cell.Kind is null ? "no CPUs" : "";
        return (cell.Cpus.Count == 1 ? "CPU " : "CPUs ") + (_isByCache ? string.Join(" | ", _text.CpusByCache(cell)) : cell.Cpus.List);
    }

    private string Bar(NumaCell cell)
    {
        if (MemoryParts.Of(cell) is not { } memory)
            return IsOneLine && _isFreeKnown && cell.Memory > 0 ? new string(' ', _bar) : "";
        _hasBars = true;
        _hasReclaimable |= memory.Reclaimable > 0;
        var (used, reclaimable, free) = memory.Steps(_bar);
        return _ink.Used(new string(_glyphs.Used, used)) + _ink.Reclaimable(new string(_glyphs.Reclaimable, reclaimable)) + _ink.Faint(new string(_glyphs.Free, free));
    }

    /// <summary>Empty where the node's kind says that it has no memory, and where that of no node is reported, which the head of the picture says once.</summary>
    private string Amount(NumaCell cell)
    {
        if (cell.Memory is null)
            return _isMemoryKnown ? "memory not reported" : "";
        return CellText.Memory(cell, _isShort);
    }
}
