using System.Collections.Generic;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>
/// The CPU sets: each is a processor under a number of its own. A SYSTEM_CPU_SET_INFORMATION (winnt.h) has its size u32 at 0, its type u32 at 4 (0: a processor), the
/// number u32 at 8, the group u16 at 12, the processor's number in it u8 at 14 and flags u8 at 19; 32 bytes in all.
/// </summary>
internal sealed class WindowsCpuSets
{
    private const int ProcessorBytes = 32;

    // Reserved for some processes (core reservation), and this is one of them. A parked processor (1) or one for realtime work (8) can be used.
    private const byte Allocated = 2;
    private const byte AllocatedToTargetProcess = 4;

    private readonly Dictionary<int, int> _ids = [];

    private WindowsCpuSets()
    {
    }

    /// <summary>The number of each processor's CPU set.</summary>
    public IReadOnlyDictionary<int, int> Ids => _ids;

    /// <summary>The processors that are reserved for other processes.</summary>
    public CpuSet Reserved { get; private set; } = CpuSet.Empty;

    /// <summary>Whether some are reserved, for this process or others.</summary>
    public bool AreAllocated { get; private set; }

    /// <summary>The CPU sets; null when Windows does not tell them (before Windows 10).</summary>
    public static WindowsCpuSets? Read(WindowsReader reader, GroupNumbers groups, string fact = WindowsFacts.CpuSets)
    {
        if (reader.Bytes(fact) is not { } bytes)
            return null;
        var sets = new WindowsCpuSets();
        var reserved = new IdSetBuilder();
        for (var at = 0; at < bytes.Length;)
        {
            var size = bytes.U32(at);
            if (size < 8 || size > bytes.Length - at)
                throw bytes.Malformed($"the record at byte {at} has {size} bytes");
            if (bytes.U32(at + 4) == 0)
            {
                if (size < ProcessorBytes || bytes.U8(at + 14) > 63)
                    throw bytes.Malformed($"the record at byte {at} does not describe a CPU");
                var id = bytes.U32(at + 8) is var number && number <= int.MaxValue ? (int)number : throw bytes.Malformed($"{number} is not a CPU set id");
                if (groups.Id(bytes.U16(at + 12), bytes.U8(at + 14)) is { } cpu)
                {
                    sets._ids[cpu] = id;
                    sets.AreAllocated |= (bytes.U8(at + 19) & Allocated) != 0;
                    if ((bytes.U8(at + 19) & (Allocated | AllocatedToTargetProcess)) == Allocated)
                        reserved.Add(cpu);
                }
            }

            at += (int)size;
        }

        sets.Reserved = reserved.ToCpus();
        return sets;
    }
}
