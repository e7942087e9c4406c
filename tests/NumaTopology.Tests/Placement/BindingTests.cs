using System;
using System.IO;
using System.Linq;
using NumaTopology.Linux;
using NumaTopology.Tests.Recorded;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>What tools are told, compared with their manuals and, where they are installed, read by themselves.</summary>
public sealed class BindingTests
{
    private const string DomainSchema = "/usr/share/libvirt/schemas/domain.rng";

    public static bool HasSchema { get; } = File.Exists(DomainSchema) && RecordedMachines.Output("xmllint", "--version") is not null;

    public static bool HasSystemd { get; } = Platform.IsLinux && RecordedMachines.Output("systemd-analyze", "--version") is not null;

    public static bool HasTaskset { get; } = Platform.IsLinux && RecordedMachines.Output("taskset", "--version") is not null;

    public static bool HasNumactl { get; } = Platform.IsLinux && RecordedMachines.Output("numactl", "--show") is not null;

    [Theory]
    [InlineData(NumaBindingTarget.Numactl, "numactl --physcpubind=2-3 --membind=1")]
    [InlineData(NumaBindingTarget.Taskset, "taskset --cpu-list 2-3")]
    [InlineData(NumaBindingTarget.Docker, "--cpuset-cpus=2-3 --cpuset-mems=1")]
    [InlineData(NumaBindingTarget.Podman, "--cpuset-cpus=2-3 --cpuset-mems=1")]
    [InlineData(NumaBindingTarget.SystemdRun, "systemd-run --property=CPUAffinity=2-3 --property=NUMAPolicy=bind --property=NUMAMask=1")]
    [InlineData(NumaBindingTarget.Systemd, "[Service]\nCPUAffinity=\nCPUAffinity=2-3\nNUMAPolicy=bind\nNUMAMask=\nNUMAMask=1")]
    [InlineData(NumaBindingTarget.Slurm, "salloc --nodes=1 --exclusive --mem=0 srun --nodes=1 --ntasks=1 --whole --cpu-bind=mask_cpu:0xc --mem-bind=mask_mem:0x2")]
    [InlineData(NumaBindingTarget.Qemu, "taskset --cpu-list 2-3 qemu-system-x86_64 -smp 2 -m 1M -object memory-backend-ram,id=ram,size=1M,host-nodes=1,policy=bind -machine memory-backend=ram")]
    [InlineData(NumaBindingTarget.Libvirt, "<vcpu placement='static'>2</vcpu>\n<cputune>\n  <vcpupin vcpu='0' cpuset='2'/>\n  <vcpupin vcpu='1' cpuset='3'/>\n</cputune>\n<numatune>\n  <memory mode='strict' nodeset='1'/>\n</numatune>")]
    public void One_cell_is_bound(NumaBindingTarget target, string text) => Assert.Equal(text, NumaBinding.Write(OnCell1(), target));

    [Theory]
    [InlineData(NumaBindingTarget.Numactl, "numactl --physcpubind=2-3")]
    [InlineData(NumaBindingTarget.Docker, "--cpuset-cpus=2-3")]
    [InlineData(NumaBindingTarget.Podman, "--cpuset-cpus=2-3")]
    [InlineData(NumaBindingTarget.SystemdRun, "systemd-run --property=CPUAffinity=2-3")]
    [InlineData(NumaBindingTarget.Systemd, "[Service]\nCPUAffinity=\nCPUAffinity=2-3")]
    [InlineData(NumaBindingTarget.Qemu, "taskset --cpu-list 2-3 qemu-system-x86_64 -smp 2")]
    [InlineData(NumaBindingTarget.Slurm, "salloc --nodes=1 --exclusive srun --nodes=1 --ntasks=1 --whole --cpu-bind=mask_cpu:0xc")]
    public void Memory_is_bound_only_when_it_was_asked_for(NumaBindingTarget target, string text) =>
        Assert.Equal(text, NumaBinding.Write(Find(Linux(), new() { Cpu = 2, ExcludedCells = [0] }), target));

