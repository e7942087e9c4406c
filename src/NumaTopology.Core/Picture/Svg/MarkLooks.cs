using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture.Svg;

/// <summary>The looks of what is marked: each placement and each owner of a reservation has its own colour, as far as there are any.</summary>
internal sealed class MarkLooks
{
    private const int Colours = 6;

    private readonly ILookup<int, Mark> _marks;
    private readonly Dictionary<string, string> _looks = new(StringComparer.Ordinal);

    public MarkLooks(ILookup<int, Mark> marks)
    {
        _marks = marks;
        foreach (var mark in marks.SelectMany(ofNode => ofNode))
        {
            if (!_looks.ContainsKey(Key(mark)))
                _looks.Add(Key(mark), $"marked {(mark.Kind == MarkKind.Reservation ? "reserved " : "")}m{_looks.Count % Colours}");
        }
    }

    /// <summary>What is marked of a node.</summary>
    public IEnumerable<(Mark Mark, string Look)> Of(int cell) => _marks[cell].Select(mark => (mark, _looks[Key(mark)]));

    /// <summary>The looks of the CPUs of a node that are marked.</summary>
    public IReadOnlyDictionary<int, string> OfCpus(int cell)
    {
        var looks = new Dictionary<int, string>();
        foreach (var (mark, look) in Of(cell))
        {
            foreach (var cpu in mark.Cpus.ToArray())
                looks[cpu] = look;
        }

        return looks;
    }

    private static string Key(Mark mark) => $"{mark.Kind} {mark.Name}";
}
