using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>The CPUs of each cell that a request may take.</summary>
internal sealed class CpuSupply
{
    private readonly NumaCapabilities _machine;
    private readonly PlacementRequest _request;
    private readonly IdSetBuilder _told = new();

    public CpuSupply(NumaCapabilities machine, PlacementRequest request)
    {
        _machine = machine;
        _request = request;
    }

    /// <summary>Why the cell gives none; null when it gives some. The cells are asked in their order.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="cpus">What may be taken.</param>
    /// <param name="losses">What of the cell's CPUs may not, and why.</param>
    public string? Read(NumaCell cell, out CpuSet cpus, List<(CpuSet Cpus, string Why)> losses)
    {
        var left = cell.Cpus;
        string? none = null;
        if (CellChoice.Refusal(cell.Id, _request) is { } refused)
            Keep(CpuSet.Empty, refused.Why, refused.Reason);
        if (left.IsEmpty)
            none ??= "no CPUs";
        if (_machine.OnlineCpus is { } online)
            Keep(left.Intersect(online), "offline", $"CPUs {cell.Cpus} offline");
        if (_request.AllowedCpus is { } pool)
            Keep(left.Intersect(pool), "not among the given CPUs", $"CPUs {left} not among the given CPUs");
        else if (!_request.CountsDisallowed && _machine.AllowedCpus is { } allowed)
            Keep(left.Intersect(allowed), "not allowed", $"CPUs {left} not allowed");
        Keep(left.Except(_request.ExcludedCpus), "excluded", $"CPUs {left} excluded");
        Keep(left.Except(_request.ReservedCpus), "reserved", $"CPUs {left} reserved");
        Keep(left.Except(_request.PlannedCpus), PlanHost.Taken, $"CPUs {left} {PlanHost.Taken}");
        if (_request.CoreKind is { } kind)
        {
            var known = Where(cell, left, cpu => cpu.CoreKind is not null);
            Keep(known, "of unknown kind", "core kinds unknown");
            Keep(Where(cell, left, cpu => cpu.CoreKind == kind), "of another kind", $"no usable {kind} core");
        }

        // Firmware errs, and a CPU that two cells claim is there once.
        var own = left.Except(_told.ToCpus());
        if (own.IsEmpty)
            none ??= "same CPUs as an earlier node";
        left = own;
        _told.AddAll(left);
        if (_request.WholeCore || _request.Strict)
        {
            var cores = CpuCore.Of(cell, left, _machine.OnlineCpus);
            Keep(Union(cores.Where(core => core.IsComplete is not null)), "of unknown cores", "cores unknown");
            if (_request.WholeCore)
                Keep(Union(cores.Where(core => core.IsComplete == true)), "of incomplete cores", "no complete core usable");
        }

        cpus = left;
        return none;

        // Who has none left keeps the reason that took the last of them.
        void Keep(CpuSet kept, string why, string reason)
        {
            if (none is not null)
                return;
            if (kept.Count < left.Count)
                losses.Add((left.Except(kept), why));
            left = kept;
            if (left.IsEmpty)
                none = reason;
        }
    }

    private static CpuSet Where(NumaCell cell, CpuSet cpus, System.Func<LogicalProcessor, bool> holds) =>
        CpuSet.From((cell.Processors ?? []).Where(holds).Select(cpu => cpu.Id)).Intersect(cpus);

    private static CpuSet Union(IEnumerable<CpuCore> cores)
    {
        var cpus = new IdSetBuilder();
        foreach (var core in cores)
            cpus.AddAll(core.Cpus);
        return cpus.ToCpus();
    }
}
