using System.Collections.Generic;
using System.Linq;
using NumaTopology.Relations;

namespace NumaTopology.Libvirt;

/// <summary>Where the cells of a capabilities document sit, from the sockets and dies of their processors.</summary>
internal static class LibvirtSockets
{
    public static IReadOnlyList<CellSocket> Of(IReadOnlyList<NumaCell> cells)
    {
        // libvirt writes 0 for a socket that the machine does not give: when several cells have nothing else, it says nothing.
        var isTold = cells.Count < 2 || cells.Any(cell => cell.Processors!.Any(processor => processor.Socket is > 0));
        return cells.Select(cell => Of(cell, isTold)).ToList();
    }

    private static CellSocket Of(NumaCell cell, bool isTold)
    {
        var socket = isTold ? Common(cell.Processors!.Select(processor => processor.Socket)) : null;
        return new CellSocket(cell.Id)
        {
            HasNoCpus = cell.Cpus.IsEmpty,
            Socket = socket,
            Die = socket is null ? null : Common(cell.Processors!.Select(processor => processor.Die)),
        };
    }

    /// <summary>The number that all have; null when they differ or there is none.</summary>
    private static int? Common(IEnumerable<int?> numbers)
    {
        var different = numbers.Distinct().ToList();
        return different.Count == 1 ? different[0] : null;
    }
}
