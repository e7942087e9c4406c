using System;
using System.Text;

namespace NumaTopology.Linux;

/// <summary>
/// The lines of a meminfo that tell how much memory there is and what of it can be had. A node writes
/// <c>Node 0 MemTotal:       8386704 kB</c>, the host <c>MemTotal:       8386704 kB</c>.
/// </summary>
internal struct MemoryInfo
{
    /// <summary>The host's.</summary>
    public const string HostFact = "proc/meminfo";

    // The largest block in which x86 plugs memory. The kernel counts total and free one after the other, so the second can be ahead by what was plugged or given back in between.
    private const long Block = 2L << 30;

    private static readonly byte[] s_memTotal = Encoding.ASCII.GetBytes("MemTotal:");
    private static readonly byte[] s_memFree = Encoding.ASCII.GetBytes("MemFree:");
    private static readonly byte[] s_activeFile = Encoding.ASCII.GetBytes("Active(file):");
    private static readonly byte[] s_inactiveFile = Encoding.ASCII.GetBytes("Inactive(file):");
    private static readonly byte[] s_slabReclaimable = Encoding.ASCII.GetBytes("SReclaimable:");
    private static readonly byte[] s_kernelReclaimable = Encoding.ASCII.GetBytes("KReclaimable:");
    private static readonly byte[] s_hugePages = Encoding.ASCII.GetBytes("HugePages_Total:");

    /// <summary>Bytes of memory.</summary>
    public long? Total;

    /// <summary>Bytes that are free.</summary>
    public long? Free;

    /// <summary>Bytes of file cache: Active(file) and Inactive(file).</summary>
    public long? FileCache;

    /// <summary>Bytes the kernel can give back: KReclaimable (since Linux 4.20, slab included), else SReclaimable.</summary>
    public long? Reclaimable;

    /// <summary>Whether huge pages of the usual size are set aside: HugePages_Total, a plain number of pages.</summary>
    public bool HasHugePages;

    /// <summary>Reads a meminfo; every line is null when the machine has no such fact.</summary>
    public static MemoryInfo Read(FactReader reader, string fact)
    {
        var info = default(MemoryInfo);
        if (!reader.TryRead(fact))
            return info;
        long? active = null, inactive = null, slab = null, kernel = null, hugePages = null;
        byte[] bytes = reader.Bytes;
        var anyLine = false;
        for (int start = 0, end; start < reader.Length; start = end + 1)
        {
            end = TextBytes.LineEnd(bytes, start, reader.Length);
            var key = SkipNode(bytes, start, end);
            if (key >= end)
                continue;
            anyLine = true;
            switch (bytes[key])
            {
                case (byte)'M':
                    _ = TryBytes(reader, fact, key, end, s_memTotal, ref info.Total) || TryBytes(reader, fact, key, end, s_memFree, ref info.Free);
                    break;
                case (byte)'A':
                    _ = TryBytes(reader, fact, key, end, s_activeFile, ref active);
                    break;
                case (byte)'I':
                    _ = TryBytes(reader, fact, key, end, s_inactiveFile, ref inactive);
                    break;
                case (byte)'S':
                    _ = TryBytes(reader, fact, key, end, s_slabReclaimable, ref slab);
                    break;
                case (byte)'H':
                    _ = TryBytes(reader, fact, key, end, s_hugePages, ref hugePages);
                    break;
                case (byte)'K':
                    _ = TryBytes(reader, fact, key, end, s_kernelReclaimable, ref kernel);
                    break;
            }
        }

        if (anyLine && info.Total is null)
            throw reader.Malformed(fact, "the line MemTotal is missing");
        if (info.Free - info.Total > Math.Max(Block, info.Total.GetValueOrDefault() / 20))
            throw reader.Malformed(fact, $"MemFree {PlacementText.Bytes(info.Free.GetValueOrDefault())} is more than MemTotal {PlacementText.Bytes(info.Total.GetValueOrDefault())}");
        info.FileCache = active + inactive;
        info.Reclaimable = kernel ?? slab;
        info.HasHugePages = hugePages > 0;
        return info;
    }

    /// <summary>Where the key begins: behind <c>Node 0 </c> where the line has that.</summary>
    private static int SkipNode(byte[] bytes, int start, int end)
    {
        while (start < end && bytes[start] == ' ')
            start++;
        if (end - start < 5 || bytes[start] != 'N' || bytes[start + 1] != 'o' || bytes[start + 2] != 'd' || bytes[start + 3] != 'e' || bytes[start + 4] != ' ')
            return start;
        start += 5;
        while (start < end && bytes[start] is >= (byte)'0' and <= (byte)'9')
            start++;
        while (start < end && bytes[start] == ' ')
            start++;
        return start;
    }

    private static bool TryBytes(FactReader reader, string fact, int at, int end, byte[] key, ref long? value)
    {
        var bytes = reader.Bytes;
        if (end - at < key.Length)
            return false;
        for (var i = 0; i < key.Length; i++)
        {
            if (bytes[at + i] != key[i])
                return false;
        }

        at += key.Length;
        while (at < end && bytes[at] == ' ')
            at++;
        var start = at;
        long kibibytes = 0;
        for (; at < end && bytes[at] is >= (byte)'0' and <= (byte)'9'; at++)
        {
            // More kibibytes than a signed 64-bit count of bytes holds: no machine has that.
            if (kibibytes > long.MaxValue / 1024 / 1024)
                throw reader.Malformed(fact, $"{Encoding.ASCII.GetString(key)} the number is too large");
            kibibytes = (kibibytes * 10) + (bytes[at] - '0');
        }

        if (at == start)
            throw reader.Malformed(fact, $"{Encoding.ASCII.GetString(key)} a number of kB is expected");
        value = kibibytes << 10;
        return true;
    }
}
