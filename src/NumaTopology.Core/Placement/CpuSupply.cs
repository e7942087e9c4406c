using System.Linq;

namespace NumaTopology.Placement;

/// <summary>The processors of each cell that a request may take.</summary>
internal sealed class CpuSupply
{
    private readonly NumaCapabilities _machine;
    private readonly PlacementRequest _request;
    private readonly CpuSetBuilder _told = new();

    public CpuSupply(NumaCapabilities machine, PlacementRequest request)
    {
        _machine = machine;
        _request = request;
    }

    /// <summary>Why the cell gives none; null when it gives some. The cells are asked in their order.</summary>
    public string? Read(NumaCell cell, out CpuSet cpus)
    {
        cpus = CpuSet.Empty;
        if (_request.ExcludedCells.Contains(cell.Id))
            return "it is excluded";
        if (cell.Cpus.IsEmpty)
            return "it has no CPUs";
        var usable = _machine.OnlineCpus is { } online ? cell.Cpus.Intersect(online) : cell.Cpus;
        if (usable.IsEmpty)
            return $"its CPUs ({cell.Cpus}) are offline";
        if (!_request.IncludeDisallowed && _machine.AllowedCpus is { } allowed && (usable = usable.Intersect(allowed)).IsEmpty)
            return $"none of its CPUs ({cell.Cpus}) may be used by this process";
        if (_request.CoreKind is { } kind && (usable = OfKind(cell, usable, kind)).IsEmpty)
            return cell.Processors?.Any(cpu => cpu.CoreKind is not null) == true ? $"it has no {kind} core that may be used" : "of which kind its cores are is unknown";
        // Firmware errs, and a processor that two cells claim is there once.
        if ((usable = usable.Except(_told.ToSet())).IsEmpty)
            return "another cell has the same CPUs";
        _told.AddAll(usable);
        if (_request.WholeCore && (usable = OfCompleteCores(cell, usable)).IsEmpty)
            return cell.Processors?.Any(cpu => cpu.Siblings is not null) == true ? "of none of its cores all CPUs may be used" : "which of its CPUs share a core is unknown";
        cpus = usable;
        return null;
    }

    private static CpuSet OfKind(NumaCell cell, CpuSet cpus, CoreKind kind) =>
        CpuSet.From((cell.Processors ?? []).Where(cpu => cpu.CoreKind == kind).Select(cpu => cpu.Id)).Intersect(cpus);

    private CpuSet OfCompleteCores(NumaCell cell, CpuSet cpus)
    {
        var complete = new CpuSetBuilder();
        foreach (var core in CpuCore.Of(cell, cpus, _machine.OnlineCpus))
        {
            if (core.IsComplete == true)
                complete.AddAll(core.Cpus);
        }

        return complete.ToSet();
    }
}
