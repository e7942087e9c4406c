using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>What is said of a choice.</summary>
internal sealed class PlainWords(PlacementRequest request, PlainDistances distances)
{
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1 << 30 => (bytes / (double)(1 << 30)).ToString("0.00", CultureInfo.InvariantCulture) + " GiB",
        >= 1 << 20 => (bytes / (double)(1 << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MiB",
        1 => "1 byte",
        _ => bytes + " bytes",
    };

    public string Reason(PlainChoice choice, int? tier)
    {
        var parts = new List<string> { choice.Cells.Count() == 1 ? "one node" : $"{choice.Cells.Count()} nodes" };
        if (request.Goal == PlacementGoal.Bandwidth)
            parts.Add("spread for bandwidth");
        var devices = request.Devices.DistinctBy(device => device.Name).Select(device => (device.Name, Worst: ToDevice(choice, device))).ToList();
        var isShort = choice.Cells.Count() == 1 && (devices.Count == 0 || devices.Exists(device => device.Worst == 256));
        parts.Add(choice.Worst == 256 ? "distance unknown" : isShort ? $"distance {choice.Worst}" : $"worst distance {choice.Worst}, mean {choice.Mean.ToString("0.##", CultureInfo.InvariantCulture)}");
        parts.AddRange(devices.Select(device => $"{device.Name} at {(device.Worst == 256 ? "an unknown distance" : device.Worst)}"));
        if (tier is not null)
            parts.Add($"memory tier {tier}");
        if (request.IdleCpus is not null)
            parts.Add(choice.Busy == 0 ? "all CPUs idle" : $"{choice.Busy} of {Cpus(choice.AllCpus.Count())} busy");
        if (request.Smt == SmtUse.Apart)
            parts.Add(choice.SecondThreads switch { 0 => "no second thread", 1 => "1 second thread", var many => $"{many} second threads" });
        if (request.Capacity)
            parts.Add("host counted as empty");
        return string.Join("; ", parts);
    }

    public string Cost(PlainChoice choice)
    {
        var parts = new List<string>();
        if (choice.Worst < 256)
            parts.Add(choice.Mean <= 10 ? "all local" : $"{(choice.Mean / 10).ToString("0.##", CultureInfo.InvariantCulture)} times the local distance");
        // Known cores of which not all running threads are taken.
        var shared = choice.Givers.Sum(cell => cell.Cores.Count(core => core.Threads is not null && core.Cpus.Intersect(choice.Cpus[cell]).Any() && !core.HasAllOf(choice.Cpus[cell])));
        if (shared > 0)
            parts.Add($"shares {shared} {(shared == 1 ? "core" : "cores")} with others");
        if (choice.AllCpus.Count() > request.Cpu)
            parts.Add(choice.AllCpus.Count() - request.Cpu is var extra && extra == 1 ? "takes 1 extra CPU for whole cores" : $"takes {extra} extra CPUs for whole cores");
        var leaves = "leaves " + Cpus(choice.LeftoverCpus);
        if (request.Memory > 0)
            leaves += ", " + Bytes(choice.LeftoverMemory);
        if (request.HugePageCount > 0)
            leaves += $", {choice.LeftoverPages} {(choice.LeftoverPages == 1 ? "page" : "pages")} of 2MiB";
        return string.Join("; ", [.. parts, leaves]);
    }

    /// <summary>The largest distance from A; 256 when it is unknown.</summary>
    public int ToDevice(PlainChoice choice, NumaDevice device) =>
        distances.Devices(request).Any(known => known.Name == device.Name) ? choice.Givers.Max(cell => distances[cell.Cell.Id, device.CellId!.Value]) : 256;

    private static string Cpus(int count) => count == 1 ? "1 CPU" : count + " CPUs";
}
