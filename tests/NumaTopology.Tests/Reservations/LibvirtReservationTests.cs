using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>Status files as src/qemu/qemu_domain.c and src/conf/domain_conf.c of libvirt write them.</summary>
public sealed class LibvirtReservationTests : ReservationTest
{
    private const string Folder = "run/libvirt/qemu/";

    [Fact]
    public void Pins_of_virtual_CPUs_of_the_emulator_and_of_IO_threads_are_the_domains_CPUs()
    {
        Domain("db", "<vcpu placement='static'>2</vcpu><cputune><vcpupin vcpu='0' cpuset='2'/><vcpupin vcpu='1' cpuset='3'/><emulatorpin cpuset='0-1'/><iothreadpin iothread='1' cpuset='5,7'/></cputune>");
        Assert.Equal(("db", ReservationSource.Libvirt, "0-3,5,7", false), (Only().Owner, Only().Source, $"{Only().Cpus}", Only().Exclusive));
        Assert.Equal(("/run/libvirt/qemu/db.xml", null, null), (Only().Evidence, Only().Cells, Only().EffectiveCpus));
        // Where the emulator is pinned too, the kernel's word on all threads of the process counts.
        foreach (var (task, cpus) in new[] { (2381, "0-1"), (2400, "2"), (2401, "3"), (2402, "5") })
            Builder.File($"proc/2381/task/{task}/status", $"Name:\tqemu-system-x86\nCpus_allowed_list:\t{cpus}\n");
        Assert.Equal("0-3,5", $"{Only().EffectiveCpus}");
    }

    [Theory]
    [InlineData(1, "2")]
    [InlineData(2, "2,4-7")]
    public void A_virtual_CPU_without_a_pin_has_the_CPUs_of_all(int vcpus, string expected)
    {
        Domain("db", $"<vcpu placement='static' cpuset='4-7'>{vcpus}</vcpu><cputune><vcpupin vcpu='0' cpuset='2'/></cputune>");
        Assert.Equal(expected, $"{Only().Cpus}");
    }

    [Fact]
    public void Memory_is_that_of_each_guest_node_on_the_node_it_is_bound_to()
    {
        Domain("db", """
            <vcpu>2</vcpu><memoryBacking><hugepages><page size='1' unit='GiB' nodeset='1'/></hugepages></memoryBacking>
            <numatune><memory mode='strict' nodeset='0'/><memnode cellid='1' mode='strict' nodeset='1'/></numatune>
            <cpu><numa><cell id='0' cpus='0' memory='1048576' unit='KiB'/><cell id='1' cpus='1' memory='2' unit='GiB'/></numa></cpu>
            """);
        Assert.Equal(["1.00 GiB on node 0", "2.00 GiB on node 1 in pages of 1GiB"], Only().Memory.Select(part => part.ToString()));
        Assert.Equal([0, 1], Only().Cells);
        Assert.Null(Only().Cpus);
    }

    /// <summary>libvirt.org/formatdomain.html: sizes without a unit are KiB.</summary>
    [Fact]
    public void A_guest_node_that_is_bound_to_no_node_is_on_those_of_all_memory_or_on_any()
    {
        const string guest = "<cpu><numa><cell id='0' cpus='0' memory='2048'/><cell id='1' cpus='1' memory='1048576'/></numa></cpu>";
        Domain("db", $"<memoryBacking><hugepages><page size='2048'/><page size='1' unit='GiB' nodeset='1'/></hugepages></memoryBacking><numatune><memnode cellid='1' mode='strict' nodeset='1'/></numatune>{guest}");
        Assert.Equal([(null, 2L << 20, 2L << 20), ("1", 1L << 30, 1L << 30)], Only().Memory.Select(part => (part.Cells is null ? null : string.Join(',', part.Cells), part.Bytes, part.PageSize)));
        Assert.Equal([1], Only().Cells);
        // Also where no memory is huge, one guest node that is bound is told.
        Domain("db", $"<numatune><memnode cellid='1' mode='strict' nodeset='1'/></numatune>{guest}");
        Assert.Equal([null, "1"], Only().Memory.Select(part => part.Cells is null ? null : string.Join(',', part.Cells)));
        // Without nodes of its own for any, all memory is in one part.
        Domain("db", $"<numatune><memory mode='strict' nodeset='1'/></numatune>{guest}");
        Assert.Equal("8.00 GiB on node 1", $"{Assert.Single(Only().Memory)}");
    }

