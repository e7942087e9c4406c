using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Linux;

namespace NumaTopology.Health;

/// <summary>
/// Memory that is there and serves no program: blocks of a node that are offline, and devices of the bus <c>dax</c> (CXL, memory that firmware set aside) that no
/// driver holds. One that <c>device_dax</c> holds is for programs that open it, which is a choice. One of size 0 holds no memory: the kernel keeps it in each region that
/// can be divided, and lets no driver have it (<c>dax_bus_probe</c> and <c>create_store</c> of drivers/dax/bus.c).
/// </summary>
internal static class MemoryOnlineRule
{
    public const string AutoOnline = MemoryBlockReader.Folder + "/auto_online_blocks";
    private const string Devices = "sys/bus/dax/devices";
    private static readonly string[] s_drivers = ["sys/bus/dax/drivers/kmem", "sys/bus/dax/drivers/device_dax"];

    public static HealthRule Rule { get; } = new("MemoryOnline")
    {
        System = MachineSystem.Linux,
        Expected = "all memory blocks of the nodes are online, and each dax device has a driver",
        Why = "Memory that is not online is there and nobody can use it. New blocks arrive offline where auto_online_blocks is 'offline', and memory of a dax device (CXL) arrives only through its driver.",
        Fix = "echo online_movable > /sys/devices/system/memory/memoryN/state, or daxctl online-memory; the same into auto_online_blocks for blocks to come; daxctl reconfigure-device --mode=system-ram for a device.",
        Reference = "https://docs.kernel.org/driver-api/cxl/linux/memory-hotplug.html",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Reader is null)
            return facts.Lacks(MemoryBlockReader.Folder, "memory blocks");
        var mode = facts.Text(AutoOnline);
        var offline = MemoryBlockReader.Read(facts.Reader, facts.Cells.Select(cell => cell.Id).ToList());
        foreach (var memory in offline ?? [])
            facts.Note($"node {memory.CellId}: {PlacementText.Bytes(memory.Bytes)} offline");
        if (offline is { Count: > 0 })
        {
            // Memory that a partition of an s390 has in reserve (standby) is offline by design.
            if (facts.Capabilities.Architecture?.StartsWith("s390", StringComparison.Ordinal) == true)
                return Verdict.NotApplicable($"{PlacementText.Bytes(offline.Sum(memory => memory.Bytes))} on standby");
            List<int> nodes = offline.ConvertAll(memory => memory.CellId);
            return Verdict.Warn($"{PlacementText.Bytes(offline.Sum(memory => memory.Bytes))} of {PlacementText.Cells(nodes)} offline", nodes);
        }

        var bound = s_drivers.SelectMany(driver => facts.List(driver) ?? []).ToList();
        var loose = (facts.List(Devices) ?? []).Where(name => name.StartsWith("dax", StringComparison.Ordinal) && !bound.Contains(name) && facts.Number($"{Devices}/{name}/size") != 0).OrderBy(name => name, StringComparer.Ordinal).ToList();
        foreach (var device in loose)
            facts.Note($"/{Devices}/{device} has no driver");
        if (loose.Count > 0)
            return Verdict.Warn($"no driver for {string.Join(", ", loose)}");
        return offline is null ? facts.Lacks(MemoryBlockReader.Folder, "memory blocks")
            : Verdict.Pass("all blocks online" + (mode is null ? "" : $"; new blocks: {mode}"));
    }
}
