using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Model;

/// <summary>What is read says whose it is: by the name that it was asked by, its own, or what the snapshot's header notes.</summary>
public class HostNameTests
{
    private static readonly string s_windows = Path.Combine(Repository.Machines, "windows-devices.numa");

    [Theory]
    [InlineData("db7", "host17", "host17")]
    [InlineData("db7", null, "db7")]
    [InlineData("db7", "(none)", "db7")]
    [InlineData("(none)", "(none)", null)] // what Linux calls a host without a name
    [InlineData(null, null, null)]
    public void A_snapshot_tells_its_own_name_or_its_headers(string? header, string? own, string? expected)
    {
        var text = "NumaTopology snapshot 1\nsystem: Linux\n" + (header is null ? "" : $"host: {header}\n") + (own is null ? "" : $"= proc/sys/kernel/hostname\n {own}\n")
            + "/ sys/devices/system/node\n node0\n= sys/devices/system/node/node0/distance\n 10\n= sys/devices/system/node/node0/meminfo\n Node 0 MemTotal: 4 kB\n= sys/devices/system/cpu/online\n 0\n"
            + $". {(own is null ? 4 : 5)}\n";
        foreach (var name in Names(Open(text)))
            Assert.Equal(expected, name);
    }

    [Fact]
    public void What_hwloc_gathered_tells_the_name_too()
    {
        using var machine = new MachineBuilder().Cell(0, "0").Distances("10").File("proc/hwloc-nofile-info", "HostName: node17\n");
        Assert.All(Names(machine.Machine), name => Assert.Equal("node17", name));
    }

    [Fact]
    public void Everything_of_a_Windows_machine_has_its_name()
    {
        var text = File.ReadAllText(s_windows).Replace("system: Windows\n", "system: Windows\nhost: WIN7\n", System.StringComparison.Ordinal);
        var names = Names(Open(text)).ToList();
        Assert.All(names, name => Assert.Equal("WIN7", name));
        Assert.True(names.Count > 10);
    }

    [Fact]
    public void A_machine_without_a_name_is_called_by_its_file()
    {
        Assert.Equal("hmat.numa", NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "hmat.numa"))).ToString());
        Assert.StartsWith("(XML) ", NumaXml.Read(NumaXml.Write(new NumaCapabilities { Cells = [new NumaCell { Id = 0 }] }, NumaXmlSchema.Nested)).ToString(), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_is_called_as_it_was_asked_whatever_it_says()
    {
        using var answer = new MemoryStream(File.ReadAllBytes(Path.Combine(Repository.Machines, "limits.numa")));
        Assert.All(Names(SnapshotReader.Read(answer, "ssh:op@db7", "db7", CancellationToken.None)), name => Assert.Equal("db7", name));
    }

    private static Machine Open(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return MachineSource.OpenSnapshot(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IEnumerable<string?> Names(Machine machine)
    {
        var whole = NumaProbe.Capabilities(machine);
        var answer = PlacementFinder.Find(whole, new PlacementRequest { MaxCell = 1 });
        return
        [
            whole.HostName, .. whole.Cells.Select(cell => cell.HostName), .. whole.Distances.Select(distance => distance.HostName), .. (whole.Devices ?? []).Select(device => device.HostName),
            .. NumaDistanceRow.Of(whole.Distances).Select(row => row.HostName), .. NumaProbe.Cells(machine).Select(cell => cell.HostName), .. NumaProbe.FreeMemory(machine).Select(reading => reading.HostName),
            .. NumaProbe.Distances(machine).Select(distance => distance.HostName), .. NumaProbe.Devices(machine).Select(device => device.HostName),
            .. answer.Placements.Select(placement => placement.HostName), .. answer.Rejected.Select(cell => cell.HostName),
        ];
    }
}
