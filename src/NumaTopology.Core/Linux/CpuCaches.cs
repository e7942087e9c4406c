using System;
using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>
/// Reads the processors' caches: <c>cpuN/cache/indexK/{level,type,id,size,shared_cpu_list,…}</c>. Of a shared one only the id is read again for
/// each processor: kernels exist that give one cache several ids, and libvirt then tells it once for each.
/// </summary>
internal static class CpuCaches
{
    // index0 to index3 on x86; nobody has more than a few levels twice.
    private const int MostIndexes = 16;

    private const int NoId = -1;

    public static List<CpuCache> Read(FactReader reader, CpuSet cpus)
    {
        var caches = new List<CpuCache>();
        // By index and id: the processors whose cache is told already.
        var told = new Dictionary<(int Index, int Id), CpuSetBuilder>();
        // What the first processor has is looked for on all; one that has more is read on until it has none.
        var indexes = cpus.First is { } first ? Highest(reader, first) + 1 : 0;
        foreach (var cpu in cpus.ToArray())
        {
            for (var index = 0; index < MostIndexes; index++)
            {
                var folder = Folder(cpu) + "/index" + index.ToString(CultureInfo.InvariantCulture) + "/";
                var id = reader.Id(folder + "id");
                var key = (index, id ?? NoId);
                if (told.TryGetValue(key, out var covered) && covered.Contains(cpu))
                    continue;
                if (Read(reader, folder, cpu, id) is { } cache)
                {
                    indexes = Math.Max(indexes, index + 1);
                    caches.Add(cache);
                    if (covered is null)
                        told.Add(key, covered = new CpuSetBuilder());
                    covered.AddAll(cache.Cpus);
                }
                else if (index >= indexes)
                {
                    break;
                }
            }
        }

        caches.Sort();
        return caches;
    }

    private static int Highest(FactReader reader, int cpu)
    {
        var indexes = reader.NumberedNames(Folder(cpu), "index");
        return indexes is { Count: > 0 } ? Math.Min(indexes[indexes.Count - 1], MostIndexes - 1) : -1;
    }

    private static string Folder(int cpu) => OnlineCpus.Folder + "/cpu" + cpu.ToString(CultureInfo.InvariantCulture) + "/cache";

    private static CpuCache? Read(FactReader reader, string folder, int cpu, int? id)
    {
        if (reader.Id(folder + "level") is not { } level || ReadType(reader, folder + "type") is not { } type)
            return null;
        return new CpuCache
        {
            Level = level,
            Type = type,
            Id = id,
            Size = ReadSize(reader, folder + "size"),
            LineSize = Positive(reader.Id(folder + "coherency_line_size")),
            Ways = Positive(reader.Id(folder + "ways_of_associativity")),
            Cpus = reader.List(folder + "shared_cpu_list") ?? reader.Mask(folder + "shared_cpu_map") ?? CpuSet.Of(cpu),
        };
    }

    private static int? Positive(int? number) => number > 0 ? number : null;

    /// <summary><c>Unified</c>, <c>Instruction</c> or <c>Data</c>.</summary>
    private static CacheType? ReadType(FactReader reader, string fact) => reader.Text(fact) switch
    {
        null => null,
        "Unified" => CacheType.Unified,
        "Instruction" => CacheType.Instruction,
        "Data" => CacheType.Data,
        var other => throw reader.Malformed(fact, $"'{other}' is no type of cache"),
    };

    /// <summary><c>32K</c>, <c>16M</c>, or a plain number of bytes.</summary>
    private static long? ReadSize(FactReader reader, string fact)
    {
        var text = reader.Text(fact);
        if (text is null)
            return null;
        var last = text[text.Length - 1];
        var shift = last == 'K' ? 10 : last == 'M' ? 20 : last == 'G' ? 30 : 0;
        var digits = shift == 0 ? text : text.Substring(0, text.Length - 1);
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > long.MaxValue >> shift)
            throw reader.Malformed(fact, $"'{text}' is no size such as 32K");
        return number == 0 ? null : number << shift;
    }
}
