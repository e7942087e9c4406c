using System.Collections.Generic;

namespace NumaTopology.Relations.Links;

/// <summary>Counts the fewest links between places, by breadth.</summary>
internal static class UnitDistances
{
    /// <summary>By the lowest positions of two places; the largest number where no links lead. Places without processors pass nothing on.</summary>
    public static int[,] Between(int[] units, LinkClasses classes, IReadOnlyList<CellPlace> places)
    {
        var count = units.Length;
        var neighbours = Neighbours(units, classes);
        var links = new int[count, count];
        var queue = new Queue<int>();
        for (var start = 0; start < count; start++)
        {
            for (var unit = 0; unit < count; unit++)
                links[start, unit] = unit == start ? 0 : int.MaxValue;
            queue.Enqueue(start);
            while (queue.Count > 0)
            {
                var unit = queue.Dequeue();
                if (unit != start && places[unit].HasNoCpus)
                    continue;
                foreach (var next in neighbours[unit])
                {
                    if (links[start, next] != int.MaxValue)
                        continue;
                    links[start, next] = links[start, unit] + 1;
                    queue.Enqueue(next);
                }
            }
        }

        return links;
    }

    private static HashSet<int>[] Neighbours(int[] units, LinkClasses classes)
    {
        var neighbours = new HashSet<int>[units.Length];
        for (var cell = 0; cell < units.Length; cell++)
            neighbours[cell] = [];
        for (var from = 0; from < units.Length; from++)
        {
            for (var to = 0; to < units.Length; to++)
            {
                if (units[from] != units[to] && classes.IsLink(from, to))
                    neighbours[units[from]].Add(units[to]);
            }
        }

        return neighbours;
    }
}
