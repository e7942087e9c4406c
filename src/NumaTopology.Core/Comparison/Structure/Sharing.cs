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
        // A damaged machine has a CPU on two nodes.
        var cells = new Dictionary<int, List<int>>();
        for (var i = 0; i < _ofCells.Length; i++)
        {
            _ofCells[i] = [];
            foreach (var cpu in machine.Cells[i].Cpus.Ids)
            {
                if (!cells.TryGetValue(cpu, out var own))
                    cells.Add(cpu, own = []);
                own.Add(i);
            }
        }

        Sets = SharedSet.Of(machine).Select(set => (set, (IReadOnlyList<int>)[.. set.Cpus.Ids.Where(cells.ContainsKey).SelectMany(cpu => cells[cpu]).Distinct()])).ToList();
        foreach (var (set, touched) in Sets)
        {
            foreach (var i in touched)
                _ofCells[i].Add(set);
        }
    }

    /// <summary>The sets, the largest first, each with the positions of the nodes whose CPUs are in it.</summary>
    public IReadOnlyList<(SharedSet Set, IReadOnlyList<int> Cells)> Sets { get; }

    /// <summary>The sets that have CPUs of a node, by its position.</summary>
    public IReadOnlyList<SharedSet> OfCell(int index) => _ofCells[index];
}
