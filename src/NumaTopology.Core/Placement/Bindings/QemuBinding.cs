using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// QEMU under taskset. QEMU itself binds only memory: none of its options pins a virtual CPU. Its threads inherit the affinity that taskset sets, so all
/// stay on the placement's CPUs and each may use any of them. Memory is a backend for each node of the guest; without such nodes it is one backend.
/// Huge pages are of a memfd, which is told their size; memory-backend-file needs a hugetlbfs mount of that size, at a path that nobody knows here. They
/// are taken at the start, because a page that is missing later kills the guest. Of several preferred nodes QEMU takes only the first before version 8.
/// </summary>
internal sealed class QemuBinding() : CommandBinding("taskset")
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies => GuestCell.Policies;

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy)
    {
        List<string> arguments = ["--cpu-list", placement.Cpus.ToString(), "qemu-system-x86_64", "-smp", Number(placement.Cpus.Count)];
        if (policy is not { } wanted || placement.Memory.Count == 0)
            return arguments;
        var pages = GuestCell.HugePage(placement, "QEMU");
        var cells = GuestCell.Of(placement, wanted);
        if (cells.Count == 0)
        {
            var size = Mebibytes(placement.Memory.Sum(share => GuestCell.Size(placement, share)));
            var nodes = wanted == NumaMemoryPolicy.Preferred ? NumaBinding.RequireOneCell(placement) : NumaBinding.MemoryCells(placement);
            return [.. arguments, "-m", size, "-object", Backend("ram", size, nodes, pages, wanted), "-machine", "memory-backend=ram"];
        }

        // -m has to be the sum of the nodes, and each is rounded up.
        arguments.AddRange(["-m", Number(cells.Sum(cell => Rounded(cell.Bytes))) + "M"]);
        foreach (var cell in cells)
        {
            var id = "ram-node" + Number(cell.Id);
            var cpus = cell.Cpus.IsEmpty ? "" : List(",cpus=", cell.Cpus.ToString());
            arguments.AddRange(["-object", Backend(id, Mebibytes(cell.Bytes), NodeSet.From([cell.HostCell]), pages, wanted), "-numa", $"node,nodeid={Number(cell.Id)}{cpus},memdev={id}"]);
        }

        return arguments;
    }

    private static string Backend(string id, string size, NodeSet host, long? pages, NumaMemoryPolicy policy)
    {
        var kind = pages is { } page ? $"memory-backend-memfd,id={id},size={size},hugetlb=on,hugetlbsize={Number(page)},prealloc=on" : $"memory-backend-ram,id={id},size={size}";
        var word = policy switch
        {
            NumaMemoryPolicy.Bind => "bind",
            NumaMemoryPolicy.Interleave => "interleave",
            _ => "preferred",
        };
        // Without a policy the memory comes from where a virtual CPU runs.
        return policy == NumaMemoryPolicy.Local ? kind : $"{kind}{List(",host-nodes=", host.ToString())},policy={word}";
    }

    /// <summary>A comma ends a value for QEMU: each range of a list is a value of its own.</summary>
    private static string List(string option, string ranges) => string.Concat(ranges.Split(',').Select(range => option + range));

    private static string Mebibytes(long bytes) => Number(Rounded(bytes)) + "M";

    /// <summary>Whole MiB, rounded up, as libvirt tells them to QEMU.</summary>
    private static long Rounded(long bytes) => (bytes >> 20) + ((bytes & 0xfffff) > 0 ? 1 : 0);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
