using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Finds the NUMA nodes (cells) where CPUs and memory fit, best first.</summary>
[Cmdlet(VerbsCommon.Find, "NumaPlacement", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaPlacement), typeof(RejectedCell))]
public sealed class FindNumaPlacementCommand : MachineCommand<(NumaCapabilities Capabilities, Machine? Machine)>
{
    private const string Way = "Pipe capabilities (Get-NumaCapabilities), nodes to choose from (Get-NumaCell) or devices to stay close to (Get-NumaDevice).";

    private readonly List<PlacementInput> _piped = [];
    private PlacementInput? _asking;
    private FleetPlacement? _fleet;
    private int[] _excluded = [];
    private RequestSpec _spec = new();
    private Reserved? _reserved;
    private PlanInput? _plan;

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

    /// <summary>The kinds of nodes that memory may come from: Ordinary to stay off CXL, HighBandwidth for HBM. Default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    // All kinds but those that hold no memory: of an enumeration PowerShell asks no completer.
    [ValidateSet(nameof(CellKind.Ordinary), nameof(CellKind.MemoryOnly), nameof(CellKind.HighBandwidth), nameof(CellKind.Cxl), nameof(CellKind.Persistent), nameof(CellKind.SpecificPurpose), nameof(CellKind.SlowTier))]
    public CellKind[]? MemoryKind { get; set; }

    /// <summary>The kernel's memory tiers that memory may come from. Default all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ValidateRange(0, int.MaxValue)]
    [ArgumentCompleter(typeof(MemoryTierCompleter))]
    public int[]? MemoryTier { get; set; }

    /// <summary>Latency takes few nodes, close together; Bandwidth takes equal parts of all nodes with CPUs of a socket or of the machine. Default Latency.</summary>
    [Parameter]
    public PlacementGoal Goal { get; set; }

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

    /// <summary>The number of placements of this request that do not share anything, planned together.</summary>
    [Parameter]
    [ValidateRange(1, 100_000)]
    public int Instance { get; set; }

    /// <summary>Several requests that are planned together, each a hashtable with the names of this cmdlet's parameters: <c>@{ Name = 'db'; Cpu = 8; Memory = 32GB }</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Hashtable[]? Request { get; set; }

    /// <summary>Spreads placements evenly: nodes with the fewest placements of the plan first.</summary>
    [Parameter]
    public SwitchParameter Spread { get; set; }

    /// <summary>Places by best fit, so that nodes stay free. The default.</summary>
    [Parameter]
    public SwitchParameter Pack { get; set; }

    /// <summary>Placements made before and reservations (Get-NumaReservation), whose CPUs and memory are not used.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public PSObject[]? Reserved { get; set; }

    /// <summary>CPUs to leave out.</summary>
    [Parameter]
    [CpuList]
    public CpuSet? ExcludeCpu { get; set; }

    /// <summary>The CPUs to choose from, instead of those that this process is allowed to use.</summary>
    [Parameter]
    [CpuList]
    public CpuSet? AllowedCpu { get; set; }

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

    /// <summary>Returns the best placements of each machine instead of the best of all machines.</summary>
    [Parameter]
    public SwitchParameter PerHost { get; set; }

    private protected override HostQuestion Question => HostQuestion.Capabilities;

    private protected override string Remedy => Way;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _fleet = new FleetPlacement(Count, Cancellation);
        _excluded = CellIds.Valid(this, ExcludeCell) ?? [];
        _spec = Spec();
        try
        {
            _reserved = new Reserved(Reserved ?? []);
            if (Request is not null || Instance > 0)
                _plan = new PlanInput(Request is null ? [.. Enumerable.Repeat(_spec, Instance)] : [.. Request.Select(table => _spec.With(table))]);
            foreach (var spec in Request is null ? [_spec] : Request.Select(table => _spec.With(table)))
            {
                if (spec.Contradiction is { } contradiction)
                    ThrowTerminatingError(Errors.RequestContradicts(contradiction.Reason, contradiction.Value));
            }
        }
        catch (PipedInputException e)
        {
            ThrowTerminatingError(e.ErrorRecord);
        }

