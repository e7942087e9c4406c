using System.Collections.Generic;

namespace NumaTopology.Acpi;

/// <summary>The System Resource Affinity Table: which memory and devices are in which proximity domain.</summary>
internal sealed class Srat
{
    private const int FirstEntry = 48;
    private const uint Enabled = 1;
    private const uint HotPlug = 2;

    // The least length of each type of entry, by type: processor, memory, x2APIC, GICC, ITS, generic initiator, generic port, RINTC.
    private static readonly int[] s_lengths = [16, 40, 24, 18, 12, 32, 32, 20];

    private readonly SortedDictionary<uint, ulong> _memory = [];
    private readonly SortedSet<uint> _initiators = [];

    /// <summary>Bytes of memory that is there from the start, by domain; room for memory to be plugged in is not counted.</summary>
    public IReadOnlyDictionary<uint, ulong> Memory => _memory;

    /// <summary>The domains with devices that reach memory (generic initiators).</summary>
    public IReadOnlyCollection<uint> InitiatorDomains => _initiators;

    public static Srat Parse(TableBytes table)
    {
        table.CheckHeader("SRAT");
        var srat = new Srat();
        // Revision 1 has domains of one byte; what stands in the other bytes is reserved.
        var wide = table.U8(8) >= 2;
        for (var at = FirstEntry; at < table.Length;)
        {
            int type = table.U8(at), length = table.U8(at + 1);
            if (length < 2 || (type < s_lengths.Length && length < s_lengths[type]))
                throw table.Malformed($"the entry of type {type} at byte {at} has {length} bytes");
            table.Check(at, length);
            srat.Take(table, at, type, wide);
            at += length;
        }

        return srat;
    }

    private void Take(TableBytes table, int at, int type, bool wide)
    {
        switch (type)
        {
            case 1 when Has(table, at + 28) && (table.U32(at + 28) & HotPlug) == 0:
                var domain = wide ? table.U32(at + 2) : table.U8(at + 2);
                _memory.TryGetValue(domain, out var sum);
                var length = table.U64(at + 16);
                _memory[domain] = length <= long.MaxValue - sum ? sum + length : throw table.Malformed($"the memory of domain {domain} is larger than any machine's");
                break;
            case 5 when Has(table, at + 24):
                _initiators.Add(table.U32(at + 4));
                break;
            default:
                // Processors (0, 2, 3, 7): Windows itself tells which node has them. An interrupt service (4) and a port (6) have no memory.
                break;
        }
    }

    private static bool Has(TableBytes table, int flags) => (table.U32(flags) & Enabled) != 0;
}
