using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Asks machines one question: those that the parameters name, or those of the objects in the pipe.</summary>
/// <typeparam name="T">What a machine answers.</typeparam>
public abstract class MachineCommand<T> : MachineParameters
{
    private MachineOutput? _output;

    /// <summary>Capabilities that were read before, files, or objects that say what is asked of which machine.</summary>
    [Parameter(ParameterSetName = FromMachine, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What a host over ssh is asked.</summary>
    private protected abstract HostQuestion Question { get; }

    /// <summary>How to ask instead, where something in the pipe cannot be meant.</summary>
    private protected abstract string Remedy { get; }

    /// <summary>The properties by which an object in the pipe that is not the module's names its snapshot.</summary>
    private protected virtual string[] PathNames => ["PSPath"];

    private protected MachineOutput Output => _output ??= new MachineOutput(this);

    /// <summary>Makes ready what is asked: by the parameters, or by an object in the pipe.</summary>
    private protected virtual void Prepare(object? item)
    {
    }

    /// <summary>What a machine answers to what was made ready. On any thread, of several machines at once.</summary>
    private protected abstract T Read(Machine machine);

    /// <summary>What capabilities answer.</summary>
    private protected abstract T Read(NumaCapabilities machine);

    /// <summary>Writes an answer.</summary>
    private protected abstract void Write(T answer, Subject subject);

    /// <summary>Takes an object in the pipe that is neither capabilities nor a file.</summary>
    /// <exception cref="PipedInputException">It cannot be meant whole.</exception>
    private protected virtual void TakeOther(object item) => throw NotAccepted(item);

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
            AskNamed();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Output.End();

    private protected PipedInputException NotAccepted(object item) =>
        new(Errors.InputNotSupported(item, $"{MyInvocation.MyCommand.Name} does not accept {PipedInput.Kind(item)} as input.", Remedy));

    /// <summary>Asks the machine of a path, or this machine.</summary>
    private protected void AskOne(string? path) => Handle(Open(path));

    private void AskNamed()
    {
        Prepare(null);
        if (HostName is not null)
        {
            Output.Expect(HostName.Length > 1);
            AskAll(HostName.Length, Ask(Question).Select(answer => answer is null ? null : Open(answer)));
            return;
        }

        if (Typed is null)
        {
            Output.Expect(false);
            AskOne(null);
            return;
        }

        var paths = Paths();
        Output.Expect(paths.Count > 1 || Typed.Length > 1);
        if (paths.Count == 1)
            AskOne(paths[0]);
        else
            AskAll(paths.Count, ReadAhead.Of(paths, Open, Cancellation));
    }

    private void AskAll(int count, IEnumerable<Opened<T>?> machines)
    {
        var progress = new ReadingProgress(this, count);
        var done = 0;
        foreach (var machine in machines)
        {
            progress.Tell(done);
            if (machine is null)
                continue;
            Handle(machine);
            done++;
        }

        progress.End();
    }

    private void Take(object? item)
    {
        try
        {
            if (item is null)
                throw new PipedInputException(Errors.InputNotSupported(null, "The input is $null.", Remedy));
            if (PipedInput.Model(item, [typeof(NumaCapabilities)]) is NumaCapabilities capabilities)
                TakeCapabilities(item, capabilities);
            else if (PipedInput.IsOfTheModule(item) || PathNames.FirstOrDefault(name => PipedInput.Property(item, name) is { Length: > 0 }) is not { } named)
                TakeOther(item);
            else
                TakeFile(item, PipedInput.Property(item, named)!);
        }
        catch (ArgumentTransformationMetadataException e)
        {
            WriteError(Errors.InputNotSupported(item, e.Message, Remedy));
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

    private void TakeCapabilities(object item, NumaCapabilities capabilities)
    {
        if (!TakesCapabilities)
            throw new PipedInputException(Errors.InputNotSupported(item, $"The input is capabilities, which {MyInvocation.MyCommand.Name} cannot ask.", Remedy));
        RefuseNamed();
        Prepare(null);
        Output.Expect($"{capabilities.HostName}\n{capabilities.Snapshot}", "", View.IsOfFleet(item));
        Write(Read(capabilities), new Subject(capabilities));
    }

    private void TakeFile(object item, string path)
    {
        RefuseRemote(PipedInput.Property(item, "PSComputerName"));
        RefuseNamed();
        path = Resolve(path);
        Prepare(null);
        Output.Expect(path, "", isOfFleet: false);
        AskOne(path);
    }

    /// <summary>What is in the pipe names its machine.</summary>
    private protected void RefuseNamed()
    {
        if (Snapshot is not null)
            throw new PipedInputException(Errors.RequestContradicts("The input already names its machine. Leave out -Snapshot.", Snapshot[0]));
    }

    private Opened<T> Open(string? path)
    {
        Machine? machine = null;
        try
        {
            machine = path is null ? MachineSource.OpenLive(Cancellation) : MachineSource.OpenSnapshot(path, Cancellation);
            return new Opened<T>(path, machine, Read(machine), null);
        }
        catch (Exception e) when (e is SnapshotException or TopologyFormatException or PlatformNotSupportedException)
        {
            return new Opened<T>(path, machine, default, e);
        }
    }

    private Opened<T> Open(FleetAnswer answer)
    {
        if (answer.Machine is null)
            return new Opened<T>(answer.Host.Name, null, default, answer.Error);
        try
        {
            return new Opened<T>(answer.Host.Name, answer.Machine, Read(answer.Machine), null);
        }
        catch (TopologyFormatException e)
        {
            return new Opened<T>(answer.Host.Name, answer.Machine, default, e);
        }
    }

    private void Handle(Opened<T> opened)
    {
        try
        {
            if (opened.Error is not null)
                Tell(opened.Error);
            else
                Write(opened.Answer!, new Subject(opened.Machine!));
        }
        catch (TopologyFormatException e)
        {
            Tell(e);
        }
        finally
        {
            if (opened.Machine is not null)
                Tell(opened.Machine.Log, Output.IsFleet ? NumaProbe.Name(opened.Machine) : null);
        }
    }
}
