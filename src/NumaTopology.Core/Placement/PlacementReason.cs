using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>Says why a placement ranks where it does, and what it costs.</summary>
internal static class PlacementReason
{
    /// <summary>Why it ranks where it does.</summary>
    /// <param name="placement">The placement.</param>
    /// <param name="devices">The devices to stay close to, with their distances; null for an unknown one.</param>
    /// <param name="secondThreads">How many CPUs beyond the first of each core are taken.</param>
    public static string Why(NumaPlacement placement, IReadOnlyList<(NumaDevice Device, int? Distance)> devices, long secondThreads)
    {
        var parts = new List<string> { placement.Cells.Count == 1 ? "one node" : $"{placement.Cells.Count} nodes" };
        if (placement.Request.Goal == PlacementGoal.Bandwidth)
            parts.Add("spread for bandwidth");
        parts.Add(placement.WorstDistance is not { } worst ? "distance unknown"
            : placement.Cells.Count == 1 && placement.DeviceDistance is null ? $"distance {worst}"
            : $"worst distance {worst}, mean {PlacementText.Mean(placement.MeanDistance!.Value)}");
        foreach (var (device, distance) in devices)
            parts.Add($"{device} at {distance?.ToString(CultureInfo.InvariantCulture) ?? "an unknown distance"}");
        if (placement.MemoryTier is { } tier)
            parts.Add($"memory tier {tier}");
        if (placement.BusyCpus is { } busy)
            parts.Add(busy.IsEmpty ? "all CPUs idle" : $"{busy.Count} of {PlacementText.Cpus(placement.Cpus.Count)} busy");
        if (placement.Request.Smt == SmtUse.Apart)
            parts.Add(secondThreads == 0 ? "no second thread" : PlacementText.Count(secondThreads, "second thread"));
        if (placement.Request.Capacity)
            parts.Add("host counted as empty");
        return string.Join("; ", parts);
    }

    /// <summary>What it costs.</summary>
    /// <param name="placement">The placement.</param>
    /// <param name="remote">What of it is remote; empty when distances are unknown.</param>
    /// <param name="splitCores">How many of its cores have threads that are not taken.</param>
    /// <param name="limits">What the limits leave.</param>
    public static string Cost(NumaPlacement placement, IEnumerable<string> remote, int splitCores, LimitCheck limits)
    {
        var parts = new List<string>(remote);
        if (splitCores > 0)
            parts.Add($"takes only some threads of {PlacementText.Count(splitCores, "core")}");
        if (placement.Cpus.Count > placement.Request.Cpu)
            parts.Add($"takes {PlacementText.Count(placement.Cpus.Count - placement.Request.Cpu, "extra CPU")} for whole cores");
        parts.Add("leaves " + string.Join(", ", Left(placement, limits)) + (placement.MemoryOnlyCells.Count == 0 ? "" : " on " + PlacementText.Cells(placement.Cells)));
        return string.Join("; ", parts);
    }

    private static IEnumerable<string> Left(NumaPlacement placement, LimitCheck limits)
    {
        // CPUs are left on the nodes that give some, memory on those that only give memory as well.
        yield return PlacementText.Cpus(placement.LeftoverCpus) + (placement.MemoryOnlyCells.Count == 0 ? "" : " on " + PlacementText.Cells(placement.CellCpus.Select(share => share.CellId)));
        if (placement.LeftoverMemory is { } bytes)
            yield return PlacementText.Bytes(bytes) + By(bytes, limits.MemoryLeft);
        if (placement.LeftoverHugePages is { } pages && placement.Request.HugePage is { } size)
            yield return PlacementText.Pages(pages, size) + By(pages, limits.HugePagesLeft);
    }

    /// <summary>The limit, where no more is left because of it.</summary>
    private static string By(long amount, (long Amount, string Name)? limit) => limit?.Amount == amount ? $" ({limit.Value.Name})" : "";
}
