using System;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>A question to a machine: this one, a snapshot, capabilities that were read before, or the machine of an object in the pipe.</summary>
public abstract class MachineQueryCommand : NumaCommand
{
    /// <summary>The snapshot file, or the folder that holds another machine's root. Default: this machine.</summary>
    [Parameter]
    public string? Snapshot { get; set; }

    /// <summary>Capabilities that were read earlier, or an object that names a node or device and its machine.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The object whose question is being answered; null where only the parameters ask.</summary>
    private protected object? Asking { get; private set; }

    /// <summary>The types, besides capabilities, all of whose question can be answered.</summary>
    private protected abstract Type[] Meant { get; }

    /// <summary>The properties by which such an object, or one of a user's making, asks.</summary>
    private protected abstract string[] Questions { get; }

    /// <summary>How to ask instead.</summary>
    private protected abstract string Remedy { get; }

    /// <summary>Answers from a machine.</summary>
    private protected abstract void Ask(Machine machine);

    /// <summary>Answers from what was read before.</summary>
    private protected abstract void Ask(NumaCapabilities machine);

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseEmptySnapshot(Snapshot);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Asking = null;
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
            Probe(Snapshot, Ask);
        }
    }

    /// <summary>
    /// The cells that the user or the object in the pipe gives; null when neither does. What both give is a contradiction unless it is the same.
    /// </summary>
    private protected int[]? Cells(int[]? given, string parameter, params string[] properties)
    {
        if (Asking is null || properties.FirstOrDefault(name => PipedInput.Has(Asking, name)) is not { } property)
            return given;
        int[]? asked;
        try
        {
            asked = CellRangeAttribute.Read(PipedInput.Value(Asking, property));
        }
        catch (ArgumentTransformationMetadataException e)
        {
            throw new PipedInputException(Errors.InputNotSupported(Asking, e.Message, Remedy));
        }

        if (asked is null)
            throw new PipedInputException(Errors.CellNotReported(Asking));
        if (given is not null && !given.SequenceEqual(asked))
            throw new PipedInputException(Errors.RequestContradicts($"The input names node {string.Join(",", asked)}, -{parameter} names {string.Join(",", given)}. Leave out -{parameter}.", Asking));
        return asked;
    }

    private void Take(object? item)
    {
        try
        {
            if (PipedInput.Model(item, [typeof(NumaCapabilities)]) is NumaCapabilities capabilities)
            {
                if (Snapshot is not null)
                    throw new PipedInputException(Errors.RequestContradicts("The input already names its machine. Leave out -Snapshot.", Snapshot));
                Asking = null;
                Ask(capabilities);
                return;
            }

            Asking = item ?? throw new PipedInputException(Errors.InputNotSupported(null, "The input is $null.", Remedy));
            Probe(MachineOf(item), Ask);
        }
        catch (ArgumentTransformationMetadataException e)
        {
            WriteError(Errors.InputNotSupported(item, e.Message, Remedy));
        }
        catch (PipedInputException e)
        {
            WriteError(e.ErrorRecord);
        }
    }

    /// <summary>The snapshot that an object was read from, which is the machine that it asks; null for this machine.</summary>
    private string? MachineOf(object item)
    {
        var isOurs = PipedInput.IsOfTheModule(item);
        if (isOurs ? !Meant.Any(type => type.Name == PipedInput.Kind(item)) : !Questions.Any(name => PipedInput.Has(item, name)))
            throw new PipedInputException(Errors.InputNotSupported(item, $"{MyInvocation.MyCommand.Name} does not accept {PipedInput.Kind(item)} as input.", Remedy));
        var computer = PipedInput.Property(item, "PSComputerName");
        RefuseRemote(computer);
        var snapshot = PipedInput.Property(item, nameof(Snapshot)) is { Length: > 0 } path ? path : null;
        // Of a machine that was read live, in another session and who knows where.
        if (isOurs && snapshot is null && string.IsNullOrEmpty(computer) && PipedInput.IsReceived(item))
            snapshot = Elsewhere.Source;
        if (Snapshot is null)
            return snapshot;
        if ((isOurs || snapshot is not null) && !PipedInput.IsSame(GetUnresolvedProviderPathFromPSPath(Snapshot), snapshot))
            throw new PipedInputException(Errors.RequestContradicts($"The input belongs to {(snapshot is null ? "this machine" : $"'{snapshot}'")}, not to -Snapshot '{Snapshot}'. Leave out -Snapshot.", Snapshot));
        return Snapshot;
    }
}
