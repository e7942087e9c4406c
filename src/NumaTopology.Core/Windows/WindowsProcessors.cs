using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>Builds the processors from the records of cores, packages, dies and modules. Numbers count from 0 in the order of the records.</summary>
internal sealed class WindowsProcessors
{
    private const int EfficiencyClassAt = 9;
    private const int GroupCountAt = 30;

    private readonly Dictionary<int, LogicalProcessor> _processors = [];

    public WindowsProcessors(WindowsReader reader, GroupNumbers groups)
    {
        var packages = ProcessorSets.Read(reader, WindowsFacts.Packages, groups);
        var dies = ProcessorSets.Read(reader, WindowsFacts.Dies, groups);
        var modules = ProcessorSets.Read(reader, WindowsFacts.Modules, groups);
        var cpuSets = WindowsCpuSets.Read(reader, groups)?.Ids;
        var cores = reader.Records(WindowsFacts.Cores);
        var architecture = reader.Text(WindowsFacts.Architecture);
        var classes = cores.Select(core => (int)core.U8(EfficiencyClassAt)).Distinct().OrderByDescending(value => value).ToList();
        var next = new Dictionary<int, int>();
        foreach (var core in cores)
        {
            var siblings = groups.Set(core.Masks(GroupCountAt), WindowsFacts.Cores);
            if (siblings.First is not { } first)
                continue;
            var socket = packages.Find(first);
            next.TryGetValue(socket ?? -1, out var number);
            next[socket ?? -1] = number + 1;
            var efficiency = core.U8(EfficiencyClassAt);
            foreach (var id in siblings.ToArray())
            {
                var inGroup = groups.InGroup(id);
                _processors[id] = new LogicalProcessor
                {
                    Id = id,
                    Group = inGroup.Group,
                    Number = inGroup.Number,
                    CpuSetId = cpuSets is not null && cpuSets.TryGetValue(id, out var cpuSet) ? cpuSet : null,
                    Socket = socket,
                    Die = dies.FindIn(packages, socket, first),
                    Cluster = modules.FindIn(packages, socket, first),
                    // Cores are counted within their socket.
                    Core = socket is null ? null : number,
                    Siblings = siblings,
                    EfficiencyClass = efficiency,
                    CoreKind = KindOf(efficiency, classes, architecture),
                };
            }
        }
    }

    /// <summary>The processors that some core has.</summary>
    public CpuSet All => CpuSet.From(_processors.Keys);

    /// <summary>The processors of a set; one that no core has stands with its number and group only.</summary>
    public IReadOnlyList<LogicalProcessor> Of(CpuSet cpus, GroupNumbers groups) => cpus.Ids
        .Select(id => _processors.TryGetValue(id, out var processor) ? processor : new LogicalProcessor { Id = id, Group = groups.InGroup(id).Group, Number = groups.InGroup(id).Number })
        .ToList();

    /// <summary>
    /// With one class all cores are alike. Of two, the faster is for performance. Of three, the slowest is for background work on x86 (low-power efficiency cores);
    /// on Arm it is LITTLE, and the others are big and prime.
    /// </summary>
    private static CoreKind? KindOf(int efficiency, List<int> classes, string? architecture)
    {
        if (classes.Count < 2)
            return null;
        var isFastest = efficiency == classes[0];
        var isSlowest = efficiency == classes[classes.Count - 1];
        if (classes.Count == 2 || isFastest)
            return isFastest ? CoreKind.Performance : CoreKind.Efficiency;
        return architecture switch
        {
            null => null,
            "x86_64" or "i686" => isSlowest ? CoreKind.LowPower : CoreKind.Efficiency,
            _ => isSlowest ? CoreKind.Efficiency : CoreKind.Performance,
        };
    }
}