    [Fact]
    public void A_domain_of_huge_pages_reserves_them_wherever_they_are()
    {
        Domain("db", "<memoryBacking><hugepages><page size='1048576' unit='KiB'/></hugepages></memoryBacking>");
        Assert.Equal((1L << 30, null, null), (Assert.Single(Only().Memory).PageSize, Only().Cells, Only().Memory[0].Cells));
        // Of one that is bound to a node without huge pages the node is told.
        Domain("db", "<numatune><memory mode='strict' nodeset='1'/></numatune>");
        Assert.Equal("8.00 GiB on node 1", $"{Assert.Single(Only().Memory)}");
        Builder.File(Folder + "db.xml", "<domstatus><domain><name>db</name><memory>2048</memory><numatune><memory mode='strict' nodeset='1'/></numatune></domain></domstatus>");
        Assert.Equal(2L << 20, Assert.Single(Only().Memory).Bytes);
    }

    [Fact]
    public void Huge_pages_of_a_machine_that_does_not_say_which_are_usual_have_no_size()
    {
        Builder.File("proc/meminfo", "MemTotal:       16384 kB\n");
        Domain("db", "<memoryBacking><hugepages/></memoryBacking><numatune><memory mode='strict' nodeset='0-1'/></numatune>");
        Assert.Null(Only().Memory[0].PageSize);
    }

    [Fact]
    public void Huge_pages_without_a_size_are_the_kernels_usual_ones()
    {
        Builder.File("proc/meminfo", "MemTotal:       16384 kB\nHugepagesize:       2048 kB\n");
        Domain("db", "<memoryBacking><hugepages/></memoryBacking><numatune><memory mode='strict' nodeset='0-1'/></numatune>");
        Assert.Equal((8388608L << 10, 2L << 20), (Only().Memory[0].Bytes, Only().Memory[0].PageSize));
        Assert.Equal([0, 1], Only().Memory[0].Cells);
    }

    [Fact]
    public void What_the_process_has_not_touched_is_told()
    {
        Domain("db", "<numatune><memory mode='strict' nodeset='0'/></numatune>");
        Assert.Null(Only().Memory[0].Untouched);
        // 8 GiB less 1 GiB and 24 MiB.
        Builder.File("proc/2381/status", "Name:\tqemu-system-x86\nRssAnon:\t 1048576 kB\nRssFile:\t   51200 kB\nRssShmem:\t   24576 kB\nHugetlbPages:\t 2097152 kB\n");
        Assert.Equal((8L << 30) - (1L << 30) - (24L << 20), Only().Memory[0].Untouched);
    }

    [Theory]
    // Of 4 GiB on node 0 and 2 GiB in huge pages on node 1, which of them may lack what.
    [InlineData(1, 0, 3, 2)]
    [InlineData(5, 2, 0, 0)]
    [InlineData(0, 1, 4, 1)]
    public void Huge_pages_are_counted_by_themselves(int ordinary, int huge, long untouched, long untouchedHuge)
    {
        Domain("db", """
            <memoryBacking><hugepages><page size='1' unit='GiB' nodeset='1'/></hugepages></memoryBacking>
            <numatune><memnode cellid='0' mode='strict' nodeset='0'/><memnode cellid='1' mode='strict' nodeset='1'/></numatune>
            <cpu><numa><cell id='0' cpus='0' memory='4' unit='GiB'/><cell id='1' cpus='1' memory='2' unit='GiB'/></numa></cpu>
            """);
        Builder.File("proc/2381/status", $"RssAnon:\t{ordinary << 20} kB\nRssShmem:\t0 kB\nHugetlbPages:\t{huge << 20} kB\n");
        Assert.Equal([untouched << 30, untouchedHuge << 30], Only().Memory.Select(part => part.Untouched));
    }

