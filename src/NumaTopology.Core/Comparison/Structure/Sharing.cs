using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Structure;

/// <summary>What the CPUs of a machine share, and between which nodes.</summary>
internal sealed class Sharing
{
    private readonly List<SharedSet>[] _ofCells;

    public Sharing(NumaCapabilities machine)
    {
        _ofCells = [.. machine.Cells.Select(_ => new List<SharedSet>())];
        // A damaged machine has a CPU on two nodes.
        var cells = machine.Cells.SelectMany((cell, i) => cell.Cpus.Ids.Select(cpu => (cpu, i))).ToLookup(place => place.cpu, place => place.i);
        Sets = SharedSet.Of(machine).Select(set => (set, Touched(set))).ToList();
        foreach (var (set, touched) in Sets)
        {
            foreach (var i in touched)
                _ofCells[i].Add(set);
        }

        IReadOnlyList<int> Touched(SharedSet set)
        {
            var touched = new List<int>(1);
            foreach (var cpu in set.Ids)
            {
                foreach (var i in cells[cpu])
                {
                    if (!touched.Contains(i))
                        touched.Add(i);
                }
            }

            return touched;
        }
    }

    /// <summary>The sets, each with the positions of the nodes whose CPUs are in it.</summary>
    public IReadOnlyList<(SharedSet Set, IReadOnlyList<int> Cells)> Sets { get; }

    /// <summary>The sets that have CPUs of a node, by its position.</summary>
    public IReadOnlyList<SharedSet> OfCell(int index) => _ofCells[index];
}
