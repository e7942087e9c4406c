using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Gets the whole NUMA topology of a machine as one object.</summary>
[Cmdlet(VerbsCommon.Get, "NumaCapabilities")]
[OutputType(typeof(NumaCapabilities))]
public sealed class GetNumaCapabilitiesCommand : NumaCommand
{
    private static readonly string[] s_paths = [nameof(Snapshot), "PSPath"];

    /// <summary>The snapshot file, or the folder that holds another machine's root. Default: this machine.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string? Snapshot { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        RefuseEmptySnapshot(Snapshot);
        if (Snapshot is not null && MyInvocation.ExpectingInput)
            ThrowTerminatingError(Errors.RequestContradicts("-Snapshot and the pipeline both name a machine. Use one of them.", Snapshot));
    }

    /// <summary>The file or folder in the pipe, which says its path itself; anything else would be taken for this machine.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RefuseRemote(PipedInput.Property(InputObject, "PSComputerName"));
        if (MyInvocation.ExpectingInput && (InputObject is null || PipedInput.IsOfTheModule(InputObject) || !s_paths.Any(name => PipedInput.Has(InputObject, name))))
            WriteError(Errors.InputNotSupported(InputObject, InputObject is null ? "The input is $null." : $"Get-NumaCapabilities does not accept {PipedInput.Kind(InputObject)} as input.", "Pipe files or folders (Get-Item), or use -Snapshot."));
        else
            Probe(Snapshot, machine => WriteObject(NumaProbe.Capabilities(machine)));
    }
}
