using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Picture;

/// <summary>What a text picture marks at which node: of placements, reservations and processes.</summary>
public class MarkTests
{
    private static readonly NumaCapabilities s_machine = new()
    {
        HostName = "m",
        Cells = [.. Enumerable.Range(0, 3).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Parse($"{4 * id}-{(4 * id) + 3}"), Memory = 8L << 30, FreeMemory = 6L << 30, Pages = [new PagePool(2L << 20, 1024, 1024)] })],
        OnlineCpus = CpuSet.Parse("0-11"),
    };

    [Fact]
    public void A_placement_says_what_it_takes_of_each_node()
    {
        var request = new PlacementRequest { Name = "db", Cpu = 4, Memory = 3L << 30, HugePage = 2L << 20, HugePageCount = 16, Cells = [1] };
        Assert.Equal(["1: db: CPUs 4-7; 3 GiB; 16 pages of 2MiB"], Marks(new PictureOptions { Placements = [TextPictureTests.Place(s_machine, request)] }));
        Assert.Equal(["1: placement 1: CPUs 4-7"], Marks(new PictureOptions { Placements = [TextPictureTests.Place(s_machine, new PlacementRequest { Cpu = 4, Cells = [1] })] }));
        // Two CPUs of a node and memory of two more.
        var placement = TextPictureTests.Place(s_machine, new PlacementRequest { Cpu = 1, Memory = 16L << 30 });
        Assert.Equal(["0: placement 1: CPU 0; 6 GiB", "1: placement 1: 6 GiB", "2: placement 1: 4 GiB"], Marks(new PictureOptions { Placements = [placement] }).Order());
    }

    [Fact]
    public void A_reservation_says_how_much_it_takes_where_that_is_known()
    {
        static NumaReservation Of(string? cpus, IReadOnlyList<int>? cells, params ReservedMemory[] memory) => new() { Owner = "vm", Source = ReservationSource.Libvirt, Cpus = cpus is null ? null : CpuSet.Parse(cpus), Cells = cells, Memory = memory, Exclusive = false, Evidence = "test" };
        static ReservedMemory Memory(int gibibytes, params int[] cells) => new() { Cells = cells, Bytes = (long)gibibytes << 30 };
        static IReadOnlyList<string> Said(NumaReservation reservation) => Marks(new PictureOptions { Reservations = [reservation] });
        Assert.Equal(["0: vm: CPUs 2-3; 1 GiB", "1: vm: CPU 4; 6 GiB"], Said(Of("2-4", null, Memory(1, 0), Memory(2, 1), Memory(4, 1))));
        // How much of 4 GiB is on each of two nodes nobody knows.
        Assert.Equal(["1: vm: memory bound to it", "2: vm: memory bound to it"], Said(Of(null, null, Memory(4, 1, 2))));
        Assert.Equal(["2: vm: memory bound to it"], Said(Of(null, [2])));
        Assert.Equal(["0: vm: CPU 0; 2 GiB", "1: vm: memory bound to it"], Said(Of("0", [0, 1], Memory(2, 0))));
        Assert.Empty(Said(Of(null, null, new ReservedMemory { Cells = null, Bytes = 1 << 20 })));
    }

    [Theory]
    [InlineData(8, 8, null)]
    [InlineData(9, 9, null)]
    [InlineData(10, 8, "2 more: 5 threads")]
    public void Processes_stand_in_the_order_of_their_memory_then_of_their_threads(int count, int told, string? others)
    {
        // The first have 1 thread and 3 GiB, 2 GiB …; those without memory 1, 2, 3 … threads.
        var processes = Enumerable.Range(1, count).Select(id => new NumaProcess { Id = id, Name = "p", Usage = [new NumaProcessCell { CellId = 1, Threads = id > 3 ? id - 3 : 1, Heap = id > 3 ? null : (4L - id) << 30 }] }).ToList();
        if (others is not null)
            processes[3] = processes[3] with { Usage = [new NumaProcessCell { CellId = 1, Threads = 3 }] };
        var said = Marks(new PictureOptions { Processes = processes });
        Assert.Equal(told + (others is null ? 0 : 1), said.Count);
        Assert.Equal(["1: p (1): 3 GiB; 1 thread", "1: p (2): 2 GiB; 1 thread", "1: p (3): 1 GiB; 1 thread", $"1: p ({count}): {count - 3} threads"], said.Take(4));
        if (others is not null)
            Assert.Equal("1: " + others, said[^1]);
    }

    [Fact]
    public void A_process_says_where_its_threads_and_memory_are_and_the_CPUs_it_may_use_unless_it_may_use_all()
    {
        static IReadOnlyList<string> Said(NumaProcess process) => Marks(new PictureOptions { Processes = [process] });
        var process = new NumaProcess { Id = 7, AllowedCpus = CpuSet.Parse("0-5"), Usage = [new NumaProcessCell { CellId = 1, Threads = 0, Anonymous = 3L << 20 }, new NumaProcessCell { CellId = 2, Threads = 2 }] };
        Assert.Equal(["1: process 7: CPUs 4-5; 3 MiB", "2: process 7: 2 threads"], Said(process));
        Assert.Equal(["1: process 7: 3 MiB", "2: process 7: 2 threads"], Said(process with { AllowedCpus = CpuSet.Parse("0-11") }));
        Assert.Empty(Said(process with { AllowedCpus = null, Usage = [new NumaProcessCell { CellId = 1, Threads = 0 }] }));
    }

    /// <summary>What is marked, behind the number of its node; the same with one line for all nodes that are alike.</summary>
    private static IReadOnlyList<string> Marks(PictureOptions options)
    {
        var marks = new List<string>();
        var node = "";
        foreach (var line in NumaPicture.Text(s_machine, options with { Width = 120 }))
        {
            var text = line.TrimStart('│', '├', '└', '─', ' ');
            if (text.StartsWith("node ", StringComparison.Ordinal))
                node = text[5..6];
            else if (text.StartsWith("▶ ", StringComparison.Ordinal))
                marks.Add($"{node}: {text[2..]}");
        }

        // Of many nodes that are alike the mark names its node itself.
        var many = s_machine with { Cells = [.. s_machine.Cells, .. Enumerable.Range(3, 20).Select(id => new NumaCell { Id = id, Cpus = CpuSet.Parse($"{4 * id}-{(4 * id) + 3}") })] };
        Assert.Equal(marks, NumaPicture.Text(many, options with { Width = 120 }).Select(line => line.TrimStart()).Where(line => line.StartsWith("▶ node ", StringComparison.Ordinal)).Select(line => line[7..]));
        return marks;
    }
}
