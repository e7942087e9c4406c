using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NumaTopology.Machines;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Cells, processors, sizes and distances against what numactl -H says of the same tree.</summary>
public class NumactlTests(RecordedMachines recorded)
{
    /// <summary>Where the two differ, and why.</summary>
    private static readonly Dictionary<string, string> s_differences = new()
    {
        ["16em64t-4s2c2t-offlines"] = "there is no cpu/online; numactl takes the mask with the four processors whose own online file says 0",
        ["8ia64-2s2c2t"] = "its mask is wider than this kernel's, and numactl cannot parse it",
        ["256ia64-64n2s2c"] = "its mask is wider than this kernel's, and numactl cannot parse it",
        ["256ppc-8n8s4t"] = "its mask is wider than this kernel's, and numactl cannot parse it",
        ["lscpu-vbox-win"] = "its mask is wider than this kernel's, and numactl cannot parse it",
        ["offline-cpu0-node0"] = "numactl gives the first value of the row to the first node that exists; the row counts the possible nodes, 0-1",
    };

    [Fact]
    public void Machines_are_what_numactl_says_but_for_the_known_differences()
    {
        var compared = 0;
        foreach (var folder in recorded.All().Where(folder => Directory.Exists(Path.Combine(folder, "sys/devices/system/node"))))
        {
            var name = Path.GetFileName(folder);
            if (RecordedMachines.Output(RecordedMachines.TestBed("with-sysfs"), folder, "numactl", "-H") is not { } says)
            {
                Assert.SkipWhen(compared == 0, "needs root, mount namespaces and numactl");
                continue;
            }

            var machine = NumaProbe.Capabilities(new FolderMachine(folder));
            if (machine.Cells[0].Memory is null)
                continue;
            compared++;
            if (s_differences.TryGetValue(name, out var reason))
                Assert.False(Describe(machine) == Normalize(says), $"{name} is now as numactl says; the known difference is gone: {reason}");
            else
                Assert.Equal(Normalize(says), Describe(machine));
        }

        Assert.True(compared > 10);
    }

    /// <summary>numactl's lines without the header of the matrix, blanks folded; 64 processors are on one line in both.</summary>
    private static string Normalize(string says) => string.Join('\n', says.Split('\n')
        .Where(line => line.StartsWith("node ", StringComparison.Ordinal) ? !line.StartsWith("node distances", StringComparison.Ordinal) && Regex.IsMatch(line, "^node [0-9]+ (cpus|size|free)") : Regex.IsMatch(line, "^ *[0-9]+:"))
        .Select(line => Regex.Replace(line.Trim(), " +", " ")));

    private static string Describe(NumaCapabilities machine)
    {
        var lines = new List<string>();
        foreach (var cell in machine.Cells)
        {
            lines.Add($"node {cell.Id} cpus: {string.Join(' ', cell.Cpus.Ids)}".Trim());
            lines.Add($"node {cell.Id} size: {cell.Memory >> 20} MB");
            lines.Add($"node {cell.Id} free: {(cell.FreeMemory is { } free ? $"{free >> 20} MB" : "<not available>")}");
        }

        foreach (var cell in machine.Cells.Where(cell => cell.Distances.Count > 0))
            lines.Add($"{cell.Id}: {string.Join(' ', cell.Distances.Select(distance => distance.Value.ToString(CultureInfo.InvariantCulture)))}");
        return string.Join('\n', lines);
    }
}
