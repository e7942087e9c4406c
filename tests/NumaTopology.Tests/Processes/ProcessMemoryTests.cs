using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Processes;

/// <summary>Lines as show_numa_map of fs/proc/task_mmu.c writes them, and policies as mpol_to_str of mm/mempolicy.c does.</summary>
public sealed class ProcessMemoryTests : ProcessTest
{
    [Fact]
    public void Bytes_are_pages_of_a_line_times_the_size_at_its_end_by_kind()
    {
        Process(100, "serve", cpus: "0-3");
        Maps(100,
            @"55d0c0a00000 default file=/usr/lib/my\040app mapped=7 mapmax=3 N0=3 N1=4 kernelpagesize_kB=4",
            "55d0c1c00000 default heap anon=10 dirty=10 active=0 N0=9 N1=1 kernelpagesize_kB=4",
            "7f2a00000000 default anon=512 dirty=512 swapcache=2 active=0 writeback=1 N1=512 kernelpagesize_kB=4",
            @"7f2a40000000 bind:1 file=/anon_hugepage\040(deleted) huge anon=3 dirty=3 N1=3 kernelpagesize_kB=2048",
            @"7f2a80000000 bind:1 file=/dev/hugepages/one huge dirty=1 N0=1 kernelpagesize_kB=1048576",
            "7ffd00000000 default stack anon=5 dirty=5 active=0 N0=5 kernelpagesize_kB=4",
            "7ffd00040000 default");
        var process = Only(WithMemory);
        // Node 0: 3 + 9 + 5 pages of 4 KiB and one of 1 GiB; node 1: 4 + 1 + 512 pages of 4 KiB and 3 of 2 MiB.
        Assert.Equal([(0, 12288L, 36864L, 20480L, 0L, 1073741824L), (1, 16384L, 4096L, 0L, 2097152L, 6291456L)],
            process.Usage.Select(cell => (cell.CellId, cell.File!.Value, cell.Heap!.Value, cell.Stack!.Value, cell.Anonymous!.Value, cell.Huge!.Value)));
        Assert.Equal([1073811456L, 8409088L], process.Usage.Select(cell => cell.Memory!.Value));
        Assert.Equal(1082220544L, process.Memory);
        // Of node 1 the heap, what has no file, and huge pages; not the file.
        Assert.Equal(4096L + 2097152L + 6291456L, process.Misplaced);
        Assert.Equal("default; bind:1", $"{process.Policies}");
    }

    [Theory]
    [InlineData("default")]
    [InlineData("prefer (many):0-1")]
    [InlineData("prefer (many)=static:0")]
    [InlineData("weighted interleave:0-1")]
    [InlineData("interleave=static|balancing:0-1")]
    [InlineData("bind=relative:1")]
    [InlineData("local")]
    public void A_policy_may_hold_blanks_and_equals_signs(string policy)
    {
        Process(100, "serve");
        Maps(100, $"7f2a00000000 {policy} anon=2 dirty=2 N1=2 kernelpagesize_kB=4", $"7f2b00000000 {policy} file=/lib/x mapped=1 N1=1 kernelpagesize_kB=4", $"7f2c00000000 {policy}");
        Assert.Equal((policy, 12288L), ($"{Only(WithMemory).Policies}", Only(WithMemory).Memory));
    }

    [Fact]
    public void A_file_may_be_called_as_a_word_of_the_line()
    {
        Process(100, "serve");
        Maps(100, "7f2a00000000 default file=/N0=9 mapped=1 N1=1 kernelpagesize_kB=4", "7f2b00000000 default file=/heap mapped=1 N1=1 kernelpagesize_kB=4");
        Assert.Equal((8192L, 8192L), (Only(WithMemory).Memory, Only(WithMemory).Usage.Sum(cell => cell.File)));
    }

    [Fact]
    public void A_line_may_be_huge_without_a_file()
    {
        Process(100, "serve");
        Maps(100, "7f2a00000000 bind:0 huge dirty=1 N0=1 kernelpagesize_kB=2048");
        Assert.Equal(("bind:0", 2097152L), ($"{Only(WithMemory).Policies}", Only(WithMemory).Usage[0].Huge));
    }

