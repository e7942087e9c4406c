using System;
using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Placement;

/// <summary>Says why a placement ranks where it does, and what it costs.</summary>
internal static class PlacementReason
{
    private const double Local = 10;

    public static string Why(NumaPlacement placement)
    {
        var parts = new List<string> { placement.Cells.Count == 1 ? "one cell" : $"{placement.Cells.Count} cells" };
        parts.Add(placement.WorstDistance is not { } worst ? "distance unknown"
            : placement.Cells.Count == 1 && placement.DeviceDistance is null ? $"distance {worst}"
            : $"worst distance {worst}, mean {PlacementText.Mean(placement.MeanDistance!.Value)}");
        if (placement.Request.Devices.Count > 0)
            parts.Add($"{string.Join(", ", placement.Request.Devices)} at {placement.DeviceDistance?.ToString(CultureInfo.InvariantCulture) ?? "an unknown distance"}");
        if (placement.MemoryTier is { } tier)
            parts.Add($"memory tier {tier}");
        if (placement.BusyCpus is { } busy)
            parts.Add(busy.IsEmpty ? "all CPUs idle" : $"{busy.Count} of {PlacementText.Cpus(placement.Cpus.Count)} busy");
        return string.Join("; ", parts);
    }

    public static string Cost(NumaPlacement placement, int splitCores)
    {
        var parts = new List<string>();
        if (placement.MeanDistance is { } mean)
            parts.Add(mean <= Local ? "all local" : $"{PlacementText.Mean(mean / Local)} times the local distance");
        if (splitCores > 0)
            parts.Add($"shares {splitCores} {(splitCores == 1 ? "core" : "cores")} with others");
        if (placement.Cpus.Count > placement.Request.Cpu)
            parts.Add($"takes {PlacementText.Cpus(placement.Cpus.Count - placement.Request.Cpu)} more for whole cores");
        parts.Add("leaves " + string.Join(", ", Left(placement)));
        return string.Join("; ", parts);
    }

    private static IEnumerable<string> Left(NumaPlacement placement)
    {
        yield return PlacementText.Cpus(Math.Max(0, placement.LeftoverCpus - (placement.Cpus.Count - placement.Request.Cpu)));
        if (placement.LeftoverMemory is { } bytes)
            yield return PlacementText.Bytes(bytes);
        if (placement.LeftoverHugePages is { } pages && placement.Request.HugePage is { } size)
            yield return PlacementText.Pages(pages, size);
    }
}
