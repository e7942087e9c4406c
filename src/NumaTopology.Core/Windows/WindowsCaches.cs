using System.Collections.Generic;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>Reads the cache records: level u8 at 8, associativity u8 at 9, line u16 at 10, size u32 at 12, type u32 at 16, masks behind the count at 38.</summary>
internal static class WindowsCaches
{
    private const byte FullyAssociative = 0xFF;

    public static List<CpuCache> Read(WindowsReader reader, GroupNumbers groups)
    {
        var caches = new List<CpuCache>();
        foreach (var record in reader.Records(WindowsFacts.Caches))
        {
            // 3 is a trace cache, which holds decoded instructions and is no level of memory.
            if (record.Relationship != ProcessorRelationship.Cache || TypeOf(record.U32(16)) is not { } type)
                continue;
            var ways = record.U8(9);
            caches.Add(new CpuCache
            {
                Level = record.U8(8),
                Type = type,
                Size = record.U32(12) is var size && size == 0 ? null : size,
                LineSize = record.U16(10) is var line && line == 0 ? null : line,
                Ways = ways is 0 or FullyAssociative ? null : ways,
                Cpus = groups.Set(record.Masks(38), WindowsFacts.Caches),
            });
        }

        caches.Sort();
        // Windows gives caches no numbers; they count up within their level and type, in the order of their processors.
        for (var i = 0; i < caches.Count; i++)
        {
            var follows = i > 0 && caches[i - 1].Level == caches[i].Level && caches[i - 1].Type == caches[i].Type;
            caches[i] = caches[i] with { Id = follows ? caches[i - 1].Id + 1 : 0 };
        }

        return caches;
    }

    private static CacheType? TypeOf(uint type) => type switch
    {
        0 => CacheType.Unified,
        1 => CacheType.Instruction,
        2 => CacheType.Data,
        _ => null,
    };
}
