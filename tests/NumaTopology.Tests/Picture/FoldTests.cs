using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>What is alike is drawn once in text pictures, with its counts, and each by itself when that is wanted.</summary>
public class FoldTests
{
    [Fact]
    public void Sockets_dies_and_nodes_that_are_alike_are_counted()
    {
        var machine = Machine(8, [Group(CellGroupKind.Socket, 0, Die(0, 0, 1), Die(1, 2, 3)), Group(CellGroupKind.Socket, 1, Die(0, 4, 5), Die(1, 6, 7))]);
        Assert.Equal(
            ["└─ 2 × socket 0-1: nodes 0-3 | 4-7", "   └─ 2 × die 0-1 in each: nodes 0-1 | 2-3 | 4-5 | 6-7", "      └─ 2 × node in each: 1 CPU", .. Enumerable.Range(0, 8).Select(id => $"         node {id}  CPU {id}")],
            Tree(machine, true));
        Assert.Equal(
            [
                "├─ socket 0: nodes 0-3", "│  ├─ die 0: nodes 0-1", "│  │  ├─ node 0: 1 CPU", "│  │  │  CPU 0", "│  │  └─ node 1: 1 CPU", "│  │     CPU 1",
                "│  └─ die 1: nodes 2-3", "│     ├─ node 2: 1 CPU", "│     │  CPU 2", "│     └─ node 3: 1 CPU", "│        CPU 3",
                "└─ socket 1: nodes 4-7", "   ├─ die 0: nodes 4-5", "   │  ├─ node 4: 1 CPU", "   │  │  CPU 4", "   │  └─ node 5: 1 CPU", "   │     CPU 5",
                "   └─ die 1: nodes 6-7", "      ├─ node 6: 1 CPU", "      │  CPU 6", "      └─ node 7: 1 CPU", "         CPU 7",
            ],
            Tree(machine, false));
    }

    [Fact]
    public void Groups_of_different_distances_are_not_alike()
    {
        Assert.Equal(
            ["├─ group 0 within distance 16: nodes 0-1", "└─ group 1 within distance 17: nodes 2-3"],
            Tree(Machine(4, [Within(16, "0", 0, 1), Within(17, "1", 2, 3)]), true).Where(IsGroup));
        Assert.Equal(["└─ 2 × group within distance 16: nodes 0-1 | 2-3"], Tree(Machine(4, [Within(16, "0", 0, 1), Within(16, "1", 2, 3)]), true).Where(IsGroup));
        Assert.Equal(["└─ 2 × group: nodes 0-1 | 2-3"], Tree(Machine(4, [Within(null, "0", 0, 1), Within(null, "1", 2, 3)]), true).Where(IsGroup));
    }

    [Fact]
    public void A_socket_and_a_die_are_not_alike_nor_what_has_other_nodes()
    {
        Assert.Equal(["├─ socket 0: nodes 0-1", "└─ die: nodes 2-3"], Tree(Machine(4, [Group(CellGroupKind.Socket, 0, cells: [0, 1]), Group(CellGroupKind.Die, null, cells: [2, 3])]), true).Where(IsGroup));
        // A node by itself stands where its number belongs; sockets without numbers have none.
        Assert.Equal(
            ["├─ 2 × socket: nodes 0,2 | 4-5", "└─ node 3: 1 CPU", "├─ socket: nodes 0,2", "├─ node 3: 1 CPU", "└─ socket: nodes 4-5"],
            Draw(Machine(6, [Group(CellGroupKind.Socket, null, cells: [0, 2]), Group(CellGroupKind.Socket, 7, cells: [4, 5])]), without: 1).Where(line => IsGroup(line) || line.EndsWith("node 3: 1 CPU", System.StringComparison.Ordinal)).Select(line => line.Replace("socket 7", "socket", System.StringComparison.Ordinal)));
    }

    [Fact]
    public void Nodes_that_are_alike_name_their_sockets_once()
    {
        NumaCapabilities Of(params int?[] sockets) => new() { HostName = "m", Cells = [.. sockets.Select((socket, id) => new NumaCell { Id = id, Cpus = CpuSet.Of(id), Socket = socket })] };
        Assert.Equal("└─ 2 × node in sockets 0,3: 1 CPU", Tree(Of(0, 3), true)[0]);
        Assert.Equal("└─ 2 × node: 1 CPU", Tree(Of(0, 0), true)[0]);
        Assert.Equal("└─ 2 × node: 1 CPU", Tree(Of(0, null), true)[0]);
        Assert.Equal("└─ node 0 in socket 3: 1 CPU", Tree(Of(3), true)[0]);
    }

    // A group that was read from a document may name a node that is not there.
    [Fact]
    public void A_group_without_nodes_is_not_drawn() =>
        Assert.Equal(["└─ node 0: 1 CPU", "   CPU 0"], Tree(Machine(1, [Group(CellGroupKind.Socket, 1, cells: [4])]), true));

