using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using NumaTopology.Relations;
using Xunit;

namespace NumaTopology.Tests.Relations;

/// <summary>What holds of any matrix: symmetric or not, with untold and unreachable pairs, with and without sockets.</summary>
public class PropertyTests
{
    private const int Untold = 0;

    private static readonly int[] s_values = [Untold, 10, 11, 12, 14, 15, 16, 20, 21, 22, 31, 40, 255];

    private static readonly Gen<Shape> s_anyShapes =
        from count in Gen.Int[1, 9]
        from isSymmetric in Gen.Bool
        from values in Gen.Int[isSymmetric ? 1 : 0, s_values.Length - 1].Array[count * count]
        from sockets in Gen.Int[-1, 2].Array[count]
        from knowsSockets in Gen.Bool
        select new Shape(Square(count, (i, j) => i == j ? 10 : s_values[values[isSymmetric ? (Math.Min(i, j) * count) + Math.Max(i, j) : (i * count) + j]]), knowsSockets ? sockets : [.. sockets.Select(_ => 0)], knowsSockets);

    private static readonly Gen<Shape> s_symmetricShapes =
        from count in Gen.Int[2, 7]
        from values in Gen.Int[2, s_values.Length - 1].Array[count * count]
        select new Shape(Square(count, (i, j) => i == j ? 10 : s_values[values[(Math.Min(i, j) * count) + Math.Max(i, j)]]), new int[count], false);

    [Fact]
    public void Groups_are_a_tree_over_exactly_the_cells() => s_anyShapes.Sample(shape =>
    {
        var machine = shape.Read(Enumerable.Range(0, shape.Count).ToArray());
        Assert.Equal(machine.Cells.Select(cell => cell.Id), machine.Hierarchy.CellIds);
        var innermost = new Dictionary<int, string?>();
        Walk(machine.Hierarchy);
        Assert.Equal(machine.Cells.Select(cell => innermost[cell.Id]), machine.Cells.Select(cell => cell.Group));

        void Walk(NumaCellGroup group)
        {
            Assert.Equal(group.CellIds.Order(), group.CellIds);
            Assert.Equal(shape.Farthest(group.CellIds), group.Distance);
            if (group.Kind is CellGroupKind.Socket)
                Assert.Equal(Enumerable.Range(0, shape.Count).Where(cell => shape.Sockets[cell] == group.Number), group.CellIds);
            Assert.Equal(group.Groups.Select(inner => inner.CellIds[0]).Order(), group.Groups.Select(inner => inner.CellIds[0]));
            var within = group.Groups.SelectMany(inner => inner.CellIds).ToList();
            Assert.Equal(within.Distinct().Count(), within.Count);
            Assert.Subset(group.CellIds.ToHashSet(), within.ToHashSet());
            foreach (var cell in group.CellIds)
                innermost[cell] = group.Name;
            for (var i = 0; i < group.Groups.Count; i++)
            {
                Assert.Equal(group.Name is null ? $"{i}" : $"{group.Name}.{i}", group.Groups[i].Name);
                Assert.InRange(group.Groups[i].CellIds.Count, 2, group.CellIds.Count - 1);
                Walk(group.Groups[i]);
            }
        }
    });

    [Fact]
    public void Other_numbers_for_the_cells_change_nothing_but_the_numbers() => Gen.Select(s_anyShapes, Gen.Int[0, int.MaxValue]).Sample((shape, seed) =>
    {
        var plain = shape.Read(Enumerable.Range(0, shape.Count).ToArray());
        var numbers = Enumerable.Range(0, 3 * shape.Count).ToArray();
        new Random(seed).Shuffle(numbers);
        var renumbered = shape.Read(numbers[..shape.Count]);
        Assert.Equal(Sets(plain.Hierarchy, id => numbers[id]), Sets(renumbered.Hierarchy, id => id));
        foreach (var distance in plain.Distances)
        {
            var other = Described.Distance(renumbered, numbers[distance.From], numbers[distance.To])!;
            Assert.Equal(distance.Hops, other.Hops);
            Assert.Equal(distance.Via?.Select(id => numbers[id]).Order(), other.Via);
            Assert.Equal(distance.Paths?.Select(path => string.Join('→', path.Cells.Select(id => numbers[id]))).Order(StringComparer.Ordinal), other.Paths?.Select(path => path.ToString()).Order(StringComparer.Ordinal));
        }
    });

    [Fact]
    public void Hops_are_the_same_in_both_directions_and_cells_between_are_nearer_than_the_ends() => s_anyShapes.Sample(shape =>
    {
        var machine = shape.Read(Enumerable.Range(0, shape.Count).ToArray());
        foreach (var distance in machine.Distances)
        {
            Assert.Equal(distance.Hops is null, distance.Via is null);
            if (Described.Distance(machine, distance.To, distance.From) is { } back)
                Assert.Equal(distance.Hops, back.Hops);
            Assert.True(distance.Hops is not >= 2 || distance.Via!.Count > 0);
            foreach (var via in distance.Via ?? [])
                Assert.False(machine.Cells[via].Cpus.IsEmpty);
        }
    });

