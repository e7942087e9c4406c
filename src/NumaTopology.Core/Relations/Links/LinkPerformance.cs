using System.Collections.Generic;

namespace NumaTopology.Relations.Links;

/// <summary>Sets the firmware's latencies and bandwidths beside the distances.</summary>
internal sealed class LinkPerformance
{
    private readonly Dictionary<(int From, int To, InterconnectType Type, MemoryAccess Access), (long Value, int Class)> _values = [];

    public LinkPerformance(IReadOnlyList<NumaInterconnect> interconnects)
    {
        foreach (var value in interconnects)
        {
            // Of the memory itself, not of a cache in front of it.
            if (value.Value is not { } number || value.CacheLevel != 0)
                continue;
            var key = (value.Initiator, value.Target, value.Type, value.Access);
            // Class 1 is what processors reach; class 0 counts the devices of the initiator too.
            if (!_values.TryGetValue(key, out var known) || value.AccessClass > known.Class)
                _values[key] = (number, value.AccessClass);
        }
    }

    public NumaDistance Complete(NumaDistance distance) => _values.Count == 0 ? distance : distance with
    {
        ReadLatency = Of(distance, InterconnectType.Latency, MemoryAccess.Read),
        WriteLatency = Of(distance, InterconnectType.Latency, MemoryAccess.Write),
        ReadBandwidth = Of(distance, InterconnectType.Bandwidth, MemoryAccess.Read),
        WriteBandwidth = Of(distance, InterconnectType.Bandwidth, MemoryAccess.Write),
    };

    /// <summary>A value of reads or writes, else the one of both.</summary>
    private long? Of(NumaDistance distance, InterconnectType type, MemoryAccess access) =>
        _values.TryGetValue((distance.From, distance.To, type, access), out var value)
        || _values.TryGetValue((distance.From, distance.To, type, MemoryAccess.Access), out value)
            ? value.Value
            : null;
}
