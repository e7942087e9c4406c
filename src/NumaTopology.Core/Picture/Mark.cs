using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>What stands for whom in the picture.</summary>
internal enum MarkKind
{
    Placement,
    Reservation,
    Process,
}

/// <summary>What a placement or a reservation takes of one node, or a process has there.</summary>
internal sealed record Mark(MarkKind Kind, string Name, int CellId, CpuSet Cpus, string Text)
{
    // More processes on a node than these are no picture.
    private const int MostProcesses = 8;

    /// <summary>What is marked, node by node.</summary>
    public static ILookup<int, Mark> Of(NumaCapabilities machine, PictureOptions options) =>
        options.Placements.SelectMany(Of)
            .Concat(options.Reservations.SelectMany(reservation => machine.Cells.Select(cell => Of(reservation, cell))))
            .Concat(machine.Cells.SelectMany(cell => Of(options.Processes, cell, machine.OnlineCpus ?? CpuSet.Empty)))
            .Where(mark => mark.Text.Length > 0).ToLookup(mark => mark.CellId);

    private static IEnumerable<Mark> Of(NumaPlacement placement)
    {
        var name = placement.Name ?? $"placement {placement.Rank}";
        foreach (var id in placement.Cells)
        {
            var cpus = placement.CellCpus.FirstOrDefault(share => share.CellId == id)?.Cpus ?? CpuSet.Empty;
            var memory = placement.Memory.FirstOrDefault(share => share.CellId == id);
            var pages = memory?.HugePages > 0 ? PlacementText.Pages(memory.HugePages, placement.Request.HugePage ?? 0) : null;
            yield return new Mark(MarkKind.Placement, name, id, cpus, Join(cpus, memory?.Bytes ?? 0, pages));
        }
    }

    private static Mark Of(NumaReservation reservation, NumaCell cell)
    {
        var cpus = reservation.Cpus?.Intersect(cell.Cpus) ?? CpuSet.Empty;
        // Of memory on several nodes together it is unknown how much is on each.
        var memory = reservation.Memory.Where(part => part.Cells is [{ } only] && only == cell.Id).Sum(part => part.Bytes);
        var isBound = reservation.Cells?.Contains(cell.Id) == true || reservation.Memory.Any(part => part.Cells?.Contains(cell.Id) == true);
        return new Mark(MarkKind.Reservation, reservation.Owner, cell.Id, cpus, Join(cpus, memory, memory == 0 && isBound ? "memory bound to it" : null));
    }

    /// <summary>The processes with most memory on a node, else with most threads, and how many others there are.</summary>
    private static IEnumerable<Mark> Of(IReadOnlyList<NumaProcess> processes, NumaCell cell, CpuSet online)
    {
        var here = processes.Select(process => (Process: process, Usage: process.Usage.FirstOrDefault(usage => usage.CellId == cell.Id))).Where(one => one.Usage is not null)
            .OrderByDescending(one => one.Usage!.Memory ?? 0).ThenByDescending(one => one.Usage!.Threads).ToList();
        foreach (var (process, usage) in here.Take(here.Count > MostProcesses + 1 ? MostProcesses : here.Count))
        {
            // CPUs say something only of a process that may not run on all.
            var cpus = process.AllowedCpus is { } allowed && !online.IsSubsetOf(allowed) ? allowed.Intersect(cell.Cpus) : CpuSet.Empty;
            yield return new Mark(MarkKind.Process, process.ToString(), cell.Id, cpus, Join(cpus, usage!.Memory ?? 0, usage.Threads > 0 ? PlacementText.Count(usage.Threads, "thread") : null));
        }

        if (here.Count > MostProcesses + 1)
            yield return new Mark(MarkKind.Process, $"{here.Count - MostProcesses} more", cell.Id, CpuSet.Empty, PlacementText.Count(here.Skip(MostProcesses).Sum(one => one.Usage!.Threads), "thread"));
    }

    private static string Join(CpuSet cpus, long memory, string? more) => string.Join("; ", new[]
    {
        cpus.Count == 0 ? null : PlacementText.Cpus(cpus),
        memory > 0 ? ByteText.Rounded(memory) : null,
        more,
    }.Where(part => part is not null));
}
