using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;

namespace NumaTopology.Commands;

/// <summary>Finds the NUMA nodes (cells) where CPUs and memory fit, best first.</summary>
[Cmdlet(VerbsCommon.Find, "NumaPlacement")]
[OutputType(typeof(NumaPlacement), typeof(RejectedCell))]
public sealed class FindNumaPlacementCommand : NumaCommand
{
    private const string Remedy = "Pipe capabilities (Get-NumaCapabilities), nodes to choose from (Get-NumaCell) or devices to stay close to (Get-NumaDevice).";

    private readonly List<PlacementInput> _piped = [];

    /// <summary>Number of CPUs. Default 1.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, CpuSet.Limit)]
    public int Cpu { get; set; } = 1;

    /// <summary>Bytes of memory, such as 4GB. Default 0.</summary>
    [Parameter(Position = 1)]
    [ByteSize]
    [ValidateRange(0, long.MaxValue)]
    public long Memory { get; set; }

    /// <summary>Bytes of one huge page, such as 2MB. Needs -HugePageCount.</summary>
    [Parameter]
    [ByteSize]
    [ValidateRange(1, long.MaxValue)]
    public long HugePage { get; set; }

    /// <summary>Number of huge pages, in addition to -Memory.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long HugePageCount { get; set; }

    /// <summary>Devices to stay close to: name, path or PCI address, with wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceNameCompleter))]
    public string[]? Device { get; set; }

    /// <summary>The maximum number of nodes, including those that give only memory.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaxCell { get; set; }

    /// <summary>The nodes to leave out.</summary>
    [Parameter]
    [CellRange]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? ExcludeCell { get; set; }

    /// <summary>Takes only complete cores, so that no core is shared with other programs; this can be more CPUs than requested.</summary>
    [Parameter]
    public SwitchParameter WholeCore { get; set; }

    /// <summary>Whether the hardware threads of a core are taken together, or one of each core before a second of any.</summary>
    [Parameter]
    public SmtUse Smt { get; set; } = SmtUse.Together;

    /// <summary>With -Smt Apart: never takes a second thread of a core.</summary>
    [Parameter]
    public SwitchParameter Strict { get; set; }

    /// <summary>Takes only cores of this kind.</summary>
    [Parameter]
    public CoreKind? CoreKind { get; set; }

    /// <summary>The maximum number of placements, best first. Default 1.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Count { get; set; } = 1;

    /// <summary>Also uses CPUs and nodes that this process is not allowed to use, and ignores its limits.</summary>
    [Parameter]
    public SwitchParameter IncludeDisallowed { get; set; }

    /// <summary>Counts the host as empty: total memory, all huge pages and all online CPUs, allowed or not.</summary>
    [Parameter]
    public SwitchParameter Capacity { get; set; }

    /// <summary>For how many seconds to watch which CPUs are idle; idle CPUs are preferred. By default CPUs are not watched.</summary>
    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    public double SampleSecond { get; set; }

    /// <summary>Returns the nodes that the best placement does not use, each with the reason, instead of placements.</summary>
    [Parameter]
    public SwitchParameter Explain { get; set; }

    /// <summary>The snapshot file, or the folder that holds another machine's root. Default: this machine.</summary>
    [Parameter]
    public string? Snapshot { get; set; }

