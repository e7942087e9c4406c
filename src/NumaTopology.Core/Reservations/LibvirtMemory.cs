using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using NumaTopology.Libvirt;
using NumaTopology.Linux;

namespace NumaTopology.Reservations;

/// <summary>
/// The memory of a running domain: <c>&lt;memory unit='KiB'&gt;8388608&lt;/memory&gt;</c>, bound by <c>&lt;numatune&gt;&lt;memory mode='strict' nodeset='0'/&gt;</c>, or
/// guest node by guest node by <c>&lt;memnode cellid='0' mode='strict' nodeset='1'/&gt;</c>.
/// </summary>
internal static class LibvirtMemory
{
    public static IReadOnlyList<ReservedMemory> Of(XElement domain, FactReader reader)
    {
        var tune = domain.Element("numatune");
        var all = tune?.Element("memory") is { } memory && memory.Attribute("nodeset") is not null ? XmlDocumentReader.Cpus(memory, "nodeset")?.Ids : null;
        var guests = (domain.Element("cpu")?.Element("numa")?.Elements("cell") ?? []).ToList();
        var bound = new Dictionary<int, IReadOnlyList<int>?>();
        foreach (var node in tune?.Elements("memnode") ?? [])
            bound[XmlDocumentReader.RequiredId(node, "cellid")] = XmlDocumentReader.Cpus(node, "nodeset")?.Ids;
        if (guests.Count == 0 || bound.Count == 0)
            return domain.Element("memory") is { } total ? [Part(all, XmlDocumentReader.Scaled(total, total.Value, total.Attribute("unit")?.Value, "KiB"), PageSize(domain, reader, null))] : [];
        return guests.ConvertAll(guest =>
        {
            var id = XmlDocumentReader.RequiredId(guest, "id");
            var bytes = XmlDocumentReader.Scaled(guest, XmlDocumentReader.Required(guest, "memory"), guest.Attribute("unit")?.Value, "KiB");
            return Part(bound.TryGetValue(id, out var nodes) ? nodes : all, bytes, PageSize(domain, reader, id));
        });
    }

    private static ReservedMemory Part(IReadOnlyList<int>? nodes, long bytes, long? pageSize) => new() { Cells = nodes, Bytes = bytes, PageSize = pageSize };

    /// <summary>
    /// <c>&lt;hugepages&gt;&lt;page size='1' unit='GiB' nodeset='0'/&gt;</c>, whose nodes are the guest's; without a page the kernel's usual huge pages, <c>Hugepagesize:  2048 kB</c>.
    /// </summary>
    private static long? PageSize(XElement domain, FactReader reader, int? guest)
    {
        if (domain.Element("memoryBacking")?.Element("hugepages") is not { } hugePages)
            return null;
        var pages = hugePages.Elements("page").ToList();
        if (pages.Count == 0)
            return reader.Fields("proc/meminfo").FirstOrDefault(field => field.Key == "Hugepagesize").Value is { } usual && long.TryParse(usual.Split(' ')[0], out var kibibytes) ? kibibytes << 10 : null;
        var page = pages.Find(page => guest is { } id && XmlDocumentReader.Cpus(page, "nodeset")?.Contains(id) == true) ?? pages.Find(page => page.Attribute("nodeset") is null);
        return page is null ? null : XmlDocumentReader.Scaled(page, XmlDocumentReader.Required(page, "size"), page.Attribute("unit")?.Value, "KiB");
    }
}