    [Fact]
    public void Of_two_guest_nodes_either_may_lack_what_is_not_touched()
    {
        Domain("db", """
            <numatune><memnode cellid='0' mode='strict' nodeset='0'/><memnode cellid='1' mode='strict' nodeset='1'/></numatune>
            <cpu><numa><cell id='0' cpus='0' memory='4' unit='GiB'/><cell id='1' cpus='1' memory='2' unit='GiB'/></numa></cpu>
            """);
        Builder.File("proc/2381/status", $"RssAnon:\t{3 << 20} kB\nRssShmem:\t0 kB\n");
        Assert.Equal([3L << 30, 2L << 30], Only().Memory.Select(part => part.Untouched));
    }

    [Theory]
    [InlineData("RssAnon:\t12\nRssShmem:\t0 kB\n")]
    [InlineData("RssAnon:\t4503599627370497 kB\nRssShmem:\t0 kB\n")]
    [InlineData("RssAnon:\t-1 kB\nRssShmem:\t0 kB\n")]
    public void A_broken_status_is_an_error_that_names_it(string text)
    {
        Domain("db", "<numatune><memory mode='strict' nodeset='0'/></numatune>");
        Builder.File("proc/2381/status", text);
        Assert.EndsWith("status", Assert.Throws<TopologyFormatException>(() => All).Fact, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_that_binds_nothing_reserves_nothing()
    {
        Domain("free", "<vcpu placement='static'>2</vcpu>");
        Assert.Empty(All);
    }

    [Fact]
    public void What_the_kernel_lets_its_threads_do_stands_beside_and_they_are_told_once()
    {
        Domain("db", "<vcpu>1</vcpu><cputune><vcpupin vcpu='0' cpuset='2'/></cputune>");
        Builder.File("proc/2381/status", "Name:\tqemu-system-x86\nVmSize:\t9000 kB\nCpus_allowed_list:\t0-7\n").File("proc/2381/task/2400/status", "Name:\tCPU 0/KVM\nCpus_allowed_list:\t2-3\n");
        Assert.Equal(("2", "2-3"), ($"{Only().Cpus}", $"{Only().EffectiveCpus}"));
    }

    [Theory]
    [InlineData("<domstatus")]
    [InlineData("<domstatus><domain><name>x</name><cputune><vcpupin vcpu='0'/></cputune></domain></domstatus>")]
    [InlineData("<domstatus><domain><cputune><vcpupin vcpu='0' cpuset='1'/></cputune></domain></domstatus>")]
    public void A_broken_file_is_an_error_that_names_it(string text)
    {
        Builder.File(Folder + "db.xml", text);
        Assert.EndsWith("db.xml", Assert.Throws<TopologyFormatException>(() => All).Fact, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_without_threads_of_virtual_CPUs_is_told()
    {
        Builder.File(Folder + "db.xml", "<domstatus state='running' pid='2381'><domain><name>db</name><cputune><vcpupin vcpu='0' cpuset='2'/></cputune></domain></domstatus>");
        Assert.Equal(("2", null), ($"{Only().Cpus}", Only().EffectiveCpus));
        Builder.File(Folder + "db.xml", "<domstatus state='running' pid='2381'><vcpus><vcpu id='0' pid='0'/></vcpus><domain><name>db</name><cputune><vcpupin vcpu='0' cpuset='2'/></cputune></domain></domstatus>").File("proc/2381/task/0/status", "Cpus_allowed_list:\t7\n");
        Assert.Null(Only().EffectiveCpus);
    }

    [Fact]
    public void A_domain_without_a_name_is_an_error_that_says_so()
    {
        Builder.File(Folder + "db.xml", "<domstatus><domain><cputune><vcpupin vcpu='0' cpuset='1'/></cputune></domain></domstatus>");
        Assert.Contains("the element <name> is missing", Assert.Throws<TopologyFormatException>(() => All).Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_of_the_driver_are_no_domains()
    {
        Builder.File(Folder + "db.pid", "2381").File(Folder + "network.xml", "<networkstatus/>");
        Assert.Empty(All);
    }

    private void Domain(string name, string content) => Builder.File($"{Folder}{name}.xml",
        $"<domstatus state='running' reason='booted' pid='2381'><vcpus><vcpu id='0' pid='2400'/></vcpus><domain type='kvm' id='1'><name>{name}</name><memory unit='KiB'>8388608</memory>{content}</domain></domstatus>");
}
