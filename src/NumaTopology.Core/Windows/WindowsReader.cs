using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using NumaTopology.Acpi;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>Reads the facts of a Windows machine: buffers as bytes, numbers and names as text.</summary>
internal sealed class WindowsReader
{
    private byte[] _buffer = new byte[4096];
    private (bool IsRead, string? Name) _host;

    public WindowsReader(Machine machine) => Machine = machine;

    public Machine Machine { get; }

    /// <summary>The host's name; null when unknown. It is read once for a question.</summary>
    public string? HostName => (_host = _host.IsRead ? _host : (true, Machine.Called(Text(WindowsFacts.HostName)))).Name;

    /// <summary>A buffer; null when the machine has no such fact, an empty buffer included (Wine answers a relationship that it does not know with success and no bytes).</summary>
    public TableBytes? Bytes(string fact) => Read(fact) is var length && length > 0 ? Take(fact, length) : null;

    /// <summary>An array of elements of some bytes, which may be empty; null when the machine has no such fact.</summary>
    public TableBytes? Array(string fact, int elementBytes)
    {
        var length = Read(fact);
        if (length < 0)
            return null;
        return length % elementBytes == 0 ? Take(fact, length) : throw Malformed(fact, $"{length} bytes are not a whole number of elements of {elementBytes} bytes");
    }

    /// <summary>The records of a relationship; none when the machine does not give it.</summary>
    public IReadOnlyList<ProcessorRecord> Records(string fact) => Bytes(fact) is { } bytes ? ProcessorRecord.Parse(bytes) : [];

    /// <summary>A text without white space around it; null when missing or empty.</summary>
    public string? Text(string fact)
    {
        var length = Read(fact);
        if (length <= 0)
            return null;
        var text = Encoding.UTF8.GetString(_buffer, 0, length).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>The lines of a text, each without white space at its end, which may be none; null when the machine has no such fact.</summary>
    public string[]? Lines(string fact)
    {
        var length = Read(fact);
        return length < 0 ? null : System.Array.ConvertAll(Encoding.UTF8.GetString(_buffer, 0, length).Split(['\n'], StringSplitOptions.RemoveEmptyEntries), line => line.TrimEnd());
    }

    /// <summary>A whole number: <c>17179869184</c>; null when missing.</summary>
    public long? Number(string fact) => Text(fact) is { } text ? Parse(fact, text) : null;

    /// <summary>A whole number in a fact's text.</summary>
    public long Parse(string fact, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed(fact, $"'{text}' is not a whole number");

    public TopologyFormatException Malformed(string fact, string reason) => new(Machine.Locate(fact), reason);

    private TableBytes Take(string fact, int length)
    {
        var bytes = new byte[length];
        Buffer.BlockCopy(_buffer, 0, bytes, 0, length);
        return new TableBytes(Machine.Locate(fact), bytes);
    }

    private int Read(string fact)
    {
        Machine.Cancellation.ThrowIfCancellationRequested();
        return Machine.Read(fact, ref _buffer);
    }
}
