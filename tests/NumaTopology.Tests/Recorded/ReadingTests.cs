using System.IO;
using System.Linq;
using NumaTopology.Machines;
using Xunit;

namespace NumaTopology.Tests.Recorded;

public class ReadingTests(RecordedMachines recorded)
{
    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Every_recorded_machine_is_read()
    {
        foreach (var folder in recorded.All())
        {
            var machine = NumaProbe.Capabilities(new FolderMachine(folder));
            Assert.NotEmpty(machine.Cells);
            Assert.True(machine.Cells.Any(cell => !cell.Cpus.IsEmpty), folder);
            Assert.Equal(machine.Cells.Select(cell => cell.Id).Order().Distinct(), machine.Cells.Select(cell => cell.Id));
        }
    }

    [Theory(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    [InlineData("48amd64-4pa2n6c-sparse", new[] { 0, 1, 2, 33, 34, 45, 72, 73 })]
    [InlineData("256ppc-8n8s4t", new[] { 0, 1, 4, 5, 8, 9, 12, 13 })]
    [InlineData("20s390-2g6s4c", new[] { 0 })]
    [InlineData("offline-cpu0-node0", new[] { 1 })]
    public void The_cells_are_those_that_the_recording_names(string name, int[] ids) =>
        Assert.Equal(ids, NumaProbe.CellIds(new FolderMachine(recorded.One(name))));

    [Theory(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    [InlineData("16amd64-8n2c-cpusets", "0-3,5-6,12-15", new[] { 1, 2, 3, 4 })] // the cpuset has 0-6,12-15; CPU 4 is offline
    [InlineData("fakeheterocpunuma", null, null)]
    public void What_is_allowed_is_apart_from_what_exists(string name, string? cpus, int[]? cells)
    {
        var machine = NumaProbe.Capabilities(new FolderMachine(recorded.One(name)));
        Assert.Equal(cpus, machine.AllowedCpus?.ToString());
        Assert.Equal(cells, machine.AllowedCells);
    }

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Memory_side_caches_and_both_classes_of_initiators_are_told()
    {
        var caches = NumaProbe.Cells(new FolderMachine(recorded.One("memorysidecaches")));
        Assert.Equal("L1 96GiB", Assert.Single(caches[0].MemorySideCaches).ToString());
        var node6 = NumaProbe.Capabilities(new FolderMachine(recorded.One("fakememinitiators-1np2c+1npp+gi"))).Interconnects.Where(value => value.Target == 6).ToList();
        Assert.Contains(node6, value => value is { AccessClass: 0, Type: InterconnectType.Latency, Value: 8 });
        Assert.Contains(node6, value => value is { AccessClass: 1, Type: InterconnectType.Latency, Value: 26 });
        Assert.Contains(node6, value => value is { AccessClass: 1, Type: InterconnectType.Bandwidth, Value: 131072L << 20 });
    }

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void A_snapshot_of_a_machine_says_what_the_machine_says()
    {
        foreach (var folder in recorded.All())
        {
            var file = Path.GetTempFileName();
            SnapshotExport.Save(new FolderMachine(folder), file, withIdentity: true, overwrite: true);
            var expected = NumaXml.Write(NumaProbe.Capabilities(new FolderMachine(folder)), NumaXmlSchema.Libvirt);
            Assert.Equal(expected, NumaXml.Write(NumaProbe.Capabilities(MachineSource.OpenSnapshot(file)), NumaXmlSchema.Libvirt));
            Assert.Equal(expected, NumaXml.Write(NumaXml.Read(expected), NumaXmlSchema.Libvirt));
            File.Delete(file);
        }
    }
}
