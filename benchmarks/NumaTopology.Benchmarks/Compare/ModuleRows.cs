using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NumaTopology.Tests;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>What the module costs in a PowerShell of its own: import, the first call and later ones, on the machine that this runs on.</summary>
internal static class ModuleRows
{
    private const string EmptyModule = """
        Add-Type 'public class Empty {}' -OutputAssembly Empty.dll
        New-ModuleManifest ./Empty.psd1 -RootModule Empty.dll -CmdletsToExport @() -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
        """;

    public static void Print(int rounds)
    {
        if (!Tool.Has("pwsh"))
            return;
        var folder = Directory.CreateTempSubdirectory("numa-empty-").FullName;
        try
        {
            Shell($"Set-Location '{folder}'; {EmptyModule}");
            List<double> first = [], later = [];
            Table.Row("Import-Module", "an empty module with a dll", "1.5", rounds, () => Import(Repository.Manifest, first, later), () => Import(Path.Combine(folder, "Empty.psd1"), null, null));
            Table.Row("first Get-NumaCell after import", "60 ms", first, Table.Time);
            Table.Row("later Get-NumaCell, engine included", "1 ms", later, Table.Time);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static double Import(string manifest, List<double>? first, List<double>? later)
    {
        var calls = first is null ? "" : "$watch.Restart(); $null = Get-NumaCell; $watch.Elapsed.TotalMilliseconds; $all = foreach ($i in 1..50) { $watch.Restart(); $null = Get-NumaCell; $watch.Elapsed.TotalMilliseconds }; ($all | Sort-Object)[25]";
        var times = Shell($"$watch = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{manifest}'; $watch.Elapsed.TotalMilliseconds; {calls}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToList();
        first?.Add(times[1]);
        later?.Add(times[2]);
        return times[0];
    }

    private static string Shell(string script) => Tool.Run("pwsh", "-NoProfile", "-NonInteractive", "-Command", script);
}
