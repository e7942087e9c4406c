using System;
using System.IO;
using System.Text;

namespace NumaTopology.Remote;

/// <summary>The script that a host runs to answer: <c>collect.sh</c>, which stands in this assembly. It is the same for every host and question.</summary>
internal static class CollectorScript
{
    private const string Resource = "NumaTopology.Remote.collect.sh";

    private static readonly Lazy<byte[]> s_bytes = new(Read);

    /// <summary>The script as it is sent: ASCII, with the line ends of Unix.</summary>
    public static byte[] Bytes => s_bytes.Value;

    /// <summary>The script as text. It ends in a comment, for PowerShell ends what it prints as the system ends lines, and sh would take a carriage return for a word.</summary>
    public static string Text => Encoding.ASCII.GetString(Bytes) + "# This is all.";

    /// <summary>The word by which the script knows a question.</summary>
    public static string Word(HostQuestion question) => question switch
    {
        HostQuestion.FreeMemory => "memory",
        HostQuestion.Activity => "activity",
        HostQuestion.Cells => "cells",
        HostQuestion.Devices => "devices",
        HostQuestion.Capabilities => "capabilities",
        HostQuestion.Reservations => "reservations",
        HostQuestion.Processes => "processes",
        HostQuestion.ProcessMemory => "process-memory",
        _ => "all",
    };

    private static byte[] Read()
    {
        using var resource = typeof(CollectorScript).Assembly.GetManifestResourceStream(Resource)!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
