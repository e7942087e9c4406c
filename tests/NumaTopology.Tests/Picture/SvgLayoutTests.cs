using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>Where things are in SVG pictures: nothing leaves its box or is over another, CPUs are in their cores and caches, and bars are as long as the memory is large.</summary>
public class SvgLayoutTests
{
    public static TheoryData<string> Machines => [.. PictureMachines.Names];

    [Theory]
    [MemberData(nameof(Machines))]
    public void Everything_is_in_its_box_and_beside_the_others(string name)
    {
        var machine = PictureMachines.Read(name);
        // Sixteen nodes and fewer are drawn alike.
        foreach (var fold in machine.Cells.Count is > 16 and < 100 ? new[] { true, false } : [true])
        {
            var picture = new DrawnSvg(NumaPicture.Svg(machine, new PictureOptions { Fold = fold }));
            foreach (var shape in picture.Shapes)
            {
                var box = shape.Parent!;
                var around = box == picture.Root ? picture.Page : shape == box.Elements().First() && box.Parent != picture.Root ? DrawnSvg.Of(box.Parent!) : DrawnSvg.Of(box);
                Assert.True(around.Contains(DrawnSvg.Of(shape)), $"{name}: {shape} leaves {around}");
            }

            AssertApart(picture.Shapes.Where(shape => shape.Name.LocalName == "text"));
            foreach (var boxes in picture.Boxes("node").Concat(picture.Boxes("group")).GroupBy(box => box.Parent))
                AssertApart(boxes);
            // The last is the legend, which has the margin of the page below it.
            Assert.InRange(picture.Page.Height - picture.Shapes.Max(shape => DrawnSvg.Of(shape).Bottom), 0, 50);
            Assert.All(machine.Cells, cell => AssertIsDrawn(machine, cell, picture.Nodes[cell.Id], fold && machine.Cells.Count > 16));
        }
    }

