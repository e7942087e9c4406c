using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>Reads the caches in front of a node's memory: <c>nodeN/memory_side_cache/indexL/{size,line_size,indexing,write_policy}</c>.</summary>
internal static class MemorySideCacheReader
{
    public static IReadOnlyList<MemorySideCache> Read(FactReader reader, int node)
    {
        var folder = NodeFacts.Of(node) + "/memory_side_cache";
        var levels = reader.NumberedNames(folder, "index");
        if (levels is null || levels.Count == 0)
            return [];
        var caches = new List<MemorySideCache>(levels.Count);
        foreach (var level in levels)
        {
            var index = folder + "/index" + level.ToString(CultureInfo.InvariantCulture);
            // Without these three the kernel has not set the cache up (or is taking it down): it is not there.
            if (reader.Number(index + "/size") is not { } size || reader.Id(index + "/indexing") is not { } indexing || reader.Id(index + "/write_policy") is not { } policy)
                continue;
            var line = reader.Id(index + "/line_size");
            caches.Add(new MemorySideCache
            {
                Level = level,
                Size = size,
                LineSize = line > 0 ? line : null,
                Associativity = indexing switch
                {
                    0 => CacheAssociativity.Direct,
                    1 => CacheAssociativity.Full,
                    2 => CacheAssociativity.None,
                    _ => throw reader.Malformed(index + "/indexing", $"{indexing} is not an indexing mode"),
                },
                WritePolicy = policy switch
                {
                    0 => CacheWritePolicy.WriteBack,
                    1 => CacheWritePolicy.WriteThrough,
                    2 => CacheWritePolicy.None,
                    _ => throw reader.Malformed(index + "/write_policy", $"{policy} is not a write policy"),
                },
            });
        }

        return caches;
    }
}
