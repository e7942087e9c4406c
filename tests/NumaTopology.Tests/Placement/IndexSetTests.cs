using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>Sets of nodes of machines with more of them than a word has bits.</summary>
public class IndexSetTests
{
    [Fact]
    public void Members_are_found_in_every_word()
    {
        var set = IndexSet.Of(200);
        Assert.Equal(4, set.Length);
        int[] members = [0, 5, 63, 64, 130, 199];
        foreach (var member in members.Concat(members))
            IndexSet.Add(set, member);
        Assert.Equal(members, Enumerable.Range(0, 200).Where(index => IndexSet.Contains(set, index)));
        Assert.Equal([0, 5, 5, 63, 64, 130, 130, 199], new[] { 0, 1, 5, 6, 64, 65, 130, 131 }.Select(from => IndexSet.Next(set, from)));
        IndexSet.Remove(set, 199);
        IndexSet.Remove(set, 5);
        IndexSet.Remove(set, 5);
        Assert.Equal(-1, IndexSet.Next(set, 131));
        Assert.Equal([0, 63, 64, 130], Enumerable.Range(0, 200).Where(index => IndexSet.Contains(set, index)));
    }

    [Fact]
    public void What_two_sets_share_and_what_one_has_alone_are_worked_out_over_all_words()
    {
        ulong[] one = IndexSet.Of(100), other = IndexSet.Of(100), both = IndexSet.Of(100);
        foreach (var index in new[] { 3, 10, 70, 99 })
            IndexSet.Add(one, index);
        foreach (var index in new[] { 10, 70, 71 })
            IndexSet.Add(other, index);
        IndexSet.Intersect(one, other, both);
        Assert.Equal([10, 70], Enumerable.Range(0, 100).Where(index => IndexSet.Contains(both, index)));
        IndexSet.Except(one, other);
        Assert.Equal([3, 99], Enumerable.Range(0, 100).Where(index => IndexSet.Contains(one, index)));
    }
}
