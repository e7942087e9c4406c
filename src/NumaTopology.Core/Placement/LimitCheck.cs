using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Placement;

/// <summary>
/// Holds a request against the limits of the process's cgroups or job. They are on the sum over all nodes, and a placement takes what was requested
/// wherever it is: whether a limit leaves that much does not depend on the nodes. More than memory and pages that are left is refused; less CPU time
/// than CPUs only makes them slower, which is a warning.
/// </summary>
internal sealed class LimitCheck
{
    private readonly PlacementRequest _request;
    private readonly long _hugePageBytes;
    private readonly List<string> _missing = [];
    private readonly List<string> _reasons = [];
    private readonly List<string> _warnings = [];

    public LimitCheck(NumaCapabilities machine, PlacementRequest request)
    {
        _request = request;
        _hugePageBytes = request.HugePage is not { } size ? 0 : request.HugePageCount > long.MaxValue / size ? long.MaxValue : request.HugePageCount * size;
        if (request.CountsDisallowed)
            return;
        // Of each kind the one that leaves least stands for all.
        foreach (var kind in (machine.Limits ?? []).OrderBy(limit => limit).GroupBy(limit => (limit.Resource, limit.PageSize)))
            Check(kind.Key.Resource, kind.First(), kind.FirstOrDefault(limit => limit.Left is null));
    }

    /// <summary>A sentence for each limit that leaves too little.</summary>
    public IReadOnlyList<string> Missing => _missing;

    /// <summary>The same in short, as a reason why a node is not used.</summary>
    public IReadOnlyList<string> Reasons => _reasons;

    /// <summary>How much the limits lack: for each that leaves too little, the part of what is wanted that it does not leave, from 0 to 1.</summary>
    public double Lack { get; private set; }

    /// <summary>Bytes that the limits leave beyond the request, and the limit that leaves least; null where none is set.</summary>
    public (long Amount, string Name)? MemoryLeft { get; private set; }

    /// <summary>The same in huge pages of the size requested, of limits on them and of those on memory that count them.</summary>
    public (long Amount, string Name)? HugePagesLeft { get; private set; }

    /// <summary>What holds the placement back although it fits.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    private void Check(LimitedResource resource, NumaLimit tightest, NumaLimit? unknown)
    {
        switch (resource)
        {
            case LimitedResource.Memory:
                var withPages = tightest.CountsHugePages && _hugePageBytes > 0;
                Check(tightest, unknown, "memory", Sum(withPages ? _hugePageBytes : 0), withPages ? " with huge pages" : "");
                MemoryLeft = Left(tightest, Sum(withPages ? _hugePageBytes : 0), 1);
                if (withPages)
                    HugePagesLeft = Left(tightest, Sum(_hugePageBytes), _request.HugePage!.Value);
                break;
            case LimitedResource.HugePages when tightest.PageSize is { } size && size == _request.HugePage:
                Check(tightest, unknown, "pages of " + ByteText.Short(size), _hugePageBytes, "", bytes => PlacementText.Number(bytes / size));
                if (Left(tightest, _hugePageBytes, size) is { } pages && !(HugePagesLeft?.Amount <= pages.Amount))
                    HugePagesLeft = pages;
                break;
            case LimitedResource.Cpu when _request.Cpu > tightest.Cpus:
                _warnings.Add($"CPU time in {tightest.Group} is limited to {tightest.CpuText} by {tightest.Name}; {PlacementText.Cpus(_request.Cpu)} requested.");
                break;
            case LimitedResource.ProcessMemory when Sum(_hugePageBytes) is var bytes && bytes > tightest.Limit:
                var inBytes = PlacementText.BytesApart(tightest.Limit.Value, bytes);
                _warnings.Add($"A process in the {tightest.Group} can commit at most {inBytes(tightest.Limit.Value)} ({tightest.Name}); {inBytes(bytes)} requested.");
                break;
        }
    }

    private void Check(NumaLimit tightest, NumaLimit? unknown, string what, long wanted, string with, Func<long, string>? pages = null)
    {
        if (wanted == 0 || tightest.Limit is not { } limit)
            return;
        var text = pages ?? PlacementText.BytesApart(wanted, tightest.Left ?? limit);
        if (wanted > (tightest.Left ?? limit))
        {
            Lack += 1 - Math.Max(0, (tightest.Left ?? limit) / (double)wanted);
            _missing.Add($"Not enough {what} in {tightest.Group}: {text(wanted)} requested{with}, {(tightest.Left is { } left ? $"{text(left)} left of {tightest.Name} {text(limit)}" : $"{tightest.Name} is {text(limit)}")}.");
            _reasons.Add($"{tightest.Name} of {tightest.Group} leaves {text(tightest.Left ?? limit)} of {text(wanted)}");
        }
        else if (unknown?.Limit is { } set)
        {
            _warnings.Add($"Usage of {unknown.Group} is unknown; {text(wanted)} requested, {unknown.Name} is {text(set)}.");
        }
    }

    private static (long Amount, string Name)? Left(NumaLimit tightest, long wanted, long unit) =>
        (tightest.Left ?? tightest.Limit) is { } left ? (Math.Max(0, left - wanted) / unit, tightest.Name) : null;

    private long Sum(long hugePages) => hugePages > long.MaxValue - _request.Memory ? long.MaxValue : _request.Memory + hugePages;
}
