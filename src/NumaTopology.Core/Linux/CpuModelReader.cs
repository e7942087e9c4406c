using System.Collections.Generic;
using NumaTopology.Machines.Linux;

namespace NumaTopology.Linux;

/// <summary>What the first block of <c>proc/cpuinfo</c> calls the CPU.</summary>
internal static class CpuModelReader
{
    private const string CpuInfo = "proc/cpuinfo";

    /// <summary>The name of the model; null when not reported, as by s390 and 64-bit ARM.</summary>
    public static string? Read(FactReader reader)
    {
        // model name      : AMD EPYC 7763 64-Core Processor
        foreach (var line in Fields(reader))
        {
            // Of x86 and newer ARM; LoongArch; older ARM; POWER, SPARC and Alpha; MIPS.
            if (line.Key is "model name" or "Model Name" or "Processor" or "cpu" or "cpu model" && line.Value.Length > 0)
                return line.Value;
        }

        return null;
    }

    /// <summary>The fields of the first block; of all where a snapshot has the whole file alone.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fields(FactReader reader)
    {
        const string head = LinuxFacts.Head + CpuInfo;
        return reader.Fields(reader.TryRead(head) ? head : CpuInfo);
    }
}
