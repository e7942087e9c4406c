using NumaTopology.Acts;
using NumaTopology.Acts.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

public sealed class MappingReaderTests
{
    /// <summary>proc_pid_maps(5): of its own are private mappings, those of files too, whose pages are copied when they are written.</summary>
    [Fact]
    public void Private_mappings_and_huge_pages_are_looked_at()
    {
        const string maps = """
            55d0c0a00000-55d0c0a02000 r--p 00000000 fd:00 1234                       /usr/bin/serve
            55d0c1000000-55d0c1021000 rw-p 00000000 00:00 0                          [heap]
            7f2c80000000-7f2c80200000 rw-s 00000000 00:0f 51                         /anon_hugepage (deleted)
            7f2c80400000-7f2c80600000 rw-s 00000000 00:1f 52                         /dev/hugepages/a file
            7f2c8a000000-7f2c8a021000 rw-p 00000000 00:00 0 
            7f2c8b000000-7f2c8b021000 rw-s 00000000 00:01 99                         /dev/shm/shared
            7ffc1a3f2000-7ffc1a3f6000 r--p 00000000 00:00 0                          [vvar]
            7ffc1a3f6000-7ffc1a3f8000 r-xp 00000000 00:00 0                          [vdso]
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]

            """;
        Assert.Equal(
            [
                new PageRange(0x55d0c0a00000, 0x55d0c0a02000, false),
                new PageRange(0x55d0c1000000, 0x55d0c1021000, false),
                new PageRange(0x7f2c80000000, 0x7f2c80200000, true),
                new PageRange(0x7f2c80400000, 0x7f2c80600000, true),
                new PageRange(0x7f2c8a000000, 0x7f2c8a021000, false),
            ],
            MappingReader.Read(maps, ["00:1f"]));
    }

    /// <summary>No kernel writes them so; what is read while a process ends may be cut anywhere.</summary>
    [Theory]
    [InlineData("1000-2000 rw-")]
    [InlineData("1000-2000 rw- 00000000 00:00 0")]
    [InlineData("1000-2000 rw-p 00000000 00:00")]
    [InlineData("1000-1000 rw-p 00000000 00:00 0")]
    [InlineData("2000-1000 rw-p 00000000 00:00 0")]
    [InlineData("-1000 rw-p 00000000 00:00 0")]
    [InlineData("10002000 rw-p 00000000 00:00 0")]
    [InlineData("1000-xyz rw-p 00000000 00:00 0")]
    public void A_line_that_is_no_mapping_is_left_out(string line) => Assert.Empty(MappingReader.Read(line, []));

    [Theory]
    [InlineData("36 25")]
    [InlineData("36 25 - hugetlbfs none rw")]
    [InlineData("36 25 0:x / /mnt rw - hugetlbfs none rw")]
    [InlineData("36 25 x:0 / /mnt rw - hugetlbfs none rw")]
    [InlineData("36 25 0:1:2 / /mnt rw - hugetlbfs none rw")]
    public void A_line_that_is_no_mount_is_left_out(string line) => Assert.Empty(MappingReader.HugeDevices(line));

    /// <summary>proc_pid_mountinfo(5): the third field is the device in decimal; the type stands behind a lone hyphen.</summary>
    [Fact]
    public void Mounts_of_huge_pages_have_their_devices()
    {
        const string mounts = """
            22 27 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw
            36 25 0:31 / /dev/hugepages rw,relatime shared:16 - hugetlbfs hugetlbfs rw,pagesize=2M
            40 25 0:300 / /mnt/huge1G rw - hugetlbfs none rw,pagesize=1024M

            """;
        Assert.Equal(["00:1f", "00:12c"], MappingReader.HugeDevices(mounts));
    }
}
