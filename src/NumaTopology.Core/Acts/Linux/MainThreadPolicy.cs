using System;
using System.IO;
using System.Text;
using NumaTopology.Processes;

namespace NumaTopology.Acts.Linux;

/// <summary>
/// The memory policy of a process's main thread: the first mapping in <c>proc/PID/numa_maps</c> is the program's own text, which has no other.
/// <code>55d0c8a00000 bind:1 file=/usr/bin/serve mapped=12 N1=12 kernelpagesize_kB=4</code>
/// </summary>
internal static class MainThreadPolicy
{
    // An address, and a policy of at most 63 characters (show_numa_map in fs/proc/task_mmu.c). The kernel walks every mapping that it writes, which takes seconds in a large
    // process; of so short a read it walks the first few, which are of the program's file.
    private const int Bytes = 128;

    /// <summary>Reads it as it is written, such as <c>bind:1</c> or <c>default</c>; null when the process has ended or it is refused.</summary>
    public static string? Read(int process)
    {
        try
        {
            using var file = new FileStream($"/{ThreadReader.Folder(process)}/numa_maps", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            var bytes = new byte[Bytes];
            return Parse(Encoding.UTF8.GetString(bytes, 0, file.Read(bytes, 0, Bytes)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The policy of the first line of a text that may end within a word.</summary>
    public static string? Parse(string text)
    {
        var end = text.IndexOfAny(['\n', '\r']);
        end = end < 0 ? text.LastIndexOf(' ') : end;
        return end < 0 ? null : NumaMaps.Policy(text.Substring(0, end).Split([' '], StringSplitOptions.RemoveEmptyEntries), out _);
    }
}
