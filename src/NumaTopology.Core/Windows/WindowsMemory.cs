using System;
using System.Collections.Generic;
using System.Linq;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>What memory a node has, and where that is known from.</summary>
internal readonly struct NodeMemory(long? total, long? free, long? available, MemorySource? source)
{
    public long? Total { get; } = total;

    public long? Free { get; } = free;

    /// <summary>Free memory and the cache that can be given away at once (the standby list); null when that is unknown.</summary>
    public long? Available { get; } = available;

    public MemorySource? Source { get; } = source;
}

/// <summary>
/// Finds the memory of all nodes by the best source that is there and plausible: the memory partition, the performance counters, the firmware's
/// ranges. Elsewhere free memory is GetNumaAvailableMemoryNodeEx, which with several nodes leaves the standby list out.
/// </summary>
internal sealed class WindowsMemory
{
    // TotalNumberOfPages, AvailablePages, ZeroPages, FreePages, StandbyPages of WIN32_MEMORY_PARTITION_INFORMATION.
    private const int TotalAt = 48;
    private const int AvailableAt = 56;
    private const int ZeroAt = 64;
    private const int FreeAt = 72;
    private const int StandbyAt = 80;
    private const int PartitionBytes = 240;

    private readonly WindowsReader _reader;
    private readonly FirmwareTables _tables;
    private readonly DomainMap _domains;
    private readonly long _pageSize;

    public WindowsMemory(WindowsReader reader, FirmwareTables tables, DomainMap domains, long pageSize)
    {
        _reader = reader;
        _tables = tables;
        _domains = domains;
        _pageSize = pageSize;
    }

    /// <summary>Whether a number that no record names is a node's: Windows or the firmware tell of memory there, or of a device that reaches memory by itself.</summary>
    public bool Has(int node) =>
        _reader.Number(WindowsFacts.AvailableMemory(node)) > 0
        || Partition(node)?.Total > 0
        || Counters(node)?.Total > 0
        || (_tables.Srat is { } srat && srat.Memory.Where(range => range.Value > 0).Select(range => range.Key).Concat(srat.InitiatorDomains).Any(domain => _domains.Node(domain) == node));

    public IReadOnlyDictionary<int, NodeMemory> Read(WindowsNodes all)
    {
        var nodes = all.Cpus.Keys.ToList();
        var host = _reader.Number(WindowsFacts.TotalMemory);
        // With a single node the call counts the standby list too: it tells what is available, not what is free.
        var free = nodes.ToDictionary(node => node, node => nodes.Count == 1 ? null : _reader.Number(WindowsFacts.AvailableMemory(node)));
        return Plausible(nodes, host, node => Partition(node))
            ?? Plausible(nodes, host, node => Counters(node))
            ?? (all.AreOne && host is not null ? nodes.ToDictionary(node => node, node => WholeHost(host.Value, node)) : null)
            ?? Ranges(nodes, free)
            ?? nodes.ToDictionary(node => node, node => new NodeMemory(null, free[node], null, null));
    }

    /// <summary>One source for all nodes; null where a node lacks it or the sum is more than 5 % off the machine's memory.</summary>
    private Dictionary<int, NodeMemory>? Plausible(IReadOnlyList<int> nodes, long? host, Func<int, NodeMemory?> read)
    {
        var result = new Dictionary<int, NodeMemory>();
        double sum = 0;
        foreach (var node in nodes)
        {
            if (read(node) is not { } memory)
                return null;
            result.Add(node, memory);
            sum += memory.Total ?? 0;
        }

        if (host is null || Math.Abs(sum - host.Value) <= 0.05 * host.Value)
            return result;
        _reader.Machine.Log.Detail($"{result.Values.First().Source} reports {sum} bytes on all nodes, but the machine has {host}; it is ignored.");
        return null;
    }

    private NodeMemory WholeHost(long total, int node) =>
        new(total, null, _reader.Number(WindowsFacts.AvailableMemory(node)) ?? _reader.Number(WindowsFacts.HostAvailableMemory), MemorySource.Host);

    private NodeMemory? Partition(int node)
    {
        if (_reader.Bytes(WindowsFacts.Partition(node)) is not { } bytes)
            return null;
        bytes.Check(0, PartitionBytes);
        long? total = InBytes(bytes.U64(TotalAt)), zero = InBytes(bytes.U64(ZeroAt)), free = InBytes(bytes.U64(FreeAt)), standby = InBytes(bytes.U64(StandbyAt));
        if (total is null || InBytes(bytes.U64(AvailableAt)) is not { } available || available > total || zero + free > total || standby > total)
            return null;
        return new NodeMemory(total, zero + free, zero + free + standby, MemorySource.Partition);
    }

    /// <summary>Lines <c>Total MBytes 16384</c>, <c>Free &amp; Zero Page List MBytes 9000</c>, <c>Standby List MBytes 2000</c>.</summary>
    private NodeMemory? Counters(int node)
    {
        var fact = WindowsFacts.Counters(node);
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in _reader.Text(fact)?.Split('\n') ?? [])
        {
            var blank = line.TrimEnd().LastIndexOf(' ');
            var number = _reader.Parse(fact, line.Substring(blank + 1).Trim());
            values[blank < 0 ? "" : line.Substring(0, blank)] = number <= long.MaxValue >> 20 ? number << 20 : throw _reader.Malformed(fact, $"'{line}' is larger than any machine's memory");
        }

        long? Value(string name) => values.TryGetValue(name, out var value) ? value : null;
        return Value("Total MBytes") is { } total && Value("Free & Zero Page List MBytes") is { } free && free <= total
            ? new NodeMemory(total, free, free + Value("Standby List MBytes"), MemorySource.PerformanceCounter)
            : null;
    }

    private Dictionary<int, NodeMemory>? Ranges(IReadOnlyList<int> nodes, Dictionary<int, long?> free)
    {
        if (_tables.Srat is not { } srat)
            return null;
        var totals = new Dictionary<int, long>();
        foreach (var range in srat.Memory)
        {
            // Memory of a domain that is no known node may be any node's.
            if (range.Value == 0)
                continue;
            if (_domains.Node(range.Key) is not { } node)
                return null;
            totals[node] = (totals.TryGetValue(node, out var sum) ? sum : 0) + (long)Math.Min(range.Value, long.MaxValue / 1024);
        }

        if (totals.Count == 0)
            return null;
        _reader.Machine.Log.Warn("The memory of the nodes is the installed memory that the firmware reports; Windows reports no other total.");
        return nodes.ToDictionary(node => node, node => new NodeMemory(totals.TryGetValue(node, out var total) ? total : 0, free[node], null, MemorySource.FirmwareRanges));
    }

    private long? InBytes(ulong pages) => pages <= (ulong)(long.MaxValue / _pageSize) ? (long)pages * _pageSize : null;
}
