using System.IO;
using System.Linq;

namespace NumaTopology.Tests.Acts;

/// <summary>The files that this Linux process has open.</summary>
internal static class OpenFiles
{
    /// <summary>Their paths (proc_pid_fd(5)).</summary>
    public static string?[] Names() => [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget)];
}
