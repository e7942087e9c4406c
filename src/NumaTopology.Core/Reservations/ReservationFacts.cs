using System;
using System.Collections.Generic;
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

    /// <summary>The CPUs that a thread may run on when nothing binds it: those online, less the isolated ones.</summary>
    public CpuSet? Unbound => field ??= OnlineCpus.Read(reader)?.Except(reader.CpuList(KernelReservations.Isolated) ?? CpuSet.Empty);

    /// <summary>CPUs that are written in a file's field; malformed is an error that names the file.</summary>
    public CpuSet Cpus(string fact, string list) => Parsed(fact, () => CpuSet.Parse(list));

    /// <summary>Nodes that are written in a file's field, ascending; malformed is an error that names the file.</summary>
    public IReadOnlyList<int> Nodes(string fact, string list) => Parsed(fact, () => NodeSet.Parse(list).ToArray());

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

    private T Parsed<T>(string fact, Func<T> parse)
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
}
