using System.Linq;

namespace NumaTopology.Health;

/// <summary>Whether huge pages that are there are on more than one node, by <see cref="NumaCell.Pages"/>.</summary>
internal static class HugePageBalanceRule
{
    public static HealthRule Rule { get; } = new("HugePageBalance")
    {
        System = MachineSystem.Linux,
        LeastNodes = 2,
        Expected = "huge pages are on more than one node",
        Why = "A program on a node without huge pages gets them from another node, remote, or none if it is bound.",
        Fix = "echo COUNT > /sys/devices/system/node/nodeN/hugepages/hugepages-SIZEkB/nr_hugepages for each node, or hugepages=0:COUNT,1:COUNT at boot.",
        Reference = "https://docs.kernel.org/admin-guide/mm/hugetlbpage.html",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        var pools = facts.Cells.SelectMany(cell => (cell.Pages ?? []).Where(pool => pool.Size > BasePageSize.Limit(facts.Capabilities)).Select(pool => (cell.Id, cell.Kind, Pool: pool))).ToList();
        foreach (var pool in pools.Where(pool => pool.Pool.Total > 0))
            facts.Note($"node {pool.Id}: {PlacementText.Pages(pool.Pool.Total!.Value, pool.Pool.Size)}");
        foreach (var size in pools.GroupBy(pool => pool.Pool.Size))
        {
            var with = size.Where(pool => pool.Pool.Total > 0).Select(pool => pool.Id).ToList();
            if (with.Count == 1 && size.Count(pool => pool.Kind == CellKind.Ordinary) > 1 && size.All(pool => pool.Pool.Total is not null))
                return Verdict.Warn($"pages of {ByteText.Short(size.Key)} only on node {with[0]}", with);
        }

        var isKnown = pools.Count > 0 && pools.All(pool => pool.Pool.Total is not null) && facts.Cells.Where(cell => cell.Memory != 0).All(cell => pools.Any(pool => pool.Id == cell.Id));
        return !isKnown ? Verdict.Unknown("huge pages of some nodes not reported")
            : pools.All(pool => pool.Pool.Total == 0) ? Verdict.NotApplicable("no huge pages")
            : Verdict.Pass("huge pages on " + PlacementText.Cells(pools.Where(pool => pool.Pool.Total > 0).Select(pool => pool.Id)));
    }
}
