using System;

namespace NumaTopology.Linux;

/// <summary>The architecture of a recorded machine that kept no answer of uname: what only one kind of processor writes to <c>proc/cpuinfo</c>.</summary>
internal static class ProcessorArchitecture
{
    /// <summary>As uname would write it; null when nothing tells.</summary>
    public static string? Read(FactReader reader)
    {
        string? ofNumber = null;
        foreach (var line in reader.Fields("proc/cpuinfo"))
        {
            switch (line.Key)
            {
                case "flags":
                    // lm, long mode, is what makes a processor a 64-bit x86.
                    return Array.IndexOf(line.Value.Split(' '), "lm") >= 0 ? "x86_64" : "i686";
                case "arch" when line.Value == "IA-64":
                    return "ia64";
                case "vendor_id" when line.Value == "IBM/S390":
                    return "s390x";
                case "cpu" when line.Value.StartsWith("POWER", StringComparison.Ordinal):
                    return "ppc64";
                // Newer kernels call it model name.
                case "Processor" or "model name" when Platform(line.Value) is { } platform:
                    return platform;
                case "CPU architecture":
                    // A 7 is also what the ARMv6 of a Raspberry Pi says, so what the processor is called goes before.
                    ofNumber ??= line.Value is "8" or "AArch64" ? "aarch64" : line.Value == "7" ? "armv7l" : null;
                    break;
            }
        }

        return ofNumber;
    }

    /// <summary>
    /// ARM's <c>ARMv7 Processor rev 4 (v7l)</c>: the kernel's ELF platform, l or b for its byte order, which uname writes behind <c>arm</c>. Those before v6
    /// are told otherwise there.
    /// </summary>
    private static string? Platform(string name)
    {
        var at = name.LastIndexOf('(');
        return (at < 0 ? "" : name.Substring(at)) switch
        {
            "(aarch64)" => "aarch64",
            "(v6l)" or "(v6b)" or "(v7l)" or "(v7b)" or "(v8l)" or "(v8b)" => "arm" + name.Substring(at + 1, 3),
            _ => null,
        };
    }
}
