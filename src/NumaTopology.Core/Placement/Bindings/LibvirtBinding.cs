using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// Elements of a domain: one virtual CPU for each CPU taken, and where the guest's memory comes from. Memory of several cells makes a guest with as many:
/// only of a guest's cell can libvirt be told how many bytes it has and which host cell they come from.
/// </summary>
internal sealed class LibvirtBinding : Binding
{
    public override IReadOnlyList<string> Arguments(NumaPlacement placement) => throw new NumaBindingException("XML for libvirt is not a list of arguments.", BindingObstacle.NoArguments);

    public override string Text(NumaPlacement placement)
    {
        var shares = placement.Memory;
        var hasHugePages = shares.Any(share => share.HugePages > 0);
        if (hasHugePages && shares.Any(share => share.Bytes > 0))
            throw new NumaBindingException("libvirt backs a guest's memory with pages of one size, but the placement takes both base pages and huge pages.", BindingObstacle.TwoPageSizes);
        var cpus = placement.Cpus.ToArray();
        var text = new StringBuilder();
        text.Append("<vcpu placement='static'>").Append(Number(cpus.Length)).Append("</vcpu>\n<cputune>\n");
        for (var i = 0; i < cpus.Length; i++)
            text.Append("  <vcpupin vcpu='").Append(Number(i)).Append("' cpuset='").Append(Number(cpus[i])).Append("'/>\n");
        text.Append("</cputune>");
        if (shares.Count == 0)
            return text.ToString();
        // QEMU has no guest cell without memory, so virtual CPUs whose host cell gives none would have to be told a wrong one.
        var cells = shares.Count > 1 && placement.CellCpus.All(cell => shares.Any(share => share.CellId == cell.CellId)) ? shares : [];
        text.Append("\n<numatune>\n  <memory mode='strict' nodeset='").Append(NumaBinding.MemoryCells(placement)).Append("'/>");
        for (var i = 0; i < cells.Count; i++)
            text.Append("\n  <memnode cellid='").Append(Number(i)).Append("' mode='strict' nodeset='").Append(Number(cells[i].CellId)).Append("'/>");
        text.Append("\n</numatune>");
        if (hasHugePages)
            text.Append("\n<memoryBacking>\n  <hugepages>\n    <page size='").Append(Number(placement.Request.HugePage!.Value / 1024)).Append("' unit='KiB'/>\n  </hugepages>\n</memoryBacking>");
        if (cells.Count > 0)
            AppendGuestCells(text, placement, cells, cpus);
        return text.ToString();
    }

    private static void AppendGuestCells(StringBuilder text, NumaPlacement placement, IReadOnlyList<MemoryShare> cells, int[] cpus)
    {
        text.Append("\n<cpu>\n  <numa>");
        for (var i = 0; i < cells.Count; i++)
        {
            var host = placement.CellCpus.FirstOrDefault(cell => cell.CellId == cells[i].CellId)?.Cpus;
            var guest = CpuSet.From(Enumerable.Range(0, cpus.Length).Where(vcpu => host?.Contains(cpus[vcpu]) == true));
            text.Append("\n    <cell id='").Append(Number(i));
            if (!guest.IsEmpty)
                text.Append("' cpus='").Append(guest);
            // Rounded up as libvirt does: one KiB is the least that it knows.
            var bytes = cells[i].Bytes + (cells[i].HugePages * (placement.Request.HugePage ?? 0));
            text.Append("' memory='").Append(Number((bytes / 1024) + (bytes % 1024 > 0 ? 1 : 0))).Append("' unit='KiB'/>");
        }

        text.Append("\n  </numa>\n</cpu>");
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
