using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace NumaTopology.Tests.Recorded;

/// <summary>What numactl -H prints, and the same lines of what we read: cells, processors, MB (bytes shifted by 20) and distances, blanks folded.</summary>
internal static class Numactl
{
    /// <summary>The machines that it can be compared on. Of a recorded one it has to be asked now, as root, below that machine's sysfs.</summary>
    public static IEnumerable<string> Machines => ComposedMachines.Of("numactl").Concat(CanBeAsked ? RecordedMachines.Names.Where(TellsNodes) : []);

    private static bool CanBeAsked { get; } = RecordedMachines.Names.Count > 0 && Ask("/") is not null;

    public static string[] Says(string name)
    {
        var said = ComposedMachines.Of("numactl").Contains(name) ? ComposedMachines.Said(name, "numactl") : Ask(RecordedMachines.Folder(name)) ?? "";
        return [.. said.Split('\n').Where(line => Regex.IsMatch(line, "^node [0-9]+ (cpus|size|free)|^node +[0-9 ]+$|^ *[0-9]+:")).Select(Fold)];
    }

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

    /// <summary>Without nodes or memory files it tells of the host that it runs on.</summary>
    private static bool TellsNodes(string name) => LinuxMachines.Read(name) is { HasNodes: true, Cells: [{ Memory: not null }, ..] };

    private static string? Ask(string folder) => RecordedMachines.Output(RecordedMachines.TestBed("with-sysfs"), folder, "numactl", "-H");

    private static string Fold(string line) => Regex.Replace(line.Trim(), " +", " ");
}
