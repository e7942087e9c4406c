using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>The memory of nodes in text pictures: each bar and each amount is that of its node.</summary>
public partial class TextMemoryTests
{
    public static TheoryData<string> Machines => [.. PictureMachines.Names];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Bars_and_amounts_are_those_of_the_nodes(string name)
    {
        var machine = PictureMachines.Read(name);
        foreach (var width in new[] { 40, 60, 80, 140 })
        {
            foreach (var fold in new[] { true, false })
            {
                var picture = new DrawnText(NumaPicture.Text(machine, new PictureOptions { Width = width, Fold = fold }));
                // Many nodes that are alike have no line each.
                if (picture.Lines.Any(line => line.Contains("memory of each", StringComparison.Ordinal)))
                    continue;
                var known = machine.Cells.Where(cell => cell.Memory > 0 && (cell.AvailableMemory ?? cell.FreeMemory) is not null).ToList();
                Assert.Equal(known.Select(cell => cell.Id), picture.Amounts.Keys.Order());
                var bars = picture.Amounts.Values.Select(amount => amount.Bar).Where(bar => bar.Length > 0).ToList();
                // Bars of one length can be compared, and are in one column.
                Assert.InRange(bars.Select(bar => bar.Length).Distinct().Count(), 0, 1);
                Assert.All(bars, bar => Assert.InRange(bar.Length, 4, 40));
                Assert.InRange(picture.Amounts.Values.Where(amount => amount.Bar.Length > 0).Select(amount => amount.Column).Distinct().Count(), 0, 1);
                foreach (var cell in known)
                {
                    var (bar, amount, _) = picture.Amounts[cell.Id];
                    AssertIs(amount, cell);
                    Assert.Equal(cell.FreeMemory is not null, bar.Length > 0);
                    if (cell.FreeMemory is { } free)
                        AssertIs(bar, cell.Memory!.Value, Math.Max(cell.AvailableMemory ?? 0, free), free);
                }

                AssertIsLegend(picture, known, bars);
            }
        }
    }

