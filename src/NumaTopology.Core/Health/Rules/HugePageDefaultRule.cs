using System;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>Whether there are huge pages of the size that a program gets which names none: <c>Hugepagesize:       2048 kB</c> of <c>proc/meminfo</c>.</summary>
internal static class HugePageDefaultRule
{
    private const string Fact = "proc/meminfo";

    public static HealthRule Rule { get; } = new("HugePageDefault")
    {
        System = MachineSystem.Linux,
        LeastNodes = 1,
        Expected = "where there are huge pages, there are some of the default size",
        Why = "A program that does not name a size gets pages of the default size. Where only others are configured it gets none.",
        Fix = "Set default_hugepagesz= at boot to the size that is configured, or let every program name the size.",
        Reference = "https://docs.kernel.org/admin-guide/mm/hugetlbpage.html",
        Check = Check,
    };

    /// <summary>Bytes of a default huge page; null when it is not reported.</summary>
    public static long? DefaultSize(HealthFacts facts)
    {
        if (facts.Reader?.Fields(Fact).FirstOrDefault(field => field.Key == "Hugepagesize").Value is not { } text)
            return null;
        facts.Note($"/{Fact}: Hugepagesize {text}");
        return text.EndsWith(" kB", StringComparison.Ordinal) && long.TryParse(text.Substring(0, text.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) && kibibytes is > 0 and <= long.MaxValue / 1024
            ? kibibytes * 1024
            : throw facts.Reader!.Malformed(Fact, $"Hugepagesize '{text}' is not a number of kB");
    }

    private static Verdict Check(HealthFacts facts)
    {
        if (DefaultSize(facts) is not { } size)
            return facts.Reader is null || facts.Reader.TryRead(Fact) == false ? facts.Lacks(Fact, "default page size") : Verdict.NotApplicable("the kernel has no huge pages");
        var pools = facts.Cells.SelectMany(cell => cell.Pages ?? []).Where(pool => pool.Size > BasePageSize.Limit(facts.Capabilities)).GroupBy(pool => pool.Size).Select(pools => new { Size = pools.Key, Total = pools.Sum(pool => pool.Total), IsKnown = pools.All(pool => pool.Total is not null) }).ToList();
        if (pools.Count == 0 || pools.Any(pool => !pool.IsKnown))
            return Verdict.Unknown("huge pages of some nodes not reported");
        foreach (var pool in pools)
            facts.Note($"all nodes: {PlacementText.Pages(pool.Total!.Value, pool.Size)}");
        if (pools.All(pool => pool.Total == 0))
            return Verdict.NotApplicable("no huge pages");
        var others = pools.Where(pool => pool.Total > 0).OrderBy(pool => pool.Size).ToList();
        return pools.Any(pool => pool.Size == size && pool.Total > 0)
            ? Verdict.Pass(PlacementText.Pages(pools.First(pool => pool.Size == size).Total!.Value, size))
            : Verdict.Warn($"no page of {ByteText.Short(size)}, {PlacementText.Pages(others[0].Total!.Value, others[0].Size)}");
    }
}
