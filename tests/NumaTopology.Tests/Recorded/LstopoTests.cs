using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Memory, processors, distances and devices against what lstopo prints for the same machine.</summary>
public class LstopoTests
{
    public static TheoryData<string> MachinesWithMemory => [.. Printed.Where(name => Says(name).Contains(" local=", StringComparison.Ordinal))];

    public static TheoryData<string> MachinesWithMatrix => [.. Printed.Where(name => Matrix(name).Success)];

    public static TheoryData<string> MachinesWithXml => LinuxMachines.Here(new TheoryData<string> { "devices", "32em64t-2n8c+dax+nvme+mic+dimms", "40intel64-2g2n4c+pcilocality" });

    /// <summary>With how many of them lstopo draws.</summary>
    public static TheoryData<string, int> MachinesWithDevices => LinuxMachines.Here(new TheoryData<string, int> { { "devices", 7 }, { "32em64t-2n8c+dax+nvme+mic+dimms", 12 } });

    private static IEnumerable<string> Printed => [.. ComposedMachines.Of("lstopo"), .. RecordedMachines.Names.Where(name => File.Exists(Beside(name, ".console")))];

    [Theory]
    [MemberData(nameof(MachinesWithMemory))]
    public void Cells_have_the_memory_that_lstopo_prints(string name)
    {
        var machine = LinuxMachines.Read(name);
        foreach (Match node in Nodes(name))
        {
            if (node.Groups["local"] is not { Success: true } local)
                continue;
            // lstopo rounds to the nearest of its unit.
            var shift = node.Groups["unit"].Value switch { "KB" => 10, "MiB" => 20, _ => 30 };
            Assert.Equal(Number(local.Value), (machine.Cells.Single(cell => cell.Id == Id(node)).Memory + (1L << (shift - 1))) >> shift);
        }
    }

    [Theory]
    [MemberData(nameof(MachinesWithMatrix))]
    public void Distances_are_those_of_its_matrix(string name)
    {
        var ids = Nodes(name).ToDictionary(node => Number(node.Groups["index"].Value), Id);
        var matrix = Matrix(name);
        var columns = Numbers(matrix.Groups[1].Value);
        var theirs = matrix.Groups[2].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Numbers).SelectMany(row => columns.Select((column, at) => (From: ids[row[0]], To: ids[column], Value: row[at + 1]))).ToList();
        // It leaves nodes out that its process may not use.
        var drawn = theirs.Select(distance => distance.From).ToHashSet();
        var ours = LinuxMachines.Read(name).Distances.Where(distance => drawn.Contains(distance.From) && drawn.Contains(distance.To)).Select(distance => ((long)distance.From, (long)distance.To, (long)distance.Value));
        Assert.Equal(theirs.Order(), ours.Order());
    }

    [Theory]
    [MemberData(nameof(MachinesWithXml))]
    public void Cells_have_the_processors_and_bytes_of_its_XML(string name)
    {
        var nodes = Regex.Matches(SaysInXml(name), "type=\"NUMANode\" os_index=\"([0-9]+)\" cpuset=\"([^\"]*)\".*local_memory=\"([0-9]+)\"");
        Assert.NotEmpty(nodes);
        Assert.Equal(
            nodes.Select(node => (Number(node.Groups[1].Value), Mask(node.Groups[2].Value), (long?)Number(node.Groups[3].Value))).Order(),
            LinuxMachines.Read(name).Cells.Select(cell => ((long)cell.Id, cell.Cpus.ToString(), cell.Memory)).Order());
    }

    [Theory]
    [MemberData(nameof(MachinesWithDevices))]
    public void Devices_are_attached_to_the_cell_under_which_lstopo_draws_them(string name, int count)
    {
        var cells = NumaProbe.Devices(LinuxMachines.Open(name)).Where(device => device.CellId is not null).ToDictionary(device => device.Name, device => device.CellId.ToString());
        var drawn = XDocument.Parse(SaysInXml(name)).Descendants("object").Where(item => (string?)item.Attribute("type") == "OSDev" && cells.ContainsKey((string)item.Attribute("name")!))
            .ToDictionary(item => (string)item.Attribute("name")!, item => Mask((string)item.Ancestors().First(above => above.Attribute("nodeset") is not null).Attribute("nodeset")!));
        Assert.Equal(count, drawn.Count);
        Assert.All(drawn, device => Assert.Equal(device.Value, cells[device.Key]));
    }

    private static Match Matrix(string name) => Regex.Match(Says(name), "name NUMALatency.*\n +index(.*)\n((?: +[0-9]+ .*\n)+)");

    private static MatchCollection Nodes(string name) => Regex.Matches(Says(name), "NUMANode[^ ]* L#(?<index>[0-9]+) \\(P#(?<id>[0-9]+)(?: local=(?<local>[0-9]+)(?<unit>KB|MiB|GiB))?");

    private static long Id(Match node) => Number(node.Groups["id"].Value);

    private static string Says(string name) => ComposedMachines.Names.Contains(name) ? ComposedMachines.Said(name, "lstopo") : File.ReadAllText(Beside(name, ".console"));

    private static string SaysInXml(string name) => ComposedMachines.Names.Contains(name) ? ComposedMachines.Said(name, "lstopo.xml") : File.ReadAllText(Beside(name, ".xml"));

    private static string Beside(string name, string extension) => RecordedMachines.At("hwloc", name + extension);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static List<long> Numbers(string line) => [.. Regex.Matches(line, "[0-9]+").Select(number => Number(number.Value))];

    private static string Mask(string mask)
    {
        var bytes = Encoding.ASCII.GetBytes(mask.Replace("0x", "", StringComparison.Ordinal));
        return IdSetParser.TryParseMask(bytes, bytes.Length, out var set, out var reason) ? set.ToString() : reason;
    }
}
