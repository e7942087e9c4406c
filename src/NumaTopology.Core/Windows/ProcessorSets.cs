using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Windows;

/// <summary>The packages, dies or modules of a machine: the processors of each record, numbered from 0 in the order of the records.</summary>
internal sealed class ProcessorSets
{
    private readonly List<CpuSet> _sets;

    private ProcessorSets(List<CpuSet> sets) => _sets = sets;

    /// <summary>Masks stand behind the count at 30.</summary>
    public static ProcessorSets Read(WindowsReader reader, string fact, GroupNumbers groups) =>
        new(reader.Records(fact).Select(record => groups.Set(record.Masks(30), fact)).ToList());

    /// <summary>The set that has a processor; null when none does.</summary>
    public int? Find(int id) => NullWhenNegative(_sets.FindIndex(set => set.Contains(id)));

    /// <summary>The set that has all of some processors; null when none does.</summary>
    public int? Find(CpuSet cpus) => cpus.IsEmpty ? null : NullWhenNegative(_sets.FindIndex(cpus.IsSubsetOf));

    /// <summary>The number of the set that has a processor among those of its socket, as Linux numbers them.</summary>
    public int? FindIn(ProcessorSets packages, int? socket, int id) => Number(packages, socket, Find(id));

    /// <summary>The number of the set that has all of some processors among those of their socket.</summary>
    public int? FindIn(ProcessorSets packages, int? socket, CpuSet cpus) => Number(packages, socket, Find(cpus));

    private int? Number(ProcessorSets packages, int? socket, int? index) =>
        index is null || socket is null ? null : _sets.Take(index.Value).Count(part => part.Overlaps(packages._sets[socket.Value]));

    private static int? NullWhenNegative(int index) => index < 0 ? null : index;
}
