using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using NumaTopology.Libvirt;

namespace NumaTopology.Reservations;

/// <summary>
/// The running domains of libvirt's QEMU driver: <c>run/libvirt/qemu/db.xml</c> is a <c>&lt;domstatus state='running' pid='2381'&gt;</c> with the
/// <c>&lt;vcpus&gt;&lt;vcpu id='0' pid='2400'/&gt;</c> that run and the <c>&lt;domain&gt;</c> as it was started.
/// </summary>
internal static class LibvirtReservations
{
    private const string Folder = "run/libvirt/qemu";

    public static IEnumerable<NumaReservation> Read(ReservationFacts facts)
    {
        foreach (var name in facts.Reader.Machine.List(Folder) ?? [])
        {
            var fact = $"{Folder}/{name}";
            if (!name.EndsWith(".xml", StringComparison.Ordinal) || facts.Reader.Text(fact) is not { } text)
                continue;
            NumaReservation? found;
            try
            {
                found = Domain(facts, XmlDocumentReader.Load(text, facts.Reader.Machine.Cancellation), fact);
            }
            catch (TopologyFormatException e) when (XmlDocumentReader.IsOfDocument(e))
            {
                throw facts.Reader.Malformed(fact, $"{e.Fact}: {e.Reason}");
            }

            if (found is not null)
                yield return found;
        }
    }

    private static NumaReservation? Domain(ReservationFacts facts, XElement status, string fact)
    {
        // networks and other files of the driver have other roots.
        if (status.Name.LocalName != "domstatus" || status.Element("domain") is not { } domain)
            return null;
        var threads = Threads(facts, status, domain.Element("cputune")?.Element("emulatorpin") is not null);
        var (touched, huge) = XmlDocumentReader.Id(status, "pid") is { } process ? facts.Touched(process) : default;
        var memory = Untouched(Untouched(LibvirtMemory.Of(domain, facts.Reader), touched, isHuge: false), huge, isHuge: true);
        var cpus = Pinned(domain);
        if (cpus is null && memory.All(part => part.Cells is null && part.PageSize is null))
            return null;
        return new NumaReservation
        {
            Owner = domain.Element("name")?.Value ?? throw XmlDocumentReader.Malformed(domain, "the element <name> is missing"),
            Source = ReservationSource.Libvirt,
            Cpus = cpus,
            EffectiveCpus = threads,
            Cells = memory.Any(part => part.Cells is not null) ? [.. memory.SelectMany(part => part.Cells ?? []).Distinct().OrderBy(id => id)] : null,
            Memory = memory,
            Exclusive = false,
            Evidence = "/" + fact,
        };
    }

    /// <summary>What the process has touched can be of any of the parts, so each may still lack as much as all of them together, up to its size.</summary>
    private static List<ReservedMemory> Untouched(IReadOnlyList<ReservedMemory> memory, long? touched, bool isHuge)
    {
        var left = memory.Where(part => part.PageSize is not null == isHuge).Sum(part => (decimal)part.Bytes) - touched;
        return [.. memory.Select(part => part.PageSize is not null == isHuge ? part with { Untouched = left is { } bytes ? (long)Math.Max(0, Math.Min(part.Bytes, bytes)) : null } : part)];
    }

    /// <summary>
    /// The CPUs of <c>&lt;vcpupin vcpu='0' cpuset='2'/&gt;</c>, <c>&lt;emulatorpin&gt;</c> and <c>&lt;iothreadpin&gt;</c>, and of <c>&lt;vcpu cpuset='0-3'&gt;4&lt;/vcpu&gt;</c>
    /// when a virtual CPU has no pin of its own; null when nothing is pinned.
    /// </summary>
    private static CpuSet? Pinned(XElement domain)
    {
        var pins = (domain.Element("cputune")?.Elements() ?? []).Where(pin => pin.Name.LocalName is "vcpupin" or "emulatorpin" or "iothreadpin").ToList();
        var vcpu = domain.Element("vcpu");
        var all = pins.ConvertAll(pin => XmlDocumentReader.Cpus(pin, "cpuset") ?? throw XmlDocumentReader.Malformed(pin, "the attribute 'cpuset' is missing"));
        if (vcpu is not null && XmlDocumentReader.Cpus(vcpu, "cpuset") is { } rest && pins.Count(pin => pin.Name.LocalName == "vcpupin") < XmlDocumentReader.Number(vcpu, vcpu.Value))
            all.Add(rest);
        return all.Count == 0 ? null : all.Aggregate((left, right) => left.Union(right));
    }

    private static CpuSet? Threads(ReservationFacts facts, XElement status, bool isWhole)
    {
        if (XmlDocumentReader.Id(status, "pid") is not { } process)
            return null;
        facts.ToldProcesses.Add($"{process}");
        // Where the emulator is pinned too, each of the process's threads is meant to be somewhere.
        if (isWhole && facts.Reader.Machine.List($"proc/{process}/task") is { } tasks)
            return facts.Allowed(tasks.Select(task => $"proc/{process}/task/{task}"));
        var threads = (status.Element("vcpus")?.Elements("vcpu") ?? []).Select(vcpu => XmlDocumentReader.Id(vcpu, "pid")).Where(id => id > 0).Select(id => $"proc/{process}/task/{id}");
        return facts.Allowed(threads);
    }
}
