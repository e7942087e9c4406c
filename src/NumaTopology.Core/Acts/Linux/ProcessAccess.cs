using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Processes;

namespace NumaTopology.Acts.Linux;

/// <summary>
/// Whether this process may bind another, told without trying. A thread of the kernel is never bound: many are pinned for a reason, those that kthreadd makes inherit its CPUs,
/// and none has memory. The kernel lets it bind others with the other's effective or real user, or with CAP_SYS_NICE (check_same_owner and
/// sched_setaffinity). What is not reported is not held against it: then the kernel says it.
/// </summary>
internal static class ProcessAccess
{
    // linux/capability.h: CAP_SYS_NICE.
    private const int SystemNice = 23;

    /// <exception cref="NumaActException">It may not.</exception>
    public static void Require(FactReader reader, int process)
    {
        if (ThreadStat.Read(reader, ThreadReader.Folder(process)) is { IsOfKernel: true } thread)
            throw new NumaActException(NumaActError.KernelThread, $"{thread.Name} ({PlacementText.Number(process)}) is a kernel thread; those are not moved.");
        var own = Status(reader, "proc/self");
        if (!own.TryGetValue("CapEff", out var mask) || !ulong.TryParse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var capabilities) || (capabilities >> SystemNice & 1) != 0)
            return;
        if (Users(own) is [_, var user, ..] && Users(Status(reader, ThreadReader.Folder(process))) is [var real, var effective, ..] && user != real && user != effective)
            throw new NumaActException(NumaActError.AccessDenied, $"Process {PlacementText.Number(process)} belongs to another user.");
    }

    // Uid:	1000	1000	1000	1000
    // CapEff:	000001ffffffffff
    private static Dictionary<string, string> Status(FactReader reader, string folder)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in reader.Fields(folder + "/status").Where(field => field.Key is "Uid" or "CapEff"))
            lines[field.Key] = field.Value.Trim();
        return lines;
    }

    private static string[] Users(Dictionary<string, string> status) => status.TryGetValue("Uid", out var users) ? users.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) : [];
}
