using NumaTopology.Linux;
using Xunit;

namespace NumaTopology.Tests.Linux;

/// <summary>Lines of <c>proc/self/mountinfo</c> and <c>proc/mounts</c>, as proc(5) and fstab(5) have them.</summary>
public class MountLineTests
{
    [Theory]
    [InlineData("35 31 0:32 /docker/0123 /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory", "cgroup", "/docker/0123", "sys/fs/cgroup/memory")]
    [InlineData("35 31 0:32 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", "cgroup2", "", "sys/fs/cgroup")] // no optional field
    [InlineData("35 31 0:32 / /dev/cpuset rw a:1 b:2 - cpuset none rw,cpuset", "cpuset", "", "dev/cpuset")]
    public void A_line_of_mountinfo_has_its_type_behind_the_dash(string line, string type, string root, string folder)
    {
        var mount = CgroupMount.Parse(CgroupMount.InfoFact, line)!;
        Assert.Equal((type, root, folder), (mount.Type, mount.Root, mount.Folder));
    }

    [Theory]
    [InlineData("35 31 0:32 / /proc rw - proc proc rw")]
    [InlineData("35 31 0:32 / /sys/fs/cgroup rw - cgroup2 cgroup2")]
    [InlineData("35 31 0:32 / /sys/fs/cgroup - cgroup2 cgroup2 rw")] // the options before the dash are missing
    [InlineData("35 31 0:32 / /sys/fs/cgroup rw cgroup2 cgroup2 rw")]
    [InlineData("")]
    public void A_line_that_is_short_or_of_another_type_is_none(string line) => Assert.Null(CgroupMount.Parse(CgroupMount.InfoFact, line));

    [Theory]
    [InlineData("cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0", "memory", true)]
    [InlineData("cgroup /sys/fs/cgroup/memory cgroup memory", "memory", true)]
    [InlineData("cgroup /sys/fs/cgroup/memory cgroup rw,memory_recursiveprot", "memory", false)]
    public void A_line_of_mounts_has_its_options_in_the_fourth_field(string line, string option, bool has) => Assert.Equal(has, CgroupMount.Parse(CgroupMount.ListFact, line)!.Has(option));

    [Theory]
    [InlineData("cgroup /sys/fs/cgroup/memory cgroup")]
    [InlineData("proc /proc proc rw 0 0")]
    public void A_line_of_mounts_that_is_short_or_of_another_type_is_none(string line) => Assert.Null(CgroupMount.Parse(CgroupMount.ListFact, line));

    [Theory]
    [InlineData(@"/a\040b", "/a b")]
    [InlineData(@"\040a", " a")]
    [InlineData(@"a\011\012\134", "a\t\n\\")]
    [InlineData(@"\177\100\077", "\u007f@?")]
    [InlineData(@"a\04", @"a\04")] // cut
    [InlineData(@"a\080", @"a\080")] // no octal digit
    [InlineData(@"a\008", @"a\008")]
    [InlineData(@"a\0/0", @"a\0/0")]
    [InlineData(@"a\00/", @"a\00/")]
    [InlineData(@"a\240", @"a\240")] // not ASCII
    [InlineData("a040", "a040")]
    public void Blanks_and_backslashes_are_octal(string field, string text) => Assert.Equal(text, CgroupMount.Unescape(field));

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("a/..b/c", true)]
    [InlineData("../b", false)]
    [InlineData("a/../b", false)]
    public void A_path_that_leads_up_is_not_followed(string path, bool isSafe) => Assert.Equal(isSafe, CgroupMount.IsSafe(path));

    /// <summary>PATH_MAX is 4096 with the NUL.</summary>
    [Fact]
    public void A_path_has_4095_characters_at_most()
    {
        Assert.True(CgroupMount.IsSafe(new string('a', 4095)));
        Assert.False(CgroupMount.IsSafe(new string('a', 4096)));
    }
}
