using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NumaTopology.Machines;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Memory, processors and distances against what lstopo prints for the same machine; its text lies beside the recording.</summary>
public class LstopoTests(RecordedMachines recorded)
{
    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Cells_have_the_memory_that_lstopo_prints()
    {
        var compared = 0;
        foreach (var (machine, says) in Machines(".console"))
        {
            foreach (Match node in Regex.Matches(says, "NUMANode[^ ]* L#[0-9]+ \\(P#([0-9]+) local=([0-9]+)(MiB|GiB)"))
            {
                var cell = machine.Cells.Single(cell => cell.Id == Number(node.Groups[1].Value));
                // lstopo rounds to the nearest.
                var shift = node.Groups[3].Value == "MiB" ? 20 : 30;
                Assert.Equal(Number(node.Groups[2].Value), (cell.Memory + (1L << (shift - 1))) >> shift);
                compared++;
            }
        }

        Assert.True(compared > 90);
    }

    [Theory(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    [InlineData("32em64t-2n8c+dax+nvme+mic+dimms")]
    [InlineData("40intel64-2g2n4c+pcilocality")]
    public void Cells_have_the_processors_and_bytes_of_its_XML(string name)
    {
        var machine = NumaProbe.Capabilities(new FolderMachine(recorded.One(name)));
        var nodes = Regex.Matches(Says(name, ".xml"), "type=\"NUMANode\" os_index=\"([0-9]+)\" cpuset=\"([^\"]*)\".*local_memory=\"([0-9]+)\"");
        Assert.Equal(
            nodes.Select(node => (Number(node.Groups[1].Value), Mask(node.Groups[2].Value), (long?)Number(node.Groups[3].Value))).Order(),
            machine.Cells.Select(cell => ((long)cell.Id, cell.Cpus.ToString(), cell.Memory)).Order());
    }

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Distances_are_those_of_its_matrix()
    {
        var compared = 0;
        foreach (var (machine, says) in Machines(".console"))
        {
            var ids = Regex.Matches(says, "NUMANode[^ ]* L#([0-9]+) \\(P#([0-9]+)").ToDictionary(node => Number(node.Groups[1].Value), node => Number(node.Groups[2].Value));
            var matrix = Regex.Match(says, "name NUMALatency.*\n +index(.*)\n((?: +[0-9]+ .*\n)+)");
            if (!matrix.Success)
                continue;
            var columns = Numbers(matrix.Groups[1].Value);
            foreach (var row in matrix.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Numbers))
            {
                for (var column = 0; column < columns.Count; column++)
                {
                    var distance = machine.Distances.Single(distance => distance.From == ids[row[0]] && distance.To == ids[columns[column]]);
                    Assert.Equal(row[column + 1], distance.Value);
                    compared++;
                }
            }
        }

        Assert.True(compared > 4000);
    }

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Devices_hang_at_the_cell_under_which_lstopo_draws_them()
    {
        const string name = "32em64t-2n8c+dax+nvme+mic+dimms";
        var cells = NumaProbe.Devices(new FolderMachine(recorded.One(name))).Where(device => device.CellId is not null).ToDictionary(device => device.Name, device => device.CellId.ToString());
        var drawn = XDocument.Parse(Says(name, ".xml")).Descendants("object").Where(item => (string?)item.Attribute("type") == "OSDev" && cells.ContainsKey((string)item.Attribute("name")!))
            .ToDictionary(item => (string)item.Attribute("name")!, item => Mask((string)item.Ancestors().First(above => above.Attribute("nodeset") is not null).Attribute("nodeset")!));
        Assert.Equal(12, drawn.Count);
        Assert.All(drawn, device => Assert.Equal(device.Value, cells[device.Key]));
    }

    private IEnumerable<(NumaCapabilities Machine, string Says)> Machines(string extension)
    {
        foreach (var folder in recorded.All())
        {
            if (File.Exists(Beside(Path.GetFileName(folder), extension)))
                yield return (NumaProbe.Capabilities(new FolderMachine(folder)), Says(Path.GetFileName(folder), extension));
        }
    }

    private static string Says(string name, string extension) => File.ReadAllText(Beside(name, extension));

    private static string Beside(string name, string extension) => Path.Combine(RecordedMachines.Shared, "machines", "hwloc", name + extension);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static List<long> Numbers(string line) => [.. Regex.Matches(line, "[0-9]+").Select(number => Number(number.Value))];

    private static string Mask(string mask)
    {
        var bytes = Encoding.ASCII.GetBytes(mask.Replace("0x", "", StringComparison.Ordinal));
        return CpuSetParser.TryParseMask(bytes, bytes.Length, out var set, out var reason) ? set.ToString() : reason;
    }
}