    [Fact]
    public void Each_path_leads_from_end_to_end_link_by_link_over_processors() => s_anyShapes.Sample(shape =>
    {
        var machine = shape.Read(Enumerable.Range(0, shape.Count).ToArray());
        foreach (var distance in machine.Distances)
        {
            Assert.Equal(distance.Hops is null, distance.Paths is null);
            if (distance.Hops is not { } hops)
                continue;
            Assert.NotEmpty(distance.Paths!);
            Assert.Equal(distance.Paths!.Order(), distance.Paths!);
            Assert.Equal(distance.Paths!.Count, distance.Paths!.Distinct().Count());
            foreach (var cells in distance.Paths!.Select(path => path.Cells))
            {
                Assert.Equal((distance.From, distance.To), (cells[0], cells[^1]));
                Assert.Equal(distance.From == distance.To ? 1 : Math.Max(hops, 1) + 1, cells.Distinct().Count());
                Assert.All(cells.Zip(cells.Skip(1)), step => Assert.Equal(Math.Min(hops, 1), Described.Distance(machine, step.First, step.Second)!.Hops));
                Assert.All(cells.Skip(1).SkipLast(1), cell => Assert.False(machine.Cells[cell].Cpus.IsEmpty));
            }

            Assert.Equal(distance.Via, distance.Paths!.SelectMany(path => path.Cells).Distinct().Where(cell => cell != distance.From && cell != distance.To).Order());
        }
    });

    /// <summary>Every set of cells is tried against the words of the rule.</summary>
    [Fact]
    public void Groups_of_distances_are_exactly_the_sets_that_the_rule_describes() => s_symmetricShapes.Sample(shape =>
    {
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        for (var set = 1; set < (1 << shape.Count) - 1; set++)
        {
            var inside = Enumerable.Range(0, shape.Count).Where(cell => (set & (1 << cell)) != 0).ToList();
            var outside = Enumerable.Range(0, shape.Count).Except(inside).ToList();
            if (inside.Count < 2)
                continue;
            var wayOut = inside.Min(from => outside.Min(to => shape.Values[from][to]));
            var farthest = inside.Max(from => inside.Where(to => to != from).Max(to => shape.Values[from][to]));
            var longest = LongestStep(inside, shape.Values);
            if (wayOut > longest && !IsAlike(longest, wayOut) && (farthest <= wayOut || IsAlike(wayOut, farthest)))
                expected.Add(string.Join(',', inside));
        }

        Assert.Equal(expected, Sets(shape.Read(Enumerable.Range(0, shape.Count).ToArray()).Hierarchy, id => id));
    }, iter: 2000);

    [Fact]
    public void The_nested_topology_comes_back() => s_anyShapes.Sample(shape =>
    {
        var machine = shape.Read(Enumerable.Range(0, shape.Count).ToArray());
        var xml = NumaXml.Write(machine, NumaXmlSchema.Nested);
        var read = NumaXml.Read(xml);
        Assert.Equal(machine.Hierarchy.ToString(), read.Hierarchy.ToString());
        Assert.Equal(Described.Hops(machine), Described.Hops(read));
        Assert.Equal(xml, NumaXml.Write(read, NumaXmlSchema.Nested));
    });

    /// <summary>The words of docs/relations.md: a tenth of the smaller at most, and a fifth of what the smaller has above the local 10.</summary>
    private static bool IsAlike(int smaller, int larger) => larger - smaller <= Math.Min(smaller / 10m, (smaller - 10) / 5m);

    /// <summary>The smallest length whose steps connect the cells.</summary>
    private static int LongestStep(List<int> cells, int[][] values)
    {
        var connected = new HashSet<int> { cells[0] };
        var longest = 0;
        while (connected.Count < cells.Count)
        {
            var (step, next) = cells.Except(connected).Select(cell => (connected.Min(from => values[from][cell]), cell)).Min();
            longest = Math.Max(longest, step);
            connected.Add(next);
        }

        return longest;
    }

    private static SortedSet<string> Sets(NumaCellGroup group, Func<int, int> number)
    {
        var sets = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var inner in group.Groups)
        {
            sets.Add(string.Join(',', inner.CellIds.Select(number).Order()));
            sets.UnionWith(Sets(inner, number));
        }

        return sets;
    }

    private static int[][] Square(int count, Func<int, int, int> value) => [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Select(j => value(i, j)).ToArray())];

    /// <summary>A matrix and the sockets of its cells; a socket of −1 is a cell without processors.</summary>
    private sealed record Shape(int[][] Values, int[] Sockets, bool KnowsSockets)
    {
        public int Count => Values.Length;

        /// <summary>The machine whose cell i has the number <c>numbers[i]</c>.</summary>
        public NumaCapabilities Read(int[] numbers)
        {
            var order = Enumerable.Range(0, Count).OrderBy(cell => numbers[cell]).ToList();
            var cells = order.ConvertAll(cell => new NumaCell
            {
                Id = numbers[cell],
                Cpus = Sockets[cell] < 0 ? CpuSet.Empty : CpuSet.Of(numbers[cell]),
                Distances = [.. order.Where(to => Values[cell][to] != Untold).Select(to => new NumaDistance { From = numbers[cell], To = numbers[to], Value = Values[cell][to] })],
            });
            var places = order.ConvertAll(cell => new CellSocket(numbers[cell]) { HasNoCpus = Sockets[cell] < 0, Socket = KnowsSockets && Sockets[cell] >= 0 ? Sockets[cell] : null });
            return new CellRelations(places, [.. cells.SelectMany(cell => cell.Distances)], [], default).Complete(new NumaCapabilities { Cells = cells });
        }

        /// <summary>The largest value between two different cells; null when one is not told, which might be larger.</summary>
        public int? Farthest(IReadOnlyList<int> cells)
        {
            var between = cells.SelectMany(from => cells.Where(to => to != from).Select(to => Values[from][to])).ToList();
            return between.Count == 0 || between.Contains(Untold) ? null : between.Max();
        }

        public override string ToString() => $"{string.Join(" | ", Values.Select(row => string.Join(' ', row)))}; sockets {string.Join(' ', Sockets)}{(KnowsSockets ? "" : " untold")}";
    }
}