    /// <summary>Capabilities that were read earlier, nodes to choose from, or devices to stay close to.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RefuseEmptySnapshot(Snapshot);
        if (WholeCore && Smt == SmtUse.Apart)
            ThrowTerminatingError(Errors.RequestContradicts("-WholeCore takes all threads of a core; -Smt Apart takes one of each. Use one of them.", Smt));
        if (Strict && Smt != SmtUse.Apart)
            ThrowTerminatingError(Errors.RequestContradicts("-Strict needs -Smt Apart.", Smt));
        if (HugePage > 0 != HugePageCount > 0)
            ThrowTerminatingError(Errors.RequestContradicts("-HugePage (the size of a page) and -HugePageCount (the number of pages) need each other.", Math.Max(HugePage, HugePageCount)));
        if (Capacity && SampleSecond > 0)
            ThrowTerminatingError(Errors.RequestContradicts("-Capacity counts the host as empty; -SampleSecond looks for busy CPUs. Use one of them.", SampleSecond));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            foreach (var item in PipedInput.Items(InputObject))
                Take(item);
        }
        else if (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
        {
            WriteError(Errors.InputNotSupported(null, "The input is $null.", Remedy));
        }
        else
        {
            FindOn(Snapshot, null);
        }
    }

    /// <summary>What is piped of one machine is one request.</summary>
    protected override void EndProcessing()
    {
        foreach (var piped in _piped)
            FindOn(piped.Snapshot, piped);
    }

    private void Take(object? item)
    {
        object? model;
        try
        {
            model = PipedInput.Model(item, PlacementInput.Types);
        }
        catch (ArgumentTransformationMetadataException e)
        {
            WriteError(Errors.InputNotSupported(item, e.Message, Remedy));
            return;
        }

        if (model is NumaCapabilities capabilities)
        {
            if (Snapshot is not null)
                ThrowTerminatingError(Errors.RequestContradicts("The input already names its machine. Leave out -Snapshot.", Snapshot));
            Find(capabilities, _ => [], null);
            return;
        }

        if (model is not (NumaCell or NumaDevice))
        {
            WriteError(Errors.InputNotSupported(item, $"'{item}' is not supported as input.", Remedy));
            return;
        }

        RefuseRemote(PipedInput.Property(item, "PSComputerName"));
        var snapshot = PipedInput.Property(item, nameof(Snapshot));
        if (Snapshot is not null && !PipedInput.IsSame(GetUnresolvedProviderPathFromPSPath(Snapshot), snapshot))
            ThrowTerminatingError(Errors.RequestContradicts($"'{model}' belongs to {(string.IsNullOrEmpty(snapshot) ? "this machine" : $"'{snapshot}'")}, not to -Snapshot '{Snapshot}'. Leave out -Snapshot.", Snapshot));
        var own = PlacementInput.Of(_piped, snapshot);
        if (model is NumaDevice device)
            own.Devices.Add(device);
        else
            own.Cells.Add(((NumaCell)model).Id);
    }

    private void FindOn(string? snapshot, PlacementInput? piped) =>
        Probe(snapshot, machine => Find(NumaProbe.Capabilities(machine), name => DeviceNames.Find(NumaProbe.Devices(machine, otherPci: true), name), piped));

    private void Find(NumaCapabilities machine, Func<string, IReadOnlyList<NumaDevice>> findOther, PlacementInput? piped)
    {
        if (Devices(machine, findOther, piped?.Devices ?? []) is not { } devices || !TrySample(machine, out var idle))
            return;
        var known = machine.Cells.Select(cell => cell.Id).ToList();
        var excluded = CellIds.Valid(this, ExcludeCell);
        CellIds.ReportMissing(this, excluded, known, machine.ToString());
        int[]? chosen = piped?.Cells.Count > 0 ? [.. piped.Cells.Distinct()] : null;
        CellIds.ReportMissing(this, chosen, known, machine.ToString());
        var request = new PlacementRequest
        {
            Cpu = Cpu,
            Memory = Memory,
            HugePage = HugePage > 0 ? HugePage : null,
            HugePageCount = HugePageCount,
            Devices = devices,
            MaxCell = MaxCell > 0 ? MaxCell : null,
            Cells = chosen,
            ExcludedCells = excluded ?? [],
            WholeCore = WholeCore,
            Smt = Smt,
            Strict = Strict,
            CoreKind = CoreKind,
            Count = Count,
            IncludeDisallowed = IncludeDisallowed,
            Capacity = Capacity,
            IdleCpus = idle,
        };
        var answer = PlacementFinder.Find(machine, request, Cancellation);
        if (answer.Shortfall is not null)
            WriteError(Errors.PlacementNotFound(request, answer));
        foreach (var warning in answer.Placements.SelectMany(placement => placement.Warnings).Distinct())
            WriteWarning(warning);
        if (Explain)
            WriteObject(answer.Rejected, enumerateCollection: true);
        else
            WriteObject(answer.Placements, enumerateCollection: true);
    }

    /// <summary>The devices that were piped and named; null, and an error for each, when one is not there: a placement without it would mislead.</summary>
    private List<NumaDevice>? Devices(NumaCapabilities machine, Func<string, IReadOnlyList<NumaDevice>> findOther, IReadOnlyList<NumaDevice> piped)
    {
        var devices = new List<NumaDevice>(piped);
        var missing = false;
        foreach (var name in Device ?? [])
        {
            var found = DeviceNames.Find(machine.Devices ?? [], name);
            if (found.Count == 0)
                found = findOther(name);
            if (found.Count > 0 && WildcardPattern.ContainsWildcardCharacters(name))
            {
                devices.AddRange(found);
                continue;
            }

            if (found.Count == 0 || found.Select(device => device.CellId).Distinct().Count() > 1)
            {
                WriteError(found.Count == 0 ? Errors.DeviceNotFound(name, machine.ToString()) : Errors.DeviceAmbiguous(name, found.Select(device => device.Address ?? device.Path ?? device.Name)));
                missing = true;
                continue;
            }

            devices.Add(found[0]);
        }

        foreach (var device in missing ? [] : devices.Distinct().Where(device => machine.Cells.All(cell => cell.Id != device.CellId)))
            WriteWarning($"The node of '{device}' is not reported; its distance is ignored.");
        return missing ? null : devices;
    }

    /// <summary>Which CPUs were idle; false when nobody can watch.</summary>
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
            WriteWarning("CPU times of this machine are not reported; which CPUs are idle is ignored.");
        idle = watched;
        return true;
    }
}
