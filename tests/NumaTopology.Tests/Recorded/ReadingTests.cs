using System;
using System.IO;
using System.Linq;
using System.Text;
using NumaTopology.Linux;
using NumaTopology.Machines.Linux;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Recorded;

public class ReadingTests
{
    public static TheoryData<string> Machines => [.. LinuxMachines.Names];

    public static TheoryData<string, int[]> Ids => LinuxMachines.Here(new TheoryData<string, int[]>
    {
        { "sparse-dies", [0, 1, 8, 9, 16, 17, 24, 25] },
        { "power-pairs", [0, 1, 4, 5, 8, 9] },
        { "armv7", [0] },
        { "offline-node", [1] },
        { "48amd64-4pa2n6c-sparse", [0, 1, 2, 33, 34, 45, 72, 73] },
        { "256ppc-8n8s4t", [0, 1, 4, 5, 8, 9, 12, 13] },
        { "20s390-2g6s4c", [0] },
        { "offline-cpu0-node0", [1] },
    });

    public static TheoryData<string, string?, int[]?> Allowed => LinuxMachines.Here(new TheoryData<string, string?, int[]?>
    {
        { "cgroup1", "0-3,5", [1, 2, 3] }, // the cpuset has 0-5; CPU 4 is offline
        { "uneven", null, null },
        { "16amd64-8n2c-cpusets", "0-3,5-6,12-15", [1, 2, 3, 4] }, // the cpuset has 0-6,12-15; CPU 4 is offline
        { "fakeheterocpunuma", null, null },
    });

    public static TheoryData<string, string> MemorySideCaches => LinuxMachines.Here(new TheoryData<string, string> { { "side-caches", "L1 16GiB" }, { "memorysidecaches", "L1 96GiB" } });

    /// <summary>With a node that a device reaches faster than any processor.</summary>
    public static TheoryData<string, int> Initiators => LinuxMachines.Here(new TheoryData<string, int> { { "initiators", 2 }, { "fakememinitiators-1np2c+1npp+gi", 6 } });

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_machine_has_cells_in_order_and_processors(string name)
    {
        var machine = LinuxMachines.Read(name);
        Assert.NotEmpty(machine.Cells);
        Assert.Contains(machine.Cells, cell => !cell.Cpus.IsEmpty);
        Assert.Equal(machine.Cells.Select(cell => cell.Id).Order().Distinct(), machine.Cells.Select(cell => cell.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_cells_are_the_nodes_that_are_there(string name, int[] ids) => Assert.Equal(ids, NumaProbe.CellIds(LinuxMachines.Open(name)));

    [Theory]
    [MemberData(nameof(Allowed))]
    public void What_is_allowed_is_apart_from_what_exists(string name, string? cpus, int[]? cells)
    {
        var machine = LinuxMachines.Read(name);
        Assert.Equal(cpus, machine.AllowedCpus?.ToString());
        Assert.Equal(cells, machine.AllowedCells);
    }

    [Theory]
    [MemberData(nameof(MemorySideCaches))]
    public void The_cache_in_front_of_memory_is_told(string name, string cache) => Assert.Equal(cache, Assert.Single(LinuxMachines.Read(name).Cells[0].MemorySideCaches).ToString());

    [Theory]
    [MemberData(nameof(Initiators))]
    public void Both_classes_of_who_reaches_memory_are_told(string name, int target)
    {
        var values = LinuxMachines.Read(name).Interconnects.Where(value => value.Target == target).ToList();
        Assert.Contains(values, value => value is { AccessClass: 0, Type: InterconnectType.Latency, Value: 8 });
        Assert.Contains(values, value => value is { AccessClass: 1, Type: InterconnectType.Latency, Value: 26 });
        Assert.Contains(values, value => value is { AccessClass: 1, Type: InterconnectType.Bandwidth, Value: 131072L << 20 });
    }

    [Fact]
    public void The_kinds_of_cores_are_told_apart() =>
        Assert.Equal(
            [(CoreKind.Performance, "0-3"), (CoreKind.Efficiency, "4-7"), (CoreKind.LowPower, "8-9")],
            LinuxMachines.Read("hybrid").Cells[0].Processors!.GroupBy(cpu => cpu.CoreKind!.Value).Select(kind => (kind.Key, CpuSet.From(kind.Select(cpu => cpu.Id)).ToString())));

    [Theory(Skip = "links and the names of PCI functions are Linux's", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [MemberData(nameof(Machines))]
    public void A_snapshot_says_what_the_folder_says_that_it_was_made_of(string name)
    {
        using var composed = new MachineBuilder();
        var folder = LinuxMachines.Open(name) is SnapshotMachine machine ? LayOut(machine, composed) : RecordedMachines.Folder(name);
        var file = Path.GetTempFileName();
        SnapshotExport.Save(new FolderMachine(folder), file, withIdentity: true, overwrite: true);
        var expected = NumaXml.Write(NumaProbe.Capabilities(new FolderMachine(folder)), NumaXmlSchema.Libvirt);
        Assert.Equal(expected, NumaXml.Write(NumaProbe.Capabilities(MachineSource.OpenSnapshot(file)), NumaXmlSchema.Libvirt));
        Assert.Equal(expected, NumaXml.Write(NumaXml.Read(expected), NumaXmlSchema.Libvirt));
        File.Delete(file);
    }

    private static string LayOut(SnapshotMachine machine, MachineBuilder folder)
    {
        foreach (var (fact, content) in machine.Facts)
        {
            var text = Encoding.UTF8.GetString(content);
            if (!fact.StartsWith("link/", StringComparison.Ordinal))
                folder.File(fact, text);
            else
                File.CreateSymbolicLink(Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Root, fact[5..]))!).FullName + "/" + Path.GetFileName(fact), text);
        }

        return folder.Root;
    }
}
