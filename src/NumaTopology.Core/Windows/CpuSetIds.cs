using System.Collections.Generic;

namespace NumaTopology.Windows;

/// <summary>
/// The numbers by which Windows' calls for CPU sets know the processors. A SYSTEM_CPU_SET_INFORMATION has its size u32 at 0, its type u32 at 4 (0: a
/// processor), the number u32 at 8, the group u16 at 12 and the processor's number in it u8 at 14; 32 bytes in all.
/// </summary>
internal static class CpuSetIds
{
    private const int ProcessorBytes = 32;

    /// <summary>The number of each processor; empty when Windows does not tell them (before Windows 10).</summary>
    public static IReadOnlyDictionary<int, int> Read(WindowsReader reader, GroupNumbers groups)
    {
        var ids = new Dictionary<int, int>();
        if (reader.Bytes(WindowsFacts.CpuSets) is not { } bytes)
            return ids;
        for (var at = 0; at < bytes.Length;)
        {
            var size = bytes.U32(at);
            if (size < 8 || size > bytes.Length - at)
                throw bytes.Malformed($"the record at byte {at} has {size} bytes");
            if (bytes.U32(at + 4) == 0)
            {
                if (size < ProcessorBytes || bytes.U8(at + 14) > 63)
                    throw bytes.Malformed($"the record at byte {at} describes no processor");
                var id = bytes.U32(at + 8) is var number && number <= int.MaxValue ? (int)number : throw bytes.Malformed($"{number} is no number of a CPU set");
                if (groups.Id(bytes.U16(at + 12), bytes.U8(at + 14)) is { } cpu)
                    ids[cpu] = id;
            }

            at += (int)size;
        }

        return ids;
    }
}
