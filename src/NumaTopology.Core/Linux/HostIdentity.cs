using System;
using System.Collections.Generic;
using NumaTopology.Machines.Linux;

namespace NumaTopology.Linux;

/// <summary>
/// Who the machine is: from the kernel's own files, else from what hwloc-gather-topology notes in <c>proc/hwloc-nofile-info</c>
/// (<c>Architecture: x86_64</c>, a line each), else, for the architecture, from what the processors say.
/// </summary>
internal sealed class HostIdentity
{
    private readonly Dictionary<string, string> _gathered = new(StringComparer.Ordinal);

    public HostIdentity(FactReader reader)
    {
        foreach (var line in reader.Fields("proc/hwloc-nofile-info"))
            _gathered[line.Key] = line.Value;
        OperatingSystem = Join(reader.Text("proc/sys/kernel/ostype"), reader.Text("proc/sys/kernel/osrelease")) ?? Join(Gathered("OSName"), Gathered("OSRelease"));
        Architecture = reader.Text(LinuxFacts.MachineName) ?? GatheredArchitecture() ?? ProcessorArchitecture.Read(reader);
    }

    public string? OperatingSystem { get; }

    public string? Architecture { get; }

    /// <summary>The host's own name; null when unknown.</summary>
    public static string? Name(FactReader reader)
    {
        if (reader.Text("proc/sys/kernel/hostname") is { } name)
            return name;
        foreach (var line in reader.Fields("proc/hwloc-nofile-info"))
        {
            if (line.Key == "HostName" && line.Value.Length > 0)
                return line.Value;
        }

        return null;
    }

    private static string? Join(string? name, string? release) => name is null ? release : release is null ? name : name + " " + release;

    /// <summary>A bare <c>arm</c> is no architecture: uname and libvirt tell armv6l, armv7l, armv7b and aarch64 apart.</summary>
    private string? GatheredArchitecture() => Gathered("Architecture") is { } name and not "arm" ? name : null;

    private string? Gathered(string key) => _gathered.TryGetValue(key, out var value) && value.Length > 0 ? value : null;
}