    /// <summary>Linux 3.4 to 4.4 wrote the thread whose stack it is.</summary>
    [Fact]
    public void A_stack_may_name_its_thread()
    {
        Process(100, "serve");
        Maps(100, "7ffd00000000 default stack:101 anon=5 dirty=5 N0=5 kernelpagesize_kB=4");
        Assert.Equal(("default", 20480L), ($"{Only(WithMemory).Policies}", Only(WithMemory).Usage[0].Stack));
    }

    [Fact]
    public void The_last_line_may_have_no_end()
    {
        Process(100, "serve");
        Builder.File("proc/100/numa_maps", "7f2a00000000 default anon=5 N0=5 kernelpagesize_kB=4\n7f2b00000000 default anon=2 N1=2 kernelpagesize_kB=4");
        Assert.Equal(28672L, Only(WithMemory).Memory);
    }

    [Fact]
    public void Memory_on_a_node_without_CPUs_is_outside_every_node_that_a_process_may_run_on()
    {
        Process(100, "serve");
        Maps(100, "7f2a00000000 default anon=2 dirty=2 N2=2 kernelpagesize_kB=64");
        Assert.Equal((131072L, 131072L), (Only(WithMemory).Memory, Only(WithMemory).Misplaced));
    }

    [Fact]
    public void A_shared_file_may_be_mapped_more_often_than_there_is_memory()
    {
        Process(100, "serve");
        // 4 PiB, twice.
        Maps(100, "7f2a00000000 default file=/dev/shm/x mapped=1 N0=1099511627776 kernelpagesize_kB=4", "7f2b00000000 default file=/dev/shm/x mapped=1 N0=1099511627776 kernelpagesize_kB=4");
        Assert.Equal(2L << 52, Only(WithMemory).Memory);
        // 512 PiB twice are a whole EiB, which is where it ends.
        Maps(100, "7f2a00000000 default file=/dev/shm/x mapped=1 N0=140737488355328 kernelpagesize_kB=4", "7f2b00000000 default file=/dev/shm/x mapped=1 N0=140737488355328 kernelpagesize_kB=4");
        Assert.Equal(1L << 60, Only(WithMemory).Memory);
        Maps(100, "7f2a00000000 default file=/dev/shm/x mapped=1 N0=140737488355328 kernelpagesize_kB=4", "7f2b00000000 default file=/dev/shm/x mapped=1 N0=140737488355329 kernelpagesize_kB=4");
        Assert.Contains("more pages than any machine", Assert.Throws<TopologyFormatException>(() => Only(WithMemory)).Message, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_is_not_told_is_null_and_none_is_0()
    {
        Process(100, "serve");
        Assert.Null(Only(WithMemory).Memory);
        Maps(100, "7ffd00040000 default");
        Assert.Equal((0L, 0L), (Only(WithMemory).Memory, Only(WithMemory).Misplaced));
    }

    [Fact]
    public void Memory_is_read_only_when_it_is_asked_for()
    {
        Process(100, "serve");
        Maps(100, "malformed");
        Assert.Null(Only().Memory);
    }

    [Fact]
    public void Where_CPUs_are_unknown_nothing_is_called_misplaced()
    {
        Process(100, "serve");
        Builder.File("proc/100/status", "Tgid:\t100\n");
        Maps(100, "7f2a00000000 default anon=2 N1=2 kernelpagesize_kB=4");
        Assert.Equal((8192L, null, null), (Only(WithMemory).Memory, Only(WithMemory).Misplaced, Only(WithMemory).Cells));
    }

    [Theory]
    [InlineData("7f2a00000000", "has no policy")]
    [InlineData("7f2a00000000 heap N0=1 kernelpagesize_kB=4", "has no policy")]
    [InlineData("7f2a00000000 default anon=1 N0=1", "does not say how large its pages are")]
    [InlineData("7f2a00000000 default anon=1 N0=x kernelpagesize_kB=4", "'x'")]
    [InlineData("7f2a00000000 default anon=1 N0=9223372036854775807 kernelpagesize_kB=1048576", "more pages than any machine")]
    public void A_malformed_line_is_an_error_that_names_the_file(string line, string reason)
    {
        Process(100, "serve");
        Maps(100, line);
        var error = Assert.Throws<TopologyFormatException>(() => Only(WithMemory));
        Assert.EndsWith("proc/100/numa_maps", error.Fact, System.StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, System.StringComparison.Ordinal);
    }
}
