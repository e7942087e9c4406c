using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>Everything that can be expected of a machine, a line each. What is asked of each node is asked of those with CPUs.</summary>
internal static class ExpectedKeys
{
    private const string Nodes = "https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-devices-node";
    private const string Cpus = "https://docs.kernel.org/admin-guide/cputopology.html";
    private const string Vm = "https://docs.kernel.org/admin-guide/sysctl/vm.html";

    public static IReadOnlyList<ExpectedKey> All { get; } =
    [
        new("Cells", ExpectedKind.Number, Nodes, facts => Whole(facts.Cells.Count > 0 ? facts.Cells.Count : null)),
        new("Sockets", ExpectedKind.Number, Cpus, facts => Whole(facts.Capabilities.Sockets)),
        new("CellsPerSocket", ExpectedKind.Number, Cpus, facts => Whole(facts.Capabilities.CellsPerSocket)),
        new("Cores", ExpectedKind.Number, Cpus, facts => Whole(facts.Capabilities.Cores)),
        new("Cpus", ExpectedKind.Number, Cpus, facts => Whole(facts.Capabilities.OnlineCpus is { IsEmpty: false } online ? online.Count : null)),
        new("CpusPerCell", ExpectedKind.Number, Nodes, facts => OfCells(facts, cell => cell.Cpus.Count)),
        new("MemoryPerCell", ExpectedKind.Bytes, Nodes, facts => OfCells(facts, cell => cell.Memory)),
        new("HugePagesPerCell", ExpectedKind.Pages, "https://docs.kernel.org/admin-guide/mm/hugetlbpage.html", facts => HugePages(facts, HugePageDefaultRule.DefaultSize(facts))) { System = MachineSystem.Linux },
        Setting("numa_balancing", "proc/sys/kernel/numa_balancing", "https://docs.kernel.org/admin-guide/sysctl/kernel.html#numa-balancing", "kernel"),
        Setting("zone_reclaim_mode", "proc/sys/vm/zone_reclaim_mode", Vm + "#zone-reclaim-mode", "vm"),
        Setting("swappiness", "proc/sys/vm/swappiness", Vm + "#swappiness", "vm"),
        new("transparent_hugepage", ExpectedKind.Word, "https://docs.kernel.org/admin-guide/mm/transhuge.html", facts => Whole(TransparentHugePageRule.Choice(facts, TransparentHugePageRule.Enabled)))
        {
            System = MachineSystem.Linux,
            Fix = "echo VALUE > /" + TransparentHugePageRule.Enabled,
        },
        new("auto_online_blocks", ExpectedKind.Word, "https://docs.kernel.org/admin-guide/mm/memory-hotplug.html", facts => Whole(facts.Text(MemoryOnlineRule.AutoOnline)))
        {
            System = MachineSystem.Linux,
            Fix = "echo VALUE > /" + MemoryOnlineRule.AutoOnline,
        },
    ];

    /// <summary>The pages of a size of each node; null where the node does not report pools. A size that the system does not have has no pages.</summary>
    public static IEnumerable<SeenValue> HugePages(HealthFacts facts, long? size) =>
        OfCells(facts, cell => size is null || cell.Pages is not { } pools || !pools.Any(pool => pool.Size > BasePageSize.Limit(facts.Capabilities)) ? null : pools.FirstOrDefault(pool => pool.Size == size) is { } pool ? pool.Total : 0);

    private static ExpectedKey Setting(string name, string fact, string reference, string table) => new(name, ExpectedKind.Number, reference, facts => Whole(facts.Number(fact)))
    {
        System = MachineSystem.Linux,
        Fix = $"sysctl -w {table}.{name}=VALUE",
    };

    private static IEnumerable<SeenValue> Whole(object? value) => [new(null, value is int number ? (long)number : value)];

    private static IEnumerable<SeenValue> OfCells(HealthFacts facts, Func<NumaCell, long?> value)
    {
        var cells = facts.Cells.Where(cell => !cell.Cpus.IsEmpty).ToList();
        return cells.Count == 0 ? [new(null, null)] : cells.Select(cell => new SeenValue(cell.Id, value(cell)));
    }
}
