using NumaTopology.Health;
using NumaTopology.Snapshots;

namespace NumaTopology;

/// <summary>Writes a machine to a snapshot file.</summary>
public static class SnapshotExport
{
    /// <summary>Reads the machine as Get-NumaCapabilities, Get-NumaDevice and Test-NumaTopology do and writes every fact that they ask for.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="path">The file.</param>
    /// <param name="withIdentity">Whether to include the host's name and facts that identify the machine.</param>
    /// <param name="overwrite">Whether to replace an existing file.</param>
    /// <param name="withReservations">Whether to include the facts of <see cref="NumaProbe.Reservations"/> and of <see cref="NumaProbe.Processes"/> but where their memory is, which name domains, containers, services and processes.</param>
    /// <exception cref="System.IO.IOException">The file exists and must not be overwritten, or cannot be written.</exception>
    /// <exception cref="TopologyFormatException">A fact is malformed.</exception>
    /// <exception cref="System.OperationCanceledException"><see cref="Machine.Cancellation"/> was cancelled; no file is left.</exception>
    public static void Save(Machine machine, string path, bool withIdentity, bool overwrite, bool withReservations = false)
    {
        var record = new RecordingMachine(machine);
        var capabilities = NumaProbe.Capabilities(record);
        // Also the PCI functions that are only told when they are asked for.
        NumaProbe.Devices(record, otherPci: true);
        HealthCheck.Record(record);
        if (withReservations)
        {
            NumaProbe.Reservations(record);
            NumaProbe.Processes(record, new ProcessSelection { WithThreads = true });
        }

        SnapshotWriter.Save(record, capabilities.HostName, withIdentity, path, overwrite);
    }
}
