using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Structure;

/// <summary>The nodes of a machine without their numbers: what each is like, and how each is related to each other one.</summary>
internal sealed class NodeGraph
{
    /// <summary>Beyond that the triangles of all pairs are not counted, which takes the third power of the nodes.</summary>
    private const int MostForTriangles = 256;

    private readonly ulong[] _likeness;
    private readonly ulong[,] _edges;

    /// <summary>Creates the graph.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="sharing">What its CPUs share.</param>
    /// <param name="likeness">What a node is like, by itself and the sets that its CPUs are in.</param>
    public NodeGraph(NumaCapabilities machine, Sharing sharing, Func<NumaCell, IReadOnlyList<SharedSet>, ulong> likeness)
    {
        _likeness = [.. machine.Cells.Select((cell, i) => likeness(cell, sharing.OfCell(i)))];
        _edges = new ulong[Count, Count];
        var index = new Dictionary<int, int>();
        foreach (var cell in machine.Cells)
            index[cell.Id] = index.Count;
        foreach (var distance in machine.Distances)
            Relate(index, distance.From, distance.To, StructureHash.Mix(1, (ulong)distance.Value));
        foreach (var (set, cells) in sharing.Sets)
        {
            foreach (var i in cells)
            {
                foreach (var j in cells.Where(j => j != i))
                    _edges[i, j] = unchecked(_edges[i, j] + StructureHash.Mix(2, set.Kind));
            }
        }
    }

    public int Count => _likeness.Length;

    public ulong this[int from, int to] => _edges[from, to];

    /// <summary>Adds a relation of two nodes.</summary>
    public void Relate(IReadOnlyDictionary<int, int> index, int from, int to, ulong relation)
    {
        // Local memory is at the same distance on every machine.
        if (from != to && index.TryGetValue(from, out var i) && index.TryGetValue(to, out var j))
            _edges[i, j] = unchecked(_edges[i, j] + relation);
    }

    /// <summary>
    /// What each node is like together with its surroundings, the same for nodes that no numbering tells apart: colour refinement (Weisfeiler and Leman), with each pair
    /// coloured by its triangles first, which tells a ring of six from two rings of three.
    /// </summary>
    public ulong[] Refine()
    {
        var pairs = Pairs();
        var colours = (ulong[])_likeness.Clone();
        var known = colours.Distinct().Count();
        for (var round = 0; round <= Count; round++)
        {
            colours = [.. Enumerable.Range(0, Count).Select(node => Refined(node))];
            var now = colours.Distinct().Count();
            if (round > 0 && now == known)
                break;
            known = now;
        }

        return colours;

        ulong Refined(int node)
        {
            var sum = 0UL;
            for (var other = 0; other < Count; other++)
            {
                if (other != node)
                    sum = unchecked(sum + StructureHash.Mix(pairs[node, other], colours[other]));
            }

            return StructureHash.Mix(colours[node], sum);
        }
    }

    private ulong[,] Pairs()
    {
        var pairs = new ulong[Count, Count];
        for (var from = 0; from < Count; from++)
        {
            for (var to = 0; to < Count; to++)
            {
                var triangles = 0UL;
                for (var third = 0; third < Count && Count <= MostForTriangles; third++)
                {
                    if (third != from && third != to)
                        triangles = unchecked(triangles + StructureHash.Mix(_edges[from, third], _edges[third, to]));
                }

                pairs[from, to] = StructureHash.Mix(_edges[from, to], _edges[to, from], triangles);
            }
        }

        return pairs;
    }
}
