using System.Collections.Generic;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace NumaTopology.Reservations;

/// <summary>
/// What the kubelet's static policies gave to containers. CPUs: <c>{"policyName":"static","defaultCpuSet":"0,3-7","entries":{"POD":{"app":"1-2"}},"checksum":1}</c>. Memory:
/// <c>{"policyName":"Static","machineState":…,"entries":{"POD":{"app":[{"numaAffinity":[0],"type":"memory","size":1073741824}]}},"checksum":1}</c>, where the type of huge pages
/// is <c>hugepages-2Mi</c> or <c>hugepages-1Gi</c>.
/// </summary>
internal static class KubeletReservations
{
    private const string Cpus = "var/lib/kubelet/cpu_manager_state";
    private const string Memory = "var/lib/kubelet/memory_manager_state";

    public static IEnumerable<NumaReservation> Read(ReservationFacts facts) =>
        Containers(facts, Cpus).Select(container => Reservation(facts, container.Owner, Cpus) with { Cpus = facts.Cpus(Cpus, container.Value.Value), Exclusive = true })
            .Concat(Containers(facts, Memory).Select(container => OfMemory(facts, container.Owner, container.Value.Elements().ToList())));

    private static NumaReservation OfMemory(ReservationFacts facts, string owner, List<XElement> blocks)
    {
        var memory = blocks.ConvertAll(block => new ReservedMemory
        {
            Cells = block.Element("numaAffinity")?.Elements().Select(id => (int)Number(facts, id)).OrderBy(id => id).ToList(),
            Bytes = Number(facts, block.Element("size")),
            PageSize = PageSize(facts, block.Element("type")?.Value),
        });
        return Reservation(facts, owner, Memory) with { Memory = memory, Cells = memory.SelectMany(part => part.Cells ?? []).Distinct().OrderBy(id => id).ToList() };
    }

    private static NumaReservation Reservation(ReservationFacts facts, string owner, string fact) =>
        new() { Owner = owner, Source = ReservationSource.Kubelet, Exclusive = false, Evidence = "/" + fact };

    /// <summary>The containers below <c>entries</c>, as <c>POD/container</c>.</summary>
    private static IEnumerable<(string Owner, XElement Value)> Containers(ReservationFacts facts, string fact)
    {
        if (!facts.Reader.TryRead(fact) || facts.Reader.Length == 0)
            return [];
        return from pod in Load(facts, fact).Element("entries")?.Elements() ?? []
               from container in pod.Elements()
               select ($"{Key(pod)}/{Key(container)}", container);
    }

    /// <summary>JSON as XML: a key that is no XML name stands in the attribute <c>item</c>.</summary>
    private static XElement Load(ReservationFacts facts, string fact)
    {
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(facts.Reader.Bytes, 0, facts.Reader.Length, Encoding.UTF8, new XmlDictionaryReaderQuotas { MaxDepth = 32 }, null);
            return XElement.Load(reader);
        }
        // The reader of .NET leaves its own buffer at some text that is no JSON.
        catch (System.Exception e) when (e is XmlException or System.FormatException or System.IndexOutOfRangeException or System.ArgumentException)
        {
            throw facts.Reader.Malformed(fact, e.Message);
        }
    }

    private static string Key(XElement element) => element.Attribute("item")?.Value ?? element.Name.LocalName;

    private static long Number(ReservationFacts facts, XElement? number) =>
        long.TryParse(number?.Value, out var value) && value >= 0 ? value : throw facts.Reader.Malformed(Memory, $"'{number?.Value}' is not a whole number");

    private static long? PageSize(ReservationFacts facts, string? type) => type switch
    {
        "memory" => null,
        "hugepages-2Mi" => 2L << 20,
        "hugepages-1Gi" => 1L << 30,
        "hugepages-16Mi" => 16L << 20,
        "hugepages-512Mi" => 512L << 20,
        _ => throw facts.Reader.Malformed(Memory, $"'{type}' is not a type of memory"),
    };
}
