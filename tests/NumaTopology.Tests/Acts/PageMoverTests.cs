using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using NumaTopology.Acts;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>Moving pages of a process whose pages do as the kernel's: huge ones move as a whole, some are busy, shared, or find no memory.</summary>
public sealed class PageMoverTests
{
    private const long MiB = 1 << 20;
    private const int PagesOf2MiB = 512;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void Pages_on_other_nodes_are_moved_and_those_in_place_are_left()
    {
        var pages = new Pages(3000, page => page % 3);
        var mover = Run(pages, [(1, 1)]);
        Assert.All(pages.Cells, page => Assert.Equal(1, page.Value));
        Assert.Equal((2000 * 4096, 0), (mover.Moved, mover.Remaining));
        Assert.Empty(mover.Failed);
        Assert.DoesNotContain(pages.Asked, page => page % 3 == 1);
    }

    [Fact]
    public void A_huge_page_is_moved_by_its_first_page()
    {
        var pages = new Pages(8 * PagesOf2MiB, _ => 0) { IsHuge = page => page < 6 * PagesOf2MiB };
        var mover = Run(pages, [(1, 1)]);
        Assert.Equal(16 * MiB, mover.Moved);
        Assert.Equal(0, mover.Remaining);
        // One for each of the six huge pages, and each of the others.
        Assert.Equal(6 + (2 * PagesOf2MiB), pages.Asked.Count);
    }

    [Fact]
    public void All_of_a_huge_page_is_counted_wherever_the_mapping_begins()
    {
        // 100 small pages, then a GiB and 2 MiB of huge ones: as many pages as are asked for at once do not end where a huge page does.
        const int First = PagesOf2MiB - 100, Count = (514 * PagesOf2MiB) + 100;
        var pages = new Pages(First + Count, _ => 0) { IsHuge = page => page >= PagesOf2MiB };
        for (var page = 0; page < First; page++)
            pages.Cells.Remove(page);
        var mover = Run(pages, [(1, 1)]);
        Assert.Equal((Count * 4096L, 0), (mover.Moved, mover.Remaining));
    }

    [Fact]
    public void Pages_that_are_busy_at_first_are_moved_in_another_pass()
    {
        var pages = new Pages(1000, _ => 0) { BusyTimes = page => page % 10 == 0 ? 1 : 0 };
        var mover = Run(pages, [(1, 1)]);
        Assert.Equal((1000 * 4096, 0), (mover.Moved, mover.Remaining));
        Assert.Empty(mover.Failed);
    }

    [Fact]
    public void What_cannot_be_moved_is_counted_by_reason()
    {
        var pages = new Pages(1000, _ => 0) { BusyTimes = page => page < 5 ? int.MaxValue : 0, IsShared = page => page is >= 5 and < 12 };
        var mover = Run(pages, [(1, 1)]);
        Assert.Equal((988 * 4096, 12 * 4096), (mover.Moved, mover.Remaining));
        Assert.Equal([new NumaPageFailure(PageFailure.Busy, 5 * 4096), new NumaPageFailure(PageFailure.Shared, 7 * 4096)], mover.Failed);
        // A pass in which nothing is moved is the last: each was asked for first of its block and with the rest, in two passes.
        Assert.Equal(4, pages.Asked.Count(page => page == 0));
    }

    [Fact]
    public void A_full_node_takes_no_more_and_another_takes_the_rest()
    {
        var pages = new Pages(4 * PagesOf2MiB, _ => 0) { Space = { [1] = 300, [2] = 1 << 20 } };
        var mover = Run(pages, [(1, 1), (2, 1)]);
        Assert.Equal(0, mover.Remaining);
        Assert.Equal(300, pages.Cells.Count(page => page.Value == 1));
        var full = new Pages(1000, _ => 0) { Space = { [1] = 300 } };
        mover = Run(full, [(1, 1)]);
        Assert.Equal(700 * 4096, mover.Remaining);
        Assert.Equal(new NumaPageFailure(PageFailure.NoMemory, 700 * 4096), Assert.Single(mover.Failed));
    }

