using System;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>The memory and the huge pages of each cell that a request may take.</summary>
internal sealed class MemorySupply
{
    // No cell has 4 PiB, and the sum over more cells than there can be still fits a long, whatever a foreign document says.
    private const long Most = 1L << 52;

    private readonly NumaCapabilities _machine;
    private readonly PlacementRequest _request;

    public MemorySupply(NumaCapabilities machine, PlacementRequest request)
    {
        _machine = machine;
        _request = request;
    }

    /// <summary>Why the cell gives none of what is asked for; null when it gives some, or nothing is asked for.</summary>
    public string? Read(NumaCell cell, out long bytes, out long pages)
    {
        bytes = pages = 0;
        var size = _request.HugePageCount > 0 ? _request.HugePage : null;
        if (_request.Memory == 0 && size is null)
            return null;
        if (_request.ExcludedCells.Contains(cell.Id))
            return "it is excluded";
        if (!_request.IncludeDisallowed && _machine.AllowedCells is { } allowed && !allowed.Contains(cell.Id))
            return "its memory may not be used by this process";
        var noBytes = _request.Memory == 0 ? null : Bytes(cell, out bytes);
        var noPages = size is null ? null : Pages(cell, size.Value, out pages);
        return bytes > 0 || pages > 0 ? null : string.Join("; ", new[] { noBytes, noPages }.Where(reason => reason is not null));
    }

    private static string? Bytes(NumaCell cell, out long bytes)
    {
        bytes = 0;
        if ((cell.AvailableMemory ?? cell.FreeMemory) is not { } known)
            return "how much memory it has free is unknown";
        if (known <= 0)
            return cell.Memory == 0 ? "it has no memory" : "it has no memory free";
        bytes = Math.Min(known, Most);
        return null;
    }

    private static string? Pages(NumaCell cell, long size, out long pages)
    {
        pages = 0;
        // No list means that nothing is told; a list without the size means that there are none of it.
        var pool = cell.Pages?.FirstOrDefault(candidate => candidate.Size == size);
        if (cell.Pages is null || (pool is not null && pool.Free is null))
            return $"how many pages of {ByteText.Short(size)} it has free is unknown";
        if (pool is null || pool.Free <= 0)
            return $"it has no page of {ByteText.Short(size)} free";
        pages = Math.Min(pool.Free!.Value, Most);
        return null;
    }
}
