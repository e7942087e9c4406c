using NumaTopology.Snapshots;

namespace NumaTopology;

/// <summary>Keeps a machine in a file.</summary>
public static class SnapshotExport
{
    /// <summary>Reads the machine as Get-NumaCapabilities and Get-NumaDevice do and writes every fact that was asked for.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="path">The file.</param>
    /// <param name="withIdentity">Whether the host's name and facts that serve to recognise the machine are kept.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="System.IO.IOException">The file exists and must not be overwritten, or cannot or may not be written.</exception>
    /// <exception cref="TopologyFormatException">A fact is there but cannot be understood.</exception>
    /// <exception cref="System.OperationCanceledException"><see cref="Machine.Cancellation"/> was asked for; no file is left.</exception>
    public static void Save(Machine machine, string path, bool withIdentity, bool overwrite)
    {
        var record = new RecordingMachine(machine);
        var capabilities = NumaProbe.Capabilities(record);
        // Also the PCI functions that are only told when they are asked for.
        NumaProbe.Devices(record, otherPci: true);
        SnapshotWriter.Save(record, capabilities.HostName, withIdentity, path, overwrite);
    }
}