    [Fact]
    public void Nodes_share_as_the_placement_does()
    {
        var pages = new Pages(80 * PagesOf2MiB, _ => 0);
        Run(pages, [(1, 3e9), (2, 1e9)]);
        Assert.Equal(60 * PagesOf2MiB, pages.Cells.Count(page => page.Value == 1));
        Assert.Equal(20 * PagesOf2MiB, pages.Cells.Count(page => page.Value == 2));
        // What may become a huge page stays together.
        Assert.All(pages.Cells.GroupBy(page => page.Key / PagesOf2MiB), block => Assert.Single(block.Select(page => page.Value).Distinct()));
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 4)]
    public void A_huge_page_is_not_shared_between_nodes(bool isHuge, int blocks)
    {
        // Four blocks of one GiB, which may be one page.
        var pages = new Pages(4 * PagesOf2MiB, _ => 0) { IsHugeMapping = isHuge };
        Run(pages, [(2, 1), (1, 1)]);
        Assert.Equal(blocks * PagesOf2MiB, pages.Cells.Count(page => page.Value == 1));
        Assert.Equal(1, pages.Cells[0]);
    }

    [Fact]
    public void How_far_a_pass_is_is_told_with_the_bytes_moved()
    {
        var pages = new Pages(1000, _ => 0) { Split = 250 };
        var told = new List<(double, long)>();
        new PageMover(pages, Targets([(1, 1)]), s_pause, (done, bytes) => told.Add((done, bytes)), CancellationToken.None).Run();
        Assert.Equal([(0.25, 250 * 4096L), (1, 1000 * 4096L), (0.25, 1000 * 4096L), (1, 1000 * 4096L)], told);
    }

    [Fact]
    public void Where_every_pass_moves_a_page_and_leaves_others_it_comes_to_an_end()
    {
        // The first page of each of 20 blocks, each busy once more than the one before.
        var pages = new Pages(20 * PagesOf2MiB, _ => 0) { BusyTimes = page => page / PagesOf2MiB };
        foreach (var page in Enumerable.Range(0, 20 * PagesOf2MiB).Where(page => page % PagesOf2MiB != 0))
            pages.Cells.Remove(page);
        var mover = Run(pages, [(1, 1)]);
        Assert.InRange(mover.Remaining, 1, 19 * 4096);
        Assert.Equal(20 * 4096, mover.Moved + mover.Remaining);
    }

    [Fact]
    public void A_page_that_stays_where_it_is_without_a_word_was_busy()
    {
        var mover = Run(new Pages(100, _ => 0) { IsIgnored = page => page < 3 }, [(1, 1)]);
        Assert.Equal([new NumaPageFailure(PageFailure.Busy, 3 * 4096)], mover.Failed);
    }

    /// <summary>The first pages of blocks go by themselves, and the rest in larger batches.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_longest_batch_of_either_kind_is_told(bool isFirst)
    {
        var mover = Run(new Pages(200, _ => 0) { OnMove = count => Thread.Sleep(count == 1 == isFirst ? 12 : 0) }, [(1, 1)]);
        Assert.True(mover.Longest >= TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void A_page_that_is_given_back_meanwhile_was_not_moved()
    {
        var pages = new Pages(1000, _ => 0) { IsGone = page => page < 100 };
        var mover = Run(pages, [(1, 1)]);
        Assert.Equal((900 * 4096, 0), (mover.Moved, mover.Remaining));
        Assert.Empty(mover.Failed);
        Assert.Single(pages.Asked, page => page == 0);
        mover = Run(new Pages(10, _ => 0) { IsGone = _ => true }, [(1, 1)]);
        Assert.Equal((0, 0), (mover.Moved, mover.Remaining));
        Assert.Empty(mover.Failed);
    }

    [Fact]
    public void A_page_that_the_kernel_holds_when_it_is_looked_for_is_counted_once_it_is_seen()
    {
        var pages = new Pages(1000, _ => 0) { HiddenTimes = page => page % 2 };
        var mover = Run(pages, [(1, 1)]);
        Assert.Equal((1000 * 4096, 0), (mover.Moved, mover.Remaining));
    }

    [Fact]
    public void It_ends_between_two_batches()
    {
        using var stop = new CancellationTokenSource();
        var pages = new Pages(100_000, _ => 0) { OnMove = _ => stop.Cancel() };
        Assert.Throws<OperationCanceledException>(() => new PageMover(pages, Targets([(1, 1)]), s_pause, (_, _) => { }, stop.Token).Run());
        Assert.Equal(1, pages.Calls);
    }

    [Fact]
    public void It_ends_also_where_nothing_is_to_be_moved()
    {
        using var stop = new CancellationTokenSource();
        var told = 0;
        var mover = new PageMover(new Pages(1000, _ => 1) { Split = 250 }, Targets([(1, 1)]), s_pause, (_, _) =>
        {
            told++;
            stop.Cancel();
        }, stop.Token);
        Assert.Throws<OperationCanceledException>(mover.Run);
        Assert.Equal(1, told);
    }

    [Fact]
    public void A_node_of_no_weight_takes_nothing()
    {
        var targets = Targets([(1, 0), (2, 1)]);
        Assert.Equal((2, 2), (targets.Take(4096), targets.Take(4096)));
        Assert.Equal((true, false, true), (targets.Contains(1), targets.IsOpen(1), targets.HasSpace));
    }

    /// <summary>10 ms are half of 20: a call of 100 pages in 5 ms could have had 200, one in 40 ms only 25.</summary>
    [Theory]
    [InlineData(100, 5, 200)]
    [InlineData(100, 10, 100)]
    [InlineData(100, 40, 25)]
    [InlineData(100, 0.001, 200)]
    [InlineData(1, 1000, 1)]
    public void A_batch_takes_half_of_the_pause(int count, double milliseconds, int next)
    {
        var size = new BatchSize(count, s_pause);
        size.Took(count, TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal(next, size.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), size.Longest);
    }

    [Fact]
    public void A_small_batch_at_the_end_does_not_make_the_next_one_small()
    {
        var size = new BatchSize(100, s_pause);
        size.Took(3, TimeSpan.FromMilliseconds(0.001));
        Assert.Equal(200, size.Count);
        size.Took(1, TimeSpan.Zero);
        Assert.Equal((400, TimeSpan.FromMilliseconds(0.001)), (size.Count, size.Longest));
    }

    private static MemoryTargets Targets((int Cell, double Weight)[] targets) => new(targets.Select(target => new KeyValuePair<int, double>(target.Cell, target.Weight)));

    private static PageMover Run(Pages pages, (int Cell, double Weight)[] targets)
    {
        var mover = new PageMover(pages, Targets(targets), s_pause, (_, _) => { }, CancellationToken.None);
        mover.Run();
        return mover;
    }

    /// <summary>Pages by number, in one mapping from an address of 2 MiB on.</summary>
    private sealed class Pages(int count, Func<int, int> cell) : ProcessPages
    {
        private readonly Dictionary<int, int> _tries = [];
        private readonly Dictionary<int, int> _hidden = [];

        public SortedDictionary<int, int> Cells { get; } = new(Enumerable.Range(0, count).ToDictionary(page => page, cell));

        public List<int> Asked { get; } = [];

        public int Calls { get; private set; }

        public Func<int, bool> IsHuge { get; init; } = _ => false;

        public Func<int, bool> IsShared { get; init; } = _ => false;

        /// <summary>Which pages stay where they are although nothing is said against it.</summary>
        public Func<int, bool> IsIgnored { get; init; } = _ => false;

        /// <summary>Where a second mapping begins.</summary>
        public int? Split { get; init; }

        public bool IsHugeMapping { get; init; }

        public Func<int, bool> IsGone { get; init; } = _ => false;

        public Func<int, int> BusyTimes { get; init; } = _ => 0;

        /// <summary>How often a page that was moved is not found where it went.</summary>
        public Func<int, int> HiddenTimes { get; init; } = _ => 0;

        public Dictionary<int, int> Space { get; } = [];

        public Action<int> OnMove { get; init; } = _ => { };

        public override int PageSize => 4096;

        public override IReadOnlyList<PageRange> Ranges() => Split is { } at
            ? [new PageRange(Address(0), Address(at), IsHugeMapping), new PageRange(Address(at), Address(count), IsHugeMapping)]
            : [new PageRange(Address(0), Address(count), IsHugeMapping)];

        public override int Find(PageRange range, ref ulong address, ulong[] pages)
        {
            var found = 0;
            for (; address < range.End && found < pages.Length; address += 4096)
            {
                if (Cells.ContainsKey(Page(address)))
                    pages[found++] = address;
            }

            return found;
        }

        public override void Locate(ulong[] pages, int count, int[] cells)
        {
            for (var i = 0; i < count; i++)
                cells[i] = Cells.TryGetValue(Page(pages[i]), out var cell) && !Hides(Page(pages[i]), cell) ? cell : -2;
        }

        public override void Move(ulong[] pages, int count, int[] cells, PageFailure?[] failures)
        {
            Calls++;
            OnMove(count);
            for (var i = 0; i < count; i++)
            {
                var page = Page(pages[i]);
                Asked.Add(page);
                if (IsGone(page))
                    Cells.Remove(page);
                else
                    failures[i] = Move(page, cells[i]);
            }
        }

        public override void Dispose()
        {
        }

        private bool Hides(int page, int cell) => cell != 0 && (_hidden[page] = _hidden.GetValueOrDefault(page) + 1) <= HiddenTimes(page);

        private static ulong Address(int page) => (2 << 20) + ((ulong)page * 4096);

        private static int Page(ulong address) => (int)((address - (2 << 20)) / 4096);

        private PageFailure? Move(int page, int cell)
        {
            _tries[page] = _tries.GetValueOrDefault(page) + 1;
            if (IsIgnored(page))
                return null;
            if (IsShared(page))
                return PageFailure.Shared;
            // Once as the first of its block and once with the rest are one try.
            if (_tries[page] <= (long)BusyTimes(page) * 2)
                return PageFailure.Busy;
            if (Space.TryGetValue(cell, out var left) && left == 0)
                return PageFailure.NoMemory;
            if (Space.Count > 0)
                Space[cell]--;
            // The tail of a huge page is refused.
            if (IsHuge(page) && page % PagesOf2MiB != 0)
                return PageFailure.Shared;
            for (var i = 0; i < (IsHuge(page) ? PagesOf2MiB : 1); i++)
                Cells[page + i] = cell;
            return null;
        }
    }
}
