using System.IO;

namespace NumaTopology;

/// <summary>What a machine is called in a message.</summary>
internal static class MachineName
{
    /// <summary>The host, else the name of the file or folder that was read.</summary>
    public static string Of(string? hostName, string? snapshot) => hostName ?? (snapshot is null ? NumaCapabilities.ThisMachine : File(snapshot));

    /// <summary>The last part of a path; of a host over ssh there is no path.</summary>
    public static string File(string snapshot) => Path.GetFileName(snapshot.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)) is { Length: > 0 } name ? name : snapshot;
}
