using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Acts;

/// <summary>To what a program is bound that is given a placement, or nodes.</summary>
internal static class BindingChoice
{
    /// <summary>
    /// The placement's CPUs, and if it takes memory, its memory. Without a policy memory is bound on Linux, or interleaved for bandwidth; Windows binds none, so one node is preferred there, and of several
    /// each thread uses its own.
    /// </summary>
    /// <exception cref="NumaBindingException">The policy does not suit the placement.</exception>
    public static NumaProcessBinding Of(NumaPlacement placement, NumaMemoryPolicy? requested)
    {
        var cells = NumaBinding.MemoryCells(placement).ToArray();
        if ((requested ?? Default(placement)) is not { } policy)
            return new NumaProcessBinding { Cpus = placement.Cpus };
        switch (policy)
        {
            case NumaMemoryPolicy.Local:
                NumaBinding.RequireLocalMemory(placement, requested is null ? "Windows binds no memory" : $"The memory policy '{policy}' takes memory from where the program runs");
                cells = [];
                break;
            default:
                NumaBinding.RequireMemory(placement, policy);
                if (policy == NumaMemoryPolicy.Preferred)
                    NumaBinding.RequireOneCell(placement);
                break;
        }

        return new NumaProcessBinding { Cpus = placement.Cpus, MemoryPolicy = policy, MemoryCells = cells };
    }

    /// <summary>The CPUs of nodes that this process is allowed to use, and with a policy their memory.</summary>
    /// <exception cref="NumaBindingException">The policy does not suit the nodes.</exception>
    public static NumaProcessBinding Of(IReadOnlyList<NumaCell> cells, CpuSet? allowed, NumaMemoryPolicy? policy)
    {
        var cpus = cells.Aggregate(CpuSet.Empty, (all, cell) => all.Union(cell.Cpus));
        cpus = allowed is null ? cpus : cpus.Intersect(allowed);
        var names = PlacementText.Cells(cells.Select(cell => cell.Id));
        if (cpus.IsEmpty)
            throw new NumaBindingException($"No CPU of {names} is allowed.");
        var withMemory = policy is null or NumaMemoryPolicy.Local ? [] : cells.Where(cell => cell.Memory != 0).Select(cell => cell.Id).ToList();
        if (policy is not (null or NumaMemoryPolicy.Local) && withMemory.Count == 0)
            throw new NumaBindingException($"The memory policy '{policy}' has no nodes, because no memory is on {names}.");
        if (policy == NumaMemoryPolicy.Preferred && withMemory.Count > 1)
            throw new NumaBindingException($"The memory policy '{policy}' has one node, but there is memory on {names}.");
        return new NumaProcessBinding { Cpus = cpus, MemoryPolicy = policy, MemoryCells = withMemory };
    }

    /// <summary>Requires that what a placement takes is free: of a program that is bound to memory the kernel kills what does not fit, without a word.</summary>
    /// <param name="placement">The placement.</param>
    /// <param name="cells">The machine's nodes at this moment.</param>
    /// <exception cref="NumaActException">It is not.</exception>
    public static void RequireFree(NumaPlacement placement, IReadOnlyList<NumaCell> cells)
    {
        var taken = cells.Where(cell => placement.Memory.Any(share => share.CellId == cell.Id)).ToList();
        var names = PlacementText.Cells(placement.Memory.Select(share => share.CellId));
        var bytes = placement.Memory.Sum(share => share.Bytes);
        // What is unknown is not held against it.
        if (taken.All(cell => cell.AvailableMemory is not null) && taken.Sum(cell => cell.AvailableMemory!.Value) is var available && available < bytes)
        {
            var text = PlacementText.BytesApart(bytes, available);
            throw new NumaActException(NumaActError.MemoryNotFree, $"The memory is not free: {text(bytes)} requested, {text(available)} available on {names}{(taken.Exists(cell => cell.NodeMemory is not null) ? ", as the node itself counts it" : "")}.");
        }

        var pages = placement.Memory.Sum(share => share.HugePages);
        if (pages == 0 || placement.Request.HugePage is not { } size)
            return;
        var free = taken.Select(cell => cell.Pages?.FirstOrDefault(pool => pool.Size == size)?.Free).ToList();
        if (free.TrueForAll(count => count is not null) && free.Sum(count => count!.Value) is var left && left < pages)
            throw new NumaActException(NumaActError.MemoryNotFree, $"The huge pages are not free: {PlacementText.Pages(pages, size)} requested, {left} free on {names}.");
    }

    /// <summary>The nodes that a process's memory is moved to, and how much of it each takes: as the placement takes memory, else those of its nodes that have some, in equal parts.</summary>
    /// <exception cref="NumaBindingException">None of them has memory.</exception>
    public static IReadOnlyList<KeyValuePair<int, double>> Targets(NumaPlacement placement, IReadOnlyList<NumaCell> cells)
    {
        var size = placement.Request.HugePage ?? 0;
        var shares = placement.Memory.Select(share => new KeyValuePair<int, double>(share.CellId, share.Bytes + ((double)share.HugePages * size))).Where(share => share.Value > 0).ToList();
        if (shares.Count == 0)
            shares = [.. cells.Where(cell => placement.Cells.Contains(cell.Id) && cell.Memory != 0).Select(cell => new KeyValuePair<int, double>(cell.Id, 1))];
        return shares.Count > 0 ? shares : throw new NumaBindingException($"There is no memory on {PlacementText.Cells(placement.Cells)}, where the process's would be moved.");
    }

    private static NumaMemoryPolicy? Default(NumaPlacement placement) =>
        placement.Memory.Count == 0 ? null
        : placement.Groups is null ? NumaBinding.Defaults(placement)[0]
        : placement.Memory.Count == 1 ? NumaMemoryPolicy.Preferred : NumaMemoryPolicy.Local;
}
