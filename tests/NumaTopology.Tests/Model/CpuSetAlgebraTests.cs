using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Model;

/// <summary>Sets of processors against .NET's own sets of numbers, on numbers drawn around the edges of 64-bit words.</summary>
public class CpuSetAlgebraTests
{
    private static readonly int[] s_edges = [0, 1, 31, 32, 62, 63, 64, 65, 127, 128, 4095, CpuSet.Limit - 64, CpuSet.Limit - 1];

    [Fact]
    public void Sets_do_what_sets_of_numbers_do()
    {
        var random = new Random(20070215);
        for (var round = 0; round < 500; round++)
        {
            SortedSet<int> a = Draw(random), b = Draw(random);
            CpuSet x = CpuSet.From(a), y = CpuSet.From(b);
            Assert.Equal(a.Union(b).Order(), x.Union(y).Ids);
            Assert.Equal(a.Intersect(b).Order(), x.Intersect(y).Ids);
            Assert.Equal(a.Except(b).Order(), x.Except(y).Ids);
            Assert.Equal(a.Overlaps(b), x.Overlaps(y));
            Assert.Equal(a.IsSubsetOf(b), x.IsSubsetOf(y));
            Assert.Equal(a.SetEquals(b), x.Equals(y));
            Assert.Equal((a.Count, a.Count == 0 ? null : a.Min), (x.Count, x.First));
            Assert.All(s_edges, id => Assert.Equal(a.Contains(id), x.Contains(id)));
        }
    }

    [Fact]
    public void Sets_sort_as_their_numbers_do_one_after_the_other()
    {
        var random = new Random(33);
        for (var round = 0; round < 2000; round++)
        {
            SortedSet<int> a = Draw(random), b = Draw(random);
            var expected = Lexical(a, b);
            CpuSet x = CpuSet.From(a), y = CpuSet.From(b);
            Assert.Equal(expected, Math.Sign(x.CompareTo(y)));
            Assert.Equal([expected < 0, expected > 0, expected <= 0, expected >= 0], new[] { x < y, (x > y), x <= y, (x >= y) });
        }
    }

    [Fact]
    public void What_a_set_prints_names_the_same_processors()
    {
        var random = new Random(8);
        for (var round = 0; round < 500; round++)
        {
            var numbers = Draw(random);
            var text = CpuSet.From(numbers).ToString();
            var named = text.Length == 0 ? [] : text.Split(',').SelectMany(run =>
            {
                var ends = run.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
                return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
            });
            Assert.Equal(numbers, named);
        }
    }

    [Fact]
    public void Null_sorts_before_every_set()
    {
        Assert.True(CpuSet.Empty.CompareTo(null) > 0);
        Assert.True(null < CpuSet.Empty);
        Assert.False(CpuSet.Empty.Equals(null));
        Assert.Throws<ArgumentException>(() => CpuSet.Empty.CompareTo("0"));
    }

    [Fact]
    public void A_set_holds_every_number_up_to_1048575()
    {
        var all = CpuSet.Parse("0-1048575");
        Assert.Equal((1048576, 0, "0-1048575"), (all.Count, all.First, all.ToString()));
        Assert.Equal("0-63,65-1048575", all.Except(CpuSet.Of(64)).ToString());
    }

    private static SortedSet<int> Draw(Random random)
    {
        var set = new SortedSet<int>();
        for (var count = random.Next(5); count > 0; count--)
        {
            var start = random.Next(3) == 0 ? s_edges[random.Next(s_edges.Length)] : random.Next(200);
            for (var id = start; id < Math.Min(start + random.Next(1, 70), CpuSet.Limit); id++)
                set.Add(id);
        }

        return set;
    }

    private static int Lexical(IEnumerable<int> a, IEnumerable<int> b)
    {
        using var left = a.GetEnumerator();
        using var right = b.GetEnumerator();
        while (true)
        {
            bool hasLeft = left.MoveNext(), hasRight = right.MoveNext();
            if (!hasLeft || !hasRight)
                return hasLeft.CompareTo(hasRight);
            if (left.Current != right.Current)
                return left.Current < right.Current ? -1 : 1;
        }
    }
}
