using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using NumaTopology.Libvirt;
using NumaTopology.Snapshots;

namespace NumaTopology.Commands;

/// <summary>Reads a machine's topology from XML: libvirt's capabilities document, or the nested topology.</summary>
[Cmdlet(VerbsData.ConvertFrom, "NumaXml", DefaultParameterSetName = FromText)]
[OutputType(typeof(NumaCapabilities))]
public sealed class ConvertFromNumaXmlCommand : StoppableCommand
{
    private const string FromText = "Text";
    private const string FromFile = "File";

    private readonly List<string> _lines = [];

    /// <summary>The document as text; several strings are its lines.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = FromText)]
    [AllowEmptyString]
    public string[]? InputObject { get; set; }

    /// <summary>The files of documents; each is a machine.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FromFile)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FromText)
        {
            _lines.AddRange(InputObject ?? []);
            return;
        }

        foreach (var path in Path ?? [])
        {
            var file = GetUnresolvedProviderPathFromPSPath(path);
            try
            {
                Write(Content(file), file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
            {
                WriteError(Errors.XmlNotRead(e, file));
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == FromText)
            Write(string.Join("\n", _lines), null);
    }

    private static string Content(string file)
    {
        if (Directory.Exists(file))
            throw new IOException("it is a folder.");
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        // A device or a pipe has no end that is worth waiting for.
        if (!RegularFile.Is(file, throughLinks: true) || stream.Length > MachineLimits.SnapshotBytes)
            throw new IOException($"it is not a plain file of at most {MachineLimits.SnapshotBytes >> 20} MiB.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private void Write(string text, string? file)
    {
        try
        {
            WriteObject(NumaXml.Read(text, file, Cancellation));
        }
        catch (TopologyFormatException e)
        {
            WriteError(Errors.XmlMalformed(file is null ? Hinted(e, text) : new TopologyFormatException($"'{file}'{(e.Fact == XmlDocumentReader.Whole ? "" : ", " + e.Fact)}", e.Reason)));
        }
    }

    /// <summary>A path is one line and no XML.</summary>
    private static TopologyFormatException Hinted(TopologyFormatException e, string text) =>
        text.IndexOf('<') >= 0 || text.IndexOf('\n') >= 0 || text.Length == 0 ? e : new TopologyFormatException(e.Fact, $"'{text}' is not XML. Use -Path for a file.");
}
