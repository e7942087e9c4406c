using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Writes a machine's topology as XML.</summary>
[Cmdlet(VerbsData.ConvertTo, "NumaXml", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(string))]
public sealed class ConvertToNumaXmlCommand : NumaCommand
{
    /// <summary>libvirt's capabilities document, or the nested topology of the 2007 design discussion.</summary>
    [Parameter(Position = 0)]
    public NumaXmlSchema Schema { get; set; } = NumaXmlSchema.Libvirt;

    /// <summary>The snapshot of another machine; this machine when not given.</summary>
    [Parameter(ParameterSetName = FromMachine)]
    public string? Snapshot { get; set; }

    /// <summary>Capabilities that were read before.</summary>
    [Parameter(ParameterSetName = FromCapabilities, Mandatory = true, ValueFromPipeline = true)]
    public NumaCapabilities? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseEmptySnapshot(Snapshot);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            Write(InputObject);
        else
            TryProbe(Snapshot, machine => Write(NumaProbe.Capabilities(machine)));
    }

    private void Write(NumaCapabilities machine)
    {
        if (Schema == NumaXmlSchema.Libvirt && machine.Architecture is null)
            WriteWarning("The architecture is not known, so the element <cpu> is left out; libvirt's schema wants it.");
        WriteObject(NumaXml.Write(machine, Schema));
    }
}
