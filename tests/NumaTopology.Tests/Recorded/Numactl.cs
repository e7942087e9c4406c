using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace NumaTopology.Tests.Recorded;

/// <summary>What numactl -H prints, and the same lines of what we read: cells, processors, MB (bytes shifted by 20) and distances, blanks folded.</summary>
internal static class Numactl
{
    /// <summary>numactl's lines for a recorded machine; null where numactl cannot be run below that machine's sysfs.</summary>
    public static string[]? Says(string folder) =>
        RecordedMachines.Output(RecordedMachines.TestBed("with-sysfs"), folder, "numactl", "-H") is { } says
            ? [.. says.Split('\n').Where(line => Regex.IsMatch(line, "^node [0-9]+ (cpus|size|free)|^node +[0-9 ]+$|^ *[0-9]+:")).Select(Fold)]
            : null;

    public static string[] WouldSay(NumaCapabilities machine)
    {
        var lines = new List<string>();
        foreach (var cell in machine.Cells)
        {
            lines.Add($"node {cell.Id} cpus: {string.Join(' ', cell.Cpus.Ids)}".Trim());
            lines.Add($"node {cell.Id} size: {cell.Memory >> 20} MB");
            lines.Add($"node {cell.Id} free: {(cell.FreeMemory is { } free ? $"{free >> 20} MB" : "<not available>")}");
        }

        var matrix = NumaDistanceRow.Of(machine.Distances);
        lines.AddRange(matrix.Take(1).Select(row => Fold(row.Header)));
        lines.AddRange(matrix.Select(row => Fold(row.Text)));
        return [.. lines];
    }

    public static bool IsOfProcessors(string line) => line.Contains(" cpus:", StringComparison.Ordinal);

    private static string Fold(string line) => Regex.Replace(line.Trim(), " +", " ");
}
