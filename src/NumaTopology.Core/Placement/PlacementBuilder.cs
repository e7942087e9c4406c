using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Relations;

namespace NumaTopology.Placement;

/// <summary>Turns the candidates that were chosen into placements.</summary>
internal sealed class PlacementBuilder
{
    private readonly NumaCapabilities _machine;
    private readonly SearchSpace _space;
    private readonly Rejection _rejection;
    private readonly LimitCheck _limits;
    private readonly LimitCheck _together;

    public PlacementBuilder(SearchSpace space)
    {
        _machine = space.Machine;
        _space = space;
        _rejection = new Rejection(space);
        _limits = new LimitCheck(space.Machine, space.Request);
        _together = space.Request.PlannedMemory.Count == 0 ? _limits : new LimitCheck(space.Machine, PlanHost.WithPlanned(space.Request, space.Request.PlannedMemory));
    }

    public NumaPlacement Build(Candidate candidate, int rank)
    {
        var request = _space.Request;
        var byCell = _space.Split.Take(candidate.Cpu, candidate.CpuCount);
        var all = new IdSetBuilder();
        foreach (var cpus in byCell)
            all.AddAll(cpus);
        var taken = all.ToCpus();
        var memory = Memory(candidate, byCell);
        var busy = request.IdleCpus is { } idle ? taken.Except(idle) : null;
        var devices = request.Devices.Select(device => (device, ToDevice(device, candidate))).ToList();
        var placement = new NumaPlacement
        {
            Rank = rank,
            Cells = candidate.Cpu.Concat(candidate.Memory).Select(index => Cell(index).Id).OrderBy(id => id).ToArray(),
            MemoryOnlyCells = candidate.Memory.Select(index => Cell(index).Id).ToArray(),
            Cpus = taken,
            CellCpus = byCell.Select((cpus, i) => new CpuShare { CellId = Cell(candidate.Cpu[i]).Id, Cpus = cpus }).OrderBy(share => share.CellId).ToArray(),
            Memory = memory,
            WorstDistance = candidate.IsDistanceKnown ? candidate.Totals.Worst : null,
            MeanDistance = candidate.IsDistanceKnown ? (double)candidate.Totals.Sum / candidate.Pairs : null,
            DeviceDistance = devices.Count == 0 || devices.Exists(device => device.Item2 is null) ? null : devices.Max(device => device.Item2),
            MemoryTier = Tier(memory),
            Caches = candidate.Caches,
            LeftoverCpus = (int)candidate.LeftoverCpus,
            LeftoverMemory = request.Memory > 0 ? Math.Min(candidate.LeftoverMemory, _together.MemoryLeft?.Amount ?? long.MaxValue) : null,
            LeftoverHugePages = _space.Pages > 0 ? Math.Min(candidate.LeftoverHugePages, _together.HugePagesLeft?.Amount ?? long.MaxValue) : null,
            BusyCpus = busy,
            Reason = "",
            Cost = "",
            Search = _space.Search,
            Rejected = _rejection.Of(candidate),
            Groups = Groups(candidate, byCell),
            Warnings = _limits.Warnings,
            Request = request,
            HostName = _machine.HostName,
            Snapshot = _machine.Snapshot,
        };
        var remote = candidate.IsDistanceKnown ? new RemotePart(placement, _space.Distances).Texts(devices) : [];
        return placement with { Reason = PlacementReason.Why(placement, devices, candidate.Use.Second), Cost = PlacementReason.Cost(placement, remote, SplitCores(candidate, byCell), _together) };
    }

    private NumaCell Cell(int index) => _space.Supplies[index].Cell;

    /// <summary>The largest distance from a cell that gives CPUs; null when it is unknown.</summary>
    private int? ToDevice(NumaDevice device, Candidate candidate)
    {
        var known = Array.FindIndex(_space.Devices, other => ReferenceEquals(other.Device, device));
        var worst = known < 0 ? DistanceMatrix.Unknown : candidate.Cpu.Max(index => _space.Distances[index, _space.Devices[known].CellIndex]);
        return worst == DistanceMatrix.Unknown ? null : worst;
    }

