using System.Globalization;
using NumaTopology.Relations;

namespace NumaTopology.Linux;

/// <summary>
/// Reads in which socket a cell is: two files of its first processor, <c>cpuN/topology/physical_package_id</c> and the processors of that socket.
/// </summary>
internal static class CellSocketReader
{
    /// <summary>The socket of a cell; <paramref name="cpus"/> is null when its processors are unknown.</summary>
    public static CellSocket Read(FactReader reader, int id, CpuSet? cpus) => new(id)
    {
        HasNoCpus = cpus is { IsEmpty: true },
        Socket = cpus is null ? null : Holder(reader, cpus, "physical_package_id", "package_cpus", "core_siblings"),
        // The kernel always writes one, −1 where the firmware names none.
        SocketIsMissing = cpus is null || (cpus.First is { } first && !reader.TryRead(Fact(first, "physical_package_id"))),
    };

    /// <summary>
    /// The same with its die: <c>die_id</c> and <c>die_cpus_list</c>. Only a socket of three cells or more can have one that is neither the
    /// cell's alone nor the socket's, so the others are not asked.
    /// </summary>
    public static CellSocket WithDie(FactReader reader, CellSocket cellSocket, CpuSet cpus) => cellSocket with { Die = Holder(reader, cpus, "die_id", "die_cpus", null) };

    /// <summary>The part of the machine that the first processor is in, when it holds the others too.</summary>
    private static int? Holder(FactReader reader, CpuSet cpus, string idName, string setName, string? oldSetName)
    {
        if (cpus.First is not { } first || reader.Id(Fact(first, idName)) is not { } part)
            return null;
        var set = Set(reader, first, setName) ?? (oldSetName is null ? null : Set(reader, first, oldSetName));
        if (set is not null)
            return cpus.Except(CpuSet.Of(first)).IsSubsetOf(set) ? part : null;
        // A machine that was recorded without the set: each processor says where it is.
        foreach (var cpu in cpus.ToArray())
        {
            if (cpu != first && reader.Id(Fact(cpu, idName)) != part)
                return null;
        }

        return part;
    }

    private static CpuSet? Set(FactReader reader, int cpu, string name) => reader.CpuList(Fact(cpu, name + "_list")) ?? reader.CpuMask(Fact(cpu, name));

    private static string Fact(int cpu, string name) => $"{OnlineCpus.Folder}/cpu{cpu.ToString(CultureInfo.InvariantCulture)}/topology/{name}";
}
