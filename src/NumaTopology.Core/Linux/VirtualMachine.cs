using System;
using System.Linq;

namespace NumaTopology.Linux;

/// <summary>
/// Whether a machine is a virtual one, by the flags of its CPUs, else by what its firmware is called: <c>QEMU</c>, <c>VMware, Inc.</c>. The names are those of systemd-detect-virt; Amazon calls
/// its physical machines <c>m5.metal</c>. An s390 runs nothing but partitions.
/// </summary>
internal static class VirtualMachine
{
    private static readonly string[] s_names =
    [
        "KVM", "OpenStack", "KubeVirt", "Amazon EC2", "QEMU", "VMware", "VMW", "innotek GmbH", "VirtualBox", "Xen", "Bochs", "Parallels", "BHYVE", "Hyper-V", "Apple Virtualization",
        "Google Compute Engine", "Virtual Machine", "HVM domU", "Standard PC",
    ];

    private static readonly string[] s_facts = ["sys/class/dmi/id/sys_vendor", "sys/class/dmi/id/product_name"];

    /// <summary>Null when nothing tells.</summary>
    public static bool? Is(FactReader reader)
    {
        if (new HostIdentity(reader).Architecture?.StartsWith("s390", StringComparison.Ordinal) == true)
            return true;
        // flags		: fpu vme … hypervisor lahf_lm, which every hypervisor sets on x86. Without it a machine is physical, and an old one's sockets may share one memory controller.
        if (CpuModelReader.Fields(reader).Any(field => field.Key == "flags" && field.Value.Split(' ').Contains("hypervisor")))
            return true;
        var told = s_facts.Select(reader.Text).Where(text => text is not null).ToList();
        if (told.Count == 0)
            return null;
        return !told.Any(text => text!.EndsWith(".metal", StringComparison.Ordinal)) && told.Any(text => s_names.Any(name => text!.StartsWith(name, StringComparison.Ordinal)));
    }
}
