using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Any matrix over cells with gaps between their numbers, each of its rows in any of the forms that kernels write.</summary>
public class DistanceRowPropertyTests
{
    /// <summary>For which nodes a row has values.</summary>
    private enum Form
    {
        Online,
        Possible,
        UpToTheLast,
        Other,
    }

    private static readonly Gen<Matrix> s_matrices =
        from ids in Generate.Ids(1, 7, limit: 16)
        from others in Generate.Ids(0, 6, limit: 20)
        from values in Gen.Frequency((1, Gen.Const(0)), (1, Gen.Const(255)), (12, Gen.Int[10, 254])).Array[32 * ids.Length]
        from forms in Gen.Frequency((3, Gen.Const(Form.Online)), (2, Gen.Const(Form.Possible)), (2, Gen.Const(Form.UpToTheLast)), (1, Gen.Const(Form.Other))).Array[ids.Length]
        select new Matrix(ids, [.. ids.Union(others).Order()], [.. values.Chunk(32)], forms);

    [Fact]
    public void Every_value_is_given_to_its_pair_or_to_none() => s_matrices.Sample(matrix =>
    {
        using var builder = new MachineBuilder();
        for (var i = 0; i < matrix.Ids.Length; i++)
            builder.Cell(matrix.Ids[i], $"{i}");
        builder.File(MachineBuilder.Nodes + "possible", string.Join(',', matrix.Possible) + "\n");
        builder.Distances([.. matrix.Ids.Select((_, i) => string.Join(' ', matrix.Row(i)))]);

        // 0 is what broken firmware gives for a distance that it does not know.
        var expected = new List<(int From, int To, int Value)>();
        for (var i = 0; i < matrix.Ids.Length; i++)
            expected.AddRange(matrix.Ids.Where(to => matrix.Nodes(i) is not null && matrix.Value(i, to) != 0).Select(to => (matrix.Ids[i], to, matrix.Value(i, to))));
        var machine = builder.Machine;
        Assert.Equal(expected, NumaProbe.Distances(machine).Select(distance => (distance.From, distance.To, distance.Value)));
        Assert.Equal(expected, NumaProbe.Cells(builder.Machine).SelectMany(cell => cell.Distances).Select(distance => (distance.From, distance.To, distance.Value)));

        var left = matrix.Ids.Where((_, i) => matrix.Nodes(i) is null).ToList();
        Assert.Equal(left.Count, machine.Log.Warnings.Count);
        Assert.All(left.Zip(machine.Log.Warnings), pair => Assert.Contains($"node{pair.First}/distance", pair.Second));
    });

    /// <summary>The value for node N of the row of cell i is <c>Values[i][N]</c>, whether or not N exists.</summary>
    private sealed record Matrix(int[] Ids, int[] Possible, int[][] Values, Form[] Forms)
    {
        public int Value(int row, int to) => Values[row][to];

        /// <summary>The nodes that a row has values for; null when nobody can tell. A form whose count is that of one before it would be taken for that.</summary>
        public int[]? Nodes(int row) => Forms[row] switch
        {
            Form.Possible when Possible.Length != Ids.Length => Possible,
            Form.UpToTheLast when Ids[^1] + 1 != Ids.Length && Ids[^1] + 1 != Possible.Length => [.. Enumerable.Range(0, Ids[^1] + 1)],
            Form.Other => null,
            _ => Ids,
        };

        public IEnumerable<int> Row(int row) => (Nodes(row) ?? OfNoSet()).Select(node => Value(row, node));

        public override string ToString() => $"cells {string.Join(',', Ids)} of {string.Join(',', Possible)}: {string.Join(" | ", Ids.Select((_, i) => $"{Forms[i]} {string.Join(' ', Row(i))}"))}";

        /// <summary>As many as neither the online nodes are, nor the possible ones, nor those up to the last.</summary>
        private int[] OfNoSet()
        {
            var count = 1;
            while (count == Ids.Length || count == Possible.Length || count == Ids[^1] + 1)
                count++;
            return [.. Enumerable.Range(0, count)];
        }
    }
}
