using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Remote;
using NumaTopology.Watching;

namespace NumaTopology.Commands;

/// <summary>Watches the NUMA nodes of this machine or of hosts: their memory, how busy their CPUs are, and where memory is allocated.</summary>
[Cmdlet(VerbsCommon.Watch, "NumaCell", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaCellActivity))]
public sealed class WatchNumaCellCommand : HostParameters
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
    [Parameter(ParameterSetName = FromMachine, ValueFromPipelineByPropertyName = true)]
    public string[]? Snapshot { get; set; }

    /// <summary>Of an object of another computer: an error says that its nodes are not this machine's.</summary>
    [Parameter(ParameterSetName = FromMachine, ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? PSComputerName { get; set; }

    private protected override bool TakesCapabilities => false;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefuseRemote(PSComputerName);
        if (HostAddress.OfSource(Snapshot?.FirstOrDefault()) is { } host)
            ThrowTerminatingError(Errors.InputNotSupported(Snapshot![0], $"Piped objects of '{host}' do not connect to it again.", $"Use -HostName {host}."));
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
            if (HostName is null)
                Watch(MachineSource.OpenLive(Cancellation));
            else
                WatchHosts();
        }
        catch (Exception e) when (e is TopologyFormatException or PlatformNotSupportedException)
        {
            Tell(e);
        }
    }

    private int[]? Ids => _ids?.Distinct().ToArray();

    private void Watch(Machine machine)
    {
        var watch = new CellWatch(machine, Ids, TimeSpan.FromSeconds(IntervalSecond), new SystemClock());
        Tell(machine.Log);
        CellIds.ReportMissing(this, Ids, watch.Known, new Subject(machine));
        for (var interval = 0; watch.Known.Count > 0 && (Count == 0 || interval < Count); interval++)
            WriteObject(watch.Next(), enumerateCollection: true);
    }

    private void WatchHosts()
    {
        HostName = [.. HostName!.Distinct()];
        var output = new MachineOutput(this);
        output.Expect(HostName.Length > 1);
        var watch = new HostWatch(() => Ask(HostQuestion.Activity), Ids, TimeSpan.FromSeconds(IntervalSecond), new SystemClock());
        Write(watch.Begin());
        for (var interval = 0; watch.HasNodes && (Count == 0 || interval < Count); interval++)
            Write(watch.Next(Cancellation));

        void Write(IEnumerable<WatchedHost> hosts)
        {
            foreach (var host in hosts)
            {
                if (host.Found is not null)
                {
                    Tell(host.Answer.Machine!.Log, output.IsFleet ? host.Answer.Host.Name : null);
                    CellIds.ReportMissing(this, Ids, host.Found, new Subject(host.Answer.Machine));
                }

                if (host.Error is not null)
                    Tell(host.Error);
                output.WriteAll(host.Cells);
            }
        }
    }
}
