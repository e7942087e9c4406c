using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>The memory and the huge pages of each cell that a request may take.</summary>
internal sealed class MemorySupply
{
    private readonly NumaCapabilities _machine;
    private readonly PlacementRequest _request;

    public MemorySupply(NumaCapabilities machine, PlacementRequest request)
    {
        _machine = machine;
        _request = request;
    }

    public MemoryOffer Read(NumaCell cell)
    {
        var size = _request.HugePageCount > 0 ? _request.HugePage : null;
        if (_request.Memory == 0 && size is null)
            return new MemoryOffer { Bytes = 0, Pages = 0, HeldBytes = [], HeldPages = [] };
        string? noBytes = null, noPages = null;
        var bytes = _request.Memory == 0 ? 0 : Bytes(cell, out noBytes);
        var pages = size is null ? 0 : Pages(cell, size.Value, out noPages);
        var (heldBytes, heldPages) = (new List<Loss>(), new List<Loss>());
        bytes = Less(heldBytes, cell, bytes, null, ref noBytes);
        pages = Less(heldPages, cell, pages, size, ref noPages);
        var refused = CellChoice.Refusal(cell.Id, _request);
        if (refused is null && !_request.CountsDisallowed && _machine.AllowedCells is { } allowed && !allowed.Contains(cell.Id))
            refused = ("memory not allowed", "not allowed");
        refused ??= MemoryFilter.Refusal(cell, _request);
        return new MemoryOffer
        {
            Bytes = bytes,
            Pages = pages,
            HeldBytes = heldBytes,
            HeldPages = heldPages,
            None = refused?.Reason ?? (bytes > 0 || pages > 0 ? null : string.Join("; ", new[] { noBytes, noPages }.Where(reason => reason is not null))),
            Barred = refused?.Why,
        };
    }

    /// <summary>An amount (bytes, or pages of a size) less what others hold already, and less what a plan gives to its other requests.</summary>
    private long? Less(List<Loss> held, NumaCell cell, long? amount, long? pageSize, ref string? none)
    {
        if (amount is not > 0)
            return amount;
        var left = amount.Value;
        Take(Math.Min(left, Sum(_request.ReservedMemory)), "reserved");
        Take(Math.Min(left, Sum(_request.PlannedMemory)), PlanHost.Taken);
        if (left == 0)
            none = $"{(pageSize is { } what ? $"pages of {ByteText.Short(what)}" : "memory")} {held[held.Count - 1].Why}";
        return left;

        void Take(decimal part, string why)
        {
            if (part == 0)
                return;
            left -= (long)part;
            held.Add(new Loss((long)part, why));
        }

        decimal Sum(IEnumerable<ReservedMemory> memory) => memory.Where(part => part.PageSize == pageSize && part.Cells?.Contains(cell.Id) != false)
            .Sum(part => pageSize is { } size ? Math.Ceiling((decimal)part.Bytes / size) : part.Bytes);
    }

    private long? Bytes(NumaCell cell, out string? none)
    {
        var known = _request.Capacity ? Total(cell) : cell.AvailableMemory ?? cell.FreeMemory;
        none = known is null ? (_request.Capacity ? "total memory unknown" : "free memory unknown")
            : known > 0 ? null
            : cell.Memory == 0 || _request.Capacity ? "no memory" : "no free memory";
        return known is { } bytes ? Math.Min(Math.Max(bytes, 0), MachineLimits.CellMemory) : null;
    }

    /// <summary>What the base pages hold: all memory but the pools of huge pages. All of it where the base pages are not listed.</summary>
    private long? Total(NumaCell cell)
    {
        // A document that does not say how large a base page is lists it as its smallest.
        var size = _machine.PageSize ?? cell.Pages?.Select(pool => (long?)pool.Size).Min();
        var listed = cell.Pages?.FirstOrDefault(pool => pool.Size == size);
        return listed is null ? cell.Memory : listed.Total is { } count ? (long)Math.Min((decimal)count * listed.Size, MachineLimits.CellMemory) : null;
    }

    private long? Pages(NumaCell cell, long size, out string? none)
    {
        var word = _request.Capacity ? "" : "free ";
        // No list means that nothing is told; a list without the size means that there are none of it.
        var pool = cell.Pages?.FirstOrDefault(candidate => candidate.Size == size);
        var known = cell.Pages is null ? null : pool is null ? 0 : _request.Capacity ? pool.Total : pool.Free;
        none = known is null ? $"{word}pages of {ByteText.Short(size)} unknown" : known > 0 ? null : $"no {word}page of {ByteText.Short(size)}";
        return known is { } pages ? Math.Min(Math.Max(pages, 0), MachineLimits.CellMemory) : null;
    }
}
