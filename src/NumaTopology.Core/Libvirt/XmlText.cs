using System;
using System.Globalization;
using System.Text;
using System.Threading;

namespace NumaTopology.Libvirt;

/// <summary>Writes XML as libvirt lays it out: two blanks a level, single quotes, <c>&lt;x/&gt;</c> for what has no children. No library can be told to.</summary>
internal sealed class XmlText(CancellationToken cancellation)
{
    private readonly StringBuilder _text = new();
    private int _level;
    private bool _tagIsOpen;

    /// <summary>Begins an element; attributes may follow.</summary>
    public XmlText Begin(string name)
    {
        cancellation.ThrowIfCancellationRequested();
        EndTag(">\n");
        _text.Append(' ', _level * 2).Append('<').Append(name);
        _level++;
        _tagIsOpen = true;
        return this;
    }

    /// <summary>Adds an attribute to the element that was just begun.</summary>
    public XmlText With(string name, string value)
    {
        _text.Append(' ').Append(name).Append("='");
        Escape(value);
        _text.Append('\'');
        return this;
    }

    /// <summary>Adds an attribute to the element that was just begun.</summary>
    public XmlText With(string name, long value)
    {
        _text.Append(' ').Append(name).Append("='").Append(value).Append('\'');
        return this;
    }

    /// <summary>Adds a set of processors as attribute to the element that was just begun.</summary>
    public XmlText With(string name, CpuSet value)
    {
        _text.Append(' ').Append(name).Append("='");
        IdSetFormatter.AppendList(_text, value.Set);
        _text.Append('\'');
        return this;
    }

    /// <summary>Ends the element.</summary>
    public XmlText End(string name)
    {
        _level--;
        if (_tagIsOpen)
            EndTag("/>\n");
        else
            _text.Append(' ', _level * 2).Append("</").Append(name).Append(">\n");
        return this;
    }

    /// <summary>Ends the element that was just begun and has no children.</summary>
    public XmlText End()
    {
        _level--;
        EndTag("/>\n");
        return this;
    }

    /// <summary>Gives the element that was just begun its text and ends it.</summary>
    public XmlText Text(string name, string value)
    {
        EndTag(">");
        Escape(value);
        _text.Append("</").Append(name).Append(">\n");
        _level--;
        return this;
    }

    /// <summary>Gives the element that was just begun its text and ends it.</summary>
    public XmlText Text(string name, long value) => Text(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An empty line, which libvirt sets around the host.</summary>
    public XmlText EmptyLine()
    {
        EndTag(">\n");
        _text.Append('\n');
        return this;
    }

    /// <summary>The document without the line end behind it.</summary>
    public override string ToString() => _text.ToString(0, Math.Max(_text.Length - 1, 0));

    private void EndTag(string end)
    {
        if (_tagIsOpen)
            _text.Append(end);
        _tagIsOpen = false;
    }

    private void Escape(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            _ = value[i] switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '\'' => _text.Append("&apos;"),
                '"' => _text.Append("&quot;"),
                // As they are, a reader takes them for blanks in an attribute, and \r for \n everywhere.
                '\t' => _text.Append("&#9;"),
                '\n' => _text.Append("&#10;"),
                '\r' => _text.Append("&#13;"),
                _ when char.IsSurrogatePair(value, i) => _text.Append(value[i]).Append(value[++i]),
                // No XML can hold these; libvirt leaves them out too.
                < ' ' or '\uFFFE' or '\uFFFF' or (>= '\uD800' and <= '\uDFFF') => _text,
                _ => _text.Append(value[i]),
            };
        }
    }
}