        if (Request is not null && Instance > 0)
            ThrowTerminatingError(Errors.RequestContradicts("-Request names each request; -Instance repeats one. Use one of them.", Instance));
        if (Spread && Pack)
            ThrowTerminatingError(Errors.RequestContradicts("-Spread uses nodes evenly; -Pack keeps nodes free. Use one of them.", Spread));
        if (_plan is null && (Spread || Pack))
            ThrowTerminatingError(Errors.RequestContradicts("-Spread and -Pack are for several placements. Add -Instance or -Request.", Spread));
        if (_plan is not null && (PerHost || Explain || MyInvocation.BoundParameters.ContainsKey(nameof(Count))))
            ThrowTerminatingError(Errors.RequestContradicts("A plan is one placement for each request. Leave out -Count, -Explain and -PerHost.", Count));
        if (Capacity && SampleSecond > 0)
            ThrowTerminatingError(Errors.RequestContradicts("-Capacity counts the host as empty; -SampleSecond looks for busy CPUs. Use one of them.", SampleSecond));
    }

    /// <summary>What is piped of one machine is one request.</summary>
    protected override void EndProcessing()
    {
        foreach (var piped in _piped)
        {
            Output.Expect(piped.Snapshot ?? "", "", isOfFleet: false);
            _asking = piped;
            AskOne(piped.Snapshot);
        }

        if (_reserved!.Ignored is { } ignored)
            WriteWarning(ignored);
        if (_plan is not null)
            WritePlan();
        else if (!PerHost)
            WriteFleet();
        base.EndProcessing();
    }

    private protected override (NumaCapabilities Capabilities, Machine? Machine) Read(Machine machine) => (NumaProbe.Capabilities(machine), machine);

    private protected override (NumaCapabilities Capabilities, Machine? Machine) Read(NumaCapabilities machine) => (machine, null);

    private protected override void TakeOther(object item)
    {
        var model = PipedInput.Model(item, PlacementInput.Types);
        if (model is not (NumaCell or NumaDevice))
            throw new PipedInputException(Errors.InputNotSupported(item, $"{MyInvocation.MyCommand.Name} does not accept {PipedInput.Kind(item)} as input.", PipedInput.Kind(item) is nameof(NumaReservation) or nameof(NumaPlacement) ? "To keep clear of it, use -Reserved. " + Remedy : Remedy));
        RefuseRemote(PipedInput.Property(item, "PSComputerName"));
        var snapshot = PipedInput.Property(item, nameof(Snapshot)) is { Length: > 0 } path ? path : null;
        if (Snapshot is not null && !Paths().Any(named => PipedInput.IsSame(named, snapshot)))
            ThrowTerminatingError(Errors.RequestContradicts($"'{model}' belongs to {(snapshot is null ? "this machine" : $"'{snapshot}'")}, not to -Snapshot '{string.Join("', '", Snapshot)}'. Leave out -Snapshot.", Snapshot[0]));
        var own = PlacementInput.Of(_piped, snapshot is null ? null : Resolve(snapshot));
        if (model is NumaDevice device)
            own.Devices.Add(device);
        else
            own.Cells.Add(((NumaCell)model).Id);
    }

    private protected override void Write((NumaCapabilities Capabilities, Machine? Machine) answer, Subject subject)
    {
        var machine = answer.Capabilities;
        if (!TrySample(machine, out var idle))
            return;
        int[]? chosen = _asking?.Cells.Count > 0 ? [.. _asking.Cells.Distinct()] : null;
        CellIds.ReportMissing(this, chosen, machine.Cells.Select(cell => cell.Id).ToList(), subject);
        var missing = new List<ErrorRecord>();
        _fleet!.Count(machine);
        _reserved!.Ask(machine);
        WarnOfReserved(machine);
        if (_plan is not null)
            _plan.Add(machine, On);
        if (_plan is not null || On(_spec) is not { } request)
        {
            if (PerHost)
                missing.ForEach(WriteError);
            else if (missing.Count > 0)
                _fleet.AddLacking(missing);
            return;
        }

        if (!PerHost)
        {
            _fleet.Add(machine, request);
            return;
        }

        CellIds.ReportMissing(this, _excluded, machine.Cells.Select(cell => cell.Id).ToList(), subject);
        var found = PlacementFinder.Find(machine, request, Cancellation);
        // A limit names its cgroup, of which many hosts have one.
        Write(Output.IsFleet && found.Shortfall?.Contains(subject.Name) == false ? found with { Shortfall = $"{subject.Name}: {found.Shortfall}" } : found);

        PlacementRequest? On(RequestSpec spec)
        {
            var own = new List<ErrorRecord>();
            var devices = Devices(machine, spec.Device, name => answer.Machine is null ? [] : DeviceNames.Find(NumaProbe.Devices(answer.Machine, otherPci: true), name), own);
            // Several requests of a plan can want the same device.
            missing.AddRange(own.Where(error => !missing.Exists(other => other.Exception.Message == error.Exception.Message)));
            return own.Count > 0 ? null : _reserved!.Less(spec.On(devices) with
            {
                Cells = chosen,
                ExcludedCells = _excluded,
                AllowedCpus = AllowedCpu,
                ExcludedCpus = ExcludeCpu ?? CpuSet.Empty,
                Count = Count,
                IncludeDisallowed = IncludeDisallowed,
                Capacity = Capacity,
                IdleCpus = idle,
            }, machine);
        }
    }

    /// <summary>Names reserved memory that cannot be subtracted, where some is requested.</summary>
    private void WarnOfReserved(NumaCapabilities machine)
    {
        var specs = _plan?.Specs ?? [_spec];
        if (specs.All(spec => spec is { Memory: 0, HugePageCount: 0 }))
            return;
        foreach (var held in _reserved!.Unlisted(machine, Capacity))
            WriteWarning($"{(Output.IsFleet ? machine + ": " : "")}{held}, which reports no pages of that size. They are not subtracted.");
        if (Capacity)
            return;
        var owners = _reserved!.Unknown(machine).Distinct().ToList();
        if (owners.Count > 0)
            WriteWarning($"{(Output.IsFleet ? machine + ": " : "")}The memory in use by {string.Join(", ", owners.Take(3))}{(owners.Count > 3 ? $" and {owners.Count - 3} others" : "")} is unknown. Reserved memory that is not in use yet counts as free.");
    }

    private RequestSpec Spec() => new()
    {
        Cpu = Cpu,
        Memory = Memory,
        HugePage = HugePage,
        HugePageCount = HugePageCount,
        MemoryKind = MemoryKind ?? [],
        MemoryTier = MemoryTier ?? [],
        Goal = Goal,
        Device = Device ?? [],
        MaxCell = MaxCell,
        WholeCore = WholeCore,
        Smt = Smt,
        Strict = Strict,
        CoreKind = CoreKind,
    };

    private void WritePlan()
    {
        Output.Expect(_plan!.Machines > 1);
        if (_plan.Machines == 0)
            return;
        var plan = _plan.Find(Spread ? PlanStrategy.Spread : PlanStrategy.Pack, Cancellation);
        // A device that some machine lacks matters where the plan fails.
        foreach (var error in _fleet!.NotFound(_excluded).Concat(plan.Shortfalls.Count > 0 ? _fleet.Lacking() : []))
            WriteError(error);
        foreach (var equal in plan.Shortfalls.GroupBy(shortfall => shortfall))
            WriteError(Errors.PlanNotFound(equal.Key, equal.Count(), _plan.CountOf(equal.Key.Request)));
        WarnOf(plan.Placements);
        Output.WriteAll(View.Of(plan.Placements, "Plan", isNeeded: true));
    }

    private void WriteFleet()
    {
        Output.Expect(_fleet!.Machines > 1);
        foreach (var error in _fleet.NotFound(_excluded).Concat(_fleet.Lacking()))
            WriteError(error);
        if (_fleet.Answer() is { } answer)
            Write(answer);
    }

    private void Write(PlacementAnswer answer)
    {
        if (answer.Shortfall is not null)
            WriteError(Errors.PlacementNotFound(answer.Request!, answer));
        WarnOf(answer.Placements);
        foreach (var item in Explain ? (IReadOnlyList<object>)answer.Rejected : answer.Placements)
            Output.Write(item);
    }

    private void WarnOf(IReadOnlyList<NumaPlacement> placements)
    {
        foreach (var warning in placements.SelectMany(placement => placement.Warnings.Select(text => Output.IsFleet ? $"{MachineName.Of(placement.HostName, placement.Snapshot)}: {text}" : text)).Distinct())
            WriteWarning(warning);
    }

    /// <summary>The devices that were piped and named, and an error for each that is not there: a placement without it would mislead.</summary>
    private List<NumaDevice> Devices(NumaCapabilities machine, IEnumerable<string> names, Func<string, IReadOnlyList<NumaDevice>> findOther, List<ErrorRecord> missing)
    {
        var devices = new List<NumaDevice>(_asking?.Devices ?? []);
        foreach (var name in names)
        {
            var found = DeviceNames.Find(machine.Devices ?? [], name);
            if (found.Count == 0)
                found = findOther(name);
            if (found.Count == 0)
                missing.Add(Errors.DeviceNotFound(name, machine.ToString()));
            else if (WildcardPattern.ContainsWildcardCharacters(name))
                devices.AddRange(found);
            else if (found.Select(device => device.CellId).Distinct().Count() > 1)
                missing.Add(Errors.DeviceAmbiguous(name, found.Select(device => device.Address ?? device.Path ?? device.Name)));
            else
                devices.Add(found[0]);
        }

        foreach (var device in missing.Count > 0 ? [] : devices.Distinct().Where(device => machine.Cells.All(cell => cell.Id != device.CellId)))
            WriteWarning($"{(Output.IsFleet ? machine + ": " : "")}The node of '{device}' is not reported; its distance is ignored.");
        return devices;
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
