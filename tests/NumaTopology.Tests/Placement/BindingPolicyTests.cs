using System;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>Memory policies in the words of each tool: numactl(8), systemd.exec(5), srun(1), qemu(1) and libvirt's formatdomain.</summary>
public sealed class BindingPolicyTests
{
    [Theory]
    [InlineData(NumaBindingTarget.Numactl, NumaMemoryPolicy.Bind, "numactl --physcpubind=2-3 --membind=1")]
    [InlineData(NumaBindingTarget.Numactl, NumaMemoryPolicy.Preferred, "numactl --physcpubind=2-3 --preferred=1")]
    [InlineData(NumaBindingTarget.Numactl, NumaMemoryPolicy.PreferredMany, "numactl --physcpubind=2-3 --preferred-many=1")]
    [InlineData(NumaBindingTarget.Numactl, NumaMemoryPolicy.Interleave, "numactl --physcpubind=2-3 --interleave=1")]
    [InlineData(NumaBindingTarget.Numactl, NumaMemoryPolicy.WeightedInterleave, "numactl --physcpubind=2-3 --weighted-interleave=1")]
    [InlineData(NumaBindingTarget.Numactl, NumaMemoryPolicy.Local, "numactl --physcpubind=2-3 --localalloc")]
    [InlineData(NumaBindingTarget.Taskset, NumaMemoryPolicy.Local, "taskset --cpu-list 2-3")]
    [InlineData(NumaBindingTarget.Systemd, NumaMemoryPolicy.Preferred, "[Service]\nCPUAffinity=\nCPUAffinity=2-3\nNUMAPolicy=preferred\nNUMAMask=\nNUMAMask=1")]
    [InlineData(NumaBindingTarget.Systemd, NumaMemoryPolicy.Interleave, "[Service]\nCPUAffinity=\nCPUAffinity=2-3\nNUMAPolicy=interleave\nNUMAMask=\nNUMAMask=1")]
    [InlineData(NumaBindingTarget.Systemd, NumaMemoryPolicy.Local, "[Service]\nCPUAffinity=\nCPUAffinity=2-3\nNUMAPolicy=local\nNUMAMask=")]
    [InlineData(NumaBindingTarget.SystemdRun, NumaMemoryPolicy.Interleave, "systemd-run --property=CPUAffinity=2-3 --property=NUMAPolicy=interleave --property=NUMAMask=1")]
    [InlineData(NumaBindingTarget.SystemdRun, NumaMemoryPolicy.Local, "systemd-run --property=CPUAffinity=2-3 --property=NUMAPolicy=local")]
    [InlineData(NumaBindingTarget.Docker, NumaMemoryPolicy.Bind, "--cpuset-cpus=2-3 --cpuset-mems=1")]
    [InlineData(NumaBindingTarget.Docker, NumaMemoryPolicy.Local, "--cpuset-cpus=2-3")]
    [InlineData(NumaBindingTarget.Slurm, NumaMemoryPolicy.Preferred, "salloc --nodes=1 --exclusive --mem=0 srun --nodes=1 --ntasks=1 --whole --cpu-bind=mask_cpu:0xc --mem-bind=prefer,mask_mem:0x2")]
    [InlineData(NumaBindingTarget.Slurm, NumaMemoryPolicy.Local, "salloc --nodes=1 --exclusive --mem=0 srun --nodes=1 --ntasks=1 --whole --cpu-bind=mask_cpu:0xc --mem-bind=none")]
    [InlineData(NumaBindingTarget.Qemu, NumaMemoryPolicy.Interleave, "taskset --cpu-list 2-3 qemu-system-x86_64 -smp 2 -m 1M -object memory-backend-ram,id=ram,size=1M,host-nodes=1,policy=interleave -machine memory-backend=ram")]
    [InlineData(NumaBindingTarget.Qemu, NumaMemoryPolicy.Local, "taskset --cpu-list 2-3 qemu-system-x86_64 -smp 2 -m 1M -object memory-backend-ram,id=ram,size=1M -machine memory-backend=ram")]
    public void A_policy_is_said_in_the_tools_words(NumaBindingTarget target, NumaMemoryPolicy policy, string text) => Assert.Equal(text, NumaBinding.Write(OnCell1(), target, policy));

