using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace NumaTopology.Tests.Processes;

/// <summary>A recorded machine with more facts than were recorded.</summary>
internal static class ExtendedSnapshot
{
    /// <param name="recorded">The recorded machine.</param>
    /// <param name="facts">Each fact's lines, a line that begins with a colon in hexadecimal; null where it is refused.</param>
    /// <param name="path">Where to write it.</param>
    public static Machine Open(string recorded, Dictionary<string, string?> facts, string path)
    {
        var text = new List<string> { "NumaTopology snapshot 2" };
        text.AddRange(File.ReadLines(recorded).Skip(1).Where(line => line[0] != '.'));
        foreach (var (fact, content) in facts)
        {
            text.Add((content is null ? "! " : "= ") + fact);
            text.AddRange((content ?? "").Split('\n').Where(line => line.Length > 0).Select(line => line[0] == ':' ? line : " " + line));
        }

        File.WriteAllLines(path, [.. text, $". {text.Count(line => line[0] is '=' or '/' or '!')}"]);
        return MachineSource.OpenSnapshot(path);
    }
}
