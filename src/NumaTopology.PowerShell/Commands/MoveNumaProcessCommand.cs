using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Acts;
using NumaTopology.Completion;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>Moves running processes to a placement: all of their threads and, on Linux, their memory.</summary>
[Cmdlet(VerbsCommon.Move, "NumaProcess", DefaultParameterSetName = ById, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NumaMovedProcess))]
public sealed class MoveNumaProcessCommand : NumaCommand
{
    private const string ById = "Id";
    private const string OfProcess = "Process";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);

    // Where each process of this command went.
    private readonly Dictionary<int, NumaPlacement> _placements = [];

    /// <summary>Ids of processes.</summary>
    [Parameter(ParameterSetName = ById, Mandatory = true, Position = 0)]
    [ValidateRange(1, int.MaxValue)]
    [ArgumentCompleter(typeof(ProcessCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Processes of this machine: objects with a property Id.</summary>
    [Parameter(ParameterSetName = OfProcess, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? Process { get; set; }

    /// <summary>The placement.</summary>
    [Parameter(ParameterSetName = ById, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = OfProcess)]
    [Rehydrate(typeof(NumaPlacement))]
    public NumaPlacement? InputObject { get; set; }

    /// <summary>Also moves the memory that is on other nodes. Linux only.</summary>
    [Parameter]
    public SwitchParameter Memory { get; set; }

    /// <summary>The longest time in milliseconds that a page may be out of use while it is moved. Default 20.</summary>
    [Parameter]
    [ValidateRange(1, 60_000)]
    public int MaxPauseMs { get; set; } = 20;

    /// <summary>Returns what was moved.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            WriteError(Errors.InputNotSupported(null, "No placement is given.", "Use -InputObject with a placement of Find-NumaPlacement, or pipe one and use -Id."));
            return;
        }

        if (InputObject is { Snapshot: not null })
        {
            WriteError(Errors.PlacementElsewhere(InputObject));
            return;
        }

        var ids = Id ?? [.. PipedInput.Items(Process!).SelectMany(Asked)];
        if (ids.Length == 0)
            return;
        Probe(null, machine =>
        {
            foreach (var id in ids)
            {
                try
                {
                    Move(machine, id);
                }
                catch (NumaActException e)
                {
                    WriteError(Errors.NotActed(e, id));
                }
                catch (NumaBindingException e)
                {
                    WriteError(Errors.BindingNotExpressible(e, InputObject));
                }
            }
        }, isTold: true);
    }

    /// <summary>The ids that an object in the pipe names.</summary>
    private int[] Asked(object? item)
    {
        try
        {
            return ProcessInput.Ids(item);
        }
        catch (PipedInputException e)
        {
            WriteError(e.ErrorRecord);
            return [];
        }
    }

    private void Move(Machine machine, int id)
    {
        NumaProcess? Read() => NumaProbe.Processes(machine, new ProcessSelection { Ids = [id] }) is [var found, ..] ? found : null;
        if (_placements.TryGetValue(id, out var other) && other != InputObject)
        {
            WriteError(Errors.RequestContradicts($"Process {id} has been moved to {other} by this command; '{InputObject}' is a second placement for it. Use one placement for each process.", id));
            return;
        }

        if (Read() is not { } process)
        {
            WriteError(Errors.ProcessNotFound(id, NumaCapabilities.ThisMachine));
            return;
        }

        var canMove = Memory && machine.System == MachineSystem.Linux;
        if (Memory && !canMove)
            WriteWarning($"Windows cannot move the memory of a process; the memory of {process} stays where it is.");
        var targets = canMove ? BindingChoice.Targets(InputObject!, NumaProbe.Cells(machine)) : null;
        ProcessActs.Of(machine).RequireAccess(id);
        var to = $"{new NumaProcessBinding { Cpus = InputObject!.Cpus }}{(targets is null ? "" : $", {Size(machine, process, targets)} to {PlacementText.Cells(targets.Select(target => target.Key))}")}";
        var isWanted = ShouldProcess(process.ToString(), $"Move to {to}", out var isMeant);
        if (isMeant)
            _placements[id] = InputObject;
        if (!isWanted)
            return;
        var moved = Move(machine, process, targets, Read);
        if (moved.Remaining > 0)
            WriteWarning($"{PlacementText.Bytes(moved.Remaining.Value)} of {process} are still on other nodes{(moved.Failed.Count == 0 ? "" : $" ({string.Join(", ", moved.Failed)})")}.");
        if (moved.OtherPolicyCells is { Count: > 0 } others)
            WriteWarning($"The memory policy of {process} is {moved.MemoryPolicy}: memory that it allocates from now on can come from {PlacementText.Cells(others)}. Only the process itself can change its policy.");
        if (PassThru)
            WriteObject(moved);
    }

    /// <summary>How much memory would be moved, where that is asked: reading it takes long of a large process.</summary>
    private string Size(Machine machine, NumaProcess process, IReadOnlyList<KeyValuePair<int, double>> targets)
    {
        if (!MyInvocation.BoundParameters.ContainsKey("WhatIf") && !MyInvocation.BoundParameters.ContainsKey("Confirm"))
            return "memory";
        var usage = NumaProbe.Processes(machine, new ProcessSelection { Ids = [process.Id], WithMemory = true }) is [{ Memory: not null } found, ..] ? found.Usage : null;
        return usage is null ? "memory (its size is not reported)" : $"{PlacementText.Bytes(usage.Where(cell => targets.All(target => target.Key != cell.CellId)).Sum(cell => cell.Own ?? 0))} of memory";
    }

    private NumaMovedProcess Move(Machine machine, NumaProcess process, IReadOnlyList<KeyValuePair<int, double>>? targets, Func<NumaProcess?> read)
    {
        var record = new ProgressRecord(0, $"Moving the memory of {process}", "0 B");
        var watch = Stopwatch.StartNew();
        var next = s_patience;
        try
        {
            return new ProcessMover(ProcessActs.Of(machine), InputObject!, Cancellation)
            {
                Targets = targets,
                Pause = TimeSpan.FromMilliseconds(MaxPauseMs),
                Progress = (done, bytes) =>
                {
                    if (watch.Elapsed < next)
                        return;
                    next = watch.Elapsed + s_step;
                    record.PercentComplete = (int)(100 * done);
                    record.StatusDescription = PlacementText.Bytes(bytes);
                    WriteProgress(record);
                },
            }.Move(process, read);
        }
        catch (PlatformNotSupportedException e)
        {
            ThrowTerminatingError(Errors.ArchitectureUnsupported(e));
            throw;
        }
        finally
        {
            if (next != s_patience)
            {
                record.RecordType = ProgressRecordType.Completed;
                WriteProgress(record);
            }
        }
    }
}
