using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>
/// Whether the CPUs of a cache are in one node. Sub-NUMA clustering makes several nodes of a socket whose L3 is one: that is a choice. A cache over nodes of two
/// sockets cannot be, and neither can an L1 or L2 over two nodes.
/// </summary>
internal static class CacheNodeRule
{
    private const int LastOfCore = 2;

    public static HealthRule Rule { get; } = new("CacheNode")
    {
        LeastNodes = 2,
        Expected = "the CPUs of a cache are in one node, or the L3 is that of a socket with several nodes",
        Why = "A cache does not span sockets, and a core's does not span nodes: what is reported is wrong. Linux warns at boot and ignores such a cache, so the scheduler does not know which CPUs share one.",
        Fix = "Update the firmware; in a virtual machine let its sockets, dies and nodes have the same borders.",
        Reference = "https://github.com/torvalds/linux/blob/v6.12/arch/x86/kernel/smpboot.c",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Capabilities.Caches.Count == 0)
            return Verdict.Unknown("caches not reported");
        if (facts.Cells.Any(cell => cell.Kind is null && cell.Cpus.IsEmpty))
            return Verdict.Unknown("CPUs of some nodes not reported");
        var sockets = facts.Capabilities.AllProcessors.GroupBy(cpu => cpu.Id).ToDictionary(cpu => cpu.Key, cpu => cpu.First().Socket);
        facts.Note($"{PlacementText.Count(facts.Capabilities.Caches.Count, "cache")} up to level {facts.Capabilities.Caches.Max(cache => cache.Level)}");
        var told = new List<CpuCache>();
        foreach (var cache in facts.Capabilities.Caches)
        {
            var nodes = facts.Cells.Where(cell => cell.Cpus.Overlaps(cache.Cpus)).Select(cell => cell.Id).ToList();
            if (nodes.Count < 2)
                continue;
            facts.Note($"{cache}: {PlacementText.Cells(nodes)}");
            var over = cache.Cpus.Ids.Select(cpu => sockets.TryGetValue(cpu, out var socket) ? socket : null).Distinct().ToList();
            if (cache.Level <= LastOfCore || over.Count(socket => socket is not null) > 1)
                return Verdict.Warn($"{cache} is shared by {PlacementText.Cells(nodes)}", nodes);
            if (over.Contains(null))
                return Verdict.Unknown($"{cache} is shared by {PlacementText.Cells(nodes)}; sockets not reported", nodes);
            told.Add(cache);
        }

        return Verdict.Pass(told.Count == 0 ? "every cache is in one node" : "L3 spans nodes of one socket (SNC)");
    }
}