    [Theory]
    [InlineData(NumaBindingTarget.Numactl, "Bind, Preferred, PreferredMany, Interleave, WeightedInterleave, Local")]
    [InlineData(NumaBindingTarget.Taskset, "Local")]
    [InlineData(NumaBindingTarget.Systemd, "Bind, Preferred, Interleave, Local")]
    [InlineData(NumaBindingTarget.SystemdRun, "Bind, Preferred, Interleave, Local")]
    [InlineData(NumaBindingTarget.Docker, "Bind, Local")]
    [InlineData(NumaBindingTarget.Podman, "Bind, Local")]
    [InlineData(NumaBindingTarget.Kubelet, "")]
    [InlineData(NumaBindingTarget.Libvirt, "Bind, Preferred, PreferredMany, Interleave, Local")]
    [InlineData(NumaBindingTarget.Qemu, "Bind, Preferred, PreferredMany, Interleave, Local")]
    [InlineData(NumaBindingTarget.Slurm, "Bind, Preferred, Local")]
    public void What_a_tool_cannot_express_is_refused(NumaBindingTarget target, string expressible)
    {
        foreach (var policy in Enum.GetValues<NumaMemoryPolicy>())
        {
            if (expressible.Split(", ").Contains(policy.ToString()))
                Assert.NotEmpty(NumaBinding.Write(OnCell1(), target, policy));
            else
                Assert.Equal($"{target} cannot express the memory policy '{policy}'{(expressible == "" ? " because it sets none" : ", only " + expressible)}.", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(OnCell1(), target, policy)).Message);
        }
    }

    [Fact]
    public void Several_nodes_are_interleaved_and_preferred_together()
    {
        Assert.Equal("numactl --physcpubind=0-3 --interleave=0-1", NumaBinding.Write(OnBoth(), NumaBindingTarget.Numactl, NumaMemoryPolicy.Interleave));
        Assert.Equal("numactl --physcpubind=0-3 --weighted-interleave=0-1", NumaBinding.Write(OnBoth(), NumaBindingTarget.Numactl, NumaMemoryPolicy.WeightedInterleave));
        Assert.Equal("numactl --physcpubind=0-3 --preferred-many=0-1", NumaBinding.Write(OnBoth(), NumaBindingTarget.Numactl, NumaMemoryPolicy.PreferredMany));
    }

    [Theory]
    [InlineData(NumaBindingTarget.Numactl)]
    [InlineData(NumaBindingTarget.Systemd)]
    [InlineData(NumaBindingTarget.SystemdRun)]
    [InlineData(NumaBindingTarget.Slurm)]
    public void One_node_is_preferred(NumaBindingTarget target) =>
        Assert.Equal("The memory policy 'Preferred' has one node, but the placement takes memory of nodes 0-1.", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(OnBoth(), target, NumaMemoryPolicy.Preferred)).Message);

    /// <summary>Of a guest each node can prefer its own.</summary>
    [Fact]
    public void Each_node_of_a_guest_prefers_the_node_of_its_memory()
    {
        Assert.Contains(
            "</cputune>\n<numatune>\n  <memnode cellid='0' mode='preferred' nodeset='0'/>\n  <memnode cellid='1' mode='preferred' nodeset='1'/>\n</numatune>\n<cpu>",
            NumaBinding.Write(OnBoth(), NumaBindingTarget.Libvirt, NumaMemoryPolicy.Preferred));
        Assert.EndsWith(
            " -object memory-backend-ram,id=ram-node0,size=1M,host-nodes=0,policy=preferred -numa node,nodeid=0,cpus=0-1,memdev=ram-node0 -object memory-backend-ram,id=ram-node1,size=1M,host-nodes=1,policy=preferred -numa node,nodeid=1,cpus=2-3,memdev=ram-node1",
            NumaBinding.Write(OnBoth(), NumaBindingTarget.Qemu, NumaMemoryPolicy.Preferred));
    }

    /// <summary>Node 0 gives CPUs and no memory, so the guest has no nodes and its memory one policy.</summary>
    [Theory]
    [InlineData(NumaBindingTarget.Libvirt)]
    [InlineData(NumaBindingTarget.Qemu)]
    public void A_guest_without_nodes_prefers_one_node(NumaBindingTarget target)
    {
        var machine = BindingTests.Linux();
        machine = machine with { Cells = [machine.Cells[0] with { AvailableMemory = 0 }, .. machine.Cells.Skip(1)] };
        var placement = BindingTests.Find(machine, new() { Cpu = 4, Memory = 2500 });
        Assert.Equal("The memory policy 'Preferred' has one node, but the placement takes memory of nodes 1,70.", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(placement, target, NumaMemoryPolicy.Preferred)).Message);
    }

    [Theory]
    [InlineData(NumaMemoryPolicy.Interleave, "interleave")]
    [InlineData(NumaMemoryPolicy.PreferredMany, "preferred")]
    public void A_guest_whose_pages_come_from_any_node_has_no_nodes(NumaMemoryPolicy policy, string word)
    {
        Assert.EndsWith($"</cputune>\n<numatune>\n  <memory mode='{word}' nodeset='0-1'/>\n</numatune>", NumaBinding.Write(OnBoth(), NumaBindingTarget.Libvirt, policy));
        Assert.EndsWith($" -m 1M -object memory-backend-ram,id=ram,size=1M,host-nodes=0-1,policy={word} -machine memory-backend=ram", NumaBinding.Write(OnBoth(), NumaBindingTarget.Qemu, policy));
    }

    [Fact]
    public void Local_memory_of_a_guest_is_not_bound_but_still_of_huge_pages()
    {
        Assert.EndsWith("</cputune>", NumaBinding.Write(OnBoth(), NumaBindingTarget.Libvirt, NumaMemoryPolicy.Local));
        var pages = Find(new() { Cpu = 1, HugePage = 2 << 20, HugePageCount = 1 });
        Assert.EndsWith("</cputune>\n<memoryBacking>\n  <hugepages>\n    <page size='2048' unit='KiB'/>\n  </hugepages>\n</memoryBacking>", NumaBinding.Write(pages, NumaBindingTarget.Libvirt, NumaMemoryPolicy.Local));
        Assert.EndsWith(" -object memory-backend-memfd,id=ram,size=2M,hugetlb=on,hugetlbsize=2097152,prealloc=on -machine memory-backend=ram", NumaBinding.Write(pages, NumaBindingTarget.Qemu, NumaMemoryPolicy.Local));
    }

    [Fact]
    public void Local_memory_is_of_nodes_that_give_CPUs()
    {
        var placement = Find(new() { Cpu = 2, Memory = 2500, ExcludedCells = [0] });
        Assert.Equal(
            "The memory policy 'Local' takes memory from where the program runs; the placement also takes memory of node 70, where it takes no CPU.",
            Assert.Throws<NumaBindingException>(() => NumaBinding.Write(placement, NumaBindingTarget.Numactl, NumaMemoryPolicy.Local)).Message);
    }

    [Fact]
    public void A_policy_of_no_memory_is_refused_except_for_local()
    {
        var placement = Find(new() { Cpu = 2 });
        foreach (var policy in Enum.GetValues<NumaMemoryPolicy>().Where(policy => policy != NumaMemoryPolicy.Local))
            Assert.Equal($"The memory policy '{policy}' has no nodes, because the placement takes no memory.", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(placement, NumaBindingTarget.Numactl, policy)).Message);
        Assert.Equal("numactl --physcpubind=0-1 --localalloc", NumaBinding.Write(placement, NumaBindingTarget.Numactl, NumaMemoryPolicy.Local));
    }

    private static NumaPlacement OnCell1() => Find(new() { Cpu = 2, Memory = 1000, ExcludedCells = [0] });

    private static NumaPlacement OnBoth() => Find(new() { Cpu = 4, Memory = 3500 });

    private static NumaPlacement Find(PlacementRequest request) => BindingTests.Find(BindingTests.Linux(), request);
}
