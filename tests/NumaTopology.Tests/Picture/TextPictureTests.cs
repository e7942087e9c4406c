using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>What can be read back from the text pictures of all machines, at every width that the help names.</summary>
public class TextPictureTests
{
    private static readonly int[] s_widths = [40, 60, 80, 120, 200];

    public static TheoryData<string> Machines => [.. Directory.GetFiles(Repository.Machines, "*.numa").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal), .. RecordedMachines.Names];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_node_CPU_and_device_is_in_the_picture_and_no_line_is_too_long(string name)
    {
        var machine = Read(name);
        foreach (var width in s_widths)
        {
            foreach (var fold in new[] { true, false })
            {
                var lines = NumaPicture.Text(machine, new PictureOptions { Width = width, Fold = fold });
                var said = $"{name} at {width}{(fold ? "" : ", not folded")}:\n{string.Join('\n', lines)}";
                Assert.True(lines.All(line => line.Length <= width), said);
                Assert.DoesNotContain(lines, line => line.Any(char.IsControl) || line.EndsWith(' ') || line.Contains('?', StringComparison.Ordinal));
                Assert.True(!fold || lines.Count <= 60, said);
                var tree = Tree(lines);
                Assert.True(machine.Cells.Select(cell => cell.Id).SequenceEqual(Nodes(tree)), said);
                Assert.True(machine.OnlineCpus == Cpus(tree), said);
                foreach (var device in machine.Devices ?? [])
                    Assert.True(tree.Replace('\n', ' ').Contains(" " + device.Name, StringComparison.Ordinal), $"{device}: {said}");
            }
        }
    }

    [Fact]
    public void An_ASCII_console_gets_ASCII_with_the_same_nodes_and_numbers()
    {
        foreach (var name in new[] { "devices", "hmat", "ladder", "three-levels", "uneven" })
        {
            var machine = Read(name);
            var ascii = NumaPicture.Text(machine, new PictureOptions { Ascii = true, Width = 60 });
            Assert.All(ascii, line => Assert.Matches("^[ -~]*$", line));
            Assert.Equal(Numbers(NumaPicture.Text(machine, new PictureOptions { Width = 60 })), Numbers(ascii));
        }
    }

    [Fact]
    public void Colour_adds_escape_sequences_and_nothing_else()
    {
        var machine = Read("hmat");
        var coloured = NumaPicture.Text(machine, new PictureOptions { Color = true });
        Assert.Contains(coloured, line => line.Contains('\u001b', StringComparison.Ordinal));
        Assert.Equal(NumaPicture.Text(machine), coloured.Select(line => Regex.Replace(line, "\u001b\\[[0-9;]*m", "")));
    }

    [Fact]
    public void What_is_alike_is_drawn_once()
    {
        Assert.Contains("└─ 4 × socket 0-3: nodes 0-1 | 2-3 | 4-5 | 6-7", NumaPicture.Text(Read("ladder")));
        Assert.Contains(NumaPicture.Text(Read("ladder")), line => line.StartsWith("   └─ 2 × node in each: 8 cores", StringComparison.Ordinal));
        Assert.Equal(4, NumaPicture.Text(Read("ladder"), new PictureOptions { Fold = false }).Count(line => line.Contains("─ socket ", StringComparison.Ordinal)));
    }

    // Windows says how much is available, not how much of it is free.
    [Fact]
    public void Where_free_memory_is_not_reported_no_room_is_left_for_bars() =>
        Assert.Contains("   CPUs 0-7  9 GiB of 16 GiB available", NumaPicture.Text(Read("windows-hybrid-laptop")));

    // What stands there is in the snapshots: initiators/read_latency, the groups' masks, cpu/present, a cpuset of 0-5 without CPU 4.
    [Theory]
    [InlineData("hmat", "│  └─ node 3: memory-only, memory-side cache 64 MiB, read 250 ns, 68.7 GB/s")]
    [InlineData("initiators", "│     ├─ node 2: memory-only, read 26 ns, 137 GB/s")] // access1/initiators; the 8 ns of access0 are those of a device
    [InlineData("windows-2x64", "2 processor groups: CPUs 0-63 | 64-127")]
    [InlineData("cgroup1", "offline: CPU 4")]
    [InlineData("cgroup1", "allowed: 5 of 7 CPUs: 0-3,5")]
    [InlineData("cgroup1", "allowed: memory of nodes 1-3")]
    [InlineData("limits", "limited: memory: 195.1 MiB left of 200 MiB (memory.max)")] // memory.max 209715200; memory.current less inactive_file
    [InlineData("hybrid", "└─ node 0 in socket 0: 2 performance cores × 2 threads + 4 efficiency cores + 2 low-power cores")]
    public void What_an_operator_wants_to_know_first_is_there(string name, string line) => Assert.Contains(line, NumaPicture.Text(Read(name), new PictureOptions { Width = 120 }));

    [Fact]
    public void Devices_whose_node_is_not_reported_are_told_apart()
    {
        var machine = Read("windows-devices");
        Assert.Contains("node not reported: disk PhysicalDrive2 (28.7 GiB); GPU NVIDIA A100", NumaPicture.Text(machine));
    }

    [Fact]
    public void A_bar_has_what_is_in_use_reclaimable_and_free()
    {
        // 8 GiB, of which 4 are free and 2 more can be reclaimed: 40 columns, 5 for each GiB.
        var cell = new NumaCell { Id = 0, Cpus = CpuSet.Parse("0"), Memory = 8L << 30, FreeMemory = 4L << 30, AvailableMemory = 6L << 30 };
        var lines = NumaPicture.Text(new NumaCapabilities { HostName = "db7", Cells = [cell], OnlineCpus = CpuSet.Parse("0") }, new PictureOptions { Width = 100 });
        Assert.Contains($"   CPU 0  {new string('█', 10)}{new string('▒', 10)}{new string('░', 20)}  6 GiB of 8 GiB available", lines);
        Assert.Contains("█ in use   ▒ reclaimable   ░ free", lines);
    }

    [Fact]
    public void Distances_are_darker_the_farther()
    {
        var lines = NumaPicture.Text(Read("hmat"));
        Assert.Contains("  1 ░21  10 ░21 ▒28", lines);
        Assert.Contains("  2 ▓31 ░21  10 █38", lines);
        Assert.Contains("links: 0 to 1,3; 1 to 2", lines);
    }

    // The distances that stand in the snapshots.
    [Theory]
    [InlineData("windows-sub-numa", "links between sockets: 0 to 2-3; 1 to 2-3; closer than a link: 0 to 1; 2 to 3")]
    [InlineData("devices", "links: 0 to 1")]
    [InlineData("flat", "links: all pairs of nodes 0-3")]
    public void Nodes_that_are_closer_than_a_link_are_told(string name, string line) => Assert.Contains(line, NumaPicture.Text(Read(name), new PictureOptions { Width = 120 }));

    [Fact]
    public void A_placement_is_marked_at_the_nodes_that_it_takes()
    {
        var machine = Read("hmat");
        var placement = Place(machine, new PlacementRequest { Cpu = 4, Memory = 200L << 20 });
        var lines = NumaPicture.Text(machine, new PictureOptions { Placements = [placement] });
        Assert.Equal(placement.Cells.Count, lines.Count(line => line.Contains("▶ placement 1: ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains($"▶ placement 1: CPUs {placement.CellCpus[0].Cpus}; 200 MiB", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_many_processes_those_with_most_memory_are_marked_and_the_others_counted()
    {
        var machine = Read("devices");
        var processes = Enumerable.Range(1, 30).Select(id => new NumaProcess { Id = id, Name = "p" + id, Usage = [new NumaProcessCell { CellId = 1, Threads = 2, Anonymous = id << 20 }] }).ToList();
        var lines = NumaPicture.Text(machine, new PictureOptions { Processes = processes });
        Assert.Contains(lines, line => line.EndsWith("▶ p30 (30): 30 MiB; 2 threads", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("p22 (22)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith("▶ 22 more: 44 threads", StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_that_may_not_run_everywhere_has_its_CPUs_marked()
    {
        var machine = Read("devices");
        NumaProcess Of(string cpus) => new() { Id = 7, Name = "db", AllowedCpus = CpuSet.Parse(cpus), Usage = [new NumaProcessCell { CellId = 1, Threads = 1 }] };
        Assert.Contains(NumaPicture.Text(machine, new PictureOptions { Processes = [Of("2-4")] }), line => line.EndsWith("▶ db (7): CPUs 2-3; 1 thread", StringComparison.Ordinal));
        Assert.Contains(NumaPicture.Text(machine, new PictureOptions { Processes = [Of("0-7")] }), line => line.EndsWith("▶ db (7): 1 thread", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_cannot_move_the_cursor()
    {
        var cell = new NumaCell { Id = 0, Devices = [new NumaDevice { Name = "sd\u001b[2Ja\n", Kind = DeviceKind.Disk, CellId = 0 }] };
        var machine = new NumaCapabilities { HostName = "a\u202eb\tc", Cells = [cell] };
        Assert.All(NumaPicture.Text(machine), line => Assert.DoesNotMatch("[\\p{Cc}\\p{Cf}]", line));
    }

    [Theory]
    [InlineData(39)]
    [InlineData(201)]
    public void A_width_that_no_console_has_is_refused(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NumaPicture.Text(new NumaCapabilities(), new PictureOptions { Width = width }));

    internal static NumaCapabilities Read(string name) =>
        RecordedMachines.Names.Contains(name) ? LinuxMachines.Read(name) : NumaProbe.Capabilities(MachineSource.OpenSnapshot(ComposedMachines.Snapshot(name)));

    internal static NumaPlacement Place(NumaCapabilities machine, PlacementRequest request) => PlacementFinder.Find(machine, request).Placements[0];

    private static IEnumerable<string> Numbers(IEnumerable<string> lines) => lines.SelectMany(line => Regex.Matches(line, "[0-9]+").Select(match => match.Value));

    /// <summary>The tree in one line, what a line break parted put together: behind a comma nothing was between, else a blank.</summary>
    private static string Tree(IReadOnlyList<string> lines)
    {
        var end = lines.ToList().FindIndex(line => line.StartsWith("distances", StringComparison.Ordinal));
        var tree = "";
        foreach (var line in lines.Take(end < 0 ? lines.Count : end).SkipWhile(line => line.Length > 0).Select(line => line.TrimStart('│', '├', '└', '─', ' ')))
            tree += (tree.EndsWith(',') && line.Length > 0 && char.IsDigit(line[0]) ? "" : "\n") + line;
        return tree;
    }

    private static IEnumerable<int> Nodes(string tree) =>
        Regex.Matches(tree, "(?:^|\n)nodes? ([0-9,-]+)").Select(match => match.Groups[1].Value).SelectMany(ids => CpuSet.Parse(ids).ToArray()).Distinct().Order();

    private static CpuSet Cpus(string tree) =>
        Regex.Matches(Regex.Replace(tree, "\\|\n", "| "), "CPUs? ((?:[0-9,-]+(?: \\| )?)+)").SelectMany(match => match.Groups[1].Value.Split(" | ")).Aggregate(CpuSet.Empty, (all, set) => all.Union(CpuSet.Parse(set)));
}
