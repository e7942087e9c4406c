using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Completion;

/// <summary>The machine that a command line which is being typed names.</summary>
internal static class NamedMachine
{
    /// <summary>What the capabilities that are bound, or the machine, answer. A completer must not fail: null where the machine cannot be read.</summary>
    public static T? Ask<T>(IDictionary bound, Func<NumaCapabilities, T?> ofCapabilities, Func<Machine, T> ofMachine)
        where T : class
    {
        try
        {
            if (bound["InputObject"] is { } input && LanguagePrimitives.ConvertTo<NumaCapabilities>(input) is { } capabilities)
                return ofCapabilities(capabilities);
            // A key is pressed for every letter: nobody is asked over ssh for it.
            if (bound.Contains("HostName"))
                return null;
            var path = LanguagePrimitives.ConvertTo<string[]>(bound["LiteralPath"] ?? bound["Snapshot"])?.FirstOrDefault();
            return ofMachine(string.IsNullOrEmpty(path) ? MachineSource.OpenLive() : MachineSource.OpenSnapshot(Resolve(path!)));
        }
        catch (Exception e) when (e is SnapshotException or TopologyFormatException or PlatformNotSupportedException or PSInvalidCastException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The path from where the user is in the file system, which is not where the process is.</summary>
    private static string Resolve(string path) => Path.Combine(new SessionState().Path.CurrentFileSystemLocation.ProviderPath, path);
}
