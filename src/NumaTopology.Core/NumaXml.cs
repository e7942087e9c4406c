using System;
using System.Threading;
using NumaTopology.Comparison.Structure;
using NumaTopology.Libvirt;

namespace NumaTopology;

/// <summary>The XML schemas for a machine.</summary>
public enum NumaXmlSchema
{
    /// <summary>libvirt's capabilities document.</summary>
    Libvirt,

    /// <summary>Cells within cells, as proposed on libvirt's list in 2007.</summary>
    Nested,
}

/// <summary>Writes a machine as XML and reads it back.</summary>
public static class NumaXml
{
    // No file that can be read as a snapshot begins so, for those have whole paths.
    private const string Mark = "(XML)";

    /// <summary>The machine as a document, without a final line end.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static string Write(NumaCapabilities machine, NumaXmlSchema schema, CancellationToken cancellation = default) =>
        schema == NumaXmlSchema.Nested
            ? NestedXml.Write(machine ?? throw new ArgumentNullException(nameof(machine)), cancellation)
            : LibvirtWriter.Write(machine ?? throw new ArgumentNullException(nameof(machine)), cancellation);

    /// <summary>Reads a document of either schema; what it does not hold is null.</summary>
    /// <exception cref="TopologyFormatException">The text is not such a document, is too deep or too large, or has a DTD.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static NumaCapabilities Read(string text, CancellationToken cancellation = default) => Read(text, null, cancellation);

    /// <summary>Whether objects with this source were read from XML: their machine cannot be asked again.</summary>
    internal static bool IsSource(string path) => path == Mark || path.StartsWith(Mark + " ", StringComparison.Ordinal);

    /// <summary>Reads a document of a file, or one without: then the document itself says which machine it is, so that two are told apart and one read twice is the same.</summary>
    internal static NumaCapabilities Read(string text, string? file, CancellationToken cancellation)
    {
        var source = $"{Mark} {file ?? Hash(text ?? throw new ArgumentNullException(nameof(text)))}";
        var root = XmlDocumentReader.Load(text ?? throw new ArgumentNullException(nameof(text)), cancellation);
        return root.Name.LocalName switch
        {
            "capabilities" => LibvirtReader.Read(root, source, cancellation),
            // lstopo --of xml: <topology version="2.0"><object type="Machine">
            "topology" when root.Element("object") is not null => throw XmlDocumentReader.Malformed(root, XmlDocumentReader.Hwloc),
            "topology" => NestedXml.Read(root, source, cancellation),
            _ => throw XmlDocumentReader.Malformed(root, "the root element must be <capabilities> or <topology>"),
        };
    }

    /// <summary>31 bits in six letters: with the mark before them they fill a column of host names.</summary>
    private static string Hash(string text)
    {
        var letters = new char[6];
        var hash = StructureHash.Text(text);
        for (var i = 0; i < letters.Length; i++, hash /= 36)
            letters[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(hash % 36)];
        return new string(letters);
    }
}
