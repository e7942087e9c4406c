using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>
/// Whether distances tell near nodes from far ones where there must be both: eight sockets cannot all be joined directly, and two nodes of a socket are nearer
/// than another socket. Nodes of one socket may all be as far from each other. Nodes without CPUs do not count.
/// </summary>
internal static class DistanceLevelsRule
{
    private const int TooManyToJoin = 8;

    public static HealthRule Rule { get; } = new("DistanceLevels")
    {
        LeastNodes = 2,
        Expected = "remote distances differ between several sockets of eight nodes or more, or of several nodes each",
        Why = "With one remote distance Linux takes all nodes as directly connected. Eight sockets are not, and nodes of one socket are nearer than another socket: neither the kernel nor a placement can then tell a neighbour from a node that is two hops away.",
        Fix = "Update the firmware, which writes the table SLIT; in a virtual machine give its nodes the distances of the host's.",
        Reference = "https://github.com/torvalds/linux/blob/v6.12/kernel/sched/topology.c",
        Check = Check,
    };

    private static Verdict Check(HealthFacts facts)
    {
        var cells = facts.Cells.Where(cell => !cell.Cpus.IsEmpty).ToList();
        if (cells.Count < 2)
            return facts.Cells.Any(cell => cell.Kind is null && cell.Cpus.IsEmpty) ? Verdict.Unknown("CPUs of some nodes not reported") : Verdict.NotApplicable("one node with CPUs");
        var ids = NodeSet.From(cells.Select(cell => cell.Id));
        var remote = facts.Capabilities.Distances.Where(distance => distance.From != distance.To && ids.Contains(distance.From) && ids.Contains(distance.To)).ToList();
        if (remote.Count < cells.Count * (cells.Count - 1))
            return Verdict.Unknown("distances not reported");
        var levels = remote.Select(distance => distance.Value).Distinct().OrderBy(value => value).ToList();
        facts.Note($"remote distances: {string.Join(", ", levels)}");
        var sockets = cells.Select(cell => cell.Socket).Where(socket => socket is not null).Distinct().Count();
        facts.Note($"{cells.Count} nodes with CPUs{(sockets == 0 ? ", sockets not reported" : $" in {(sockets == 1 ? "1 socket" : $"{sockets} sockets")}")}");
        if (levels.Count > 1)
            return Verdict.Pass($"remote distances {string.Join(", ", levels)}");
        if (sockets == 1 && cells.TrueForAll(cell => cell.Socket is not null))
            return Verdict.Pass($"all remote distances {levels[0]}");
        var ofOneSocket = cells.Where(cell => cell.Socket is not null).GroupBy(cell => cell.Socket).Any(group => group.Count() > 1);
        if (cells.Count >= TooManyToJoin || (sockets > 1 && ofOneSocket))
            return Verdict.Warn($"{cells.Count} nodes, all remote distances {levels[0]}");
        // Of three nodes two may be of one socket and nearer than the third; two nodes have one distance, whatever they are.
        List<int> unknown = [.. cells.Where(IsSocketUnknown).Select(cell => cell.Id)];
        return cells.Count > 2 && unknown.Count > 0 ? Verdict.Unknown($"socket of {PlacementText.Cells(unknown)} not reported", unknown) : Verdict.Pass($"all remote distances {levels[0]}");
    }

    /// <summary>A node over several sockets has none of its own, but that is known of it.</summary>
    private static bool IsSocketUnknown(NumaCell cell) => cell.Socket is null && (cell.Processors is not { Count: > 0 } cpus || cpus.Any(cpu => cpu.Socket is null));
}
