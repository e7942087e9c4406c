using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Finds the cells where processors and memory fit, best first.</summary>
[Cmdlet(VerbsCommon.Find, "NumaPlacement", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaPlacement), typeof(RejectedCell))]
public sealed class FindNumaPlacementCommand : MachineQueryCommand
{
    /// <summary>How many processors; one at least, for memory that no processor uses is at no distance from anything.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, CpuSet.Limit)]
    public int Cpu { get; set; } = 1;

    /// <summary>Bytes of memory, such as 4GB; none when not given.</summary>
    [Parameter(Position = 1)]
    [ValidateRange(0, long.MaxValue)]
    public long Memory { get; set; }

    /// <summary>Bytes of one huge page, such as 2MB; with -HugePageCount.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long HugePage { get; set; }

    /// <summary>How many huge pages, besides -Memory.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long HugePageCount { get; set; }

    /// <summary>Devices to be near to, by name, path or PCI address.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[]? Device { get; set; }

    /// <summary>How many cells at most, those that give only memory included.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxCell { get; set; }

    /// <summary>Cells that are not to be used.</summary>
    [Parameter]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? ExcludeCell { get; set; }

    /// <summary>Takes only complete cores, so that no core is shared with anyone; that may be more processors than asked for.</summary>
    [Parameter]
    public SwitchParameter WholeCore { get; set; }

    /// <summary>Whether the hardware threads of a core are taken together, or one of each core before a second of any.</summary>
    [Parameter]
    public SmtUse Smt { get; set; } = SmtUse.Together;

    /// <summary>Takes only cores of this kind.</summary>
    [Parameter]
    public CoreKind? CoreKind { get; set; }

    /// <summary>How many placements at most: the best one when not given.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Count { get; set; } = 1;

    /// <summary>Also uses processors and cells that this process may not use.</summary>
    [Parameter]
    public SwitchParameter IncludeDisallowed { get; set; }

    /// <summary>Watches for that many seconds which processors are idle, and prefers those; no watching and no waiting when not given.</summary>
    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    public double SampleSecond { get; set; }

    /// <summary>Gives every cell that the best placement does not use, and why, instead of placements.</summary>
    [Parameter]
    public SwitchParameter Explain { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (WholeCore && Smt == SmtUse.Apart)
            ThrowTerminatingError(Errors.RequestContradicts("-WholeCore takes all threads of a core, -Smt Apart one of each.", Smt));
        if (HugePage > 0 != HugePageCount > 0)
            ThrowTerminatingError(Errors.RequestContradicts("-HugePage says how large a page is and -HugePageCount how many; one needs the other.", Math.Max(HugePage, HugePageCount)));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (InputObject is not null)
            Find(InputObject, _ => []);
        else
            Probe(Snapshot, machine => Find(NumaProbe.Capabilities(machine), name => DeviceNames.Find(NumaProbe.Devices(machine, otherPci: true), name)));
    }

    private void Find(NumaCapabilities machine, Func<string, IReadOnlyList<NumaDevice>> findOther)
    {
        if (Devices(machine, findOther) is not { } devices || !TrySample(machine, out var idle))
            return;
        var excluded = CellIds.Valid(this, ExcludeCell);
        CellIds.ReportMissing(this, excluded, machine.Cells.Select(cell => cell.Id).ToList(), machine.ToString());
        var request = new PlacementRequest
        {
            Cpu = Cpu,
            Memory = Memory,
            HugePage = HugePage > 0 ? HugePage : null,
            HugePageCount = HugePageCount,
            Devices = devices,
            MaxCell = MaxCell > 0 ? MaxCell : null,
            ExcludedCells = excluded ?? [],
            WholeCore = WholeCore,
            Smt = Smt,
            CoreKind = CoreKind,
            Count = Count,
            IncludeDisallowed = IncludeDisallowed,
            IdleCpus = idle,
        };
        var answer = PlacementFinder.Find(machine, request, Cancellation);
        if (answer.Shortfall is not null)
            WriteError(Errors.PlacementNotFound(request, machine.ToString(), answer.Shortfall));
        if (Explain)
            WriteObject(answer.Rejected, enumerateCollection: true);
        else
            WriteObject(answer.Placements, enumerateCollection: true);
    }

    /// <summary>The devices that were named; null, and an error for each, when one is not there: a placement without it would mislead.</summary>
    private List<NumaDevice>? Devices(NumaCapabilities machine, Func<string, IReadOnlyList<NumaDevice>> findOther)
    {
        var devices = new List<NumaDevice>();
        var missing = false;
        foreach (var name in Device ?? [])
        {
            var found = DeviceNames.Find(machine.Devices ?? [], name);
            if (found.Count == 0)
                found = findOther(name);
            if (found.Count == 0 || found.Select(device => device.CellId).Distinct().Count() > 1)
            {
                WriteError(found.Count == 0 ? Errors.DeviceNotFound(name, machine.ToString()) : Errors.DeviceAmbiguous(name, found.Select(device => device.Address ?? device.Path ?? device.Name)));
                missing = true;
                continue;
            }

            var device = found[0];
            if (machine.Cells.All(cell => cell.Id != device.CellId))
                WriteWarning($"At which cell '{device}' hangs is unknown: its distance does not count.");
            devices.Add(device);
        }

        return missing ? null : devices;
    }

    /// <summary>Which processors were idle; false when nobody can watch.</summary>
    private bool TrySample(NumaCapabilities machine, out CpuSet? idle)
    {
        idle = null;
        if (SampleSecond == 0)
            return true;
        if (machine.Snapshot is not null)
        {
            WriteError(Errors.SnapshotNotSampled(machine.Snapshot));
            return false;
        }

        CpuSet? watched = null;
        Probe(null, live => watched = CpuSampler.Watch(this, live, TimeSpan.FromSeconds(SampleSecond)));
        if (watched is null)
            WriteWarning("This machine does not tell how its processors spend their time: which are idle is not considered.");
        idle = watched;
        return true;
    }
}
