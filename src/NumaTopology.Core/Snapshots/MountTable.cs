using System.Linq;
using System.Text;
using NumaTopology.Linux;

namespace NumaTopology.Snapshots;

/// <summary>What a snapshot keeps of the process's mounts: those of cgroups. The others tell of disks, servers and users, and nobody reads them.</summary>
internal static class MountTable
{
    /// <summary>The content of a fact, with the lines of other file systems taken out where it is a table of mounts.</summary>
    public static byte[]? Keep(string fact, byte[]? content)
    {
        if (content is null || fact is not (CgroupMount.InfoFact or CgroupMount.ListFact))
            return content;
        // Latin-1 keeps every byte as it is.
        var latin1 = Encoding.GetEncoding(28591);
        var lines = latin1.GetString(content).Split('\n').Where(line => CgroupMount.Parse(fact, line) is not null);
        return latin1.GetBytes(string.Concat(lines.Select(line => line + "\n")));
    }
}
