using System;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Processes of this machine in a pipe: those of the module, of Get-Process, or any object with a property Id.</summary>
internal static class ProcessInput
{
    private const string Remedy = "Pipe processes (Get-Process, Get-NumaProcess, Start-NumaProcess), or use -Id.";

    // Others of the module have an Id, too, which is a node's.
    private static readonly string[] s_meant = [nameof(NumaProcess), nameof(NumaStartedProcess), nameof(NumaMovedProcess)];

    /// <summary>The ids that an object names.</summary>
    /// <exception cref="PipedInputException">It is no process, or one of another machine.</exception>
    public static int[] Ids(object? item)
    {
        if (item is null)
            throw new PipedInputException(Errors.InputNotSupported(null, "The input is $null.", Remedy));
        if (PipedInput.Value(item, "Id") is not { } value || (PipedInput.IsOfTheModule(item) && !s_meant.Contains(PipedInput.Kind(item))))
            throw new PipedInputException(Errors.InputNotSupported(item, $"{PipedInput.Kind(item)} is not a process.", Remedy));
        if (!LanguagePrimitives.TryConvertTo<int[]>(value, out var ids) || ids.Any(id => id < 1))
            throw new PipedInputException(Errors.InputNotSupported(item, $"'{value}' is not a process id.", Remedy));
        if (Elsewhere(item) is { } machine)
            throw new PipedInputException(Errors.ProcessElsewhere(item, $"{(ids.Length == 1 ? "Process" : "Processes")} {string.Join(", ", ids)}", machine));
        return ids;
    }

    /// <summary>The machine of a process that is not on this one; null for this machine.</summary>
    private static string? Elsewhere(object item)
    {
        // Remoting: a background job is on this machine, and its objects say localhost.
        var computer = Named(item, "PSComputerName");
        if (computer is not null && !string.Equals(computer, "localhost", StringComparison.OrdinalIgnoreCase))
            return computer;
        if (Named(item, nameof(NumaProcess.Snapshot)) is { } snapshot)
            return snapshot;
        var host = Named(item, nameof(NumaProcess.HostName));
        if (PipedInput.IsOfTheModule(item))
            return PipedInput.IsReceived(item) && computer is null ? host ?? "another session" : null;
        // Windows PowerShell: Get-Process -ComputerName. That of this machine says ".".
        host ??= Named(item, "MachineName");
        return host is null or "." || string.Equals(host, Environment.MachineName, StringComparison.OrdinalIgnoreCase) ? null : host;
    }

    private static string? Named(object item, string property) => PipedInput.Property(item, property) is { Length: > 0 } name ? name : null;
}
