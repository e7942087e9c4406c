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

    [Fact]
    public void Huge_pages_without_a_size_are_the_kernels_usual_ones()
    {
        Builder.File("proc/meminfo", "MemTotal:       16384 kB\nHugepagesize:       2048 kB\n");
        Domain("db", "<memoryBacking><hugepages/></memoryBacking><numatune><memory mode='strict' nodeset='0-1'/></numatune>");
        Assert.Equal((8388608L << 10, 2L << 20), (Only().Memory[0].Bytes, Only().Memory[0].PageSize));
        Assert.Equal([0, 1], Only().Memory[0].Cells);
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
    public void Other_files_of_the_driver_are_no_domains()
    {
        Builder.File(Folder + "db.pid", "2381").File(Folder + "network.xml", "<networkstatus/>");
        Assert.Empty(All);
    }

    private void Domain(string name, string content) => Builder.File($"{Folder}{name}.xml",
        $"<domstatus state='running' reason='booted' pid='2381'><vcpus><vcpu id='0' pid='2400'/></vcpus><domain type='kvm' id='1'><name>{name}</name><memory unit='KiB'>8388608</memory>{content}</domain></domstatus>");
}
