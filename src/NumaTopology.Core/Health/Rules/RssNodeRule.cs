using System.Collections.Generic;
using System.Linq;
using NumaTopology.Windows;

namespace NumaTopology.Health;

/// <summary>
/// Whether the CPUs that are set for receive side scaling of a network adapter include some of its node. Where none are set, Windows spreads them over all nodes or
/// takes those of the adapter's node.
/// </summary>
internal static class RssNodeRule
{
    public static HealthRule Rule { get; } = new("RssNode")
    {
        System = MachineSystem.Windows,
        LeastNodes = 2,
        Expected = "CPUs that are set for receive side scaling (RSS) include some of the adapter's node",
        Why = "Windows receives packets on the CPUs that are set for RSS, and tries those of the adapter's preferred node first. Where all that are set are at another node, every packet crosses the link between the nodes.",
        Fix = "Set-NetAdapterRss -BaseProcessorGroup, -BaseProcessorNumber and -MaxProcessorNumber to CPUs of the adapter's node, or -NumaNode.",
        Reference = "https://learn.microsoft.com/windows-hardware/drivers/network/standardized-inf-keywords-for-rss",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Machine is null || facts.WindowsReader is null)
            return Verdict.Unknown("RSS settings not in capabilities");
        if (new WindowsTopology(facts.Machine).Adapters() is not { } adapters)
            return Verdict.Unknown("network adapters not reported");
        List<NumaDevice> far = [], near = [], unknown = [];
        foreach (var (id, device) in adapters)
        {
            var rss = WindowsRss.Read(facts.WindowsReader, id);
            if (rss is null || (rss is { IsOff: false, Base: not null } && device.CellId is null))
                unknown.Add(device);
            else if (rss is { IsOff: false, Base: not null } && facts.Cells.First(cell => cell.Id == device.CellId) is { Cpus.IsEmpty: false } cell)
                (Cpus(facts, rss, device).Overlaps(cell.Cpus) ? near : far).Add(device);
        }

        return far.Count > 0 ? Verdict.Warn($"{far[0]}{More(far)}: RSS at another node", [.. far.Select(device => device.CellId!.Value).Distinct().OrderBy(id => id)])
            : unknown.Count > 0 ? Verdict.Unknown($"{unknown[0]}{More(unknown)}: RSS or node not reported")
            : near.Count > 0 ? Verdict.Pass($"{near[0]}{More(near)}: RSS at the own node")
            : Verdict.NotApplicable("no CPUs set for RSS");
    }

    /// <summary>The CPUs from the first to the last; all from the first on where no last one is set.</summary>
    private static CpuSet Cpus(HealthFacts facts, WindowsRss rss, NumaDevice device)
    {
        var cpus = facts.Cells.SelectMany(cell => cell.Processors ?? []).Where(cpu => IsFrom(cpu, rss.Base!.Value) && (rss.Max is not { } max || !IsFrom(cpu, max) || (cpu.Group, cpu.Number) == (max.Group, max.Number)));
        var set = CpuSet.From(cpus.Select(cpu => cpu.Id));
        facts.Note($"{device}, node {device.CellId}: RSS CPUs {set}");
        return set;
    }

    private static bool IsFrom(LogicalProcessor cpu, (int Group, int Number) first) => cpu.Group > first.Group || (cpu.Group == first.Group && cpu.Number >= first.Number);

    private static string More(List<NumaDevice> devices) => devices.Count == 1 ? "" : $" and {devices.Count - 1} more";
}
