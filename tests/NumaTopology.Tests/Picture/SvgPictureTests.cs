using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>What is in the SVG pictures of all machines; tests/Beds/pictures opens them in a browser.</summary>
public class SvgPictureTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Machines => TextPictureTests.Machines;

    [Theory]
    [MemberData(nameof(Machines))]
    public void Every_node_CPU_and_device_is_in_a_document_that_needs_nothing_else(string name)
    {
        var machine = TextPictureTests.Read(name);
        foreach (var fold in new[] { true, false })
        {
            var picture = Draw(machine, new PictureOptions { Fold = fold });
            var elements = picture.Descendants().ToList();
            Assert.DoesNotContain(elements, element => element.Name.LocalName is "script" or "image" or "use" or "a" or "foreignObject");
            Assert.DoesNotContain(elements.Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "href" or "src");
            Assert.DoesNotContain("url(", picture.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", picture.Value, StringComparison.Ordinal);
            var texts = Texts(picture);
            Assert.All(machine.Cells, cell => Assert.Single(texts, "node " + cell.Id));
            // What a line break parted, put together.
            var all = string.Join(' ', texts).Replace(", ", ",", StringComparison.Ordinal);
            Assert.All(machine.Cells.Where(cell => cell.Cpus.Count > 0), cell => Assert.Contains($"{(cell.Cpus.Count == 1 ? "CPU" : "CPUs")} {cell.Cpus}", all, StringComparison.Ordinal));
            Assert.All(machine.Devices ?? [], device => Assert.Contains(device.Name, all, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void A_ring_of_sockets_is_drawn_as_a_ring(int count)
    {
        // Numbered so that neighbours in the ring are no neighbours by number: 0-3-6-1-4-7-2-5 of eight.
        int Place(int id) => id * 3 % count;
        var cells = Enumerable.Range(0, count).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id) }).ToList();
        var distances = cells.SelectMany(_ => cells, (from, to) => (from.Id, To: to.Id, Steps: Math.Min((Place(from.Id) - Place(to.Id) + count) % count, (Place(to.Id) - Place(from.Id) + count) % count)))
            .Select(pair => new NumaDistance { From = pair.Id, To = pair.To, Value = 10 + (6 * pair.Steps), Hops = pair.Steps }).ToList();
        var picture = Draw(new NumaCapabilities { Cells = cells, Distances = distances }, new PictureOptions());
        var vertices = picture.Descendants(s_svg + "circle").Select(circle => (X: Number(circle, "cx"), Y: Number(circle, "cy"))).ToList();
        var links = picture.Descendants(s_svg + "g").Elements(s_svg + "line").Select(line => Length(Number(line, "x1") - Number(line, "x2"), Number(line, "y1") - Number(line, "y2"))).ToList();
        Assert.Equal(count, vertices.Count);
        Assert.Equal(count, links.Count);
        var side = vertices.Skip(1).Min(vertex => Length(vertex.X - vertices[0].X, vertex.Y - vertices[0].Y));
        Assert.All(links, link => Assert.Equal(side, link, 0.5));
    }

    [Fact]
    public void A_link_is_wider_the_nearer_its_nodes()
    {
        var lines = Draw(TextPictureTests.Read("hmat"), new PictureOptions()).Descendants(s_svg + "g").Elements(s_svg + "line").Select(line => Number(line, "stroke-width")).ToList();
        // hmat.numa: 0 to 3 of distance 17; 0 to 1 and 1 to 2 of 21.
        Assert.Equal(3, lines.Count);
        Assert.True(lines.Max() > lines.Min());
        Assert.Equal(2, lines.Count(width => width == lines.Min()));
    }

    [Fact]
    public void A_name_that_is_XML_is_shown_as_it_is()
    {
        const string name = "<x>&\"'";
        var cell = new NumaCell { Id = 0, Devices = [new NumaDevice { Name = name + "\u0007", Kind = DeviceKind.Network, CellId = 0 }] };
        var texts = Texts(Draw(new NumaCapabilities { HostName = name, Cells = [cell] }, new PictureOptions()));
        Assert.Contains($"network {name}?", texts);
        Assert.Contains(name, texts);
    }

    [Fact]
    public void The_CPUs_of_a_placement_and_of_a_reservation_have_their_own_look()
    {
        var machine = TextPictureTests.Read("reserved");
        var placement = TextPictureTests.Place(machine, new PlacementRequest { Cpu = 3 });
        // Two CPUs of the other node.
        var reserved = CpuSet.Parse(placement.Cells[0] == 0 ? "8-9" : "0-1");
        var reservation = new NumaReservation { Owner = "db", Source = ReservationSource.Libvirt, Cpus = reserved, Exclusive = false, Evidence = "test" };
        var picture = Draw(machine, new PictureOptions { Placements = [placement], Reservations = [reservation] });
        var looks = picture.Descendants(s_svg + "rect").Select(rect => rect.Attribute("class")!.Value.Split(' ')).Where(look => look.Contains("cpu") && look.Contains("marked")).ToList();
        Assert.Equal(5, looks.Count);
        Assert.Equal(2, looks.Count(look => look.Contains("reserved")));
        Assert.Equal(2, looks.Select(look => look[^1]).Distinct().Count());
        Assert.Contains($"db: CPUs {reserved}", Texts(picture));
    }

    private static XElement Draw(NumaCapabilities machine, PictureOptions options) => XDocument.Parse(NumaPicture.Svg(machine, options)).Root!;

    private static IReadOnlyList<string> Texts(XElement picture) => [.. picture.Descendants(s_svg + "text").Select(text => text.Value)];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
