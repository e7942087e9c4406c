using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>
/// Reads what the kernel gives of the HMAT: <c>nodeN/access{0,1}/initiators/{read,write}_{latency,bandwidth}</c>, one value for every
/// initiator that is linked there as <c>nodeM</c>. Latency is in ns, bandwidth in MiB/s, 0 is unknown.
/// </summary>
internal static class InterconnectReader
{
    /// <summary>Adds what is told of a node's memory.</summary>
    public static void Read(FactReader reader, int node, List<NumaInterconnect> values)
    {
        Read(reader, node, 0, values);
        Read(reader, node, 1, values);
    }

    private static void Read(FactReader reader, int target, int accessClass, List<NumaInterconnect> values)
    {
        var folder = $"{NodeFacts.Of(target)}/access{accessClass.ToString(CultureInfo.InvariantCulture)}/initiators";
        var initiators = reader.NumberedNames(folder, "node");
        if (initiators is null || initiators.Count == 0)
            return;
        Add("read_latency", InterconnectType.Latency, MemoryAccess.Read);
        Add("write_latency", InterconnectType.Latency, MemoryAccess.Write);
        Add("read_bandwidth", InterconnectType.Bandwidth, MemoryAccess.Read);
        Add("write_bandwidth", InterconnectType.Bandwidth, MemoryAccess.Write);

        void Add(string name, InterconnectType type, MemoryAccess access)
        {
            var fact = folder + "/" + name;
            if (reader.Number(fact) is not { } number)
                return;
            if (number is < 0 or > uint.MaxValue)
                throw reader.Malformed(fact, $"{number} is not a {name}");
            var value = type == InterconnectType.Latency ? number : number << 20;
            foreach (var initiator in initiators)
            {
                values.Add(new NumaInterconnect
                {
                    Type = type,
                    Initiator = initiator,
                    Target = target,
                    Access = access,
                    AccessClass = accessClass,
                    Value = value == 0 ? null : value,
                });
            }
        }
    }
}
