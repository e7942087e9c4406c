using System;
using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>Reads what can be controlled and measured of caches and memory bandwidth: <c>sys/fs/resctrl/info</c>.</summary>
internal sealed class ResourceControlReader
{
    private const string Folder = "sys/fs/resctrl/info";

    // The one level that the kernel monitors has its level in its folder's name.
    private const int MonitoredLevel = 3;

    private readonly FactReader _reader;
    private readonly IReadOnlyList<string>? _names;

    public ResourceControlReader(FactReader reader)
    {
        _reader = reader;
        _names = reader.Machine.List(Folder);
    }

    /// <summary>The caches with the controls of their level: folders <c>L3</c>, or <c>L3CODE</c> and <c>L3DATA</c> where code and data are apart.</summary>
    public IReadOnlyList<CpuCache> WithControls(List<CpuCache> caches)
    {
        if (_names is null)
            return caches;
        var controls = new Dictionary<int, IReadOnlyList<CacheControl>>();
        for (var i = 0; i < caches.Count; i++)
        {
            // The kernel's masks are of one width for all caches of a level: the first one's size stands for all.
            if (!controls.TryGetValue(caches[i].Level, out var ofLevel) && caches[i].Size is { } size)
                controls.Add(caches[i].Level, ofLevel = Controls(caches[i].Level, size));
            if (ofLevel is { Count: > 0 } && caches[i].Size is not null)
                caches[i] = caches[i] with { Controls = ofLevel };
        }

        return caches;
    }

    /// <summary>What <c>info/MB</c> says, for the processors of each last-level cache.</summary>
    public IReadOnlyList<MemoryBandwidthControl> Bandwidth(IReadOnlyList<CpuCache> caches)
    {
        if (_names is null || _reader.Id(Folder + "/MB/bandwidth_gran") is not { } granularity)
            return [];
        var minimum = _reader.Id(Folder + "/MB/min_bandwidth");
        var allocations = _reader.Id(Folder + "/MB/num_closids");
        var last = 0;
        foreach (var cache in caches)
            last = Math.Max(last, cache.Level);
        var controls = new List<MemoryBandwidthControl>();
        foreach (var cache in caches)
        {
            if (cache.Level == last && cache.Id is { } id)
                controls.Add(new MemoryBandwidthControl { Id = id, Cpus = cache.Cpus, Granularity = granularity, Minimum = minimum, MaximumAllocations = allocations });
        }

        return controls;
    }

    public ResourceMonitor? CacheMonitor() =>
        Monitor("llc_") is { } monitor
            ? monitor with { Level = MonitoredLevel, ReuseThreshold = _reader.Number(Folder + "/L3_MON/max_threshold_occupancy") }
            : null;

    public ResourceMonitor? BandwidthMonitor() => Monitor("mbm_");

    /// <summary>The features of <c>L3_MON/mon_features</c>, one a line, that begin with <paramref name="prefix"/>.</summary>
    private ResourceMonitor? Monitor(string prefix)
    {
        if (_names is null || _reader.Id(Folder + "/L3_MON/num_rmids") is not { } monitors)
            return null;
        var features = new List<string>();
        foreach (var feature in _reader.Text(Folder + "/L3_MON/mon_features")?.Split('\n') ?? [])
        {
            if (feature.StartsWith(prefix, StringComparison.Ordinal))
                features.Add(feature);
        }

        return features.Count == 0 ? null : new ResourceMonitor { MaximumMonitors = monitors, Features = features };
    }

    private List<CacheControl> Controls(int level, long size)
    {
        var controls = new List<CacheControl>();
        var name = "L" + level.ToString(CultureInfo.InvariantCulture);
        Add(name, CacheType.Unified);
        Add(name + "CODE", CacheType.Instruction);
        Add(name + "DATA", CacheType.Data);
        return controls;

        void Add(string folder, CacheType type)
        {
            if (!Contains(folder))
                return;
            var fact = $"{Folder}/{folder}/cbm_mask";
            if (_reader.CpuMask(fact) is not { } mask)
                return;
            if (mask.IsEmpty)
                throw _reader.Malformed(fact, "the mask has no bit set");
            var granularity = size / mask.Count;
            var minimumBits = _reader.Id($"{Folder}/{folder}/min_cbm_bits");
            controls.Add(new CacheControl
            {
                Type = type,
                Granularity = granularity,
                Minimum = minimumBits == 1 ? null : minimumBits * granularity,
                MaximumAllocations = _reader.Id($"{Folder}/{folder}/num_closids"),
            });
        }
    }

    private bool Contains(string folder)
    {
        foreach (var name in _names!)
        {
            if (name == folder)
                return true;
        }

        return false;
    }
}
