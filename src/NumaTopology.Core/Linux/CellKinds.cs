using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Linux;

/// <summary>Concludes what the memory of each cell is, and says from what.</summary>
internal sealed class CellKinds
{
    private readonly FactReader _reader;
    private readonly IReadOnlyDictionary<int, string> _daxDevices;
    private readonly Dictionary<int, int> _tiers = [];
    private readonly NodeSet? _genericInitiators;

    public CellKinds(FactReader reader)
    {
        _reader = reader;
        _genericInitiators = reader.NodeList(NodeFacts.Folder + "/has_generic_initiator");
        _daxDevices = DaxDeviceReader.ByNode(reader);
    }

    /// <summary>The cells with their tier, kind and the reason for it; nothing is concluded of those whose processors are unknown.</summary>
    public List<NumaCell> Conclude(IReadOnlyList<NumaCell> cells, NodeSet ofUnknownCpus)
    {
        ReadTiers(NodeSet.From(cells.Select(cell => cell.Id)));
        int? usualTier = null;
        long? usualBandwidth = null;
        foreach (var cell in cells)
        {
            if (cell.Cpus.IsEmpty || cell.Memory is null or 0)
                continue;
            if (_tiers.TryGetValue(cell.Id, out var tier) && (usualTier is null || tier < usualTier))
                usualTier = tier;
            var bandwidth = Bandwidth(cell.Id);
            if (usualBandwidth is null || bandwidth > usualBandwidth)
                usualBandwidth = bandwidth;
        }

        var result = new List<NumaCell>(cells.Count);
        foreach (var cell in cells)
        {
            var (kind, source) = ofUnknownCpus.Contains(cell.Id) ? (null, null) : Conclude(cell, usualTier, usualBandwidth);
            result.Add(cell with { Kind = kind, KindSource = source, MemoryTier = _tiers.TryGetValue(cell.Id, out var tier) ? tier : null });
        }

        return result;
    }

    private void ReadTiers(NodeSet cells)
    {
        const string folder = "sys/devices/virtual/memory_tiering";
        foreach (var tier in _reader.NumberedNames(folder, "memory_tier") ?? [])
        {
            foreach (var node in _reader.NodeList($"{folder}/memory_tier{tier.ToString(CultureInfo.InvariantCulture)}/nodelist")?.Intersect(cells).ToArray() ?? [])
                _tiers[node] = tier;
        }
    }

    private (CellKind? Kind, string? Source) Conclude(NumaCell cell, int? usualTier, long? usualBandwidth)
    {
        if (cell.Memory is not { } memory)
            return (null, null);
        if (memory == 0)
        {
            return !cell.Cpus.IsEmpty ? (CellKind.ProcessorOnly, "no memory")
                : _genericInitiators?.Contains(cell.Id) == true ? (CellKind.GenericInitiator, NodeFacts.Folder + "/has_generic_initiator")
                : (CellKind.Empty, "neither CPUs nor memory");
        }

        if (!cell.Cpus.IsEmpty)
            return (CellKind.Ordinary, "CPUs and memory");
        if (_daxDevices.TryGetValue(cell.Id, out var device))
            return (DaxDeviceReader.KindOf(device), device);
        if (Bandwidth(cell.Id) is { } bandwidth && usualBandwidth is { } usual && bandwidth > 2 * usual)
            return (CellKind.HighBandwidth, $"bandwidth {bandwidth} MiB/s; nodes with CPUs have {usual} MiB/s");
        if (_tiers.TryGetValue(cell.Id, out var tier) && tier != usualTier && usualTier is not null)
            return (tier < usualTier ? CellKind.HighBandwidth : CellKind.SlowTier, $"memory tier {tier}; nodes with CPUs are in tier {usualTier}");
        return (CellKind.MemoryOnly, "memory without CPUs");
    }

    /// <summary>MiB/s of reads by the best processor, else by the best initiator; null when unknown.</summary>
    private long? Bandwidth(int node)
    {
        var bandwidth = _reader.Number(NodeFacts.Of(node) + "/access1/initiators/read_bandwidth") ?? _reader.Number(NodeFacts.Of(node) + "/access0/initiators/read_bandwidth");
        return bandwidth > 0 ? bandwidth : null;
    }
}
