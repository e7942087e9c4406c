using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NumaTopology.Tests.Recorded;

/// <summary>
/// The Linux machines that tests/Machines/compose makes. Beside each snapshot is what other tools said of the same files: <c>NAME.numactl</c> (numactl -H),
/// <c>NAME.lscpu</c>, <c>NAME.lstopo</c>, <c>NAME.virsh</c> (the topology, caches and memory bandwidth of libvirt's capabilities).
/// </summary>
internal static class ComposedMachines
{
    /// <summary>Every one.</summary>
    public static IEnumerable<string> Names { get; } = [.. Of("lstopo")];

    /// <summary>Those that a tool said something of.</summary>
    public static IEnumerable<string> Of(string tool) => Directory.GetFiles(Repository.Machines, "*." + tool).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    public static string Snapshot(string name) => Path.Combine(Repository.Machines, name + ".numa");

    public static string Said(string name, string tool) => File.ReadAllText(Path.Combine(Repository.Machines, $"{name}.{tool}"));
}
