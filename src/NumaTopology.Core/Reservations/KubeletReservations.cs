using System;
using System.Collections.Generic;
using System.Linq;

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
        Containers(facts, Cpus, (owner, cpus) => Reservation(owner, Cpus) with { Cpus = CpuSet.Parse(cpus.Text), Exclusive = true })
            .Concat(Containers(facts, Memory, OfMemory));

    private static NumaReservation OfMemory(string owner, JsonValue blocks)
    {
        var memory = blocks.Items.Select(block => new ReservedMemory
        {
            Cells = block.Member("numaAffinity")?.Items.Select(Node).OrderBy(id => id).ToList(),
            Bytes = Bounded(block.Member("size")?.Number ?? throw new FormatException("a block of memory has no size"), MachineLimits.CellMemory),
            PageSize = PageSize(block.Member("type")?.Text),
        }).ToList();
        return Reservation(owner, Memory) with { Memory = memory, Cells = memory.SelectMany(part => part.Cells ?? []).Distinct().OrderBy(id => id).ToList() };
    }

    private static NumaReservation Reservation(string owner, string fact) =>
        new() { Owner = owner, Source = ReservationSource.Kubelet, Exclusive = false, Evidence = "/" + fact };

    /// <summary>What each container below <c>entries</c> holds; its owner is <c>POD/container</c>.</summary>
    private static List<NumaReservation> Containers(ReservationFacts facts, string fact, Func<string, JsonValue, NumaReservation> read)
    {
        if (!facts.Reader.TryRead(fact) || facts.Reader.Length == 0)
            return [];
        return facts.Parsed(fact, () => (from pod in JsonText.Read(facts.Reader.Bytes, facts.Reader.Length).Member("entries")?.Members ?? []
                                         from container in pod.Value.Members
                                         select read($"{pod.Key}/{container.Key}", container.Value)).ToList());
    }

    private static int Node(JsonValue id) => (int)Bounded(id.Number, MachineLimits.Ids - 1);

    private static long Bounded(long number, long most) => number <= most ? number : throw new FormatException($"{number} is too large");

    private static long? PageSize(string? type) => type switch
    {
        "memory" => null,
        "hugepages-2Mi" => 2L << 20,
        "hugepages-1Gi" => 1L << 30,
        "hugepages-16Mi" => 16L << 20,
        "hugepages-512Mi" => 512L << 20,
        _ => throw new FormatException($"'{type}' is not a type of memory"),
    };
}
