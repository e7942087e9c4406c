using System.Collections.Generic;

namespace NumaTopology.Linux;

/// <summary>Reads the pools of pages of a node, or of a host without nodes.</summary>
internal static class PagePoolReader
{
    /// <summary>The folder of the pools of the whole host.</summary>
    public const string HostFolder = "sys/kernel/mm/hugepages";

    /// <summary>
    /// Every <c>hugepages-2048kB/{nr_hugepages,free_hugepages}</c> below <paramref name="folder"/>, and the base pages: what memory the
    /// huge pages leave, in whole pages.
    /// </summary>
    public static IReadOnlyList<PagePool>? Read(FactReader reader, string folder, long pageSize, in MemoryInfo memory)
    {
        var pools = new List<PagePool>();
        var names = reader.Machine.List(folder);
        // Without the pools what huge pages take is unknown, unless there are none.
        long? huge = names is null && memory.HasHugePages ? null : 0;
        foreach (var name in names ?? [])
        {
            if (!FactReader.TryNumberedName(name, "hugepages-", "kB", out var kibibytes) || kibibytes is 0 or > long.MaxValue / 1024)
                continue;
            var size = kibibytes << 10;
            var total = reader.Number($"{folder}/{name}/nr_hugepages");
            pools.Add(new PagePool(size, total, reader.Number($"{folder}/{name}/free_hugepages")));
            huge = total > 0 && size > (long.MaxValue - (huge ?? 0)) / total ? throw reader.Malformed($"{folder}/{name}/nr_hugepages", "the pools are larger than any memory") : huge + (size * total);
        }

        if (memory.Total is not null)
        {
            // Old kernels let a pool be counted before its memory is taken off: more huge pages than memory leaves no base page count.
            var left = memory.Total - huge;
            pools.Add(new PagePool(pageSize, left < 0 ? null : left / pageSize, memory.Free / pageSize));
        }

        pools.Sort();
        return pools.Count == 0 ? null : pools;
    }
}
