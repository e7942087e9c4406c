using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// Elements of a domain: one virtual CPU for each CPU taken, and where the guest's memory comes from. Memory of several cells makes a guest with as many:
/// only of a guest's cell can libvirt be told how many bytes it has and which host cell they come from. A mode of all of them would be that of QEMU's own
/// memory too; preferred takes one node before libvirt 9.3, so each guest cell is told its own and QEMU none.
/// </summary>
internal sealed class LibvirtBinding : Binding
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies => GuestCell.Policies;

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy) => throw new NumaBindingException("XML for libvirt is not a list of arguments.", BindingObstacle.NoArguments);

    public override string Text(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        var hugePage = GuestCell.HugePage(placement, "libvirt");
        var cpus = placement.Cpus.ToArray();
        var text = new StringBuilder();
        text.Append("<vcpu placement='static'>").Append(Number(cpus.Length)).Append("</vcpu>\n<cputune>\n");
        for (var i = 0; i < cpus.Length; i++)
            text.Append("  <vcpupin vcpu='").Append(Number(i)).Append("' cpuset='").Append(Number(cpus[i])).Append("'/>\n");
        text.Append("</cputune>");
        var cells = policy is { } wanted ? GuestCell.Of(placement, wanted) : [];
        if (policy is not (null or NumaMemoryPolicy.Local))
            AppendPolicy(text, placement, policy.Value, cells);
        if (hugePage is { } page)
            text.Append("\n<memoryBacking>\n  <hugepages>\n    <page size='").Append(Number(page / 1024)).Append("' unit='KiB'/>\n  </hugepages>\n</memoryBacking>");
        if (cells.Count > 0)
            AppendGuestCells(text, cells);
        return text.ToString();
    }

    private static void AppendPolicy(StringBuilder text, NumaPlacement placement, NumaMemoryPolicy policy, IReadOnlyList<GuestCell> cells)
    {
        var mode = policy switch
        {
            NumaMemoryPolicy.Bind => "strict",
            NumaMemoryPolicy.Interleave => "interleave",
            _ => "preferred",
        };
        text.Append("\n<numatune>");
        if (policy != NumaMemoryPolicy.Preferred || cells.Count == 0)
        {
            var nodes = policy == NumaMemoryPolicy.Preferred ? NumaBinding.RequireOneCell(placement) : NumaBinding.MemoryCells(placement);
            text.Append("\n  <memory mode='").Append(mode).Append("' nodeset='").Append(nodes).Append("'/>");
        }

        foreach (var cell in cells)
            text.Append("\n  <memnode cellid='").Append(Number(cell.Id)).Append("' mode='").Append(mode).Append("' nodeset='").Append(Number(cell.HostCell)).Append("'/>");
        text.Append("\n</numatune>");
    }

    private static void AppendGuestCells(StringBuilder text, IReadOnlyList<GuestCell> cells)
    {
        text.Append("\n<cpu>\n  <numa>");
        foreach (var cell in cells)
        {
            text.Append("\n    <cell id='").Append(Number(cell.Id));
            if (!cell.Cpus.IsEmpty)
                text.Append("' cpus='").Append(cell.Cpus);
            // Rounded up as libvirt does: one KiB is the least that it knows.
            text.Append("' memory='").Append(Number((cell.Bytes / 1024) + (cell.Bytes % 1024 > 0 ? 1 : 0))).Append("' unit='KiB'/>");
        }

        text.Append("\n  </numa>\n</cpu>");
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
