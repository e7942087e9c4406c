using System;
using System.Collections.Generic;
using NumaTopology.Machines;

namespace NumaTopology.Linux;

/// <summary>
/// Who the machine is: from the kernel's own files, else from what hwloc-gather-topology notes in <c>proc/hwloc-nofile-info</c>
/// (<c>Architecture: x86_64</c>, a line each), else, for the architecture, from what only one kind of processor writes to <c>proc/cpuinfo</c>.
/// </summary>
internal sealed class HostIdentity
{
    private readonly Dictionary<string, string> _gathered = new(StringComparer.Ordinal);

    public HostIdentity(FactReader reader)
    {
        foreach (var line in Lines(reader, "proc/hwloc-nofile-info"))
            _gathered[line.Key] = line.Value;
        HostName = reader.Text("proc/sys/kernel/hostname") ?? Gathered("HostName");
        OperatingSystem = Join(reader.Text("proc/sys/kernel/ostype"), reader.Text("proc/sys/kernel/osrelease")) ?? Join(Gathered("OSName"), Gathered("OSRelease"));
        Architecture = reader.Text(LinuxFacts.MachineName) ?? Gathered("Architecture") ?? ArchitectureOfProcessor(reader);
        PageSize = ReadPageSize(reader);
    }

    public string? HostName { get; }

    public string? OperatingSystem { get; }

    public string? Architecture { get; }

    /// <summary>Bytes of the base page as the machine tells it; null when it does not.</summary>
    public long? PageSize { get; }

    /// <summary>The base page size, which a plain folder need not tell: 4 KiB then, and a detail says so.</summary>
    public static long PageSizeOrUsual(FactReader reader, long? told)
    {
        if (told is not null)
            return told.Value;
        reader.Machine.Log.Detail($"{reader.Machine.Snapshot} does not tell its base page size; 4 KiB is taken.");
        return 4096;
    }

    private static string? Join(string? name, string? release) => name is null ? release : release is null ? name : name + " " + release;

    private static string? ArchitectureOfProcessor(FactReader reader)
    {
        foreach (var line in Lines(reader, "proc/cpuinfo"))
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
                case "CPU architecture":
                    return line.Value is "8" or "AArch64" ? "aarch64" : "armv7l";
                case "cpu" when line.Value.StartsWith("POWER", StringComparison.Ordinal):
                    return "ppc64";
            }
        }

        return null;
    }

    /// <summary>Lines such as <c>CPU architecture: 7</c>, keys without the tabs behind them.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Lines(FactReader reader, string fact)
    {
        foreach (var line in reader.Text(fact)?.Split('\n') ?? [])
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
                yield return new(line.Substring(0, colon).Trim(), line.Substring(colon + 1).Trim());
        }
    }

    private string? Gathered(string key) => _gathered.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    private long? ReadPageSize(FactReader reader)
    {
        var size = reader.Number(LinuxFacts.PageSize);
        if (size is null && long.TryParse(Gathered("PageSize"), out var gathered))
            size = gathered;
        return size is null or (> 0 and <= 1 << 30) ? size : throw reader.Malformed(LinuxFacts.PageSize, $"{size} is no page size");
    }
}
