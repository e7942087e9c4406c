using System.Collections.Generic;

namespace NumaTopology.Acpi;

/// <summary>One value of the table, between proximity domains; latency in ns, bandwidth in bytes per second, null when not given.</summary>
internal readonly struct HmatValue(uint initiator, uint target, InterconnectType type, MemoryAccess access, int cacheLevel, long? value)
{
    public uint Initiator { get; } = initiator;

    public uint Target { get; } = target;

    public InterconnectType Type { get; } = type;

    public MemoryAccess Access { get; } = access;

    public int CacheLevel { get; } = cacheLevel;

    public long? Value { get; } = value;
}

/// <summary>The Heterogeneous Memory Attribute Table: latency and bandwidth from each initiator to each target, and caches of memory.</summary>
internal sealed class Hmat
{
    private const int FirstStructure = 40;
    private const ushort Unreachable = 0xFFFF;

    private readonly List<HmatValue> _values = [];
    private readonly List<KeyValuePair<uint, MemorySideCache>> _caches = [];

    public IReadOnlyList<HmatValue> Values => _values;

    /// <summary>The caches in front of a domain's memory.</summary>
    public IReadOnlyList<KeyValuePair<uint, MemorySideCache>> Caches => _caches;

    public static Hmat Parse(TableBytes table)
    {
        table.CheckHeader("HMAT");
        var hmat = new Hmat();
        for (var at = FirstStructure; at < table.Length;)
        {
            var length = table.U32(at + 4);
            if (length < 8 || length > table.Length - at)
                throw table.Malformed($"the structure at byte {at} has {length} bytes");
            switch (table.U16(at))
            {
                case 1:
                    hmat.TakeMatrix(table, at, (int)length);
                    break;
                case 2:
                    hmat.TakeCache(table, at, (int)length);
                    break;
                default:
                    // 0 names the memory's own processors, which the matrix shows as well; others are unknown.
                    break;
            }

            at += (int)length;
        }

        return hmat;
    }

    /// <summary>
    /// Flags u8 at 8 (hierarchy in bits 0-3), data type u8 at 9, initiators u32 at 12, targets u32 at 16, base unit u64 at 24, then the
    /// initiators' and targets' domains (u32) and the entries (u16), a row for each initiator.
    /// </summary>
    private void TakeMatrix(TableBytes table, int at, int length)
    {
        if (length < 32)
            throw table.Malformed($"the matrix at byte {at} has {length} bytes");
        long initiators = table.U32(at + 12), targets = table.U32(at + 16);
        if (32 + (4 * initiators) + (4 * targets) > length || initiators * targets > (length - 32 - (4 * initiators) - (4 * targets)) / 2)
            throw table.Malformed($"a matrix of {initiators} initiators and {targets} targets does not fit into {length} bytes");
        int hierarchy = table.U8(at + 8) & 0xF, dataType = table.U8(at + 9);
        if (dataType > 5)
            return;
        var type = dataType < 3 ? InterconnectType.Latency : InterconnectType.Bandwidth;
        var unit = table.U64(at + 24);
        var targetsAt = at + 32 + (4 * (int)initiators);
        var entriesAt = targetsAt + (4 * (int)targets);
        for (var i = 0; i < initiators; i++)
        {
            for (var t = 0; t < targets; t++)
            {
                var entry = table.U16(entriesAt + (2 * ((i * (int)targets) + t)));
                var value = entry is 0 or Unreachable ? null : Scale(table, entry, unit, type);
                _values.Add(new HmatValue(table.U32(at + 32 + (4 * i)), table.U32(targetsAt + (4 * t)), type, (MemoryAccess)(dataType % 3), hierarchy, value));
            }
        }
    }

    /// <summary>
    /// As the Linux kernel does it: revision 1 counts tenths of everything; revision 2 picoseconds, rounded up to nanoseconds, and megabytes a
    /// second, which Linux takes as 2^20 bytes.
    /// </summary>
    private static long? Scale(TableBytes table, ushort entry, ulong unit, InterconnectType type)
    {
        // A value beyond 32 bits is no hardware's; the kernel drops it as well.
        if (unit > uint.MaxValue || entry * unit > uint.MaxValue)
            return null;
        var value = (long)(entry * unit);
        if (table.U8(8) < 2)
            value = value < 10 ? 0 : (value + 9) / 10;
        else if (type == InterconnectType.Latency)
            value = (value + 999) / 1000;
        return value == 0 ? null : type == InterconnectType.Latency ? value : value << 20;
    }

    /// <summary>Memory domain u32 at 8, size u64 at 16, attributes u32 at 24: levels 0-3, this level 4-7, associativity 8-11, policy 12-15, line 16-31.</summary>
    private void TakeCache(TableBytes table, int at, int length)
    {
        if (length < 32)
            throw table.Malformed($"the cache at byte {at} has {length} bytes");
        var attributes = table.U32(at + 24);
        var size = table.U64(at + 16);
        var line = (int)(attributes >> 16);
        _caches.Add(new(table.U32(at + 8), new MemorySideCache
        {
            Level = (int)(attributes >> 4 & 0xF),
            Size = size <= long.MaxValue ? (long)size : throw table.Malformed($"the cache at byte {at} is larger than any machine's"),
            LineSize = line == 0 ? null : line,
            Associativity = (attributes >> 8 & 0xF) switch { 1 => CacheAssociativity.Direct, 2 => CacheAssociativity.Full, _ => CacheAssociativity.None },
            WritePolicy = (attributes >> 12 & 0xF) switch { 1 => CacheWritePolicy.WriteBack, 2 => CacheWritePolicy.WriteThrough, _ => CacheWritePolicy.None },
        }));
    }
}
