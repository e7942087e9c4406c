using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NumaTopology.Comparison.Matching;
using Xunit;

namespace NumaTopology.Tests.Comparison;

/// <summary>Which node of another machine is which, against every way to match them: none has fewer values that differ.</summary>
public class MatchingTests
{
    /// <summary>Two machines of nodes whose values are few, so that many are alike: the second is the first with some values changed, or one of its own, in another order.</summary>
    [Theory]
    [InlineData(1, 5, 5)]
    [InlineData(2, 5, 5)]
    [InlineData(3, 4, 6)]
    [InlineData(4, 6, 4)]
    [InlineData(5, 1, 3)]
    public void No_match_has_fewer_differences(int seed, int count, int otherCount)
    {
        var random = new Random(seed);
        for (var round = 0; round < 8; round++)
        {
            var reference = Machine(random, count, Enumerable.Range(0, count));
            var order = Enumerable.Range(0, Math.Max(count, otherCount)).ToArray();
            random.Shuffle(order);
            var other = round % 3 == 0 || count != otherCount ? Machine(random, otherCount, order.Take(otherCount)) : Changed(random, reference, order);
            var result = Renumbering.Apply(reference, other, out var own, CancellationToken.None);
            Assert.Equal(other.Cells.Select(cell => cell.Id).Order(), own.Values.Order());
            var fewest = Matches(count, otherCount).Min(match => Differences(reference, other, match));
            int[] found = [.. reference.Cells.Select(cell => own.TryGetValue(cell.Id, out var id) ? other.Cells.ToList().FindIndex(there => there.Id == id) : -1)];
            Assert.Equal(Math.Min(count, otherCount), found.Count(match => match >= 0));
            Assert.Equal(fewest, Differences(reference, other, found));
            // What is told has the numbers of the reference.
            Assert.Equal(found.Select((match, i) => match < 0 ? null : other.Cells[match].Memory), reference.Cells.Select(cell => result.Cells.FirstOrDefault(there => there.Id == cell.Id)?.Memory));
        }
    }

