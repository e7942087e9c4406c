using System;
using System.Linq;

namespace NumaTopology.Machines;

/// <summary>Takes out of a snapshot what tells which machine it is, rather than what machine it is.</summary>
internal static class SnapshotIdentity
{
    // The names under which Linux and firmware keep what only one machine has.
    private static readonly string[] s_identifying = ["hostname", "serial", "uuid", "asset_tag", "ppin", "machine-id", "wwid", "address"];

    /// <summary>What may be kept of a fact; null when nothing may.</summary>
    public static byte[]? Remove(string fact, byte[]? content)
    {
        var name = fact.Substring(fact.LastIndexOf('/') + 1);
        if (content is null || s_identifying.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase)))
            return null;
        if (name != "hwloc-nofile-info")
            return content;
        var lines = SnapshotFormat.Encoding.GetString(content).Split('\n').Where(line => !line.StartsWith("HostName:", StringComparison.Ordinal));
        return SnapshotFormat.Encoding.GetBytes(string.Join("\n", lines));
    }
}
