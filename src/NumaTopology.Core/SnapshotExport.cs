using System;
using NumaTopology.Health;
using NumaTopology.Snapshots;

namespace NumaTopology;

/// <summary>Writes a machine to a snapshot file.</summary>
public static class SnapshotExport
{
    /// <summary>Reads the machine as Get-NumaCapabilities, Get-NumaDevice and Test-NumaTopology do and writes every fact that they ask for.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="path">The file.</param>
    /// <param name="withIdentity">Whether to include the host's name, facts that identify the machine, and facts of a snapshot that are not asked for.</param>
    /// <param name="overwrite">Whether to replace an existing file.</param>
    /// <param name="withReservations">Whether to include the facts of <see cref="NumaProbe.Reservations"/> and of <see cref="NumaProbe.Processes"/> but where their memory is, which name domains, containers, services and processes.</param>
    /// <exception cref="ArgumentException">Reservations without identity.</exception>
    /// <exception cref="System.IO.IOException">The file exists and must not be overwritten, or cannot be written.</exception>
    /// <exception cref="TopologyFormatException">A fact is malformed.</exception>
    /// <exception cref="System.OperationCanceledException"><see cref="Machine.Cancellation"/> was cancelled; no file is left.</exception>
    public static void Save(Machine machine, string path, bool withIdentity, bool overwrite, bool withReservations = false)
    {
        if (withReservations && !withIdentity)
            throw new ArgumentException("The facts of reservations and processes name domains, containers, services and processes.", nameof(withReservations));
        // A snapshot can hold those facts, and others whose names nobody here knows: without identity only what is known to be free of names is kept.
        var record = new RecordingMachine(machine, withUnasked: withIdentity);
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
