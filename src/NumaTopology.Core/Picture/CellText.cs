using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>What a node consists of, in words.</summary>
internal sealed class CellText
{
    private readonly IReadOnlyList<CpuCache> _lastCaches;
    private readonly IReadOnlyList<NumaInterconnect> _interconnects;
    private readonly CpuSet _cpusOfCells;
    private readonly HashSet<int> _withCpus;

    public CellText(NumaCapabilities machine)
    {
        _interconnects = machine.Interconnects;
        _cpusOfCells = machine.Cells.Aggregate(CpuSet.Empty, (all, cell) => all.Union(cell.Cpus));
        _withCpus = [.. machine.Cells.Where(cell => cell.Cpus.Count > 0).Select(cell => cell.Id)];
        var last = machine.Caches.Where(cache => cache.Type != CacheType.Instruction).Select(cache => cache.Level).DefaultIfEmpty().Max();
        // Guests often give a number to the share that each CPU has of one cache.
        _lastCaches = machine.Caches.Where(cache => cache.Level == last && cache.Type != CacheType.Instruction).GroupBy(cache => cache.Cpus).Select(same => same.First()).ToList();
    }

    /// <summary>What nodes that are alike have in common: kind, cores, sockets and caches.</summary>
    public string Structure(NumaCell cell) => string.Join(", ", Parts(cell));

    /// <summary>The CPUs of a node by last-level cache: <c>0-2,48-50</c> and <c>3-5,51-53</c>; all together where no cache divides them.</summary>
    public IReadOnlyList<CpuSet> CpusByCache(NumaCell cell)
    {
        var sets = LastCaches(cell).Select(cache => cache.Cpus.Intersect(cell.Cpus)).ToList();
        var covered = sets.Aggregate(CpuSet.Empty, (all, set) => all.Union(set));
        if (sets.Count > 1 && covered == cell.Cpus && sets.Sum(set => set.Count) == cell.Cpus.Count)
            return sets.OrderBy(set => set.First).ToList();
        return cell.Cpus.IsEmpty ? [] : [cell.Cpus];
    }

    /// <summary>The memory of a node, <c>337 MiB of 502 MiB available</c> or shorter <c>337 of 502 MiB</c>; empty where it is not reported, and where the node's kind says that there is none.</summary>
    public static string Memory(NumaCell cell, bool isShort)
    {
        if (cell.Memory is not { } total)
            return "";
        if (total == 0)
            return cell.Kind is null ? "no memory" : "";
        if ((cell.AvailableMemory ?? cell.FreeMemory) is not { } rest)
            return ByteText.Rounded(total);
        return isShort ? MemoryParts.Share(rest, total) : $"{ByteText.Rounded(rest)} of {ByteText.Rounded(total)} {(cell.AvailableMemory is null ? "free" : "available")}";
    }

    private IEnumerable<string> Parts(NumaCell cell)
    {
        if (Kind(cell.Kind) is { } kind)
            yield return kind;
        if (cell.Cpus.Count > 0)
            yield return Cores(cell);
        foreach (var alike in LastCaches(cell).GroupBy(cache => (cache.Level, cache.Size, Others: Others(cache.Cpus.Except(cell.Cpus)))))
        {
            var count = alike.Count();
            var size = alike.Key.Size is { } bytes ? " " + ByteText.Rounded(bytes) : "";
            yield return $"{(count > 1 ? $"{count} × " : "")}L{alike.Key.Level}{size}{alike.Key.Others}";
        }

        foreach (var cache in cell.MemorySideCaches)
            yield return $"memory-side cache {ByteText.Rounded(cache.Size)}";
        if (Speed(cell.Id) is { } speed)
            yield return speed;
    }

    /// <summary>How fast the CPUs that are best at it read the memory of a node: <c>read 80 ns, 215 GB/s</c>; null where the firmware does not report it.</summary>
    private string? Speed(int target)
    {
        var reads = _interconnects.Where(value => value.Target == target && value.CacheLevel == 0 && value.Access != MemoryAccess.Write && value.Value is not null && _withCpus.Contains(value.Initiator));
        // Both numbers are of one initiator: the one with the lower latency, of equal ones the one with the higher bandwidth.
        var best = reads.GroupBy(value => value.Initiator)
            .Select(of => (Latency: of.Where(value => value.Type == InterconnectType.Latency).Select(value => value.Value).Min(), Bandwidth: of.Where(value => value.Type == InterconnectType.Bandwidth).Select(value => value.Value).Max()))
            .OrderBy(speed => speed.Latency ?? long.MaxValue).ThenByDescending(speed => speed.Bandwidth).FirstOrDefault();
        var parts = new[] { best.Latency is { } latency ? $"{PlacementText.Number(latency)} ns" : null, best.Bandwidth is { } bandwidth ? $"{(bandwidth / 1e9).ToString(bandwidth >= 100_000_000_000 ? "0" : "0.#", CultureInfo.InvariantCulture)} GB/s" : null }.Where(part => part is not null).ToList();
        return parts.Count == 0 ? null : "read " + string.Join(", ", parts);
    }

    /// <summary>Who shares a cache with a node, by the CPUs that are not the node's.</summary>
    private string Others(CpuSet cpus) => cpus.IsEmpty ? "" : cpus.Overlaps(_cpusOfCells) ? " shared with other nodes" : $" shared with {PlacementText.Cpus(cpus)}";

    private IEnumerable<CpuCache> LastCaches(NumaCell cell) => _lastCaches.Where(cache => cache.Cpus.Overlaps(cell.Cpus));

    /// <summary>Such as <c>6 cores × 2 threads</c>, <c>2 sockets of 2 cores</c>, or <c>4 CPUs</c> where the cores are unknown.</summary>
    private static string Cores(NumaCell cell)
    {
        var processors = cell.Processors ?? [];
        var sockets = processors.Select(processor => processor.Socket).Distinct().ToList();
        if (processors.Count == 0 || processors.Any(processor => processor.Siblings is null))
            return PlacementText.Cpus(cell.Cpus.Count);
        var parts = new List<string>();
        foreach (var kind in processors.GroupBy(processor => processor.CoreKind).OrderByDescending(kind => kind.Key is CoreKind.Performance))
        {
            foreach (var alike in kind.GroupBy(processor => processor.Siblings).GroupBy(core => core.Count()).OrderByDescending(alike => alike.Key))
                parts.Add($"{Count(alike.Count(), $"{Word(kind.Key)}core")}{(alike.Key > 1 ? $" × {alike.Key} threads" : "")}");
        }

        var cores = string.Join(" + ", parts);
        return sockets.Count > 1 && !sockets.Contains(null) ? $"{sockets.Count} sockets, {cores}" : cores;
    }

    private static string Word(CoreKind? kind) => kind switch { null => "", CoreKind.LowPower => "low-power ", _ => kind.Value.ToString().ToLowerInvariant() + " " };

    /// <summary>The words for a kind of nodes; null for an ordinary one.</summary>
    private static string? Kind(CellKind? kind) => kind switch
    {
        CellKind.ProcessorOnly => "CPU-only",
        CellKind.MemoryOnly => "memory-only",
        CellKind.HighBandwidth => "high-bandwidth memory",
        CellKind.Cxl => "CXL memory",
        CellKind.Persistent => "persistent memory",
        CellKind.SpecificPurpose => "specific-purpose memory",
        CellKind.SlowTier => "slow-tier memory",
        CellKind.GenericInitiator => "generic initiator",
        CellKind.Empty => "no CPUs, no memory",
        _ => null,
    };

    private static string Count(int count, string what) => PlacementText.Count(count, what);
}
