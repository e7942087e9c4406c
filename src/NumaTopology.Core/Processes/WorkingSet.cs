using NumaTopology.Machines.Windows;
using NumaTopology.Windows;

namespace NumaTopology.Processes;

/// <summary>The pages of a Windows process by kind and node, lines such as <c>private 0 1203</c>; null when they are not told.</summary>
internal static class WorkingSet
{
    // The field of PSAPI_WORKING_SET_EX_BLOCK has 6 bits.
    private const int Nodes = 64;

    public static MemoryByCell? Read(WindowsReader reader, int process, long pageSize)
    {
        var fact = WindowsFacts.WorkingSet(process);
        if (reader.Lines(fact) is not { } lines)
            return null;
        var memory = new MemoryByCell();
        foreach (var line in lines)
        {
            var fields = line.Split(' ');
            if (fields.Length != 3 || Kind(fields[0]) is not { } kind || reader.Parse(fact, fields[1]) is not (< Nodes and var node))
                throw reader.Malformed(fact, $"'{line}' is not a kind, a node and a number of pages");
            if (!memory.TryAdd((int)node, kind, reader.Parse(fact, fields[2]), pageSize))
                throw reader.Malformed(fact, $"node {node} has more pages than any machine");
        }

        return memory;
    }

    private static MappingKind? Kind(string word) => word switch
    {
        "private" => MappingKind.Anonymous,
        "mapped" or "image" => MappingKind.File,
        "large" => MappingKind.Huge,
        _ => null,
    };
}
