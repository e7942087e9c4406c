using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Xml;
using System.Xml.Linq;

namespace NumaTopology.Libvirt;

/// <summary>Opens a foreign XML document: no DTD, no entities of its own, nothing fetched, depth and size bounded; and reads typed attributes with errors that name the line.</summary>
internal static class XmlDocumentReader
{
    /// <summary>What an error names that is of no single line.</summary>
    public const string Whole = "XML document";

    private const string Line = "line ";

    /// <summary>What to use instead of what lstopo writes.</summary>
    public const string Hwloc = "this is hwloc's XML, as lstopo writes it. Use libvirt's (virsh capabilities), or a folder of hwloc-gather-topology as a snapshot";

    /// <summary>The root element.</summary>
    /// <exception cref="TopologyFormatException">The text is no XML, or too deep or too large.</exception>
    public static XElement Load(string text, CancellationToken cancellation)
    {
        try
        {
            using (var reader = Open(text, cancellation))
            {
                while (reader.Read())
                {
                    if (reader.Depth > MachineLimits.DocumentDepth)
                        throw new TopologyFormatException(Whole, $"its elements are nested deeper than {MachineLimits.DocumentDepth} levels");
                }
            }

            using var again = Open(text, cancellation);
            var document = XDocument.Load(again, LoadOptions.SetLineInfo);
            document.AddAnnotation(new SetBudget());
            return document.Root!;
        }
        catch (XmlException e)
        {
            // <!DOCTYPE topology SYSTEM "hwloc2.dtd">
            var isHwloc = text.IndexOf("<!DOCTYPE topology SYSTEM \"hwloc", StringComparison.Ordinal) >= 0;
            throw new TopologyFormatException(Whole, isHwloc ? Hwloc : e.Message);
        }
    }

    /// <summary>Whether an error is one of the document, which does not know the file that it came from.</summary>
    public static bool IsOfDocument(TopologyFormatException error) => error.Fact == Whole || error.Fact.StartsWith(Line, StringComparison.Ordinal);

    public static TopologyFormatException Malformed(XElement element, string reason) =>
        new($"{Line}{((IXmlLineInfo)element).LineNumber}, <{element.Name.LocalName}>", reason);

    public static string Required(XElement element, string attribute) =>
        element.Attribute(attribute)?.Value ?? throw Malformed(element, $"the attribute '{attribute}' is missing");

    public static int? Id(XElement element, string attribute) =>
        element.Attribute(attribute) is { } found ? ParseId(element, attribute, found.Value) : null;

    public static int RequiredId(XElement element, string attribute) => ParseId(element, attribute, Required(element, attribute));

    public static CpuSet? Cpus(XElement element, string attribute)
    {
        try
        {
            if (element.Attribute(attribute) is not { } found)
                return null;
            var set = CpuSet.Parse(found.Value);
            return element.Document!.Annotation<SetBudget>()!.TryTake(set.Set) ? set : throw Malformed(element, "the document's CPU sets together are larger than any machine's");
        }
        catch (FormatException e)
        {
            throw Malformed(element, e.Message);
        }
    }

    /// <summary>A number in a unit, as bytes; without a unit it is in <paramref name="usualUnit"/>.</summary>
    public static long Scaled(XElement element, string number, string? unit, string usualUnit)
    {
        var factor = LibvirtUnits.BytesOf(unit ?? usualUnit) ?? throw Malformed(element, $"'{unit}' is not a unit");
        return Number(element, number) is var value && value <= long.MaxValue / factor ? value * factor : throw Malformed(element, $"{number} {unit} is too large");
    }

    public static long Number(XElement element, string text) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed(element, $"'{text}' is not a whole number");

    public static T Word<T>(XElement element, string attribute, Func<string, T?> find)
        where T : struct
    {
        var word = Required(element, attribute);
        return find(word) ?? throw Malformed(element, $"'{word}' is not a valid {attribute}");
    }

    private static int ParseId(XElement element, string attribute, string text)
    {
        var number = Number(element, text);
        return number <= int.MaxValue ? (int)number : throw Malformed(element, $"{attribute} {text} is too large");
    }

    private static XmlReader Open(string text, CancellationToken cancellation) => XmlReader.Create(new StoppableText(text, cancellation), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MachineLimits.XmlCharacters,
    });

    /// <summary>The parser takes the text in small pieces; each is a chance to stop.</summary>
    private sealed class StoppableText(string text, CancellationToken cancellation) : StringReader(text)
    {
        public override int Read(char[] buffer, int index, int count)
        {
            cancellation.ThrowIfCancellationRequested();
            return base.Read(buffer, index, count);
        }
    }
}
