namespace NumaTopology.Comparison.Parts;

/// <summary>The nodes: which there are, their CPUs, memory and huge pages.</summary>
internal static class CellPart
{
    private static readonly Facet<NumaCell> s_cpus = new(nameof(NumaCell.Cpus), cell => cell.Cpus, (owner, one, other) => CpusImpact(owner, (CpuSet)one, (CpuSet)other));

    private static readonly Facet<NumaCell> s_memory = new(nameof(NumaCell.Memory), cell => cell.Memory, MemoryImpact, MemorySizes.AreAlike);

    private static readonly Facet<NumaCell> s_nodeMemory = new(nameof(NumaCell.NodeMemory), cell => cell.NodeMemory, MemoryImpact, MemorySizes.AreAlike);

    private static readonly Facet<NumaCell> s_kind = new(nameof(NumaCell.Kind), cell => cell.Kind, (owner, one, other) => $"The memory of {owner} is {other} instead of {one}; it may be slower or faster.");

    private static readonly Facet<NumaCell> s_tier = new(nameof(NumaCell.MemoryTier), cell => cell.MemoryTier, (owner, one, other) => $"The kernel counts the memory of {owner} as {((int)other < (int)one ? "faster" : "slower")}; it moves pages to other nodes.");

    private static readonly Facet<NumaCell> s_sideCaches = new(nameof(NumaCell.MemorySideCaches), cell => cell.MemorySideCaches, (owner, _, _) => $"The caches in front of the memory of {owner} differ; its speed may differ.");

    private static readonly Facet<NumaCell> s_socket = new(nameof(NumaCell.Socket), cell => cell.Socket, (owner, one, other) => $"The CPUs of {owner} are in socket {other} instead of {one}.");

    private static readonly Facet<PagePool> s_total = new(nameof(PagePool.Total), pool => pool.Total, (owner, one, other) => $"There are {other} instead of {one} {owner}; requests for huge pages fit {((long)other < (long)one ? "less often" : "more often")}.", without: "requests for them do not fit there");

    public static void Compare(NumaCapabilities reference, NumaCapabilities difference, ComparisonReport report)
    {
        var basePage = System.Math.Max(BasePageSize.Limit(reference), BasePageSize.Limit(difference));
        foreach (var (id, one, other) in Pairs.Of(reference.Cells, difference.Cells, cell => cell.Id))
        {
            var path = $"Cells[{id}]";
            if (report.Both(path, one, other, isOnlyThere => $"Node {id}, with {Has(one ?? other!)}, {(isOnlyThere ? "exists only on" : "does not exist on")} {report.Other}."))
                Compare(path + ".", report.Cell(id), one!, other!, basePage, report);
        }
    }

    private static void Compare(string path, string owner, NumaCell one, NumaCell other, long basePage, ComparisonReport report)
    {
        report.Compare(path, owner, one, other, s_cpus, s_memory);
        // What follows from sizes that differ is no further difference.
        if (s_memory.IsSame(one.Memory, other.Memory))
        {
            report.Compare(path, owner, one, other, s_nodeMemory);
            if (one.Cpus.IsEmpty == other.Cpus.IsEmpty)
                report.Compare(path, owner, one, other, s_kind);
        }

        report.Compare(path, owner, one, other, s_tier, s_sideCaches);
        if (one.Processors is null || other.Processors is null)
            report.Compare(path, owner, one, other, s_socket);
        foreach (var (size, pool, pages) in Pairs.Of(one.Pages ?? [], other.Pages ?? [], pool => pool.Size))
        {
            // The number of base pages is the memory's.
            if (size > basePage)
                report.Compare($"{path}Pages[{ByteText.Short(size)}].", $"huge pages of {ByteText.Short(size)} on {owner}", pool ?? new PagePool(size, null, null), pages ?? new PagePool(size, null, null), s_total);
        }
    }

    private static string Has(NumaCell cell) => $"{PlacementText.Cpus(cell.Cpus.Count)} and {(cell.Memory is { } memory ? PlacementText.Bytes(memory) : "unknown memory")}";

    private static string CpusImpact(string owner, CpuSet one, CpuSet other) => one.Count == other.Count
        ? $"Other CPUs belong to {owner}: {other} instead of {one}; pinned CPUs are on other nodes."
        : $"There are {other.Count} instead of {PlacementText.Cpus(one.Count)} on {owner}; {(other.Count < one.Count ? "fewer" : "more")} programs fit there.";

    private static string MemoryImpact(string owner, object one, object other) =>
        $"There is {PlacementText.Bytes(System.Math.Abs((long)other - (long)one))} {((long)other < (long)one ? "less" : "more")} memory on {owner}; {((long)other < (long)one ? "large requests no longer fit there" : "requests fit there that do not fit on the reference")}.";
}
