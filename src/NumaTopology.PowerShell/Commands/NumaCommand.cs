using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Remote;
using NumaTopology.Remoting;

namespace NumaTopology.Commands;

/// <summary>What the cmdlets share that ask a machine: which machine it is, and how its troubles are told.</summary>
public abstract class NumaCommand : StoppableCommand
{
    /// <summary>The parameter set that reads a machine.</summary>
    protected const string FromMachine = "Machine";

    /// <summary>The parameter set that takes capabilities that were read before.</summary>
    protected const string FromCapabilities = "Capabilities";

    /// <summary>Whether capabilities that were read before can answer.</summary>
    private protected virtual bool TakesCapabilities => true;

    /// <summary>Reads this machine, or the snapshot at <paramref name="path"/>, and says what it noticed.</summary>
    /// <param name="path">The snapshot; null or empty for this machine.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="isTold">Whether warnings were told before, by the command that found the placement in the pipe.</param>
    private protected void Probe(string? path, Action<Machine> read, bool isTold = false)
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
                Tell(machine.Log, isTold: isTold);
            }
        }
        catch (Exception e) when (e is SnapshotException or TopologyFormatException or PlatformNotSupportedException)
        {
            Tell(e);
        }
    }

    /// <summary>Says why a machine did not answer; the others are still asked, unless this system cannot be read at all.</summary>
    private protected void Tell(Exception failure)
    {
        if (failure is PlatformNotSupportedException unsupported)
            ThrowTerminatingError(Errors.PlatformUnsupported(unsupported));
        WriteError(failure switch
        {
            SnapshotException e => Errors.Snapshot(e),
            HostException e => Errors.Host(e),
            _ => Errors.TopologyMalformed((TopologyFormatException)failure),
        });
    }

    /// <summary>As <see cref="Cmdlet.ShouldProcess(string, string)"/>.</summary>
    /// <param name="target">What is acted on.</param>
    /// <param name="action">What is done.</param>
    /// <param name="isMeant">Whether it is done, or told with -WhatIf as if it were: then what contradicts it later is told, too.</param>
    private protected bool ShouldProcess(string target, string action, out bool isMeant)
    {
        var description = $"Performing the operation \"{action}\" on target \"{target}\".";
        var isWanted = ShouldProcess(description, description, null, out var reason);
        isMeant = isWanted || reason == ShouldProcessReason.WhatIf;
        return isWanted;
    }

    /// <summary>What remoting writes on the objects of another computer: their cells are not this machine's.</summary>
    private protected void RefuseRemote(string? computer)
    {
        // A background job is on this machine, and its objects say localhost.
        if (!string.IsNullOrEmpty(computer) && !string.Equals(computer, "localhost", StringComparison.OrdinalIgnoreCase))
            ThrowTerminatingError(Errors.RemoteObject(computer!, TakesCapabilities));
    }

    /// <summary>An empty path on the command line is a mistake, not a wish for this machine.</summary>
    private protected void RefuseEmptyPath(string parameter, params string?[]? paths)
    {
        if (!MyInvocation.BoundParameters.ContainsKey(parameter))
            return;
        foreach (var path in paths is null or [] ? [null] : paths)
        {
            if (string.IsNullOrWhiteSpace(path))
                ThrowTerminatingError(Errors.SnapshotPathEmpty(path, parameter));
        }
    }

    /// <summary>A path as the file system has it.</summary>
    /// <exception cref="SnapshotException">It is none of the file system's, or what stands as the snapshot of objects whose machine cannot be asked again.</exception>
    private protected string Resolve(string path)
    {
        if (path == Elsewhere.Source || NumaXml.IsSource(path))
            throw new SnapshotException(SnapshotError.NotFound, path, $"The object was read {(NumaXml.IsSource(path) ? "from XML" : "in another session")}; its machine cannot be queried from here. {(TakesCapabilities ? "Pipe the capabilities themselves, or use -InputObject." : "Run the command on that machine.")}");
        if (HostAddress.OfSource(path) is { } host)
            throw new SnapshotException(SnapshotError.NotFound, path, $"Piped objects of '{host}' do not connect to it again. Use -HostName {host}{(TakesCapabilities ? ", or pipe its capabilities" : "")}.");
        try
        {
            return GetUnresolvedProviderPathFromPSPath(path);
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException)
        {
            throw new SnapshotException(SnapshotError.NotFound, path, e.Message, e);
        }
    }

    /// <summary>What a path with wildcards stands for, in natural order. One that is there as it is typed is meant so: the names of snapshots may hold brackets.</summary>
    private protected IReadOnlyList<string> Expand(string path)
    {
        var literal = Resolve(path);
        if (System.IO.File.Exists(literal) || System.IO.Directory.Exists(literal) || path.IndexOfAny(['*', '?', '[', '`']) < 0)
            return [literal];
        try
        {
            var found = GetResolvedProviderPathFromPSPath(path, out var provider);
            if (found.Count > 0 && provider.Name == "FileSystem")
                return [.. found.OrderBy(name => name, Comparer<string>.Create(NaturalOrder.Compare))];
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException)
        {
            throw new SnapshotException(SnapshotError.NotFound, path, e.Message, e);
        }

        throw new SnapshotException(SnapshotError.NotFound, path, $"No snapshot matches '{path}'.");
    }

    /// <summary>Says what was noticed while a machine was read.</summary>
    /// <param name="log">What was noticed.</param>
    /// <param name="host">Of which machine it is; null where there is but one.</param>
    /// <param name="isTold">Whether warnings were told before.</param>
    private protected void Tell(ProbeLog log, string? host = null, bool isTold = false)
    {
        foreach (var detail in log.Details)
            WriteVerbose(detail);
        foreach (var missing in log.Missing)
            WriteVerbose(missing);
        foreach (var warning in log.Warnings)
        {
            if (isTold)
                WriteVerbose(warning);
            else
                WriteWarning(host is null ? warning : $"{host}: {warning}");
        }
    }
}