    /// <summary>What of which node's memory a candidate takes, by node.</summary>
    public static List<MemoryShare> Memory(Candidate candidate, CpuSet[] cpus)
    {
        var space = candidate.Space;
        var isSpread = space.Request.Goal == PlacementGoal.Bandwidth;
        var nearest = candidate.Memory.OrderBy(Distance).ThenBy(index => index);
        int[] indexes = isSpread ? [.. candidate.Cpu.Concat(candidate.Memory).OrderBy(index => index)] : [.. candidate.Cpu.Concat(nearest)];
        var counts = cpus.Select(set => set.Count).ToArray();
        var bytes = Take(space.Request.Memory, supply => supply.Memory);
        var pages = Take(space.Pages, supply => supply.HugePages);
        var shares = new List<MemoryShare>();
        for (var i = 0; i < indexes.Length; i++)
        {
            if (bytes[i] > 0 || pages[i] > 0)
                shares.Add(new MemoryShare { CellId = space.Supplies[indexes[i]].Cell.Id, Bytes = bytes[i], HugePages = pages[i] });
        }

        shares.Sort((left, right) => left.CellId.CompareTo(right.CellId));
        return shares;

        long[] Take(long wanted, Func<CellSupply, long> amount)
        {
            var available = Array.ConvertAll(indexes, index => amount(space.Supplies[index]));
            return isSpread ? EvenSplit.Take(wanted, available) : MemorySplit.Take(wanted, available, counts);
        }

        int Distance(int index) => candidate.Cpu.Sum(from => space.Distances[from, index]);
    }

    /// <summary>Null as soon as one tier is unknown: the slowest of the others might not be the slowest.</summary>
    private int? Tier(List<MemoryShare> shares)
    {
        int? slowest = null;
        foreach (var share in shares)
        {
            if (_machine.Cells.First(cell => cell.Id == share.CellId).MemoryTier is not { } tier)
                return null;
            slowest = Math.Max(slowest ?? tier, tier);
        }

        return slowest;
    }

    /// <summary>How many cores have running threads that the placement does not take.</summary>
    private int SplitCores(Candidate candidate, CpuSet[] cpus)
    {
        var split = 0;
        for (var i = 0; i < cpus.Length; i++)
        {
            foreach (var core in _space.Supplies[candidate.Cpu[i]].Cores.Value)
            {
                if (core.IsComplete is { } complete && core.Cpus.Overlaps(cpus[i]) && !(complete && core.Cpus.IsSubsetOf(cpus[i])))
                    split++;
            }
        }

        return split;
    }

    private List<GroupAffinity>? Groups(Candidate candidate, CpuSet[] cpus)
    {
        var groups = new List<GroupAffinity>();
        for (var i = 0; i < cpus.Length; i++)
        {
            var cell = Cell(candidate.Cpu[i]);
            var cellGroups = (cell.Processors ?? []).Where(cpu => cpu.Group is not null && cpu.Number is not null).GroupBy(cpu => cpu.Group!.Value).OrderBy(group => group.Key).ToList();
            // Since a node can span groups, "the primary group is always the one containing the most processors" (KeQueryNodeActiveAffinity).
            var counts = cellGroups.Select(group => group.Count(cpu => cell.Cpus.Contains(cpu.Id))).ToList();
            var primary = counts.Count(count => count == counts.Max()) == 1 ? cellGroups[counts.IndexOf(counts.Max())].Key : -1;
            foreach (var group in cellGroups)
            {
                var mask = Mask(group.Where(cpu => cpus[i].Contains(cpu.Id)));
                if (mask != 0)
                    groups.Add(new GroupAffinity { CellId = cell.Id, Group = group.Key, Mask = mask, CellMask = Mask(group.Where(cpu => cell.Cpus.Contains(cpu.Id))), IsPrimaryGroup = group.Key == primary });
            }
        }

        return groups.Count == 0 ? null : groups;
    }

    private static ulong Mask(IEnumerable<LogicalProcessor> cpus) => cpus.Aggregate(0UL, (mask, cpu) => mask | (1UL << cpu.Number!.Value));
}
