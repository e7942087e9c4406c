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
        foreach (var line in reader.Fields("proc/hwloc-nofile-info"))
            _gathered[line.Key] = line.Value;
        HostName = reader.Text("proc/sys/kernel/hostname") ?? Gathered("HostName");
        OperatingSystem = Join(reader.Text("proc/sys/kernel/ostype"), reader.Text("proc/sys/kernel/osrelease")) ?? Join(Gathered("OSName"), Gathered("OSRelease"));
        Architecture = reader.Text(LinuxFacts.MachineName) ?? Gathered("Architecture") ?? ArchitectureOfProcessor(reader);
    }

    public string? HostName { get; }

    public string? OperatingSystem { get; }

    public string? Architecture { get; }

    private static string? Join(string? name, string? release) => name is null ? release : release is null ? name : name + " " + release;

    private static string? ArchitectureOfProcessor(FactReader reader)
    {
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
                case "CPU architecture":
                    return line.Value is "8" or "AArch64" ? "aarch64" : "armv7l";
                case "cpu" when line.Value.StartsWith("POWER", StringComparison.Ordinal):
                    return "ppc64";
            }
        }

        return null;
    }

    private string? Gathered(string key) => _gathered.TryGetValue(key, out var value) && value.Length > 0 ? value : null;
}
