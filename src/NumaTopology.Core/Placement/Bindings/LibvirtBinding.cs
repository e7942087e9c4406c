using System.Globalization;
using System.Linq;
using System.Text;

namespace NumaTopology.Placement.Bindings;

/// <summary>Elements of a domain: one virtual processor for each processor taken, and where the guest's memory comes from.</summary>
internal static class LibvirtBinding
{
    public static string Write(NumaPlacement placement)
    {
        var cpus = placement.Cpus.ToArray();
        var text = new StringBuilder();
        text.Append("<vcpu placement='static'>").Append(Number(cpus.Length)).Append("</vcpu>\n<cputune>\n");
        for (var i = 0; i < cpus.Length; i++)
            text.Append("  <vcpupin vcpu='").Append(Number(i)).Append("' cpuset='").Append(Number(cpus[i])).Append("'/>\n");
        text.Append("</cputune>");
        var memory = NumaBinding.MemoryCells(placement);
        if (!memory.IsEmpty)
            text.Append("\n<numatune>\n  <memory mode='strict' nodeset='").Append(memory).Append("'/>\n</numatune>");
        if (placement.Request.HugePage is { } size && placement.Memory.Any(share => share.HugePages > 0))
            text.Append("\n<memoryBacking>\n  <hugepages>\n    <page size='").Append(Number(size / 1024)).Append("' unit='KiB'/>\n  </hugepages>\n</memoryBacking>");
        return text.ToString();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
