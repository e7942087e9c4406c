using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Svg;

/// <summary>The CPUs of a node as squares: the threads of a core touch, and a line is around those that share a last-level cache.</summary>
internal sealed class CpuGrid : Block
{
    // More squares than this say nothing any more.
    private const int MostCpus = 512;
    private const double CoreGap = 3;

    // Squares of this size have room for the number of a CPU.
    private const double Numbered = 26;
    private const double NumberSize = 11;
    private const double Padding = 4;

    private readonly Flow? _caches;

    /// <summary>Whether there are squares for the CPUs of a node.</summary>
    public static bool IsDrawn(NumaCell cell) => cell.Cpus.Count is > 0 and <= MostCpus;

    public CpuGrid(NumaCell cell, CellText text, IReadOnlyDictionary<int, string> looks, double width)
    {
        if (!IsDrawn(cell))
            return;
        var cores = (cell.Processors ?? []).GroupBy(processor => processor.Siblings ?? CpuSet.Of(processor.Id)).ToDictionary(core => core.Key.First ?? 0, core => core.Select(processor => processor.Id).ToList());
        var known = cores.Values.SelectMany(ids => ids).ToList();
        foreach (var id in cell.Cpus.ToArray().Except(known))
            cores[id] = [id];
        var caches = text.CpusByCache(cell);
        var square = cell.Cpus.Count <= 16 ? Numbered : cell.Cpus.Count <= 64 ? 14 : 9;
        _caches = new Flow([.. caches.Select(set => new Cache(square, cores.OrderBy(core => core.Key).Select(core => core.Value.Where(set.Contains).ToList()).Where(core => core.Count > 0).ToList(), looks, width))], width, 6);
        Width = _caches.Width;
        Height = _caches.Height;
    }

    public override void Draw(SvgCanvas canvas, double x, double y) => _caches?.Draw(canvas, x, y);

    private sealed class Cache : Block
    {
        private readonly IReadOnlyList<List<int>> _cores;
        private readonly IReadOnlyDictionary<int, string> _looks;
        private readonly int _perRow;
        private readonly double _core;
        private readonly double _square;

        public Cache(double square, IReadOnlyList<List<int>> cores, IReadOnlyDictionary<int, string> looks, double mostWidth)
        {
            _square = square;
            _cores = cores;
            _looks = looks;
            _core = (cores.Max(core => core.Count) * square) + CoreGap;
            var fits = Math.Max((int)((mostWidth - (2 * Padding) + CoreGap) / _core), 1);
            // Rows of eight and sixteen are counted at a glance.
            var even = fits >= 16 ? 16 : fits >= 8 ? 8 : fits;
            _perRow = Math.Min(cores.Count, cores.Count > 8 && cores.Count <= 16 && cores.Count % 8 != 0 ? Math.Min(fits, (cores.Count + 1) / 2) : even);
            Width = (_perRow * _core) - CoreGap + (2 * Padding);
            Height = ((cores.Count + _perRow - 1) / _perRow * (square + CoreGap)) - CoreGap + (2 * Padding);
        }

        private void Draw(SvgCanvas canvas, double x, double y, int cpu)
        {
            var look = _looks.TryGetValue(cpu, out var marked) ? "cpu " + marked : "cpu";
            if (_square < Numbered)
            {
                canvas.Rectangle(x, y, _square - 0.8, _square, look, 1.5, $"CPU {cpu}");
                return;
            }

            var number = PlacementText.Number(cpu);
            // Four digits are wider than a square.
            var size = Math.Min(NumberSize, Math.Floor(NumberSize * (_square - 0.8) / SvgCanvas.WidthOf(number, NumberSize)));
            canvas.OpenBox(x, y, _square - 0.8, _square, look);
            canvas.Text(x + (_square / 2) - 0.4, y + ((_square - size) / 2) - 1, number, size, "on", "middle");
            canvas.CloseBox();
        }

        public override void Draw(SvgCanvas canvas, double x, double y)
        {
            canvas.Rectangle(x, y, Width, Height, "cache", 3);
            for (var i = 0; i < _cores.Count; i++)
            {
                var left = x + Padding + (i % _perRow * _core);
                var top = y + Padding + (i / _perRow * (_square + CoreGap));
                foreach (var cpu in _cores[i])
                {
                    Draw(canvas, left, top, cpu);
                    left += _square;
                }
            }
        }
    }
}
