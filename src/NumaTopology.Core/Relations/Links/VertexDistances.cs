using System.Collections.Generic;

namespace NumaTopology.Relations.Links;

/// <summary>Counts the fewest links between vertices, by breadth.</summary>
internal static class VertexDistances
{
    /// <summary>By the lowest indexes of two vertices; the largest number where no links lead. Vertices without processors pass nothing on.</summary>
    public static int[,] Between(int[] vertices, LinkClasses classes, IReadOnlyList<CellSocket> cellSockets)
    {
        var count = vertices.Length;
        var neighbours = Neighbours(vertices, classes);
        var links = new int[count, count];
        var queue = new Queue<int>();
        for (var start = 0; start < count; start++)
        {
            for (var vertex = 0; vertex < count; vertex++)
                links[start, vertex] = vertex == start ? 0 : int.MaxValue;
            queue.Enqueue(start);
            while (queue.Count > 0)
            {
                var vertex = queue.Dequeue();
                if (vertex != start && cellSockets[vertex].HasNoCpus)
                    continue;
                foreach (var next in neighbours[vertex])
                {
                    if (links[start, next] != int.MaxValue)
                        continue;
                    links[start, next] = links[start, vertex] + 1;
                    queue.Enqueue(next);
                }
            }
        }

        return links;
    }

    private static HashSet<int>[] Neighbours(int[] vertices, LinkClasses classes)
    {
        var neighbours = new HashSet<int>[vertices.Length];
        for (var cell = 0; cell < vertices.Length; cell++)
            neighbours[cell] = [];
        for (var from = 0; from < vertices.Length; from++)
        {
            for (var to = 0; to < vertices.Length; to++)
            {
                if (vertices[from] != vertices[to] && classes.IsLink(from, to))
                    neighbours[vertices[from]].Add(vertices[to]);
            }
        }

        return neighbours;
    }
}
