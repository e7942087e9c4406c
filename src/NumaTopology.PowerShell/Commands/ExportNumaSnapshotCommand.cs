using System.IO;
using System.Management.Automation;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Exports the topology of a machine to a file that every cmdlet reads with -Snapshot, on any system.</summary>
[Cmdlet(VerbsData.Export, "NumaSnapshot", DefaultParameterSetName = ToFile, SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ExportNumaSnapshotCommand : NumaCommand
{
    private const string ToFile = "File";
    private const string ToScript = "Script";

    /// <summary>The file to write.</summary>
    [Parameter(ParameterSetName = ToFile, Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>A snapshot or folder to export instead of this machine.</summary>
    [Parameter(ParameterSetName = ToFile)]
    public string? Snapshot { get; set; }

    /// <summary>Leaves out the host name and serial numbers.</summary>
    [Parameter(ParameterSetName = ToFile)]
    public SwitchParameter ExcludeIdentity { get; set; }

    /// <summary>Also exports what holds CPUs and memory, for Get-NumaReservation, and the processes, for Get-NumaProcess. This names domains, containers, services and processes.</summary>
    [Parameter(ParameterSetName = ToFile)]
    public SwitchParameter IncludeReservation { get; set; }

    /// <summary>Overwrites an existing file.</summary>
    [Parameter(ParameterSetName = ToFile)]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns a script of sh that prints the snapshot of the Linux machine that runs it, instead of a snapshot.</summary>
    [Parameter(ParameterSetName = ToScript, Mandatory = true)]
    public SwitchParameter AsScript { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RefuseEmptyPath(nameof(Snapshot), Snapshot);
        if (IncludeReservation && ExcludeIdentity)
            ThrowTerminatingError(Errors.RequestContradicts("-IncludeReservation keeps the names of domains, containers, services and processes; -ExcludeIdentity leaves names out. Use one of them.", IncludeReservation));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (AsScript)
        {
            WriteObject(CollectorScript.Text);
            return;
        }

        var path = GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, "Export snapshot"))
            return;
        if (Directory.Exists(path))
        {
            WriteError(Errors.SnapshotNotWritten(new IOException($"'{path}' is a folder. Use the path of a file, such as '{System.IO.Path.Combine(path, "host.numa")}'."), path));
            return;
        }

        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            WriteError(Errors.SnapshotNotWritten(new DirectoryNotFoundException($"'{path}' cannot be written: the folder '{folder}' does not exist."), path));
            return;
        }

        if (!Force && File.Exists(path))
        {
            WriteError(Errors.SnapshotExists(path));
            return;
        }

        Probe(Snapshot, machine => Save(machine, path));
    }

    private void Save(Machine machine, string path)
    {
        try
        {
            SnapshotExport.Save(machine, path, withIdentity: !ExcludeIdentity, overwrite: Force, withReservations: IncludeReservation);
        }
        catch (IOException e)
        {
            WriteError(Errors.SnapshotNotWritten(e, path));
        }
    }
}
