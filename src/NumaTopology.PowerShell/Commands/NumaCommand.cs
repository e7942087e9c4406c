using System;
using System.Management.Automation;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>What the cmdlets share that ask a machine: which machine it is, and how its troubles are told.</summary>
public abstract class NumaCommand : StoppableCommand
{
    /// <summary>The parameter set that reads a machine.</summary>
    protected const string FromMachine = "Machine";

    /// <summary>The parameter set that takes capabilities that were read before.</summary>
    protected const string FromCapabilities = "Capabilities";

    /// <summary>Reads this machine, or the snapshot at <paramref name="path"/>, and says what it noticed.</summary>
    private protected void Probe(string? path, Action<Machine> read)
    {
        try
        {
            var machine = string.IsNullOrEmpty(path) ? MachineSource.OpenLive(Cancellation) : MachineSource.OpenSnapshot(Resolve(path!), Cancellation);
            try
            {
                read(machine);
            }
            finally
            {
                Tell(machine.Log);
            }
        }
        catch (SnapshotException e)
        {
            WriteError(Errors.Snapshot(e));
        }
        catch (TopologyFormatException e)
        {
            WriteError(Errors.TopologyMalformed(e));
        }
        catch (PlatformNotSupportedException e)
        {
            ThrowTerminatingError(Errors.PlatformUnsupported(e));
        }
    }

    /// <summary>What remoting writes on the objects of another computer: their cells are not this machine's.</summary>
    private protected void RefuseRemote(string? computer)
    {
        // A background job is on this machine, and its objects say localhost.
        if (!string.IsNullOrEmpty(computer) && !string.Equals(computer, "localhost", StringComparison.OrdinalIgnoreCase))
            ThrowTerminatingError(Errors.RemoteObject(computer!));
    }

    /// <summary>An empty -Snapshot on the command line is a mistake, not a wish for this machine.</summary>
    private protected void RefuseEmptySnapshot(string? path)
    {
        if (MyInvocation.BoundParameters.ContainsKey("Snapshot") && string.IsNullOrWhiteSpace(path))
            ThrowTerminatingError(Errors.SnapshotPathEmpty(path));
    }

    private string Resolve(string path)
    {
        if (path is NumaXml.Source or Elsewhere.Source)
            throw new SnapshotException(SnapshotError.NotFound, path, $"The object was read {(path == NumaXml.Source ? "from XML" : "in another session")}; its machine cannot be queried from here. Pipe the capabilities themselves, or use -InputObject.");
        try
        {
            return GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException)
        {
            throw new SnapshotException(SnapshotError.NotFound, path, e.Message, e);
        }
    }

    private void Tell(ProbeLog log)
    {
        foreach (var detail in log.Details)
            WriteVerbose(detail);
        foreach (var missing in log.Missing)
            WriteVerbose(missing);
        foreach (var warning in log.Warnings)
            WriteWarning(warning);
    }
}
