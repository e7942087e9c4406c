using System;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>A question of which a part can be asked: of some cells or devices, by parameters or by the objects in the pipe, each of its machine.</summary>
/// <typeparam name="T">What a machine answers.</typeparam>
public abstract class MachineQueryCommand<T> : MachineCommand<T>
{
    /// <summary>The object whose question is being answered; null where only the parameters ask.</summary>
    private protected object? Asking { get; private set; }

    /// <summary>The types, besides capabilities, all of whose question can be answered.</summary>
    private protected abstract Type[] Meant { get; }

    /// <summary>The properties by which such an object, or one of a user's making, asks.</summary>
    private protected abstract string[] Questions { get; }

    /// <inheritdoc/>
    private protected sealed override void Prepare(object? item)
    {
        Asking = item;
        Prepare();
    }

    /// <summary>Makes ready what is asked.</summary>
    /// <exception cref="PipedInputException">The object in the pipe asks something else than the parameters do.</exception>
    private protected abstract void Prepare();

    /// <inheritdoc/>
    private protected sealed override void TakeOther(object item)
    {
        var paths = MachinesOf(item);
        Prepare(item);
        Output.Expect(paths[0] ?? "", $"{PipedInput.Kind(item)} {item}", View.IsOfFleet(item) || paths.Length > 1);
        foreach (var path in paths)
            AskOne(path);
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

    /// <summary>The snapshot that an object was read from, which is the machine that it asks; null for this machine. What names none asks those of -Snapshot.</summary>
    private string?[] MachinesOf(object item)
    {
        var isOurs = PipedInput.IsOfTheModule(item);
        // An empty Snapshot, as what JSON and CSV make of a machine has, asks for nothing.
        if (isOurs ? !Meant.Any(type => type.Name == PipedInput.Kind(item)) : !Questions.Any(name => name == nameof(Snapshot) ? PipedInput.Property(item, name) is { Length: > 0 } : PipedInput.Has(item, name)))
            throw NotAccepted(item);
        var computer = PipedInput.Property(item, "PSComputerName");
        RefuseRemote(computer);
        var snapshot = PipedInput.Property(item, nameof(Snapshot)) is { Length: > 0 } path ? path : null;
        // Of a machine that was read live, in another session and who knows where.
        if (isOurs && snapshot is null && string.IsNullOrEmpty(computer) && PipedInput.IsReceived(item))
            snapshot = Elsewhere.Source;
        if (!isOurs && snapshot is null && PipedInput.Property(item, nameof(HostName)) is { Length: > 0 } host && !string.Equals(host, Environment.MachineName, StringComparison.OrdinalIgnoreCase))
            throw new PipedInputException(Errors.InputNotSupported(item, $"The input belongs to host '{host}', not to this machine.", Remedy));
        if (Snapshot is null)
            return [snapshot is null ? null : Resolve(snapshot)];
        var named = Paths();
        if ((isOurs || snapshot is not null) && !named.Any(name => PipedInput.IsSame(name, snapshot)))
            throw new PipedInputException(Errors.RequestContradicts($"The input belongs to {(snapshot is null ? "this machine" : $"'{snapshot}'")}, not to -Snapshot '{string.Join("', '", Snapshot)}'. Leave out -Snapshot.", Snapshot[0]));
        return snapshot is null ? [.. named] : [snapshot];
    }
}
