using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>What it costs to find the best of many hosts: snapshots of 128 CPUs each, read and ranked by the pipeline that users type.</summary>
internal static class FleetRows
{
    private const int Few = 100;
    private const int Many = 1000;

    public static void Print(int rounds)
    {
        if (!Tool.Has("pwsh"))
            return;
        var folder = Directory.CreateTempSubdirectory("numa-fleet-").FullName;
        try
        {
            string few = Keep(Path.Combine(folder, "few"), Few), many = Keep(Path.Combine(folder, "many"), Many);
            var script = Path.Combine(Repository.Root, "benchmarks", "NumaTopology.Benchmarks", "Compare", "fleet.ps1");
            var lines = Tool.Run("pwsh", "-NoProfile", "-NonInteractive", "-Command", $"& '{script}' '{Repository.Manifest}' '{few}', '{many}' {rounds.ToString(CultureInfo.InvariantCulture)}")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToList();
            Table.Row($"best of {Many} snapshots of 128 CPUs: hosts of a second", "300", [.. lines.Select(line => line[2])], Number);
            Table.Row($"the same: peak of managed memory by that for {Few}", "1.5", [.. lines.Select(line => line[3] / line[1])], ratio => ratio.ToString("0.00", CultureInfo.InvariantCulture));
            Table.Row("the same: peak of managed memory, MB", "", [.. lines.Select(line => line[3])], Number);
            GroupRow(many, rounds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same hosts grouped by fingerprint, by the processor time that reading them takes alone.</summary>
    private static void GroupRow(string many, int rounds)
    {
        var script = Path.Combine(Repository.Root, "benchmarks", "NumaTopology.Benchmarks", "Compare", "fingerprint.ps1");
        var lines = Tool.Run("pwsh", "-NoProfile", "-NonInteractive", "-Command", $"& '{script}' '{Repository.Manifest}' '{many}' {rounds.ToString(CultureInfo.InvariantCulture)}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ').Select(number => 1000 * double.Parse(number, CultureInfo.InvariantCulture)).ToArray()).ToList();
        Table.Row($"{Many} snapshots of 128 CPUs grouped by fingerprint, processor time", "reading them", "", [.. lines.Select(line => line[1])], [.. lines.Select(line => line[0])]);
    }

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Snapshots of hosts that differ in their names and in how much is free.</summary>
    private static string Keep(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        using var machine = LargeMachine.Describe(cells: 2, cpus: 128);
        var kept = Path.Combine(folder, "kept");
        SnapshotExport.Save(machine.Machine, kept, withIdentity: true, overwrite: true);
        var text = File.ReadAllText(kept);
        File.Delete(kept);
        for (var host = 0; host < count; host++)
            File.WriteAllText(Path.Combine(folder, $"host{host}.numa"), text.Replace("HostName: large", $"HostName: host{host}", StringComparison.Ordinal).Replace("MemFree: 22369621", $"MemFree: {22369621 - (host * 7919 % count)}", StringComparison.Ordinal));
        return folder;
    }
}
