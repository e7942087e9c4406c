using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Tests.Placement.BruteForce;

/// <summary>What docs/placement.md says that a cell can give to a request, and the words for what it cannot.</summary>
internal sealed class PlainSupply
{
    private readonly NumaCapabilities _machine;
    private readonly PlacementRequest _request;

    private PlainSupply(NumaCapabilities machine, PlacementRequest request, NumaCell cell)
    {
        _machine = machine;
        _request = request;
        Cell = cell;
    }

    public NumaCell Cell { get; }

    public List<int> Cpus { get; private set; } = [];

    public List<PlainCore> Cores { get; private set; } = [];

    public string? NoCpus { get; private set; }

    public long Memory { get; private set; }

    public long Pages { get; private set; }

    public string? NoMemory { get; private set; }

    /// <summary>How many of the CPUs may be taken together.</summary>
    public int CpuCount => _request.Strict ? Cores.Count : Cpus.Count;

    /// <summary>Of every cell, by number.</summary>
    public static List<PlainSupply> Of(NumaCapabilities machine, PlacementRequest request, PlainDistances distances)
    {
        var supplies = machine.Cells.OrderBy(cell => cell.Id).Select(cell => new PlainSupply(machine, request, cell)).ToList();
        var claimed = new HashSet<int>();
        foreach (var supply in supplies)
        {
            supply.FindCpus(claimed, distances);
            supply.FindMemory();
        }

        foreach (var supply in supplies.Where(supply => supply.Memory + supply.Pages > 0 && supplies.Exists(from => from.Cpus.Count > 0) && !supplies.Any(from => from.Cpus.Count > 0 && distances[from.Cell.Id, supply.Cell.Id] != 255)))
            (supply.Memory, supply.Pages, supply.NoMemory) = (0, 0, "memory unreachable");
        return supplies;
    }

    private string? NotChosen => _request.ExcludedCells.Contains(Cell.Id) ? "excluded" : _request.Cells is { } given && !given.Contains(Cell.Id) ? "not among the given nodes" : null;

    private bool CountsAll => _request.IncludeDisallowed || _request.Capacity;

    private void FindCpus(HashSet<int> claimed, PlainDistances distances)
    {
        var cpus = Cell.Cpus.Ids.ToList();
        NoCpus = NotChosen ?? (cpus.Count == 0 ? "no CPUs" : null);
        Filter(cpu => _machine.OnlineCpus?.Contains(cpu) != false, $"CPUs {Cell.Cpus} offline");
        Filter(cpu => CountsAll || _machine.AllowedCpus?.Contains(cpu) != false, $"CPUs {CpuSet.From(cpus)} not allowed");
        if (_request.CoreKind is { } kind)
        {
            Filter(cpu => Processor(cpu).CoreKind is not null, "core kinds unknown");
            Filter(cpu => Processor(cpu).CoreKind == kind, $"no usable {kind} core");
        }

        Filter(cpu => !claimed.Contains(cpu), "same CPUs as an earlier node");
        if (NoCpus is null)
            claimed.UnionWith(cpus);
        var cores = FindCores(cpus);
        if (_request.WholeCore || _request.Strict)
            Filter(cpu => cores.Single(core => core.Cpus.Contains(cpu)).Threads is not null, "cores unknown");
        if (_request.WholeCore)
            Filter(cpu => cores.Single(core => core.Cpus.Contains(cpu)).HasAllOf(cores.Single(core => core.Cpus.Contains(cpu)).Cpus), "no complete core usable");
        var beyond = new List<string>();
        if (distances[Cell.Id, Cell.Id] == 255)
            beyond.Add("own memory");
        beyond.AddRange(distances.Devices(_request).Where(device => distances[Cell.Id, device.CellId!.Value] == 255).Select(device => device.Name));
        Filter(_ => beyond.Count == 0, $"cannot reach {string.Join(", ", beyond)}");
        if (NoCpus is not null)
            return;
        Cpus = cpus;
        Cores = FindCores(cpus);

        void Filter(Func<int, bool> holds, string reason)
        {
            cpus = NoCpus is null ? [.. cpus.Where(holds)] : [];
            NoCpus ??= cpus.Count == 0 ? reason : null;
        }
    }

    private List<PlainCore> FindCores(List<int> cpus)
    {
        var cores = new List<PlainCore>();
        foreach (var cpu in cpus.Order().Where(cpu => !cores.Exists(core => core.Cpus.Contains(cpu))))
        {
            var siblings = Processor(cpu).Siblings?.Ids;
            cores.Add(siblings is null || siblings.Intersect(cores.SelectMany(core => core.Cpus)).Any()
                ? new PlainCore([cpu], null)
                : new PlainCore([.. siblings.Where(cpus.Contains)], [.. siblings.Where(thread => _machine.OnlineCpus?.Contains(thread) != false)]));
        }

        return cores;
    }

    private void FindMemory()
    {
        if (_request.Memory == 0 && _request.HugePageCount == 0)
            return;
        NoMemory = NotChosen ?? (CountsAll || _machine.AllowedCells?.Contains(Cell.Id) != false ? null : "memory not allowed");
        if (Cell.Memory != 0 && _request.MemoryKinds is { } kinds)
            NoMemory ??= Cell.Kind is not { } kind ? "memory kind unknown" : kinds.Contains(kind) ? null : $"memory kind {kind}";
        if (Cell.Memory != 0 && _request.MemoryTiers is { } tiers)
            NoMemory ??= Cell.MemoryTier is not { } tier ? "memory tier unknown" : tiers.Contains(tier) ? null : $"memory tier {tier}";
        if (NoMemory is not null)
            return;
        var none = new List<string>();
        if (_request.Memory > 0)
        {
            var bytes = _request.Capacity ? Total() : Cell.AvailableMemory ?? Cell.FreeMemory;
            Memory = bytes ?? 0;
            none.Add(bytes is null ? (_request.Capacity ? "total memory unknown" : "free memory unknown") : Cell.Memory == 0 || _request.Capacity ? "no memory" : "no free memory");
        }

        if (_request.HugePageCount > 0)
        {
            var pool = Cell.Pages?.SingleOrDefault(pool => pool.Size == _request.HugePage);
            long? pages = Cell.Pages is null ? null : pool is null ? 0 : _request.Capacity ? pool.Total : pool.Free;
            Pages = pages ?? 0;
            none.Add((_request.Capacity, pages is null) switch { (true, true) => "pages of 2MiB unknown", (true, false) => "no page of 2MiB", (false, true) => "free pages of 2MiB unknown", _ => "no free page of 2MiB" });
        }

        NoMemory = Memory + Pages > 0 ? null : string.Join("; ", none);
    }

    /// <summary>What the base pages hold; where the machine does not say how large those are, they are the smallest.</summary>
    private long? Total()
    {
        var size = _machine.PageSize ?? Cell.Pages?.Select(pool => pool.Size).DefaultIfEmpty().Min();
        var listed = Cell.Pages?.SingleOrDefault(pool => pool.Size == size);
        return listed is null ? Cell.Memory : listed.Total * size;
    }

    private LogicalProcessor Processor(int cpu) => Cell.Processors!.Single(processor => processor.Id == cpu);
}
