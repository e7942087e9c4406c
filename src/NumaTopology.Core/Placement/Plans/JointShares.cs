using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Divides the nodes that were chosen for the requests of a plan: which CPUs, and how much memory, each may take of each node.</summary>
internal static class JointShares
{
    /// <summary>By request, its share of each node by the node's number.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<int, PlanShare>> Of(JointSpace space, IReadOnlyList<JointChoice> chosen)
    {
        // CPUs come from the node with most of them; memory from the nodes of the CPUs in proportion is what a placement does within its share.
        var order = Enumerable.Range(0, space.Requests).Select(request => Enumerable.Range(0, space.Of(request).Supplies.Length).OrderByDescending(cell => space.Kinds[0].Has[cell]).ToArray()).ToList();
        var amounts = space.Kinds.Select(kind => kind.Divide(chosen, order)).ToList();
        var taken = new CpuSet[space.Of(0).Supplies.Length];
        var all = new List<IReadOnlyDictionary<int, PlanShare>>();
        for (var request = 0; request < space.Requests; request++)
        {
            var own = space.Of(request);
            var pages = PagesIndex(space, own);
            var shares = new Dictionary<int, PlanShare>();
            for (var cell = 0; cell < taken.Length; cell++)
            {
                var supply = own.Supplies[cell];
                var left = supply.Cpus.Except(taken[cell] ?? CpuSet.Empty);
                var count = (int)amounts[0][request][cell];
                var cpus = count == 0 ? CpuSet.Empty : supply.Groups.Value.Take(supply.Cores.Value, left, count, whole: false);
                taken[cell] = (taken[cell] ?? CpuSet.Empty).Union(cpus);
                shares.Add(supply.Cell.Id, new PlanShare(cpus, amounts[1][request][cell], pages < 0 ? 0 : amounts[pages][request][cell]));
            }

            all.Add(shares);
        }

        return all;
    }

    /// <summary>Which of the kinds the pages of a request are.</summary>
    private static int PagesIndex(JointSpace space, SearchSpace own)
    {
        var sizes = Enumerable.Range(0, space.Requests).Select(space.Of).Where(other => other.Pages > 0).Select(other => other.Request.HugePage!.Value).Distinct().ToList();
        return own.Pages == 0 ? -1 : 2 + sizes.IndexOf(own.Request.HugePage!.Value);
    }
}
