using System;
using System.Globalization;
using System.IO;
using System.Linq;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>How long each cmdlet still takes when Ctrl+C is pressed at any moment of its work.</summary>
internal static class StopRows
{
    private const int Stops = 40;

    public static void Print(MachineBuilder described)
    {
        if (!Tool.Has("pwsh"))
            return;
        var snapshot = Path.Combine(described.Root, "machine.numa");
        SnapshotExport.Save(described.Machine, snapshot, withIdentity: true, overwrite: true);
        var script = Path.Combine(Repository.Root, "benchmarks", "NumaTopology.Benchmarks", "Compare", "stops.ps1");
        var stops = Stops.ToString(CultureInfo.InvariantCulture);
        foreach (var line in Tool.Run("pwsh", "-NoProfile", "-NonInteractive", "-File", script, Repository.Manifest, snapshot, stops).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Table.Row($"{fields[0]} on 64 nodes after Ctrl+C", "100 ms", [.. fields.Skip(1).Select(time => double.Parse(time, CultureInfo.InvariantCulture))], Table.Time);
        }
    }
}
