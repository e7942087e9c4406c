using System;
using System.Collections.Generic;

namespace NumaTopology.Placement;

/// <summary>
/// Divides the processors over the cells that give them: the cell with the most is filled first, so that what is left over stays in one cell.
/// Idle processors of all cells come before busy ones of any.
/// </summary>
internal static class CpuSplit
{
    /// <summary>The processors of each place in <paramref name="places"/>.</summary>
    public static CpuSet[] Take(SearchSpace space, CpuSet? online, int[] places)
    {
        var order = new List<int>(places.Length);
        for (var i = 0; i < places.Length; i++)
            order.Add(i);
        order.Sort((left, right) => Larger(space.Supplies[places[left]], space.Supplies[places[right]]) is var larger && larger != 0 ? larger : left.CompareTo(right));

        var taken = new CpuSet[places.Length];
        var missing = space.Request.Cpu;
        foreach (var i in order)
        {
            var supply = space.Supplies[places[i]];
            taken[i] = Some(supply, supply.IdleCpus);
        }

        foreach (var i in order)
        {
            var supply = space.Supplies[places[i]];
            taken[i] = taken[i].Union(Some(supply, supply.Cpus.Except(taken[i])));
        }

        return taken;

        CpuSet Some(CellSupply supply, CpuSet from)
        {
            if (missing <= 0 || from.IsEmpty)
                return CpuSet.Empty;
            var cores = from.Equals(supply.Cpus) ? supply.Cores.Value : CpuCore.Of(supply.Cell, from, online);
            var some = CoreChoice.Take(cores, Math.Min(missing, from.Count), space.Request);
            missing -= some.Count;
            return some;
        }
    }

    private static int Larger(CellSupply left, CellSupply right) => right.CpuCount.CompareTo(left.CpuCount);
}
