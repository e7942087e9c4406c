using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Compares the NUMA topology of machines with that of a reference, and says what each difference means for placements.</summary>
[Cmdlet(VerbsData.Compare, "NumaTopology")]
[OutputType(typeof(NumaDifference))]
public sealed class CompareNumaTopologyCommand : NumaCommand
{
    private const string Remedy = "Use capabilities (Get-NumaCapabilities), or the path of a snapshot.";

    private MachineOutput? _output;
    private NumaCapabilities? _reference;

    /// <summary>The machine as it should be: capabilities, or the path of a snapshot.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public PSObject? ReferenceObject { get; set; }

    /// <summary>The machines to compare with it: capabilities, or paths of snapshots, with wildcards; this machine when not given.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [SupportsWildcards]
    public PSObject? DifferenceObject { get; set; }

    /// <summary>Matches nodes and CPUs by structure first, so that a machine that is only numbered differently is equal.</summary>
    [Parameter]
    public SwitchParameter IgnoreNumbering { get; set; }

    /// <summary>Returns equal values, too.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    private MachineOutput Output => _output ??= new MachineOutput(this);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            var paths = Paths(ReferenceObject, out _reference);
            if (_reference is not null)
                return;
            if (paths.Count != 1)
                ThrowTerminatingError(Errors.RequestContradicts($"-ReferenceObject is one machine; '{ReferenceObject}' matches {paths.Count} snapshots.", ReferenceObject!));
            _reference = Read(paths[0], null);
        }
        catch (SnapshotException e)
        {
            ThrowTerminatingError(Errors.Snapshot(e));
        }
        catch (TopologyFormatException e)
        {
            ThrowTerminatingError(Errors.TopologyMalformed(e));
        }
        catch (PipedInputException e)
        {
            ThrowTerminatingError(e.ErrorRecord);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (DifferenceObject is not null)
        {
            foreach (var item in PipedInput.Items(DifferenceObject))
                Take(item);
        }
        else if (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(DifferenceObject)))
        {
            WriteError(Errors.InputNotSupported(null, "The input is $null.", Remedy));
        }
        else
        {
            Output.Expect(false);
            Probe(null, machine => Write(NumaProbe.Capabilities(machine)));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Output.End();

    private void Take(object? item)
    {
        try
        {
            var paths = Paths(item, out var machine);
            if (machine is not null)
            {
                Output.Expect($"{machine.HostName}\n{machine.Snapshot}", "", View.IsOfFleet(item!));
                Write(machine);
            }

            foreach (var path in paths)
            {
                Output.Expect(path, "", paths.Count > 1);
                TryWrite(path);
            }
        }
        catch (SnapshotException e)
        {
            WriteError(Errors.Snapshot(e));
        }
        catch (PipedInputException e)
        {
            WriteError(e.ErrorRecord);
        }
    }

    private void TryWrite(string path)
    {
        try
        {
            Write(Read(path, Output.IsFleet ? path : null));
        }
        catch (Exception e) when (e is SnapshotException or TopologyFormatException)
        {
            Tell(e);
        }
    }

    private void Write(NumaCapabilities difference) => Output.WriteAll(TopologyComparer.Compare(_reference!, difference, IgnoreNumbering, IncludeEqual, Cancellation));

    private NumaCapabilities Read(string path, string? name)
    {
        var machine = MachineSource.OpenSnapshot(path, Cancellation);
        try
        {
            return NumaProbe.Capabilities(machine);
        }
        finally
        {
            Tell(machine.Log, name);
        }
    }

    /// <summary>The snapshots that an argument names; none when it is a machine that was read before.</summary>
    /// <exception cref="PipedInputException">It is neither.</exception>
    private IReadOnlyList<string> Paths(object? item, out NumaCapabilities? machine)
    {
        try
        {
            machine = PipedInput.Model(item, [typeof(NumaCapabilities)]) as NumaCapabilities;
        }
        catch (ArgumentTransformationMetadataException e)
        {
            throw new PipedInputException(Errors.InputNotSupported(item, e.Message, Remedy));
        }

        if (machine is not null)
            return [];
        if ((item is PSObject wrapped ? wrapped.BaseObject : item) is string text)
            return string.IsNullOrWhiteSpace(text) ? throw new PipedInputException(Errors.SnapshotPathEmpty(text, nameof(DifferenceObject))) : Expand(text);
        if (item is null || PipedInput.IsOfTheModule(item) || PipedInput.Property(item, "PSPath") is not { Length: > 0 } path)
            throw new PipedInputException(Errors.InputNotSupported(item, item is null ? "The input is $null." : $"{MyInvocation.MyCommand.Name} does not accept {PipedInput.Kind(item)} as input.", Remedy));
        RefuseRemote(PipedInput.Property(item, "PSComputerName"));
        return [Resolve(path)];
    }
}