    // Who prints it wants as few pages as there can be.
    [Theory]
    [InlineData("devices", "landscape")]
    [InlineData("grid 130", "portrait")]
    public void A_picture_that_is_higher_than_wide_is_printed_upright(string name, string orientation)
    {
        var picture = new DrawnSvg(NumaPicture.Svg(PictureMachines.Read(name)));
        Assert.Equal(orientation == "portrait", picture.Page.Height > picture.Page.Width);
        Assert.Contains($"A4 {orientation}", picture.Root.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_nodes_that_are_alike_are_small_and_what_they_have_in_common_is_said_once()
    {
        static NumaCell Cell(int id) => new() { Id = id, Cpus = CpuSet.Parse($"{2 * id}-{(2 * id) + 1}"), Memory = 4L << 30, FreeMemory = 1L << 30 };
        static DrawnSvg Draw(int nodes, bool fold) => new(NumaPicture.Svg(new NumaCapabilities { Cells = [.. Enumerable.Range(0, nodes).Select(Cell)] }, new PictureOptions { Fold = fold }));
        Assert.Contains("each node: 2 CPUs", Draw(17, true).Texts());
        Assert.DoesNotContain("2 CPUs", Draw(17, true).Texts());
        Assert.Equal(17, Draw(17, true).Texts().Count(text => text == "1 of 4 GiB"));
        foreach (var picture in new[] { Draw(16, true), Draw(17, false) })
        {
            Assert.DoesNotContain("each node: 2 CPUs", picture.Texts());
            Assert.Equal(picture.Nodes.Count, picture.Texts().Count(text => text == "2 CPUs"));
            Assert.Equal(picture.Nodes.Count, picture.Texts().Count(text => text == "1 GiB of 4 GiB free"));
        }
    }

    [Fact]
    public void The_sign_of_a_mark_has_the_look_of_its_CPUs()
    {
        var machine = TextPictureTests.Read("devices");
        var one = TextPictureTests.Place(machine, new PlacementRequest { Name = "one", Cpu = 2, Cells = [0] });
        var other = TextPictureTests.Place(machine, new PlacementRequest { Name = "other", Cpu = 1, Cells = [1] });
        var picture = new DrawnSvg(NumaPicture.Svg(machine, new PictureOptions { Placements = [one, other] }));
        var looks = new List<string>();
        foreach (var (id, name, cpus) in new[] { (0, "one", one.Cpus), (1, "other", other.Cpus) })
        {
            var signs = DrawnSvg.All(picture.Nodes[id], "marked").ToLookup(shape => DrawnSvg.Is(shape, "cpu"));
            Assert.Equal(cpus, CpuSet.From(signs[true].Select(Cpu)));
            var sign = Assert.Single(signs[false]);
            var text = picture.Nodes[id].Elements().Single(element => element.Value.StartsWith(name + ": CPU", StringComparison.Ordinal));
            Assert.InRange(DrawnSvg.Of(sign).Right, DrawnSvg.Of(sign).Left + 5, DrawnSvg.Of(text).Left);
            Assert.True(DrawnSvg.Of(sign).Top < DrawnSvg.Of(text).Bottom && DrawnSvg.Of(sign).Bottom > DrawnSvg.Of(text).Top);
            var look = sign.Attribute("class")!.Value;
            Assert.All(signs[true], cpu => Assert.Equal("cpu " + look, cpu.Attribute("class")!.Value));
            looks.Add(look);
        }

        Assert.Equal(2, looks.Distinct().Count());
    }

    [Fact]
    public void Marks_stand_below_each_other_and_have_colours_that_there_are()
    {
        var machine = TextPictureTests.Read("devices");
        var reservations = Enumerable.Range(0, 8).Select(i => new NumaReservation { Owner = $"a machine with a long name that is broken somewhere number {i}", Source = ReservationSource.Libvirt, Cpus = CpuSet.Parse("0-3"), Exclusive = false, Evidence = "test" }).ToList();
        var picture = new DrawnSvg(NumaPicture.Svg(machine, new PictureOptions { Reservations = reservations }));
        AssertApart(picture.Nodes[0].Elements().Where(shape => shape.Name.LocalName == "text"));
        Assert.All(picture.Nodes[0].Elements().Where(shape => shape.Name.LocalName is "text" or "rect"), shape => Assert.True(DrawnSvg.Of(picture.Nodes[0]).Contains(DrawnSvg.Of(shape))));
        var looks = picture.Shapes.Where(shape => DrawnSvg.Is(shape, "marked")).Select(shape => shape.Attribute("class")!.Value.Split(' ')[^1]).Distinct().ToList();
        // Of more than six some have the same.
        Assert.Equal(6, looks.Count);
        Assert.All(looks, look => Assert.Contains($".{look} {{ fill:#", picture.Root.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void A_node_names_its_socket_unless_what_is_around_it_does()
    {
        var cells = Enumerable.Range(0, 18).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Socket = id / 9 }).ToList();
        static NumaCellGroup Group(CellGroupKind kind, int number, int first, int count, params NumaCellGroup[] groups) => new() { Kind = kind, Number = number, CellIds = [.. Enumerable.Range(first, count)], Groups = groups };
        var machine = new NumaCapabilities { HostName = "db7", Cells = cells };
        var grouped = machine with { Hierarchy = Group(CellGroupKind.Machine, 0, 0, 18, Group(CellGroupKind.Socket, 0, 0, 9, Group(CellGroupKind.Die, 0, 0, 4)), Group(CellGroupKind.Socket, 1, 9, 9)) };
        Assert.Equal(18, Texts(machine, fold: false).Count(text => text is "socket 0: 1 CPU" or "socket 1: 1 CPU"));
        Assert.Equal(18, Texts(grouped, fold: false).Count(text => text == "1 CPU"));
        // What all nodes of a group have in common is said with it, unless there is another group beside them.
        Assert.Equal(["socket 0", "die 0: each 1 CPU", "socket 1: each 1 CPU"], Texts(grouped, fold: true).Where(text => text.StartsWith("socket", StringComparison.Ordinal) || text.StartsWith("die", StringComparison.Ordinal)));
        Assert.DoesNotContain("1 CPU", Texts(grouped, fold: true));

        static IReadOnlyList<string> Texts(NumaCapabilities machine, bool fold) => [.. new DrawnSvg(NumaPicture.Svg(machine, new PictureOptions { Fold = fold })).Texts()];
    }

    // What a screen reader reads, and a browser writes above the page.
    [Fact]
    public void A_picture_says_whose_it_is_and_begins_with_what_the_machine_is()
    {
        var machine = new NumaCapabilities { HostName = "db7", OperatingSystem = "Linux 6.1.0", CpuModel = "A processor", Cells = [new NumaCell { Id = 0, Memory = 1L << 30 }] };
        var picture = new DrawnSvg(NumaPicture.Svg(machine));
        Assert.Equal("NUMA topology of db7", picture.Root.Elements().First().Value);
        Assert.Equal("NUMA topology of db7", picture.Root.Attribute("aria-label")!.Value);
        Assert.Equal("img", picture.Root.Attribute("role")!.Value);
        Assert.Equal("100%", picture.Root.Attribute("width")!.Value);
        Assert.Equal(["db7, Linux 6.1.0", "A processor", "1 node", "memory 1 GiB", "node 0"], picture.Texts().Take(5));
    }

    private static int Cpu(XElement square) => int.Parse(DrawnSvg.Said(square).Replace("CPU ", "", StringComparison.Ordinal), null);

    private static void AssertApart(IEnumerable<XElement> shapes)
    {
        var areas = shapes.Select(shape => (Area: DrawnSvg.Of(shape), Shape: shape)).OrderBy(shape => shape.Area.Top).ToList();
        for (var i = 0; i < areas.Count; i++)
        {
            for (var j = i + 1; j < areas.Count && areas[j].Area.Top < areas[i].Area.Bottom; j++)
                Assert.False(areas[i].Area.Overlaps(areas[j].Area), $"'{areas[i].Shape.Value}' and '{areas[j].Shape.Value}' overlap");
        }
    }

    private static void AssertIsDrawn(NumaCapabilities machine, NumaCell cell, XElement box, bool isSmall)
    {
        var inside = DrawnSvg.Of(box);
        var squares = DrawnSvg.All(box, "cpu").ToDictionary(Cpu, DrawnSvg.Of);
        // Of more CPUs than 512 squares say nothing, and small nodes have no room for them.
        if (!isSmall && cell.Cpus.Count <= 512)
            AssertAreInCores(machine, cell, squares, DrawnSvg.All(box, "cache").Select(DrawnSvg.Of).ToList());
        else
            Assert.Empty(squares);

        if (cell.Memory is not > 0 || cell.FreeMemory is null)
        {
            Assert.Empty(DrawnSvg.All(box, "free"));
            return;
        }

        // The part of each is its part of the bar, which fills the box but for a margin that is the same at both sides.
        var (all, used, reclaimable) = (Part("free"), Part("used"), Part("reclaimable"));
        Assert.Equal(inside.Right - all.Right, all.Left - inside.Left, 0.2);
        Assert.InRange(all.Width, inside.Width - 24, inside.Width);
        var available = Math.Max(cell.AvailableMemory ?? 0, cell.FreeMemory.Value);
        Assert.Equal((double)(cell.Memory.Value - available) / cell.Memory.Value * all.Width, used.Width, 0.15);
        Assert.Equal((double)(available - cell.FreeMemory.Value) / cell.Memory.Value * all.Width, reclaimable.Width, 0.15);
        Assert.Equal((all.Left, used.Right), (used.Left, reclaimable.Left), (one, other) => Math.Abs(one.Item1 - other.Item1) + Math.Abs(one.Item2 - other.Item2) < 0.3);
        Assert.All([used, reclaimable], part => Assert.Equal((all.Top, all.Height), (part.Top, part.Height)));

        Area Part(string look) => DrawnSvg.Of(Assert.Single(DrawnSvg.All(box, look)));
    }

    /// <summary>Each CPU is drawn once; only threads of a core touch; and where several caches of the last level divide the CPUs, each surrounds its own.</summary>
    private static void AssertAreInCores(NumaCapabilities machine, NumaCell cell, Dictionary<int, Area> squares, List<Area> caches)
    {
        Assert.Equal(cell.Cpus, CpuSet.From(squares.Keys));
        var cores = (cell.Processors ?? []).Where(processor => processor.Siblings is not null).ToDictionary(processor => processor.Id, processor => processor.Siblings!.ToString());
        foreach (var row in squares.GroupBy(square => square.Value.Top))
        {
            foreach (var (left, right) in row.OrderBy(square => square.Value.Left).Zip(row.OrderBy(square => square.Value.Left).Skip(1)))
            {
                var gap = right.Value.Left - left.Value.Right;
                Assert.True(cores.TryGetValue(left.Key, out var one) && cores.TryGetValue(right.Key, out var other) && one == other ? gap is > 0 and < 2 : gap > 3, $"CPUs {left.Key} and {right.Key}: {gap}");
            }
        }

        var tops = squares.Values.Select(square => (square.Top, square.Bottom)).Distinct().OrderBy(row => row).ToList();
        Assert.All(tops.Zip(tops.Skip(1)), rows => Assert.True(rows.First.Bottom < rows.Second.Top - 2));
        var sets = caches.ConvertAll(cache => CpuSet.From(squares.Where(square => cache.Contains(square.Value)).Select(square => square.Key)));
        Assert.Equal(cell.Cpus.Count, sets.Sum(set => set.Count));
        AssertApartOf(caches);
        var level = machine.Caches.Where(cache => cache.Type != CacheType.Instruction).Select(cache => cache.Level).DefaultIfEmpty().Max();
        var last = machine.Caches.Where(cache => cache.Level == level && cache.Type != CacheType.Instruction && cache.Cpus.Overlaps(cell.Cpus)).Select(cache => cache.Cpus.Intersect(cell.Cpus)).Distinct().ToList();
        Assert.Equal(last.Count > 1 && last.Sum(set => set.Count) == cell.Cpus.Count ? last.Order() : cell.Cpus.Count > 0 ? [cell.Cpus] : [], sets.Order());
    }

    private static void AssertApartOf(List<Area> areas) => Assert.All(areas, area => Assert.DoesNotContain(areas, other => other != area && other.Overlaps(area)));
}