    // Of nodes that are all alike each keeps its number.
    [Fact]
    public void Nodes_that_are_alike_keep_their_numbers()
    {
        var machine = new NumaCapabilities { Cells = [.. Enumerable.Range(0, 4).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Memory = 1L << 30 })] };
        Renumbering.Apply(machine, machine with { Cells = [.. machine.Cells.Select(cell => cell.Id == 2 ? cell with { Memory = 2L << 30 } : cell)] }, out var own, CancellationToken.None);
        Assert.All(own, cell => Assert.Equal(cell.Key, cell.Value));
    }

    // The large node is the second there: the one that stood there takes its place, and the others stay.
    [Fact]
    public void Nodes_that_need_not_change_places_keep_their_numbers()
    {
        static NumaCapabilities Of(params long[] memory) => new() { Cells = [.. memory.Select((bytes, id) => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Memory = bytes << 30 })] };
        Renumbering.Apply(Of(2, 1, 1, 1, 1), Of(1, 1, 1, 2, 1), out var own, CancellationToken.None);
        Assert.Equal([(0, 3), (1, 1), (2, 2), (3, 0), (4, 4)], own.Select(cell => (cell.Key, cell.Value)).Order());
    }

    /// <summary>64 nodes in another order, too many to try each with each: two rings through all of them, so that each node has the same distances, or distances of each its own.</summary>
    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    public void Many_nodes_are_matched_by_their_places_and_their_distances(bool isRings, int changed)
    {
        const int Count = 64;
        var random = new Random(3);
        int[] Shuffled()
        {
            var order = Enumerable.Range(0, Count).ToArray();
            random.Shuffle(order);
            return order;
        }

        var values = new int[Count, Count];
        for (var from = 0; from < Count; from++)
        {
            for (var to = 0; to < Count; to++)
                values[from, to] = from == to ? 10 : isRings ? 32 : random.Next(11, 40);
        }

        foreach (var ring in isRings ? new[] { Shuffled(), Shuffled() } : [])
        {
            for (var i = 0; i < Count; i++)
                values[ring[i], ring[(i + 1) % Count]] = values[ring[(i + 1) % Count], ring[i]] = 16;
        }

        var order = Shuffled();
        NumaCapabilities Of(Func<int, int> node) => new()
        {
            Cells = [.. Enumerable.Range(0, Count).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Memory = 1L << 30 })],
            Distances = [.. from one in Enumerable.Range(0, Count) from two in Enumerable.Range(0, Count) select new NumaDistance { From = one, To = two, Value = values[node(one), node(two)] }],
        };
        var reference = Of(node => node);
        if (changed > 0)
            values[5, 9] = 50;
        var found = TopologyComparer.Compare(reference, Of(node => order[node]), ignoreNumbering: true);
        Assert.Equal(changed == 0 ? [] : ["Cells[5].Distances[9].Value"], found.Select(found => found.Path));
    }

    [Fact]
    public void The_search_ends_when_it_is_cancelled()
    {
        var machine = Machine(new Random(1), 5, Enumerable.Range(0, 5));
        Assert.Throws<OperationCanceledException>(() => TopologyComparer.Compare(machine, Machine(new Random(2), 5, Enumerable.Range(0, 5)), ignoreNumbering: true, cancellation: new CancellationToken(true)));
        Assert.Throws<OperationCanceledException>(() => TopologyComparer.Compare(machine, machine, cancellation: new CancellationToken(true)));
    }

    /// <summary>The values that differ in a match: of each pair of nodes, and of each two pairs how they are related, in both directions.</summary>
    private static int Differences(NumaCapabilities one, NumaCapabilities other, int[] match)
    {
        var sum = 0;
        for (var i = 0; i < match.Length; i++)
        {
            if (match[i] < 0)
                continue;
            NumaCell a = one.Cells[i], b = other.Cells[match[i]];
            sum += Unlike(a.Memory, b.Memory) + Unlike(a.Kind, b.Kind) + Unlike(a.MemoryTier, b.MemoryTier) + Unlike(a.MemorySideCaches.Count, b.MemorySideCaches.Count) + Unlike(one.AllowedCells!.Contains(a.Id), other.AllowedCells!.Contains(b.Id)) + Unlike(Pages(a), Pages(b));
            List<string> devices = Devices(one, a), theirs = Devices(other, b);
            sum += devices.Except(theirs).Count() + theirs.Except(devices).Count();
            for (var j = 0; j < match.Length; j++)
                sum += i == j || match[j] < 0 ? 0 : Unlike(Relation(one, a, one.Cells[j]), Relation(other, b, other.Cells[match[j]]));
        }

        return sum;
    }

    private static int Unlike<T>(T one, T other) => EqualityComparer<T>.Default.Equals(one, other) ? 0 : 1;

    private static long? Pages(NumaCell cell) => cell.Pages?.FirstOrDefault(pool => pool.Size == 2 << 20)?.Total;

    private static List<string> Devices(NumaCapabilities machine, NumaCell cell) => [.. machine.Devices!.Where(device => device.CellId == cell.Id).Select(device => device.Name)];

    private static (int, long?) Relation(NumaCapabilities machine, NumaCell from, NumaCell to) =>
        (machine.Distances.Single(distance => (distance.From, distance.To) == (from.Id, to.Id)).Value, machine.Interconnects.FirstOrDefault(value => (value.Initiator, value.Target) == (from.Id, to.Id))?.Value);

    /// <summary>Every way to give as many nodes as there are on both a partner; -1 is none.</summary>
    private static IEnumerable<int[]> Matches(int count, int others)
    {
        return Next([]);

        IEnumerable<int[]> Next(List<int> chosen)
        {
            if (chosen.Count == count)
                return chosen.Count(match => match >= 0) == Math.Min(count, others) ? [[.. chosen]] : [];
            return Enumerable.Range(-1, others + 1).Where(other => other < 0 ? count > others : !chosen.Contains(other)).SelectMany(other => Next([.. chosen, other]));
        }
    }

    private static NumaCapabilities Changed(Random random, NumaCapabilities machine, int[] order)
    {
        var changed = machine with
        {
            Cells = [.. machine.Cells.Select(cell => Cell(random, order[cell.Id], random.Next(4) == 0 ? null : cell)).OrderBy(cell => cell.Id)],
            Distances = [.. machine.Distances.Select(distance => distance with { From = order[distance.From], To = order[distance.To], Value = distance.From == distance.To ? 10 : random.Next(6) == 0 ? 32 : distance.Value })],
            Interconnects = [.. machine.Interconnects.Select(value => value with { Initiator = order[value.Initiator], Target = order[value.Target] })],
            Devices = [.. machine.Devices!.Select(device => device with { CellId = random.Next(5) == 0 ? order[0] : order[device.CellId!.Value] })],
            AllowedCells = [.. machine.AllowedCells!.Select(id => order[id])],
        };
        return changed;
    }

    private static NumaCapabilities Machine(Random random, int count, IEnumerable<int> numbers)
    {
        var ids = numbers.Order().ToList();
        var pairs = from one in ids from two in ids select (One: one, Two: two);
        return new NumaCapabilities
        {
            PageSize = 4096,
            Cells = [.. ids.Select(id => Cell(random, id, null))],
            Distances = [.. pairs.Select(pair => new NumaDistance { From = pair.One, To = pair.Two, Value = pair.One == pair.Two ? 10 : random.Next(2) == 0 ? 21 : 32 })],
            Interconnects = [.. pairs.Where(_ => random.Next(3) == 0).Select(pair => new NumaInterconnect { Type = InterconnectType.Latency, Access = MemoryAccess.Read, Initiator = pair.One, Target = pair.Two, Value = random.Next(2) == 0 ? 80 : 150 })],
            Devices = [.. Enumerable.Range(0, 4).Where(_ => random.Next(4) > 0).Select(i => new NumaDevice { Name = $"eth{i}", Kind = DeviceKind.Network, CellId = ids[random.Next(count)] })],
            AllowedCells = [.. ids.Where(_ => random.Next(3) > 0)],
        };
    }

    private static NumaCell Cell(Random random, int id, NumaCell? like) => (like ?? new NumaCell
    {
        Id = id,
        Memory = random.Next(4) == 0 ? null : random.Next(1, 3) * (1L << 30),
        Kind = random.Next(2) == 0 ? CellKind.Ordinary : CellKind.HighBandwidth,
        MemoryTier = random.Next(2) == 0 ? null : 4,
        MemorySideCaches = random.Next(3) > 0 ? [] : [new MemorySideCache { Level = 1, Size = 1 << 30, Associativity = CacheAssociativity.Direct, WritePolicy = CacheWritePolicy.WriteBack }],
        Pages = random.Next(3) == 0 ? null : [new PagePool(4096, random.Next(9), null), new PagePool(2 << 20, random.Next(2), null)],
    }) with { Id = id, Cpus = CpuSet.Of(id) };
}
