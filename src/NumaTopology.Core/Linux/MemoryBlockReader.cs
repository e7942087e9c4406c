using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>Memory of a node that is there and not online.</summary>
internal sealed record OfflineMemory(int CellId, long Bytes);

/// <summary>
/// Finds blocks of memory that are offline: <c>nodeN</c> has a link <c>memoryM</c> to each of its blocks, online or not, whose <c>state</c> is <c>online\n</c> or
/// <c>offline\n</c>. What is plugged in later has the highest blocks, so each node is asked from there down to the first that is online.
/// </summary>
internal static class MemoryBlockReader
{
    public const string Folder = "sys/devices/system/memory";
    public const string BlockSize = Folder + "/block_size_bytes";

    /// <summary>What is offline, by node; null when some node's blocks, their state or size are not reported.</summary>
    public static List<OfflineMemory>? Read(FactReader reader, IReadOnlyList<int> nodes)
    {
        if (BytesOfBlock(reader) is not { } size)
            return null;
        var offline = new List<OfflineMemory>();
        var isTold = false;
        foreach (var node in nodes)
        {
            // A node without memory has no blocks.
            if (reader.NumberedNames(NodeFacts.Of(node), "memory") is not { } blocks)
                return null;
            isTold |= blocks.Count > 0;
            long count = 0;
            for (var i = blocks.Count - 1; i >= 0; i--)
            {
                if (reader.Text($"{Folder}/memory{blocks[i].ToString(CultureInfo.InvariantCulture)}/state") is not { } state)
                    return null;
                if (state != "offline")
                    break;
                count++;
            }

            if (count > 0)
                offline.Add(new OfflineMemory(node, count * size));
        }

        return isTold ? offline : null;
    }

    /// <summary>Hexadecimal without 0x: <c>8000000\n</c>.</summary>
    private static long? BytesOfBlock(FactReader reader)
    {
        if (reader.Text(BlockSize) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= long.MaxValue / MachineLimits.Names
            ? size
            : throw reader.Malformed(BlockSize, $"'{text}' is not a size in hexadecimal");
    }
}
