using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace NumaTopology.Tests.Recorded;

/// <summary>What numactl -H prints, and the same lines of what we read: cells, processors, MB (bytes shifted by 20) and distances, blanks folded.</summary>
internal static class Numactl
{
    public const string Needs = "needs recorded machines, root, mount namespaces and numactl";

    /// <summary>Whether numactl can be run below the sysfs of another machine; this machine's own stands for that.</summary>
    public static bool CanBeAsked { get; } = RecordedMachines.AreHere && Output("/") is not null;

    /// <summary>numactl's lines for a recorded machine.</summary>
    public static string[] Says(string folder) =>
        [.. (Output(folder) ?? "").Split('\n').Where(line => Regex.IsMatch(line, "^node [0-9]+ (cpus|size|free)|^node +[0-9 ]+$|^ *[0-9]+:")).Select(Fold)];

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

    private static string? Output(string folder) => RecordedMachines.Output(RecordedMachines.TestBed("with-sysfs"), folder, "numactl", "-H");

    private static string Fold(string line) => Regex.Replace(line.Trim(), " +", " ");
}
