using System.Collections.Generic;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>Converts XML to the NUMA topology that it describes: libvirt's capabilities document, or the nested topology.</summary>
[Cmdlet(VerbsData.ConvertFrom, "NumaXml")]
[OutputType(typeof(NumaCapabilities))]
public sealed class ConvertFromNumaXmlCommand : StoppableCommand
{
    private readonly List<string> _lines = [];

    /// <summary>The document as one string, or as its lines.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string[]? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _lines.AddRange(InputObject ?? []);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            WriteObject(NumaXml.Read(string.Join("\n", _lines), Cancellation));
        }
        catch (TopologyFormatException e)
        {
            WriteError(Errors.XmlMalformed(e));
        }
    }
}
