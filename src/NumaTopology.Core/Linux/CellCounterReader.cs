using System;
using System.Collections.Generic;
using System.Globalization;
using NumaTopology.Watching;

namespace NumaTopology.Linux;

/// <summary>Reads the counters of a node: <c>nodeN/numastat</c>, and promotions and demotions of <c>nodeN/vmstat</c>. Lines <c>numa_hit 123456</c>.</summary>
internal static class CellCounterReader
{
    /// <summary>The machine's counters; Linux counts migrated pages for no node alone.</summary>
    public const string Machine = "proc/vmstat";

    public static Dictionary<CellCounter, long> Read(FactReader reader, int id)
    {
        var counters = new Dictionary<CellCounter, long>();
        Add(counters, reader, NodeFacts.NumaStat(id));
        Add(counters, reader, NodeFacts.VmStat(id));
        return counters;
    }

    /// <summary>Pages that were migrated on the whole machine; null when not reported.</summary>
    public static long? Migrated(FactReader reader)
    {
        var counters = new Dictionary<CellCounter, long>();
        Add(counters, reader, Machine);
        return counters.TryGetValue(CellCounter.Migrated, out var migrated) ? migrated : null;
    }

    private static void Add(Dictionary<CellCounter, long> counters, FactReader reader, string fact)
    {
        var found = new Dictionary<CellCounter, long>();
        foreach (var line in reader.Text(fact)?.Split('\n') ?? [])
        {
            var blank = line.IndexOf(' ');
            if (blank < 0 || Counter(line.Substring(0, blank)) is not { } counter)
                continue;
            if (!long.TryParse(line.Substring(blank + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                throw reader.Malformed(fact, $"'{line}' is not a counter");
            found[counter] = value + (found.TryGetValue(counter, out var sum) ? sum : 0);
        }

        // Newer kernels repeat numastat's counters in vmstat.
        foreach (var counter in found)
            counters[counter.Key] = counter.Value;
    }

    private static CellCounter? Counter(string name) => name switch
    {
        "numa_hit" => CellCounter.Hit,
        "numa_miss" => CellCounter.Miss,
        "numa_foreign" => CellCounter.Foreign,
        "other_node" or "numa_other" => CellCounter.OtherNode,
        "pgpromote_success" => CellCounter.Promoted,
        "pgmigrate_success" => CellCounter.Migrated,
        // By kswapd, by the allocating program, by khugepaged, and on request.
        _ when name.StartsWith("pgdemote_", StringComparison.Ordinal) => CellCounter.Demoted,
        _ => null,
    };
}
