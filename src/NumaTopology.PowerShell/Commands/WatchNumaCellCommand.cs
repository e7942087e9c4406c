using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Watching;

namespace NumaTopology.Commands;

/// <summary>Watches the NUMA nodes of this machine: their memory, how busy their CPUs are, and where memory is allocated.</summary>
[Cmdlet(VerbsCommon.Watch, "NumaCell")]
[OutputType(typeof(NumaCellActivity))]
public sealed class WatchNumaCellCommand : NumaCommand
{
    private List<int>? _ids;

    /// <summary>The nodes by number. Default: all, also those that come later.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [CellRange(OfThisMachine = true)]
    [ArgumentCompleter(typeof(CellIdCompleter))]
    public int[]? CellId { get; set; }

    /// <summary>The length of an interval in seconds. Default 1.</summary>
    [Parameter]
    [ValidateRange(0.1, 86_400.0)]
    public double IntervalSecond { get; set; } = 1;

    /// <summary>The number of intervals. By default the cmdlet watches until Ctrl+C.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; }

    /// <summary>A snapshot cannot be watched: an error says so.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Snapshot { get; set; }

    /// <summary>Of an object of another computer: an error says that its nodes are not this machine's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? PSComputerName { get; set; }

    private protected override bool TakesCapabilities => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefuseRemote(PSComputerName);
        if (Snapshot is not null)
            ThrowTerminatingError(Errors.SnapshotNotWatched(Snapshot.FirstOrDefault() ?? ""));
        if (CellId is not null)
            (_ids ??= []).AddRange(CellIds.Valid(this, CellId)!);
        else if (MyInvocation.ExpectingInput)
            WriteError(Errors.InputNotSupported(null, "The input has no CellId.", "Pipe nodes of this machine (Get-NumaCell), or use -CellId."));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // An empty pipeline names no node, and is no wish for all.
        if (_ids is null ? MyInvocation.ExpectingInput || CellId is not null : _ids.Count == 0)
            return;
        try
        {
            Watch(MachineSource.OpenLive(Cancellation));
        }
        catch (Exception e) when (e is TopologyFormatException or PlatformNotSupportedException)
        {
            Tell(e);
        }
    }

    private void Watch(Machine machine)
    {
        var ids = _ids?.Distinct().ToArray();
        var watch = new CellWatch(machine, ids, TimeSpan.FromSeconds(IntervalSecond), new SystemClock());
        Tell(machine.Log);
        CellIds.ReportMissing(this, ids, watch.Known, new Subject(machine));
        for (var interval = 0; watch.Known.Count > 0 && (Count == 0 || interval < Count); interval++)
            WriteObject(watch.Next(), enumerateCollection: true);
    }
}
