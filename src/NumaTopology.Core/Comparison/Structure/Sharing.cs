using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Structure;

/// <summary>What the CPUs of a machine share, and between which nodes.</summary>
internal sealed class Sharing
{
    private readonly List<SharedSet>[] _ofCells;

    public Sharing(NumaCapabilities machine)
    {
        _ofCells = new List<SharedSet>[machine.Cells.Count];
        var cells = new Dictionary<int, int>();
        // A damaged machine has a CPU on two nodes.
        var more = new List<(int Cpu, int Cell)>();
        for (var i = 0; i < _ofCells.Length; i++)
        {
            _ofCells[i] = [];
            foreach (var cpu in machine.Cells[i].Cpus.Ids)
            {
                if (cells.ContainsKey(cpu))
                    more.Add((cpu, i));
                else
                    cells.Add(cpu, i);
            }
        }

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
                if (cells.TryGetValue(cpu, out var i) && !touched.Contains(i))
                    touched.Add(i);
            }

            touched.AddRange(more.Where(same => set.Cpus.Contains(same.Cpu) && !touched.Contains(same.Cell)).Select(same => same.Cell).Distinct().ToList());
            return touched;
        }
    }

    /// <summary>The sets, the largest first, each with the positions of the nodes whose CPUs are in it.</summary>
    public IReadOnlyList<(SharedSet Set, IReadOnlyList<int> Cells)> Sets { get; }

    /// <summary>The sets that have CPUs of a node, by its position.</summary>
    public IReadOnlyList<SharedSet> OfCell(int index) => _ofCells[index];
}
