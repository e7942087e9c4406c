using System;
using System.Linq;
using System.Text;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Snapshots;

/// <summary>Takes out of a snapshot what tells which machine it is, rather than what machine it is.</summary>
internal static class SnapshotIdentity
{
    // The names under which Linux and firmware keep what only one machine has.
    private static readonly string[] s_identifying = ["hostname", "serial", "uuid", "asset_tag", "ppin", "machine-id", "wwid", "address"];

    // Lines of hwloc-nofile-info, and of the cpuinfo of ARM: 'Serial : 0000000012345678'.
    private static readonly string[] s_identifyingLines = ["HostName:", "Serial"];

    /// <summary>What may be kept of a fact; null when nothing may.</summary>
    public static byte[]? Remove(string fact, byte[]? content)
    {
        var name = fact.Substring(fact.LastIndexOf('/') + 1);
        if (content is null || fact == WindowsFacts.HostName || s_identifying.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase)))
            return null;
        if (name is not ("hwloc-nofile-info" or "cpuinfo"))
            return content;
        // Latin-1 keeps every byte as it is.
        var latin1 = Encoding.GetEncoding(28591);
        return latin1.GetBytes(string.Join("\n", latin1.GetString(content).Split('\n').Where(line => !IsIdentifying(line))));
    }

    // 'processor 0: version = FF,  identification = 0133E8,  machine = 2964' of s390: the machine's serial number.
    private static bool IsIdentifying(string line) => line.Contains("identification =") || s_identifyingLines.Any(word => line.StartsWith(word, StringComparison.Ordinal));
}