    // A column of 40 is 25.6 MiB of 1 GiB.
    [Theory]
    [InlineData(512, 768, 10, 10, 20)]
    [InlineData(512, 500, 20, 0, 20)] // less available than free, for the kernel keeps some
    [InlineData(0, 0, 40, 0, 0)]
    [InlineData(1024, 1024, 0, 0, 40)]
    [InlineData(1, 1, 39, 0, 1)] // less than a column, but something
    [InlineData(1023, 1023, 1, 0, 39)]
    [InlineData(1, 1023, 1, 38, 1)]
    [InlineData(1, 513, 19, 20, 1)] // the column of what is free is taken from the longer part
    [InlineData(1, 600, 17, 22, 1)]
    public void A_bar_is_divided_as_the_memory_and_a_part_that_is_not_empty_is_seen(int free, int available, int used, int reclaimable, int rest)
    {
        var cell = new NumaCell { Id = 0, Memory = 1L << 30, FreeMemory = (long)free << 20, AvailableMemory = (long)available << 20 };
        var bar = new DrawnText(NumaPicture.Text(new NumaCapabilities { Cells = [cell] })).Amounts[0].Bar;
        Assert.Equal(new string('█', used) + new string('▒', reclaimable) + new string('░', rest), bar);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(130)]
    public void Of_many_nodes_that_are_alike_each_has_a_character_for_its_memory_and_the_fullest_is_named(int nodes)
    {
        var machine = PictureMachines.Grid(nodes);
        foreach (var (width, ascii) in new[] { (40, false), (80, true), (200, false) })
        {
            var picture = new DrawnText(NumaPicture.Text(machine, new PictureOptions { Width = width, Ascii = ascii }));
            Assert.Contains(picture.Tree, line => line.StartsWith("memory of each: 64 GiB", StringComparison.Ordinal) && line.Length < 26);
            // Node 0, 8, 16 … have nothing left.
            Assert.Contains("least free: 0 B of 64 GiB on node 0", picture.Tree);
            var levels = ascii ? "12345678" : "▁▂▃▄▅▆▇█";
            var said = string.Join(' ', picture.Tree);
            Assert.Contains($"memory in use, from {levels[0]} (little) to {levels[^1]} (all), by node:", said, StringComparison.Ordinal);
            var drawn = new List<char>();
            foreach (var line in picture.Tree.SkipWhile(line => !line.EndsWith("by node:", StringComparison.Ordinal)).SkipWhile(line => !Levels().IsMatch(line)).TakeWhile(line => Levels().IsMatch(line)))
            {
                var parts = line.TrimStart().Split(' ');
                // Each line begins with the number of its first node, and eight nodes are together.
                Assert.Equal(drawn.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), parts[0]);
                Assert.All(parts[1..^1], part => Assert.Equal(8, part.Length));
                // As many groups as there is room for behind three blanks and a number, at most eight.
                Assert.Equal(Math.Min(Math.Min((width - 3 - nodes.ToString(System.Globalization.CultureInfo.InvariantCulture).Length) / 9, 8) * 8, nodes - drawn.Count), string.Concat(parts[1..]).Length);
                drawn.AddRange(string.Concat(parts[1..]));
            }

            // One below the other.
            if (!ascii)
                Assert.Single(picture.Lines.Where(line => Levels().IsMatch(line)).Select(line => line.IndexOfAny([.. levels])).Distinct());
            Assert.Equal(machine.Cells.Select(cell => levels[(int)Math.Min((cell.Memory!.Value - cell.FreeMemory!.Value) * 8 / cell.Memory.Value, 7)]), drawn);
        }
    }

    [Theory]
    [InlineData(true, "| available, available, ")]
    [InlineData(false, "| available, | ")]
    public void What_there_is_no_room_for_is_left_out_caches_first_and_then_words(bool fold, string forms)
    {
        var said = new List<string>();
        for (var width = 120; width >= 40; width -= 4)
        {
            var lines = NumaPicture.Text(TextPictureTests.Read("hmat"), new PictureOptions { Width = width, Fold = fold });
            var form = (lines.Any(line => line.Contains("CPUs 0-1 | 4-5", StringComparison.Ordinal)) ? "| " : "") + (lines.Any(line => line.EndsWith(" of 502 MiB available", StringComparison.Ordinal)) ? "available" : "");
            if (said.Count == 0 || said[^1] != form)
                said.Add(form);
        }

        Assert.Equal(forms.Split(", "), said);
    }

    [Fact]
    public void Of_many_nodes_the_smallest_and_the_largest_memory_is_told_and_nothing_that_is_unknown()
    {
        static IReadOnlyList<string> Draw(Func<int, NumaCell> cell) => NumaPicture.Text(new NumaCapabilities { Cells = [.. Enumerable.Range(0, 20).Select(cell)] });
        static NumaCell Cell(int id, long gibibytes, long? available) => new() { Id = id, Cpus = CpuSet.Of(id), Memory = gibibytes << 30, FreeMemory = available / 2, AvailableMemory = available };
        var said = Draw(id => Cell(id, id == 7 ? 32 : id == 12 ? 128 : 64, id == 12 ? 1L << 30 : 24L << 30));
        Assert.Contains("   memory of each: 32 GiB to 128 GiB", said);
        Assert.Contains("   least available: 1 of 128 GiB on node 12", said);
        Assert.Contains(Draw(id => Cell(id, 64, 3L << 20)), line => line.EndsWith("least available: 3 MiB of 64 GiB on node 0", StringComparison.Ordinal));
        var unknown = Draw(id => Cell(id, 64, id == 3 ? null : 1L << 30));
        Assert.Contains("   memory of each: 64 GiB", unknown);
        Assert.DoesNotContain(unknown, line => line.Contains("least", StringComparison.Ordinal) || line.Contains("in use", StringComparison.Ordinal));
        Assert.DoesNotContain(Draw(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Memory = id == 3 ? null : 1L << 30 }), line => line.Contains("memory of each", StringComparison.Ordinal));
    }

    private static void AssertIs(string amount, NumaCell cell)
    {
        var said = Amount().Match(amount);
        Assert.True(said.Success, amount);
        var total = said.Groups["totalUnit"].Value;
        Assert.True(DrawnText.Is(said.Groups["total"].Value, total, cell.Memory!.Value), $"{amount}: {cell.Memory}");
        Assert.True(DrawnText.Is(said.Groups["rest"].Value, said.Groups["restUnit"].Success ? said.Groups["restUnit"].Value : total, (cell.AvailableMemory ?? cell.FreeMemory)!.Value), $"{amount}: {cell.AvailableMemory ?? cell.FreeMemory}");
        if (said.Groups["word"].Success)
            Assert.Equal(cell.AvailableMemory is null ? "free" : "available", said.Groups["word"].Value);
    }

    /// <summary>Each part has its share of the columns, give or take one, and at least one if it is not empty.</summary>
    private static void AssertIs(string bar, long total, long available, long free)
    {
        Assert.Matches("^█*▒*░*$", bar);
        foreach (var (bytes, sign) in new[] { (total - available, '█'), (available - free, '▒'), (free, '░') })
        {
            var columns = bar.Count(one => one == sign);
            Assert.InRange(columns, Math.Max(((double)bytes / total * bar.Length) - 1.51, bytes > 0 ? 1 : 0), bytes > 0 ? Math.Max(((double)bytes / total * bar.Length) + 1.01, 1) : 0);
        }
    }

    private static void AssertIsLegend(DrawnText picture, IReadOnlyList<NumaCell> known, IReadOnlyList<string> bars)
    {
        var expected = new List<string>();
        if (bars.Count > 0)
            expected.Add("█ in use");
        if (bars.Any(bar => bar.Contains('▒', StringComparison.Ordinal)))
            expected.Add("▒ reclaimable");
        if (bars.Count > 0)
            expected.Add("░ free");
        if (picture.Amounts.Values.Any(amount => amount.Amount.EndsWith("iB", StringComparison.Ordinal)))
            expected.Add($"numbers: {(known[^1].AvailableMemory is null ? "free" : "available")} of total");
        Assert.Equal(expected, picture.Legend);
    }

    [GeneratedRegex("^(?<rest>[0-9.]+)( (?<restUnit>([KMGT]i)?B))? of (?<total>[0-9.]+) (?<totalUnit>[KMGT]iB)( (?<word>free|available))?$")]
    private static partial Regex Amount();

    [GeneratedRegex("^ *[0-9]+( [1-8▁-█]{1,8})+$")]
    private static partial Regex Levels();
}