    [Fact]
    public void Cells_that_give_only_memory_are_bound_as_memory()
    {
        var placement = Find(Linux(), new() { Cpu = 2, Memory = 2500, ExcludedCells = [0] });
        Assert.Equal("numactl --physcpubind=2-3 --membind=1,70", NumaBinding.Write(placement, NumaBindingTarget.Numactl));
        // Cell 70 is bit 6 of the second word.
        Assert.EndsWith(" --mem-bind=mask_mem:0x400000000000000002", NumaBinding.Write(placement, NumaBindingTarget.Slurm));
        Assert.Equal("taskset binds only CPUs; the placement also takes memory of node 70, where it takes no CPU.", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(placement, NumaBindingTarget.Taskset)).Message);
        var windows = placement with { Groups = [new GroupAffinity { CellId = 1, Group = 0, Mask = 12, CellMask = 12, IsPrimaryGroup = true }] };
        Assert.Equal("Windows binds only CPUs; the placement also takes memory of node 70, where it takes no CPU.", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(windows, NumaBindingTarget.Windows)).Message);
    }

    /// <summary>numactl(8): "--all, -a: Unset default cpuset awareness, so user can use all possible CPUs/nodes for following policy settings."</summary>
    [Fact]
    public void Numactl_is_told_first_to_use_what_this_process_may_not() =>
        Assert.Equal("numactl --all --physcpubind=2-3 --membind=1", NumaBinding.Write(Find(Linux(), new() { Cpu = 2, Memory = 1000, ExcludedCells = [0], IncludeDisallowed = true }), NumaBindingTarget.Numactl));

    /// <summary>1750 bytes of each of two cells; a KiB is the least that libvirt knows.</summary>
    [Fact]
    public void A_domain_with_memory_of_several_cells_is_told_how_much_of_which()
    {
        const string pins = "<vcpu placement='static'>4</vcpu>\n<cputune>\n  <vcpupin vcpu='0' cpuset='0'/>\n  <vcpupin vcpu='1' cpuset='1'/>\n  <vcpupin vcpu='2' cpuset='2'/>\n  <vcpupin vcpu='3' cpuset='3'/>\n</cputune>\n";
        Assert.Equal(
            pins + "<numatune>\n  <memory mode='strict' nodeset='0-1'/>\n  <memnode cellid='0' mode='strict' nodeset='0'/>\n  <memnode cellid='1' mode='strict' nodeset='1'/>\n</numatune>\n"
            + "<cpu>\n  <numa>\n    <cell id='0' cpus='0-1' memory='2' unit='KiB'/>\n    <cell id='1' cpus='2-3' memory='2' unit='KiB'/>\n  </numa>\n</cpu>",
            NumaBinding.Write(Find(Linux(), new() { Cpu = 4, Memory = 3500 }), NumaBindingTarget.Libvirt));
    }

    [Fact]
    public void A_cell_that_gives_only_memory_is_a_guest_cell_without_processors()
    {
        var text = NumaBinding.Write(Find(Linux(), new() { Cpu = 2, Memory = 2500, ExcludedCells = [0] }), NumaBindingTarget.Libvirt);
        Assert.Contains("<memnode cellid='1' mode='strict' nodeset='70'/>", text);
        Assert.Contains("<cell id='0' cpus='0-1' memory='2' unit='KiB'/>\n    <cell id='1' memory='1' unit='KiB'/>", text);
    }

    /// <summary>Of three pages the cell with two processors gives two, the other one: 4 MiB and 2 MiB.</summary>
    [Fact]
    public void Huge_pages_of_several_cells_are_the_memory_of_as_many_guest_cells()
    {
        var text = NumaBinding.Write(Find(Linux(), new() { Cpu = 3, HugePage = 2 << 20, HugePageCount = 3 }), NumaBindingTarget.Libvirt);
        Assert.Contains("<page size='2048' unit='KiB'/>", text);
        Assert.Contains("<cell id='0' cpus='0-1' memory='4096' unit='KiB'/>\n    <cell id='1' cpus='2' memory='2048' unit='KiB'/>", text);
    }

    /// <summary>QEMU has no guest cell without memory, and no other is right for the virtual processors of such a host cell.</summary>
    [Fact]
    public void A_cell_that_gives_processors_and_no_memory_makes_no_guest_cells()
    {
        var machine = Linux();
        machine = machine with { Cells = [machine.Cells[0] with { AvailableMemory = 0 }, .. machine.Cells.Skip(1)] };
        var text = NumaBinding.Write(Find(machine, new() { Cpu = 4, Memory = 2500 }), NumaBindingTarget.Libvirt);
        Assert.EndsWith("<numatune>\n  <memory mode='strict' nodeset='1,70'/>\n</numatune>", text);
    }

    /// <summary>qemu(1): -m is the sum of the nodes; "cpus" and "host-nodes" take one range, and are given as often as there are ranges. 1750 bytes are one MiB, rounded up.</summary>
    [Fact]
    public void A_guest_of_QEMU_has_a_node_for_each_that_gives_memory()
    {
        Assert.Equal(
            "taskset --cpu-list 0-3 qemu-system-x86_64 -smp 4 -m 2M"
            + " -object memory-backend-ram,id=ram-node0,size=1M,host-nodes=0,policy=bind -numa node,nodeid=0,cpus=0-1,memdev=ram-node0"
            + " -object memory-backend-ram,id=ram-node1,size=1M,host-nodes=1,policy=bind -numa node,nodeid=1,cpus=2-3,memdev=ram-node1",
            NumaBinding.Write(Find(Linux(), new() { Cpu = 4, Memory = 3500 }), NumaBindingTarget.Qemu));
        Assert.EndsWith(
            " -object memory-backend-ram,id=ram-node1,size=1M,host-nodes=70,policy=bind -numa node,nodeid=1,memdev=ram-node1",
            NumaBinding.Write(Find(Linux(), new() { Cpu = 2, Memory = 2500, ExcludedCells = [0] }), NumaBindingTarget.Qemu));
    }

    [Fact]
    public void A_guest_of_QEMU_without_nodes_has_one_backend_of_all_that_give_memory()
    {
        var machine = Linux();
        machine = machine with { Cells = [machine.Cells[0] with { AvailableMemory = 0 }, .. machine.Cells.Skip(1)] };
        Assert.EndsWith(
            " -smp 4 -m 1M -object memory-backend-ram,id=ram,size=1M,host-nodes=1,host-nodes=70,policy=bind -machine memory-backend=ram",
            NumaBinding.Write(Find(machine, new() { Cpu = 4, Memory = 2500 }), NumaBindingTarget.Qemu));
        // 2 MiB of node 1 and 1 MiB of node 70.
        machine = Linux(2 << 20);
        machine = machine with { Cells = [machine.Cells[0] with { AvailableMemory = 0 }, .. machine.Cells.Skip(1)] };
        Assert.Contains(" -smp 4 -m 3M -object memory-backend-ram,id=ram,size=3M,", NumaBinding.Write(Find(machine, new() { Cpu = 4, Memory = 3 << 20 }), NumaBindingTarget.Qemu));
    }

    /// <summary>Of three pages of 2 MiB the cell with two processors gives two, the other one.</summary>
    [Fact]
    public void QEMU_takes_huge_pages_of_their_size_at_the_start() =>
        Assert.EndsWith(
            " -m 6M -object memory-backend-memfd,id=ram-node0,size=4M,hugetlb=on,hugetlbsize=2097152,prealloc=on,host-nodes=0,policy=bind -numa node,nodeid=0,cpus=0-1,memdev=ram-node0"
            + " -object memory-backend-memfd,id=ram-node1,size=2M,hugetlb=on,hugetlbsize=2097152,prealloc=on,host-nodes=1,policy=bind -numa node,nodeid=1,cpus=2,memdev=ram-node1",
            NumaBinding.Write(Find(Linux(), new() { Cpu = 3, HugePage = 2 << 20, HugePageCount = 3 }), NumaBindingTarget.Qemu));

    /// <summary>Kubernetes, "Utilizing the NUMA-aware Memory Manager": sum(reserved-memory(i)) = kube-reserved + system-reserved + eviction-threshold, and the last is 100Mi by default.</summary>
    [Fact]
    public void The_kubelet_reserves_what_the_placement_takes()
    {
        const string cpus = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\ncpuManagerPolicy: static\nreservedSystemCPUs: \"2-3\"";
        Assert.Equal(cpus, Uncommented(new() { Cpu = 2, ExcludedCells = [0] }));
        Assert.Equal(
            cpus + "\nmemoryManagerPolicy: Static\nsystemReserved:\n  memory: \"2500\"\nreservedMemory:\n- numaNode: 1\n  limits:\n    memory: \"104859600\"\n- numaNode: 70\n  limits:\n    memory: \"500\"",
            Uncommented(new() { Cpu = 2, Memory = 2500, ExcludedCells = [0] }));

        static string Uncommented(PlacementRequest request) =>
            string.Join("\n", NumaBinding.Write(Find(Linux(), request), NumaBindingTarget.Kubelet).Split('\n').Where(line => !line.StartsWith('#')));
    }

    /// <summary>Kubernetes, "Resource units": Mi is 2^20 bytes and Ki 2^10. 4 MiB of node 1 and 1.5 MiB of node 70; the first has the threshold of 100Mi too.</summary>
    [Fact]
    public void The_kubelet_is_told_whole_mebibytes_and_kibibytes_as_such()
    {
        var lines = NumaBinding.Write(Find(Linux(4 << 20), new() { Cpu = 2, Memory = 5632 << 10, ExcludedCells = [0] }), NumaBindingTarget.Kubelet).Split('\n');
        Assert.Equal(["memory: \"5632Ki\"", "memory: \"104Mi\"", "memory: \"1536Ki\""], lines.Select(line => line.Trim()).Where(line => line.StartsWith("memory:", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_kubelet_reserves_no_huge_pages() =>
        Assert.Contains("cannot reserve huge pages", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(Find(Linux(), new() { Cpu = 1, HugePage = 2 << 20, HugePageCount = 1 }), NumaBindingTarget.Kubelet)).Message);

    [Fact]
    public void A_domain_has_either_base_pages_or_huge_pages()
    {
        var placement = Find(Linux(), new() { Cpu = 1, Memory = 1000, HugePage = 2 << 20, HugePageCount = 1 });
        AssertRefused(placement);
        Assert.Equal("numactl --physcpubind=0 --membind=0", NumaBinding.Write(placement, NumaBindingTarget.Numactl));
        // The same where no node gives both: node 0 has only huge pages, node 70 only base pages.
        var machine = Linux();
        machine = machine with { Cells = [machine.Cells[0] with { AvailableMemory = 0 }, .. machine.Cells.Skip(1)] };
        AssertRefused(Find(machine, new() { Cpu = 2, Memory = 1000, HugePage = 2 << 20, HugePageCount = 1, ExcludedCells = [1] }));

        static void AssertRefused(NumaPlacement placement)
        {
            foreach (var (target, name) in new[] { (NumaBindingTarget.Libvirt, "libvirt"), (NumaBindingTarget.Qemu, "QEMU") })
                Assert.Equal(name + " backs a guest's memory with pages of one size, but the placement takes both base pages and huge pages.", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(placement, target)).Message);
        }
    }

    [Theory]
    [InlineData(NumaBindingTarget.Numactl, "--physcpubind=2-3", "--membind=1")]
    [InlineData(NumaBindingTarget.Taskset, "--cpu-list", "2-3")]
    [InlineData(NumaBindingTarget.Docker, "--cpuset-cpus=2-3", "--cpuset-mems=1")]
    [InlineData(NumaBindingTarget.Podman, "--cpuset-cpus=2-3", "--cpuset-mems=1")]
    [InlineData(NumaBindingTarget.SystemdRun, "--property=CPUAffinity=2-3", "--property=NUMAPolicy=bind", "--property=NUMAMask=1")]
    [InlineData(NumaBindingTarget.Qemu, "--cpu-list", "2-3", "qemu-system-x86_64", "-smp", "2", "-m", "1M", "-object", "memory-backend-ram,id=ram,size=1M,host-nodes=1,policy=bind", "-machine", "memory-backend=ram")]
    [InlineData(NumaBindingTarget.Slurm, "--nodes=1", "--exclusive", "--mem=0", "srun", "--nodes=1", "--ntasks=1", "--whole", "--cpu-bind=mask_cpu:0xc", "--mem-bind=mask_mem:0x2")]
    public void Arguments_are_those_of_the_program_that_binds(NumaBindingTarget target, params string[] arguments) => Assert.Equal(arguments, NumaBinding.Arguments(OnCell1(), target));

    [Fact]
    public void XML_files_and_a_script_are_no_arguments()
    {
        foreach (var target in new[] { NumaBindingTarget.Libvirt, NumaBindingTarget.Systemd, NumaBindingTarget.Kubelet })
            Assert.Contains("not a list of arguments", Assert.Throws<NumaBindingException>(() => NumaBinding.Arguments(OnCell1(), target)).Message);
        var windows = Windows("windows-altra-2x80");
        Assert.Contains("not a list of arguments", Assert.Throws<NumaBindingException>(() => NumaBinding.Arguments(Find(windows, new() { Cpu = 80, ExcludedCells = [1] }), NumaBindingTarget.Windows)).Message);
        Assert.Equal(["/c", "start", "NUMA node 0", "/NODE", "0", "/AFFINITY", "0x3"], NumaBinding.Arguments(Find(windows, new() { Cpu = 2, ExcludedCells = [1] }), NumaBindingTarget.Windows));
    }

    [Theory]
    // Cell 1 has processors 8-15 of group 0, of which 10 and 11 are bits 2 and 3 of the node.
    [InlineData("windows-sub-numa", 2, "10-11", "cmd /c start \"NUMA node 1\" /NODE 1 /AFFINITY 0xc")]
    [InlineData("windows-sub-numa", 4, "8-31", "cmd /c start \"NUMA node 1\" /NODE 1 /AFFINITY 0xf")]
    public void Windows_masks_count_from_the_nodes_first_processor(string machine, int count, string allowed, string line)
    {
        var capabilities = Windows(machine) with { AllowedCpus = CpuSet.Parse(allowed) };
        Assert.Equal(line, NumaBinding.Write(Find(capabilities, new() { Cpu = count, Memory = 1000 }), NumaBindingTarget.Windows));
    }

    [Fact]
    public void Several_Windows_groups_are_bound_by_CPU_sets()
    {
        // 2 sockets of 80: groups of 64, 32 (16 of each node) and 64. Cell 0 is group 0 and the lower half of group 1.
        var machine = Windows("windows-altra-2x80");
        var text = NumaBinding.Write(Find(machine, new() { Cpu = 80, ExcludedCells = [1] }), NumaBindingTarget.Windows);
        Assert.Contains("$groups = @{ 0 = 'ffffffffffffffff'; 1 = 'ffff' }", text);
        Assert.Contains("SetProcessDefaultCpuSets", text);
    }

    /// <summary>
    /// KeQueryNodeActiveAffinity: of a node that spans groups "the primary group is always the one containing the most processors", and calls that know one group
    /// per node mean that. Cell 1 is the upper 16 of group 1 and all 64 of group 2.
    /// </summary>
    [Theory]
    [InlineData("0-159", 1, "cmd /c start \"NUMA node 0\" /NODE 0 /AFFINITY 0x3")]
    [InlineData("96-159", 0, "cmd /c start \"NUMA node 1\" /NODE 1 /AFFINITY 0x3")]
    [InlineData("100-159", 0, "cmd /c start \"NUMA node 1\" /NODE 1 /AFFINITY 0x30")]
    [InlineData("80-95", 0, "$groups = @{ 1 = '30000' }")]
    public void A_node_over_several_groups_is_bound_by_start_in_its_primary_group(string allowed, int excluded, string text)
    {
        var machine = Windows("windows-altra-2x80") with { AllowedCpus = CpuSet.Parse(allowed) };
        Assert.Contains(text, NumaBinding.Write(Find(machine, new() { Cpu = 2, ExcludedCells = [excluded] }), NumaBindingTarget.Windows));
    }

    [Fact]
    public void Of_two_groups_of_one_size_nobody_says_which_is_the_primary_one()
    {
        var machine = new NumaCapabilities { Cells = [new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-3"), Processors = [.. Enumerable.Range(0, 4).Select(id => new LogicalProcessor { Id = id, Group = id / 2, Number = id % 2 })] }] };
        Assert.Contains("$groups = @{ 0 = '1' }", NumaBinding.Write(Find(machine, new() { Cpu = 1 }), NumaBindingTarget.Windows));
        // A smaller third group does not decide it.
        machine = machine with { Cells = [machine.Cells[0] with { Cpus = CpuSet.Parse("0-4"), Processors = [.. machine.Cells[0].Processors!, new LogicalProcessor { Id = 4, Group = 2, Number = 0 }] }] };
        Assert.Contains("$groups = @{ 0 = '1' }", NumaBinding.Write(Find(machine, new() { Cpu = 1 }), NumaBindingTarget.Windows));
    }

    [Fact]
    public void A_machine_of_the_other_system_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => NumaBinding.Write(null!, NumaBindingTarget.Numactl));
        var windows = Find(Windows("windows-sub-numa"), new() { Cpu = 1 });
        foreach (var target in Enum.GetValues<NumaBindingTarget>().Where(target => target != NumaBindingTarget.Windows))
            Assert.Contains("on a Windows host", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(windows, target)).Message);
        Assert.Contains("not on a Windows host", Assert.Throws<NumaBindingException>(() => NumaBinding.Write(OnCell1(), NumaBindingTarget.Windows)).Message);
    }

    [Fact(Skip = "xmllint or libvirt's domain.rng is not installed", SkipUnless = nameof(HasSchema))]
    public void Libvirts_schema_takes_the_elements()
    {
        foreach (var request in new PlacementRequest[] { new() { Cpu = 2 }, new() { Cpu = 4, Memory = 3500 }, new() { Cpu = 2, Memory = 2500, ExcludedCells = [0] }, new() { Cpu = 3, HugePage = 2 << 20, HugePageCount = 3 } })
        {
            var path = Path.GetTempFileName();
            File.WriteAllText(path, $"<domain type='kvm'><name>guest</name><memory>1</memory><os><type>hvm</type></os>{NumaBinding.Write(Find(Linux(), request), NumaBindingTarget.Libvirt)}</domain>");
            Assert.NotNull(RecordedMachines.Output("xmllint", "--noout", "--relaxng", DomainSchema, path));
            File.Delete(path);
        }
    }

    [Fact(Skip = "systemd-analyze is not installed", SkipUnless = nameof(HasSystemd))]
    public void Systemd_takes_the_drop_in()
    {
        var folder = Directory.CreateTempSubdirectory("numa-unit-").FullName;
        var unit = Path.Combine(folder, "placed.service");
        File.WriteAllText(unit, NumaBinding.Write(OnCell1(), NumaBindingTarget.Systemd) + "\nExecStart=/bin/true\n");
        Assert.Equal("", Verify(unit).Trim());
        // The analyzer does look: it complains of the same unit with a wrong value.
        File.WriteAllText(unit, File.ReadAllText(unit).Replace("CPUAffinity=2-3", "CPUAffinity=x").Replace("NUMAMask=1", "NUMAMask=y"));
        Assert.Contains("CPU", Verify(unit));
        Directory.Delete(folder, true);
    }

    [Fact(Skip = "taskset is not installed", SkipUnless = nameof(HasTaskset))]
    public void Taskset_starts_a_program_on_this_machine() => AssertStarts(NumaBindingTarget.Taskset);

    [Fact(Skip = "numactl is not installed, or this system has no NUMA", SkipUnless = nameof(HasNumactl))]
    public void Numactl_starts_a_program_on_this_machine() => AssertStarts(NumaBindingTarget.Numactl);

    private static void AssertStarts(NumaBindingTarget target)
    {
        var placement = Find(NumaProbe.Capabilities(MachineSource.OpenLive()), new() { Cpu = 1, Memory = 1 << 20 });
        Assert.Equal($"Cpus_allowed_list:\t{placement.Cpus}\n", RecordedMachines.Output("sh", "-c", $"{NumaBinding.Write(placement, target)} grep Cpus_allowed_list /proc/self/status"));
    }

    private static string Verify(string unit) => RecordedMachines.Output("sh", "-c", $"systemd-analyze verify '{unit}' 2>&1; true")!;

    private static NumaPlacement OnCell1() => Find(Linux(), new() { Cpu = 2, Memory = 1000, ExcludedCells = [0] });

    internal static NumaPlacement Find(NumaCapabilities machine, PlacementRequest request) => PlacementFinder.Find(machine, request).Placements[0];

    private static NumaCapabilities Windows(string name) => NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa")));

    internal static NumaCapabilities Linux(long memory = 2000) => new()
    {
        Cells =
        [
            new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-1"), AvailableMemory = memory, Pages = [new PagePool(2 << 20, 4, 2)] },
            new NumaCell { Id = 1, Cpus = CpuSet.Parse("2-3"), AvailableMemory = memory, Pages = [new PagePool(2 << 20, 4, 2)] },
            new NumaCell { Id = 70, AvailableMemory = memory, Pages = [] },
        ],
        Distances = [.. new[] { 0, 1, 70 }.SelectMany(from => new[] { 0, 1, 70 }.Select(to => new NumaDistance { From = from, To = to, Value = from == to ? 10 : 20 }))],
    };
}
