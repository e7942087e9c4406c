using System.Collections.Generic;
using System.Linq;
using NumaTopology.Remote;

namespace NumaTopology.Processes;

/// <summary>Says what is unknown of processes because a machine does not report it, or its snapshot does not hold it.</summary>
internal static class Unrecorded
{
    /// <summary>No process is known. What a live Windows did not return is told where it was called.</summary>
    public static void TellProcesses(Machine machine, string fact)
    {
        if (IsExport(machine))
            machine.Log.Warn($"{machine.Locate(fact)} is not recorded: the processes are unknown. A snapshot has them if it was exported with Export-NumaSnapshot -IncludeReservation.");
        else if (machine.System == MachineSystem.Linux)
            machine.Log.Warn($"{machine.Locate(fact)} cannot be listed: the processes are unknown.");
    }

    /// <summary>Of some processes, whose facts these are, no memory is known. What was refused is told by <see cref="NumaProcess.Access"/>.</summary>
    public static void TellMemory(Machine machine, IReadOnlyList<string> facts)
    {
        var missing = facts.Where(fact => !machine.IsRefused(fact)).ToList();
        if (missing.Count == 0)
            return;
        var unknown = missing.Count == 1 ? "the memory of the process is unknown" : $"the memory of {PlacementText.Number(missing.Count)} processes is unknown";
        if (IsExport(machine))
            machine.Log.Warn($"{machine.Locate(missing[0])} is not recorded: {unknown}. An exported snapshot holds no memory of processes; ask the live machine.");
        else if (machine.System == MachineSystem.Linux)
            machine.Log.Warn($"{machine.Locate(missing[0])} is not reported: {unknown}.");
    }

    private static bool IsExport(Machine machine) => machine.Snapshot is not null && HostAddress.OfSource(machine.Snapshot) is null;
}
