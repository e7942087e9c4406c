using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using NumaTopology.Acts;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>Moving a process, on a system that notes what it was asked, in order.</summary>
public sealed class ProcessMoverTests
{
    private static readonly NumaProcess s_serve = new() { Id = 2381, Name = "serve", AllowedCells = [0, 1] };
    private static readonly NumaPlacement s_placement = Assert.Single(PlacementFinder.Find(NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "hmat.numa"))), new() { Cpu = 2, Count = 1, ExcludedCells = [0] }).Placements);

    private readonly Recorder _system = new();

    [Fact]
    public void Without_memory_only_the_threads_are_moved()
    {
        var moved = new ProcessMover(_system, s_placement, CancellationToken.None).Move(s_serve, () => s_serve with { AllowedCpus = CpuSet.Parse("2-3") });
        Assert.Equal(["bind 2381 2-3"], _system.Asked);
        Assert.Equal((2381, "serve", 7, "2-3"), (moved.Id, moved.Name, moved.Threads, $"{moved.Cpus}"));
        Assert.Equal((null, null, null), (moved.Moved, moved.Remaining, moved.LongestBatchMs));
        Assert.Empty(moved.MemoryCells);
        Assert.Empty(moved.Failed);
    }

    [Fact]
    public void Its_pages_are_opened_before_its_threads_are_bound_and_moved_after()
    {
        var moved = Mover(1).Move(s_serve, () => null);
        Assert.Equal(["pages of 2381", "bind 2381 2-3", "move 1 to 1", "move 2 to 1", "closed"], _system.Asked);
        Assert.Equal((3L * 4096, 0L, null), (moved.Moved, moved.Remaining, moved.Cpus));
        Assert.Equal([1], moved.MemoryCells);
        Assert.True(moved.LongestBatchMs >= 0);
    }

    [Fact]
    public void Memory_that_is_in_place_takes_no_batch()
    {
        var moved = Mover(0).Move(s_serve, () => null);
        Assert.Equal(["pages of 2381", "bind 2381 2-3", "closed"], _system.Asked);
        Assert.Equal((0L, 0L, null), (moved.Moved, moved.Remaining, moved.LongestBatchMs));
    }

    /// <summary>mpol_to_str in mm/mempolicy.c: the nodes stand behind a colon, and show_numa_map cuts after 63 characters.</summary>
    [Theory]
    [InlineData("bind:1", "")]
    [InlineData("bind:0", "0")]
    [InlineData("prefer (many):0-3", "0,2,3")]
    [InlineData("bind=static:1,3", "3")]
    [InlineData("weighted interleave:1-2", "2")]
    [InlineData("default", "")]
    [InlineData("local", "")]
    [InlineData("prefer:", "")]
    [InlineData("interleave:0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34,36", "0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34,36")]
    [InlineData("interleave:0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34-36,", "0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34,35,36")]
    [InlineData("interleave:0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34,36-", "0,2,4,6,8,10,12,14,16,18,20,22,24,26,28,30,32,34")]
    [InlineData(null, "")]
    public void Its_memory_policy_is_told_with_the_nodes_that_memory_was_not_moved_to(string? policy, string others)
    {
        _system.Policy = policy;
        var moved = Mover(1).Move(s_serve, () => null);
        Assert.Equal((policy, others), (moved.MemoryPolicy, string.Join(",", moved.OtherPolicyCells)));
        Assert.Null(new ProcessMover(_system, s_placement, CancellationToken.None).Move(s_serve, () => null).MemoryPolicy);
    }

    [Fact]
    public void What_was_not_moved_is_told()
    {
        _system.IsFull = true;
        var moved = Mover(1).Move(s_serve, () => null);
        Assert.Equal([new NumaPageFailure(PageFailure.NoMemory, 3 * 4096)], moved.Failed);
        Assert.Equal((0L, 3L * 4096), (moved.Moved, moved.Remaining));
    }

    [Fact]
    public void Where_its_pages_are_refused_its_threads_stay()
    {
        _system.Refuses = true;
        Assert.Throws<NumaActException>(() => Mover(1).Move(s_serve, () => null));
        Assert.Equal(["pages of 2381"], _system.Asked);
    }

    [Fact]
    public void A_system_that_moves_no_pages_moves_the_threads()
    {
        _system.HasNoPages = true;
        var moved = Mover(1).Move(s_serve, () => null);
        Assert.Equal(["pages of 2381", "bind 2381 2-3"], _system.Asked);
        Assert.Equal((null, null), (moved.Moved, moved.Remaining));
        Assert.Empty(moved.MemoryCells);
    }

    [Fact]
    public void Nodes_that_its_cpuset_does_not_allow_are_refused_before_anything_is_done()
    {
        var error = Assert.Throws<NumaActException>(() => Mover(1, 2, 3).Move(s_serve, () => null));
        Assert.Equal((NumaActError.CellsNotAllowed, "Memory of nodes 2-3 is not allowed to process serve (2381): its cpuset has nodes 0-1."), (error.Error, error.Message));
        Assert.Empty(_system.Asked);
        // Where it is not reported the kernel says it.
        Mover(2).Move(s_serve with { AllowedCells = null }, () => null);
        Assert.Contains("move 1 to 2", _system.Asked);
    }

    private ProcessMover Mover(params int[] cells) => new(_system, s_placement, CancellationToken.None)
    {
        Targets = [.. cells.Select(cell => new KeyValuePair<int, double>(cell, 1))],
        Pause = TimeSpan.FromMilliseconds(20),
    };

    private sealed class Recorder : ProcessActs
    {
        public List<string> Asked { get; } = [];

        public bool Refuses { get; set; }

        public bool HasNoPages { get; set; }

        public bool IsFull { get; set; }

        public string? Policy { get; set; }

        public override NumaStartedProcess Start(ProcessStart start, NumaProcessBinding binding) => throw new NotSupportedException();

        public override int? BindThreads(int process, CpuSet cpus)
        {
            Asked.Add($"bind {process} {cpus}");
            return 7;
        }

        public override string? MemoryPolicyOf(int process) => Policy;

        public override ProcessPages? PagesOf(int process)
        {
            Asked.Add($"pages of {process}");
            return Refuses ? throw new NumaActException(NumaActError.AccessDenied, "refused") : HasNoPages ? null : new Pages(Asked, IsFull);
        }
    }

    /// <summary>Three pages on node 0.</summary>
    private sealed class Pages(List<string> asked, bool isFull) : ProcessPages
    {
        private readonly int[] _cells = [0, 0, 0];

        public override int PageSize => 4096;

        public override IReadOnlyList<PageRange> Ranges() => [new PageRange(0, 3 * 4096, false)];

        public override int Find(PageRange range, ref ulong address, ulong[] pages)
        {
            for (var i = 0; i < 3; i++)
                pages[i] = (ulong)i * 4096;
            address = range.End;
            return 3;
        }

        public override void Locate(ulong[] pages, int count, int[] cells)
        {
            for (var i = 0; i < count; i++)
                cells[i] = _cells[pages[i] / 4096];
        }

        public override void Move(ulong[] pages, int count, int[] cells, PageFailure?[] failures)
        {
            asked.Add($"move {count} to {cells[0]}");
            for (var i = 0; i < count; i++)
            {
                if (isFull)
                    failures[i] = PageFailure.NoMemory;
                else
                    _cells[pages[i] / 4096] = cells[i];
            }
        }

        public override void Dispose() => asked.Add("closed");
    }
}
