using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>What is said of a choice.</summary>
internal sealed class PlainWords(PlacementRequest request, PlainDistances distances)
{
    public static string Bytes(long bytes) => bytes switch
    {
        // Exact halves go to the even digit: 1.125 is 1.12.
        >= 1 << 30 => Math.Round(bytes / (decimal)(1 << 30), 2).ToString("0.00", CultureInfo.InvariantCulture) + " GiB",
        >= 1 << 20 => (bytes / (double)(1 << 20)).ToString("0.#", CultureInfo.InvariantCulture) + " MiB",
        1 => "1 byte",
        _ => bytes + " bytes",
    };

    /// <summary>Two amounts, in the largest unit in which they read different.</summary>
    public static string Instead(long larger, long smaller)
    {
        var texts = new Func<long, string>[] { Bytes, bytes => (bytes / 1_048_576.0).ToString("0.#", CultureInfo.InvariantCulture) + " MiB", bytes => (bytes / 1024.0).ToString("0", CultureInfo.InvariantCulture) + " KiB", bytes => bytes + " bytes" };
        var text = texts.First(text => text(larger) != text(smaller));
        return $"{text(larger)} instead of {text(smaller)}";
    }

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

    public string Cost(PlainChoice choice, List<(int Cell, long Bytes, long Pages)> memory)
    {
        var parts = choice.Worst < 256 ? Remote(choice, memory) : [];
        // Known cores of which not all running threads are taken.
        var shared = choice.Givers.Sum(cell => cell.Cores.Count(core => core.Threads is not null && core.Cpus.Intersect(choice.Cpus[cell]).Any() && !core.HasAllOf(choice.Cpus[cell])));
        if (shared > 0)
            parts.Add($"takes only some threads of {shared} {(shared == 1 ? "core" : "cores")}");
        if (choice.AllCpus.Count() > request.Cpu)
            parts.Add(choice.AllCpus.Count() - request.Cpu is var extra && extra == 1 ? "takes 1 extra CPU for whole cores" : $"takes {extra} extra CPUs for whole cores");
        var leaves = "leaves " + Cpus(choice.LeftoverCpus) + On(choice.Givers.Select(cell => cell.Cell.Id));
        if (request.Memory > 0)
            leaves += ", " + Bytes(choice.LeftoverMemory);
        if (request.HugePageCount > 0)
            leaves += $", {choice.LeftoverPages} {(choice.LeftoverPages == 1 ? "page" : "pages")} of 2MiB";
        return string.Join("; ", [.. parts, leaves + (memory.Count == 0 ? "" : On(choice.Cells))]);

        // CPUs of A, and memory of A and E.
        string On(IEnumerable<int> cells) => choice.Helpers.Count == 0 ? "" : $" on {(cells.Count() == 1 ? "node" : "nodes")} {CpuSet.From(cells)}";
    }

    /// <summary>What is at more than 10 from a node of A that is not its own.</summary>
    private List<string> Remote(PlainChoice choice, List<(int Cell, long Bytes, long Pages)> memory)
    {
        var givers = choice.Givers.Select(cell => cell.Cell.Id).ToList();
        var remote = new List<string>();
        foreach (var place in memory.Select(share => To(share.Cell)).Where(place => place is not null).Distinct())
        {
            var there = memory.Where(share => To(share.Cell) == place).ToList();
            long bytes = there.Sum(share => share.Bytes), pages = there.Sum(share => share.Pages);
            var amounts = new[] { bytes > 0 ? Bytes(bytes) : null, pages switch { 0 => null, 1 => "1 page of 2MiB", _ => $"{pages} pages of 2MiB" } }.Where(amount => amount is not null);
            remote.Add($"{string.Join(" and ", amounts)} on {(there.Count == 1 ? "node" : "nodes")} {CpuSet.From(there.Select(share => share.Cell))} at {place}");
        }

        var apart = givers.SelectMany(one => givers.Where(other => other != one).Select(other => distances[one, other])).ToList();
        if (memory.Count == 0 && apart.Exists(distance => distance > 10))
            remote.Add($"CPUs {(apart.TrueForAll(distance => distance == apart.Max()) ? "" : "up to ")}{apart.Max()} apart");
        var devices = request.Devices.DistinctBy(device => device.Name).Where(device => ToDevice(choice, device) is > 10 and < 256 && (givers.Count > 1 || givers[0] != device.CellId)).Select(device => $"{device.Name} at {ToDevice(choice, device)}").ToList();
        if (remote.Count == 0)
            remote.AddRange(devices.Count == 0 ? ["all local"] : memory.Count > 0 ? ["memory local"] : []);
        return [.. remote, .. devices];

        string? To(int cell)
        {
            var all = givers.ConvertAll(giver => giver == cell ? 10 : distances[giver, cell]);
            return all.Max() <= 10 ? null : all.Min() == all.Max() ? $"{all.Max()}" : $"up to {all.Max()}";
        }
    }

    /// <summary>The largest distance from A; 256 when it is unknown.</summary>
    public int ToDevice(PlainChoice choice, NumaDevice device) =>
        distances.Devices(request).Any(known => known.Name == device.Name) ? choice.Givers.Max(cell => distances[cell.Cell.Id, device.CellId!.Value]) : 256;

    private static string Cpus(int count) => count == 1 ? "1 CPU" : count + " CPUs";
}
