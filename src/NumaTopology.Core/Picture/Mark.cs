using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Picture;

/// <summary>What stands for whom in the picture.</summary>
internal enum MarkKind
{
    Placement,
    Reservation,
}

/// <summary>What a placement or a reservation takes of one node.</summary>
internal sealed record Mark(MarkKind Kind, string Name, int CellId, CpuSet Cpus, long Memory, string Text)
{
    /// <summary>What placements and reservations take, node by node.</summary>
    public static ILookup<int, Mark> Of(NumaCapabilities machine, IReadOnlyList<NumaPlacement> placements, IReadOnlyList<NumaReservation> reservations) =>
        placements.SelectMany(Of).Concat(reservations.SelectMany(reservation => machine.Cells.Select(cell => Of(reservation, cell)))).Where(mark => mark.Text.Length > 0).ToLookup(mark => mark.CellId);

    private static IEnumerable<Mark> Of(NumaPlacement placement)
    {
        var name = placement.Name ?? $"placement {placement.Rank}";
        foreach (var id in placement.Cells)
        {
            var cpus = placement.CellCpus.FirstOrDefault(share => share.CellId == id)?.Cpus ?? CpuSet.Empty;
            var memory = placement.Memory.FirstOrDefault(share => share.CellId == id);
            var pages = memory?.HugePages > 0 ? PlacementText.Pages(memory.HugePages, placement.Request.HugePage ?? 0) : null;
            yield return new Mark(MarkKind.Placement, name, id, cpus, memory?.Bytes ?? 0, Join(cpus, memory?.Bytes ?? 0, pages));
        }
    }

    private static Mark Of(NumaReservation reservation, NumaCell cell)
    {
        var cpus = reservation.Cpus?.Intersect(cell.Cpus) ?? CpuSet.Empty;
        // Of memory on several nodes together it is unknown how much is on each.
        var memory = reservation.Memory.Where(part => part.Cells is [{ } only] && only == cell.Id).Sum(part => part.Bytes);
        var isBound = reservation.Cells?.Contains(cell.Id) == true || reservation.Memory.Any(part => part.Cells?.Contains(cell.Id) == true);
        return new Mark(MarkKind.Reservation, reservation.Owner, cell.Id, cpus, memory, Join(cpus, memory, memory == 0 && isBound ? "memory bound to it" : null));
    }

    private static string Join(CpuSet cpus, long memory, string? more) => string.Join("; ", new[]
    {
        cpus.Count == 0 ? null : $"{(cpus.Count == 1 ? "CPU" : "CPUs")} {cpus}",
        memory > 0 ? ByteText.Rounded(memory) : null,
        more,
    }.Where(part => part is not null));
}
