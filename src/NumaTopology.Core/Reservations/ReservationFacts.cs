using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Processes;

namespace NumaTopology.Reservations;

/// <summary>What the sources of reservations share: the machine, its cgroups, and the processes that a source has told of already.</summary>
internal sealed class ReservationFacts(FactReader reader)
{
    private readonly ThreadStatusReader _status = new(reader);

    public FactReader Reader => reader;

    public CgroupTree? Cgroups => field ??= CgroupTree.Find(reader);

    /// <summary>The processes whose threads belong to a reservation that was told.</summary>
    public HashSet<string> ToldProcesses { get; } = [];

    /// <summary>This process and those that started it. What they are bound to is what this process is allowed, and not held by something else.</summary>
    public HashSet<string> OwnProcesses => field ??= Ancestry();

    /// <summary>Whether this process is in a cgroup, or in one below it, whose CPUs it may use then.</summary>
    public bool IsOwn(string group) => (OwnGroup + "/").StartsWith(group + "/", StringComparison.Ordinal);

    // Empty for the top one, which holds nothing, and where it is unknown.
    private string OwnGroup => field ??= (Cgroups is { } tree && new Cgroups(reader) is var own && (tree.IsVersion2 ? own.OfVersion2 : own.OfVersion1("cpuset")) is { } path ? tree.Below(path) : null) ?? "";

    /// <summary>The CPUs that a thread may run on when nothing binds it: those online, less the isolated ones.</summary>
    public CpuSet? Unbound => field ??= OnlineCpus.Read(reader)?.Except(reader.CpuList(KernelReservations.Isolated) ?? CpuSet.Empty);

    /// <summary>Whether a name below <c>proc</c> is a process.</summary>
    public static bool IsNumber(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>CPUs that are written in a file's field; malformed is an error that names the file.</summary>
    public CpuSet Cpus(string fact, string list) => Parsed(fact, () => CpuSet.Parse(list));

    /// <summary>Nodes that are written in a file's field, ascending; malformed is an error that names the file.</summary>
    public IReadOnlyList<int> Nodes(string fact, string list) => Parsed(fact, () => NodeSet.Parse(list).ToArray());

    /// <summary>What is parsed of a file's text; a <see cref="FormatException"/> becomes an error that names the file.</summary>
    public T Parsed<T>(string fact, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException e)
        {
            throw reader.Malformed(fact, e.Message);
        }
    }

    /// <summary>Bytes that a process has in memory, but for files, and in huge pages: <c>RssAnon:	   42856 kB</c>, <c>RssShmem</c> and <c>HugetlbPages</c>; null where its status does not say.</summary>
    public (long? Ordinary, long? HugePages) Touched(int process)
    {
        var fact = $"proc/{process}/status";
        var status = reader.Fields(fact).ToList();
        return (Kibibytes("RssAnon") + Kibibytes("RssShmem"), Kibibytes("HugetlbPages"));

        long? Kibibytes(string key) => status.Find(field => field.Key == key).Value is not { } text ? null
            : text.EndsWith(" kB", StringComparison.Ordinal) && long.TryParse(text.Substring(0, text.Length - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MachineLimits.CellMemory >> 10
                ? number << 10
                : throw reader.Malformed(fact, $"{key} is '{text}', not a number of kB");
    }

    /// <summary>The CPUs that all these threads may run on together, from <c>Cpus_allowed_list:	2-3</c> of their status; null when none of them can be read.</summary>
    public CpuSet? Allowed(IEnumerable<string> threadFolders)
    {
        CpuSet? all = null;
        foreach (var folder in threadFolders)
        {
            if (_status.Read(folder)?.Cpus is { } cpus)
                all = cpus.Union(all ?? CpuSet.Empty);
        }

        return all;
    }

    /// <summary>From <c>Pid:	2400</c> and <c>PPid:	2381</c> of one status to the next; what the first process was started by is 0.</summary>
    private HashSet<string> Ancestry()
    {
        var all = new HashSet<string>();
        for (var status = reader.Fields("proc/self/status").ToList(); Id(status, "Pid") is { } id && all.Add(id);)
            status = Id(status, "PPid") is { } parent ? reader.Fields($"proc/{parent}/status").ToList() : [];
        return all;
    }

    private static string? Id(List<KeyValuePair<string, string>> status, string key) => status.Find(field => field.Key == key).Value is { } id && IsNumber(id) && id != "0" ? id : null;
}
