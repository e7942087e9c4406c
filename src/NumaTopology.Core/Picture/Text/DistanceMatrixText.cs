using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Text;

/// <summary>The distances as a matrix: numbers behind a shade where they fit, else shades alone, of many nodes for blocks of them.</summary>
internal sealed class DistanceMatrixText
{
    // More rows are more than a screen.
    private const int MostRows = 32;
    private const int MostBlocks = 20;

    private readonly IReadOnlyList<int> _ids;
    private readonly Dictionary<(int From, int To), int> _values;
    private readonly List<int> _distinct;
    private readonly Glyphs _glyphs;
    private readonly Ink _ink;
    private readonly int _label;

    private DistanceMatrixText(NumaCapabilities machine, Glyphs glyphs, Ink ink)
    {
        _glyphs = glyphs;
        _ink = ink;
        _ids = machine.Cells.Select(cell => cell.Id).ToList();
        _values = machine.Distances.GroupBy(distance => (distance.From, distance.To)).ToDictionary(same => same.Key, same => same.First().Value);
        _distinct = machine.Distances.Where(distance => distance.From != distance.To).Select(distance => distance.Value).Distinct().OrderBy(value => value).ToList();
        _label = Math.Max(_ids.Max(id => PlacementText.Number(id).Length), 2) + 1;
    }

    public static IEnumerable<string> Draw(NumaCapabilities machine, Glyphs glyphs, Ink ink, int width)
    {
        var matrix = new DistanceMatrixText(machine, glyphs, ink);
        var count = matrix._ids.Count;
        var number = Math.Max(matrix._values.Values.Select(value => matrix.Text(value).Length).Max(), matrix._label - 1);
        if (count <= MostRows && matrix._label + (count * (number + 2)) <= width)
            return matrix.Numbers(number);
        var room = width - (2 * matrix._label);
        return count <= Math.Min(MostRows, room) ? matrix.Shades(1) : matrix.Shades((count + Math.Min(MostBlocks, room) - 1) / Math.Min(MostBlocks, room));
    }

    private IEnumerable<string> Numbers(int number)
    {
        yield return _ink.Title("distances") + " (10 is local)";
        yield return _ink.Faint(new string(' ', _label) + string.Concat(_ids.Select(id => PlacementText.Number(id).PadLeft(number + 2))));
        foreach (var from in _ids)
        {
            yield return _ink.Faint(PlacementText.Number(from).PadLeft(_label)) + string.Concat(_ids.Select(to =>
            {
                var value = Value(from, to);
                return " " + Shade(value, ' ', from == to) + Text(value).PadLeft(number);
            }));
        }
    }

    /// <summary>One character for each block of nodes: its largest distance.</summary>
    private IEnumerable<string> Shades(int block)
    {
        var blocks = Enumerable.Range(0, (_ids.Count + block - 1) / block).Select(i => _ids.Skip(i * block).Take(block).ToList()).ToList();
        yield return _ink.Title("distances") + (block == 1 ? "" : $" (largest of {block}{(_glyphs.IsAscii ? "x" : "×")}{block} nodes)");
        var label = block == 1 ? _label : blocks.Max(nodes => NodeSet.From(nodes).ToString().Length) + 1;
        foreach (var from in blocks)
        {
            yield return _ink.Faint(NodeSet.From(from).ToString().PadLeft(label)) + " " + string.Concat(blocks.Select(to =>
            {
                var values = from.SelectMany(_ => to, (one, other) => (one, other)).Select(pair => Value(pair.one, pair.other)).ToList();
                return Shade(values.Contains(null) ? null : values.Max(), _glyphs.Local, block == 1 && from[0] == to[0]);
            }));
        }

        yield return ShadeLegend();
    }

    private string ShadeLegend() =>
        string.Join("  ", _distinct.GroupBy(Index).Select(shade => $"{_glyphs.Shades[shade.Key]} {Text(shade.Min())}{(shade.Count() == 1 ? "" : ".." + Text(shade.Max()))}"));

    private int? Value(int from, int to) => _values.TryGetValue((from, to), out var value) ? value : null;

    private string Text(int? value) => value is not { } number ? "-" : number == NumaDistance.Unreachable ? _glyphs.Unreachable : PlacementText.Number(number);

    private char Shade(int? value, char local, bool isLocal) => value is null ? ' ' : isLocal ? local : _glyphs.Shades[Index(value.Value)];

    /// <summary>The shade of a distance: by its rank, so that those of a machine with two differ clearly.</summary>
    private int Index(int value)
    {
        var rank = _distinct.IndexOf(value);
        return rank < 0 ? 0 : _distinct.Count <= _glyphs.Shades.Length ? rank : rank * _glyphs.Shades.Length / _distinct.Count;
    }
}
