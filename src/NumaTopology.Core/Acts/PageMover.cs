using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;

namespace NumaTopology.Acts;

/// <summary>
/// Moves the pages of a process that are on other nodes, in passes until none is left or none can be moved, in batches that keep within a pause. Of each 2 MiB the first page
/// goes first: where it is of a huge page all others come with it, and moving them one by one would be refused.
/// </summary>
internal sealed class PageMover
{
    private const int MostPasses = 8;

    // Of x86-64 and arm64 with pages of 4 KiB; other sizes only cost more calls.
    private const ulong BlockBytes = 2 << 20;

    // The largest huge page: all of it goes to one node.
    private const ulong HugeBytes = 1 << 30;

    private readonly ProcessPages _pages;
    private readonly MemoryTargets _targets;
    private readonly BatchSize _firsts;
    private readonly BatchSize _rest;
    private readonly Action<double, long> _progress;
    private readonly CancellationToken _cancellation;
    private readonly ulong[] _found;
    private readonly int[] _cells;
    private readonly Dictionary<PageFailure, long> _failed = [];
    private readonly Dictionary<ulong, int> _units = [];
    private readonly HashSet<ulong> _unseen = [];

    /// <param name="pages">The pages.</param>
    /// <param name="targets">Where they are to be.</param>
    /// <param name="pause">The longest time that a page may be out of use.</param>
    /// <param name="progress">Is told how far the pass is, from 0 to 1, and the bytes moved.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public PageMover(ProcessPages pages, MemoryTargets targets, TimeSpan pause, Action<double, long> progress, CancellationToken cancellation)
    {
        _pages = pages;
        _found = new ulong[HugeBytes / (ulong)pages.PageSize];
        _cells = new int[_found.Length];
        _targets = targets;
        _firsts = new BatchSize(1, pause);
        _rest = new BatchSize(64, pause);
        _progress = progress;
        _cancellation = cancellation;
    }

    public long Moved { get; private set; }

    /// <summary>What was on other nodes when it was counted last.</summary>
    public long Remaining { get; private set; }

    public IReadOnlyList<NumaPageFailure> Failed => [.. _failed.OrderBy(reason => reason.Key).Select(reason => new NumaPageFailure(reason.Key, reason.Value))];

    public TimeSpan Longest => _firsts.Longest > _rest.Longest ? _firsts.Longest : _rest.Longest;

    public void Run()
    {
        long before;
        var pass = 0;
        do
        {
            before = Moved;
            _failed.Clear();
            Remaining = Pass(isMoving: true);
            // What a pass finds in its place is the count.
            if (Remaining == 0)
                return;
        }
        while (Moved > before && _targets.HasSpace && ++pass < MostPasses);
        Remaining = Pass(isMoving: false);
    }

    /// <summary>Goes over all ranges; the bytes that it found on other nodes.</summary>
    private long Pass(bool isMoving)
    {
        long outside = 0;
        var ranges = _pages.Ranges();
        double all = ranges.Sum(range => (double)(range.End - range.Start)), done = 0;
        foreach (var range in ranges)
        {
            for (var address = range.Start; address < range.End;)
            {
                _cancellation.ThrowIfCancellationRequested();
                var start = address;
                // A huge page comes as a whole: no piece ends within one, or its end would be found in place and not be counted.
                var piece = range with { End = Math.Min(range.End, ((address / HugeBytes) + 1) * HugeBytes) };
                var found = Outside(_found, _pages.Find(piece, ref address, _found));
                outside += (long)found.Count * _pages.PageSize;
                if (isMoving && found.Count > 0 && _targets.HasSpace)
                    MoveAll(found, range.IsHuge ? HugeBytes : BlockBytes);
                done += address - start;
                _progress(done / all, Moved);
            }
        }

        return outside;
    }

    /// <summary>Those of some pages that are on other nodes.</summary>
    private List<ulong> Outside(ulong[] pages, int count)
    {
        _pages.Locate(pages, count, _cells);
        var outside = new List<ulong>();
        for (var i = 0; i < count; i++)
        {
            if (_cells[i] < 0)
                continue;
            if (!_targets.Contains(_cells[i]))
                outside.Add(pages[i]);
            else if (_unseen.Count > 0 && _unseen.Remove(pages[i]))
                Moved += _pages.PageSize;
        }

        return outside;
    }

    private void MoveAll(List<ulong> outside, ulong unit)
    {
        var reasons = new Dictionary<ulong, PageFailure>();
        var firsts = new List<ulong>();
        foreach (var page in outside)
        {
            if (firsts.Count == 0 || page / BlockBytes != firsts[firsts.Count - 1] / BlockBytes)
                firsts.Add(page);
        }

        Move(firsts, unit, _firsts, reasons);
        var rest = Outside([.. outside], outside.Count);
        if (rest.Count > 0)
            Move(rest, unit, _rest, reasons);
        // A page that is nowhere was given back meanwhile, and not moved; or the kernel has it in its hands, and the next pass sees where it went.
        _pages.Locate([.. outside], outside.Count, _cells);
        for (var i = 0; i < outside.Count; i++)
        {
            if (_cells[i] < 0)
            {
                _unseen.Add(outside[i]);
                continue;
            }

            if (_targets.Contains(_cells[i]))
            {
                Moved += _pages.PageSize;
                continue;
            }

            var reason = reasons.TryGetValue(outside[i], out var known) ? known : _targets.HasSpace ? PageFailure.Busy : PageFailure.NoMemory;
            _failed.TryGetValue(reason, out var bytes);
            _failed[reason] = bytes + _pages.PageSize;
        }
    }

    private void Move(List<ulong> pages, ulong unit, BatchSize size, Dictionary<ulong, PageFailure> reasons)
    {
        for (int at = 0, count; at < pages.Count && _targets.HasSpace; at += count)
        {
            _cancellation.ThrowIfCancellationRequested();
            count = Math.Min(size.Count, pages.Count - at);
            var batch = pages.GetRange(at, count).ToArray();
            var cells = Targets(batch, unit);
            var failures = new PageFailure?[count];
            var watch = Stopwatch.StartNew();
            _pages.Move(batch, count, cells, failures);
            size.Took(count, watch.Elapsed);
            for (var i = 0; i < count; i++)
            {
                if (failures[i] is not { } reason)
                    continue;
                reasons[batch[i]] = reason;
                if (reason == PageFailure.NoMemory)
                    _targets.Close(cells[i]);
            }
        }
    }

    /// <summary>The node for each page, the same for all of a unit while it takes pages.</summary>
    private int[] Targets(ulong[] batch, ulong unit)
    {
        var cells = new int[batch.Length];
        for (var i = 0; i < batch.Length; i++)
        {
            var start = batch[i] - (batch[i] % unit);
            if (!_units.TryGetValue(start, out cells[i]) || !_targets.IsOpen(cells[i]))
                _units[start] = cells[i] = _targets.Take((long)unit);
        }

        return cells;
    }
}