    // Four each; 0-3 of node 0 with the next ones higher.
    [Theory]
    [InlineData(17, 40)]
    [InlineData(17, 120)]
    [InlineData(100, 80)]
    public void The_CPUs_of_many_nodes_that_are_alike_are_told_by_a_rule_or_node_by_node(int nodes, int width)
    {
        static NumaCapabilities Of(int nodes, System.Func<int, string> cpus) => new() { HostName = "m", Cells = [.. Enumerable.Range(0, nodes).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Parse(cpus(id)) })] };
        string Said(NumaCapabilities machine) => string.Join(' ', Tree(machine, true, width).Skip(1).Select(line => line.Trim())).Replace(", ", ",", System.StringComparison.Ordinal);
        Assert.Equal($"nodes 0-{nodes - 1}: CPUs 0-{(4 * nodes) - 1}; node 0 has 0-3,each next one those 4 higher", Said(Of(nodes, id => $"{4 * id}-{(4 * id) + 3}")));
        var last = (2 * nodes) - 1;
        Assert.Equal($"nodes 0-{nodes - 1}: CPUs 0-{last}; node 0 has 0,{nodes},each next one those 1 higher", Said(Of(nodes, id => $"{id},{nodes + id}")));
        Assert.Equal($"nodes 0-{nodes - 1}: CPUs 8-{(2 * nodes) + 7}; node 0 has 8-9,each next one those 2 higher", Said(Of(nodes, id => $"{8 + (2 * id)}-{9 + (2 * id)}")));
        Assert.Equal($"nodes 0-{nodes - 1}", Said(Of(nodes, _ => "")));
        // The last two are exchanged: that is no rule.
        int Swapped(int id) => id == nodes - 1 ? nodes - 2 : id == nodes - 2 ? nodes - 1 : id;
        var irregular = Said(Of(nodes, id => $"{3 * Swapped(id)}-{(3 * Swapped(id)) + 1}"));
        Assert.StartsWith("CPUs by node: ", irregular, System.StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, nodes).Select(id => $"{id}: {3 * Swapped(id)}-{(3 * Swapped(id)) + 1}"), Regex.Matches(irregular, "[0-9]+: [0-9-]+").Select(match => match.Value));
        Assert.All(Tree(Of(nodes, id => $"{3 * Swapped(id)}-{(3 * Swapped(id)) + 1}"), true, width), line => Assert.InRange(line.Length, 1, width));
    }

    // A line for each node as long as they are on one screen.
    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void Up_to_sixteen_nodes_that_are_alike_have_a_line_each(int nodes, bool each)
    {
        var machine = Machine(nodes, []);
        Assert.Equal(each ? nodes : 0, Tree(machine, true).Count(line => Regex.IsMatch(line, "^   node [0-9]+ +CPU ")));
        Assert.Equal(nodes, Tree(machine, false).Count(line => Regex.IsMatch(line, "─ node [0-9]+: 1 CPU$")));
    }

    private static bool IsGroup(string line) => Regex.IsMatch(line, "(socket|die|group).*: nodes");

    private static NumaCellGroup Die(int number, params int[] cells) => Group(CellGroupKind.Die, number, cells: cells);

    private static NumaCellGroup Within(int? distance, string name, params int[] cells) => new() { Kind = CellGroupKind.Distance, Name = name, Distance = distance, CellIds = cells };

    private static NumaCellGroup Group(CellGroupKind kind, int? number, params NumaCellGroup[] groups) => new() { Kind = kind, Number = number, CellIds = [.. groups.SelectMany(group => group.CellIds)], Groups = groups };

    private static NumaCellGroup Group(CellGroupKind kind, int? number, int[] cells) => new() { Kind = kind, Number = number, CellIds = cells };

    private static NumaCapabilities Machine(int nodes, NumaCellGroup[] groups) => new()
    {
        HostName = "m",
        Cells = [.. Enumerable.Range(0, nodes).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Of(id) })],
        Hierarchy = new NumaCellGroup { Kind = CellGroupKind.Machine, CellIds = [.. Enumerable.Range(0, nodes)], Groups = groups },
    };

    private static IEnumerable<string> Draw(NumaCapabilities machine, int without)
    {
        var less = machine with { Cells = [.. machine.Cells.Where(cell => cell.Id != without)] };
        return Tree(less, true).Concat(Tree(less, false));
    }

    private static IReadOnlyList<string> Tree(NumaCapabilities machine, bool fold, int width = 100) => [.. NumaPicture.Text(machine, new PictureOptions { Width = width, Fold = fold }).SkipWhile(line => line.Length > 0).Skip(1).TakeWhile(line => line.Length > 0)];
}
