using System.Text;
using NumaTopology.Watching;

namespace NumaTopology.Linux;

/// <summary>Reads the counters of a node: <c>nodeN/vmstat</c>, and where that lacks them those of <c>nodeN/numastat</c>. Lines <c>numa_hit 123456</c>.</summary>
internal static class CellCounterReader
{
    /// <summary>The machine's counters; Linux counts migrated pages for no node alone.</summary>
    public const string Machine = "proc/vmstat";

    // By kswapd, by the allocating program, by khugepaged, and on request.
    private const string Demoted = "pgdemote_";

    private static readonly (string Name, CellCounter Counter)[] s_names =
    [
        ("numa_hit", CellCounter.Hit), ("numa_miss", CellCounter.Miss), ("numa_foreign", CellCounter.Foreign), ("numa_other", CellCounter.OtherNode),
        ("other_node", CellCounter.OtherNode), ("pgpromote_success", CellCounter.Promoted), ("pgmigrate_success", CellCounter.Migrated),
    ];

    public static CellCounters Read(FactReader reader, int id)
    {
        var counters = new CellCounters();
        Add(counters, reader, NodeFacts.VmStat(id));
        // For each of the two files the kernel collects what every CPU counted in every zone of the machine (fold_vm_numa_events in mm/vmstat.c).
        if (counters[CellCounter.Hit] is null || counters[CellCounter.Miss] is null || counters[CellCounter.Foreign] is null || counters[CellCounter.OtherNode] is null)
            Add(counters, reader, NodeFacts.NumaStat(id));
        return counters;
    }

    /// <summary>Pages that were migrated on the whole machine; null when not reported.</summary>
    public static long? Migrated(FactReader reader)
    {
        var counters = new CellCounters();
        Add(counters, reader, Machine);
        return counters[CellCounter.Migrated];
    }

    private static void Add(CellCounters counters, FactReader reader, string fact)
    {
        if (!reader.TryRead(fact))
            return;
        var bytes = reader.Bytes;
        for (int at = 0, end; at < reader.Length; at = end + 1)
        {
            end = TextBytes.LineEnd(bytes, at, reader.Length);
            if (TextBytes.StartWith(bytes, at, end, Demoted))
                counters[CellCounter.Demoted] = (counters[CellCounter.Demoted] ?? 0) + Value(reader, fact, at, end);
            else if (Counter(bytes, at, end) is { } counter)
                counters[counter] = Value(reader, fact, at, end);
        }
    }

    private static CellCounter? Counter(byte[] bytes, int at, int end)
    {
        foreach (var (name, counter) in s_names)
        {
            if (end > at + name.Length && bytes[at + name.Length] == ' ' && TextBytes.StartWith(bytes, at, end, name))
                return counter;
        }

        return null;
    }

    private static long Value(FactReader reader, string fact, int start, int end)
    {
        var at = start;
        while (at < end && reader.Bytes[at] != ' ')
            at++;
        at++;
        return TextBytes.TryNumber(reader.Bytes, ref at, end, out var value) && at == end
            ? value
            : throw reader.Malformed(fact, $"'{Encoding.UTF8.GetString(reader.Bytes, start, end - start)}' is not a counter");
    }
}
