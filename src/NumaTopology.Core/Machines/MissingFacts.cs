using System;
using System.Collections.Generic;
using System.Text;

namespace NumaTopology.Machines;

/// <summary>
/// Facts that were asked for and not given. A machine of 4096 processors lacks ten thousands of them, of some dozen kinds: those whose names differ in
/// numbers only, or in the device that they are of, are told together.
/// </summary>
internal sealed class MissingFacts
{
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    /// <summary>Adds a fact; the first reason that was given for it stands.</summary>
    public void Add(string fact, string reason)
    {
        // Large machines are read on several threads.
        lock (_reasons)
        {
            if (!_reasons.ContainsKey(fact))
                _reasons.Add(fact, reason);
        }
    }

    public void Remove(string fact)
    {
        lock (_reasons)
            _reasons.Remove(fact);
    }

    public bool Contains(string fact)
    {
        lock (_reasons)
            return _reasons.ContainsKey(fact);
    }

    /// <summary>A line for each kind of fact and reason, by the first of its facts: <c>/sys/devices/system/cpu/cpu0/cpu_capacity and 127 like it</c>.</summary>
    public List<string> Tell(Func<string, string> name, Func<string, string, string> line)
    {
        var kinds = new Dictionary<(string, string), (string First, int Count)>();
        lock (_reasons)
        {
            foreach (var fact in _reasons)
            {
                var kind = (KindOf(fact.Key), fact.Value);
                kinds[kind] = !kinds.TryGetValue(kind, out var known) ? (fact.Key, 1)
                    : (NaturalOrder.Compare(fact.Key, known.First) < 0 ? fact.Key : known.First, known.Count + 1);
            }
        }

        var all = new List<KeyValuePair<(string, string Reason), (string First, int Count)>>(kinds);
        all.Sort((left, right) => NaturalOrder.Compare(left.Value.First, right.Value.First));
        return all.ConvertAll(kind => line(name(kind.Value.First) + (kind.Value.Count == 1 ? "" : $" and {kind.Value.Count - 1} like it"), kind.Key.Reason));
    }

    /// <summary>The name with an N for each of its numbers, hexadecimal ones included; of a fact of a device, only what of the device it is.</summary>
    private static string KindOf(string fact)
    {
        var kind = new StringBuilder(fact.Length);
        // sys/devices/pci0000:3a/0000:3a:00.0/nvme/nvme0/numa_node, device/PCI/VEN_8086&DEV_10FB/3&11583659&0&08/numa-node.
        var isOfDevice = fact.StartsWith("sys/devices/pci", StringComparison.Ordinal) || fact.StartsWith("device/", StringComparison.Ordinal);
        for (int at = isOfDevice ? fact.LastIndexOf('/') : 0, end; at < fact.Length; at = end)
        {
            var hasDigit = false;
            for (end = at; end < fact.Length && Uri.IsHexDigit(fact[end]); end++)
                hasDigit |= fact[end] <= '9';
            if (hasDigit)
                kind.Append('N');
            else
                kind.Append(fact, at, (end = Math.Max(end, at + 1)) - at);
        }

        return kind.ToString();
    }
}
