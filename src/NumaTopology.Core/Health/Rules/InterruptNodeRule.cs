using System.Collections.Generic;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Reservations;

namespace NumaTopology.Health;

/// <summary>
/// Whether the interrupts of a network interface or NVMe disk are served by CPUs of its node. Only those that were started and that came often count. The kernel
/// divides those of NVMe queues among all CPUs by itself (managed interrupts): they are where the programs run. A node whose CPUs are all isolated serves none.
/// </summary>
internal static class InterruptNodeRule
{
    // What an interface that is up, and does nothing, has in days.
    private const long Idle = 10_000;

    public static HealthRule Rule { get; } = new("InterruptNode")
    {
        System = MachineSystem.Linux,
        LeastNodes = 2,
        Expected = "network interfaces and NVMe disks have interrupts on CPUs of their node",
        Why = "Where all interrupts of a device are served at another node, each of them leads to memory access across nodes.",
        Fix = "Write the CPUs of the device's node to /proc/irq/N/smp_affinity_list, and stop irqbalance, which could undo that.",
        Reference = "https://www.hikunpeng.com/document/detail/en/perftuning/tuningtip/kunpengtuning_12_0026.html",
        Check = Check,
    };

    private enum Place
    {
        Idle,
        Near,
        Far,
        Untold,
    }

    private static Verdict Check(HealthFacts facts)
    {
        if (facts.Reader is null)
            return facts.Lacks("proc/irq", "interrupts");
        if (facts.Capabilities.Devices is not { } devices)
            return Verdict.Unknown("devices not reported");
        var functions = devices.Where(device => device.Address is { } address && device.Kind is DeviceKind.Network or DeviceKind.Disk && InterruptReader.IsOne(facts.Reader, address)).GroupBy(device => device.Address!).ToList();
        if (functions.Count == 0)
            return Verdict.NotApplicable("no network or NVMe device on PCI");
        var isolated = facts.CpuList(KernelReservations.Isolated) ?? CpuSet.Empty;
        var places = functions.ToLookup(function => Judge(facts, function.Key, function.First(), isolated), function => function.First());
        List<NumaDevice> far = [.. places[Place.Far]], untold = [.. places[Place.Untold]];
        return far.Count > 0 ? Verdict.Warn($"{Names(far)} served at another node", Cells(far))
            : untold.Count > 0 ? Verdict.Unknown($"{Names(untold)}: interrupts not reported", Cells(untold))
            : places[Place.Near].ToList() is { Count: > 0 } near ? Verdict.Pass($"{Names(near)} served at the own node")
            : Verdict.NotApplicable($"{Names(functions.ConvertAll(function => function.First()))}: few interrupts");
    }

    private static Place Judge(HealthFacts facts, string address, NumaDevice device, CpuSet isolated)
    {
        if (device.CellId is not { } id || facts.Cells.FirstOrDefault(cell => cell.Id == id) is not { } cell)
            return Place.Untold;
        // A node without CPUs, or whose CPUs are set apart, cannot serve.
        if (cell.Cpus.Except(isolated).IsEmpty)
            return Place.Idle;
        if (InterruptReader.Of(facts.Reader!, address) is not { Count: > 0 } interrupts)
            return Place.Untold;
        if (AreSpread(interrupts, facts.Capabilities.OnlineCpus))
        {
            facts.Note($"{device.Name}, node {id}: {PlacementText.Count(interrupts.Count, "interrupt")} divided among all CPUs");
            return Place.Near;
        }

        var started = interrupts.Where(interrupt => interrupt.Effective is not { IsEmpty: true }).ToList();
        if (started.Count == 0)
            return Place.Idle;
        if (started.Any(interrupt => interrupt.Count is null))
            return Place.Untold;
        var count = started.Sum(interrupt => interrupt.Count!.Value);
        if (count < Idle)
            return Place.Idle;
        var busy = started.Where(interrupt => interrupt.Count > 0).ToList();
        foreach (var interrupt in busy)
            facts.Note($"{device.Name}, node {id}: interrupt {interrupt.Number}, {interrupt.Count} times, CPUs {interrupt.Effective ?? interrupt.Allowed}");
        if (busy.Any(interrupt => interrupt.Effective?.Overlaps(cell.Cpus) == true))
            return Place.Near;
        // Without its effective CPUs one that may go to several nodes goes to one of them, and nobody says to which.
        return busy.All(interrupt => (interrupt.Effective ?? interrupt.Allowed)?.Overlaps(cell.Cpus) == false) ? Place.Far : Place.Untold;
    }

    /// <summary>Whether each CPU has an interrupt of its own, as those that the kernel manages: which of them are used then depends on where programs run.</summary>
    private static bool AreSpread(List<DeviceInterrupt> interrupts, CpuSet? online)
    {
        if (online is null)
            return false;
        var all = CpuSet.Empty;
        foreach (var allowed in interrupts.Select(interrupt => interrupt.Allowed?.Intersect(online) ?? CpuSet.Empty).OrderBy(allowed => allowed.Count))
        {
            // One that may go where others go, as an NVMe disk's for administration, is not a queue's.
            if (allowed != online && !all.Overlaps(allowed))
                all = all.Union(allowed);
        }

        return all == online;
    }

    private static string Names(List<NumaDevice> devices) => $"{devices[0]}" + (devices.Count > 1 ? $" and {devices.Count - 1} more" : "");

    private static List<int> Cells(IEnumerable<NumaDevice> devices) => [.. devices.Where(device => device.CellId is not null).Select(device => device.CellId!.Value).Distinct().OrderBy(id => id)];
}
