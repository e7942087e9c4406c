using System;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>
/// Reads the processors' caches: <c>cpuN/cache/indexK/{level,type,id,size,shared_cpu_list,…}</c>, a shared one once. From the second level on
/// its id is read again for each processor, for <see cref="CacheList"/> tells a cache once for each id.
/// </summary>
internal static class CpuCacheReader
{
    // index0 to index3 on x86; nobody has more than a few levels twice.
    private const int MostIndexes = 16;

    private static readonly string[] s_indexes = Indexes();

    /// <summary>The caches of some processors, each with the processor that it was found at.</summary>
    /// <param name="reader">The machine.</param>
    /// <param name="cpus">The processors.</param>
    /// <param name="online">All that run: only these share a cache.</param>
    public static CacheList Read(FactReader reader, CpuSet cpus, CpuSet online)
    {
        var caches = new CacheList();
        // What the first processor has is looked for on all; one that has more is read on until it has none.
        var indexes = cpus.First is { } first ? Highest(reader, first) + 1 : 0;
        foreach (var cpu in cpus.ToArray())
        {
            var cpuFolder = Folder(cpu);
            for (var index = 0; index < MostIndexes; index++)
            {
                if (caches.HasOfFirstLevel(cpu, index))
                    continue;
                var folder = cpuFolder + s_indexes[index];
                int? level = null;
                if (index >= indexes && (level = reader.Id(folder + "level")) is null)
                    break;
                var id = reader.Id(folder + "id");
                if (caches.Has(cpu, index, id))
                    continue;
                if ((level ?? reader.Id(folder + "level")) is { } known && Read(reader, cpu, folder, id, known, online) is { } cache)
                {
                    indexes = Math.Max(indexes, index + 1);
                    caches.Add(cpu, index, cache);
                }
                else if (index >= indexes)
                {
                    break;
                }
            }
        }

        return caches;
    }

    private static int Highest(FactReader reader, int cpu)
    {
        var indexes = reader.NumberedNames(Folder(cpu), "index");
        return indexes is { Count: > 0 } ? Math.Min(indexes[indexes.Count - 1], MostIndexes - 1) : -1;
    }

    private static string Folder(int cpu) => OnlineCpus.Folder + "/cpu" + cpu.ToString(CultureInfo.InvariantCulture) + "/cache";

    /// <summary>The part of a fact's name between the processor and the file: <c>/index3/</c>.</summary>
    private static string[] Indexes()
    {
        var parts = new string[MostIndexes];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = "/index" + i.ToString(CultureInfo.InvariantCulture) + "/";
        return parts;
    }

    private static CpuCache? Read(FactReader reader, int cpu, string folder, int? id, int level, CpuSet online)
    {
        // Without the processors that share it nobody can say how often it is there.
        if (ReadType(reader, folder + "type") is not { } type || (reader.CpuList(folder + "shared_cpu_list") ?? reader.CpuMask(folder + "shared_cpu_map")) is not { } cpus)
            return null;
        // Kernels of Itanium leave the mask of some caches empty: hwloc takes such a cache for the core's, else for the processor's own.
        if (cpus.IsEmpty)
            cpus = ProcessorTopology.ReadSiblings(reader, cpu) is { IsEmpty: false } threads ? threads : CpuSet.Of(cpu);
        return new CpuCache
        {
            Level = level,
            Type = type,
            Id = id,
            Size = ReadSize(reader, folder + "size"),
            LineSize = Positive(reader.Id(folder + "coherency_line_size")),
            Ways = Positive(reader.Id(folder + "ways_of_associativity")),
            Cpus = cpus.Intersect(online),
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
        var other => throw reader.Malformed(fact, $"'{other}' is not a cache type"),
    };

    /// <summary><c>32K</c>, <c>16M</c>, or a plain number of bytes.</summary>
    private static long? ReadSize(FactReader reader, string fact)
    {
        if (reader.ScaledNumber(fact, out var unit) is not { } number)
            return null;
        var shift = unit switch { 'K' => 10, 'M' => 20, 'G' => 30, '\0' => 0, _ => -1 };
        if (shift < 0 || number > long.MaxValue >> shift)
            throw reader.Malformed(fact, $"'{reader.Text(fact)}' is not a size such as 32K");
        return number == 0 ? null : number << shift;
    }
}
