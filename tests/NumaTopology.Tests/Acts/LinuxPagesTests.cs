using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.InteropServices;
using NumaTopology.Acts;
using NumaTopology.Acts.Linux;
using NumaTopology.Linux;
using NumaTopology.Machines.Linux;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>Pages of this process, mapped by the test: of 64 base pages the first, the third and the last are written. That pages come to another node is tried in tests/Beds/guests.</summary>
public sealed class LinuxPagesTests : IDisposable
{
    private const string NoLinux = "the files and calls are Linux's";
    private const int Count = 64;

    // asm-generic/mman-common.h: PROT_READ and PROT_WRITE, MAP_SHARED, MAP_PRIVATE, MAP_ANONYMOUS, MADV_NOHUGEPAGE.
    private const int ReadWrite = 3, SharedMapping = 1, PrivateMapping = 2, Anonymous = 0x20, NoHugePages = 15;

    private static readonly int s_size = Environment.SystemPageSize;
    private static readonly int[] s_written = [0, 2, Count - 1];

    private readonly List<IntPtr> _mapped = [];

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Its_own_pages_that_are_in_memory_are_found()
    {
        using var pages = Pages();
        var range = Map(PrivateMapping);
        Assert.Contains(pages.Ranges(), mapping => mapping.Start <= range.Start && range.End <= mapping.End && !mapping.IsHuge);
        Assert.Equal(s_size, pages.PageSize);
        Assert.Equal(s_written, Found(pages, range, new ulong[100], out var end));
        Assert.Equal(range.End, end);
        // Where there is no space for more, the search goes on behind the last that was looked at.
        Assert.Equal(s_written, Found(pages, range, new ulong[1], out _));
        Marshal.WriteByte((IntPtr)range.Start, 3 * s_size, 1);
        Assert.Equal([0, 2, 3, Count - 1], Found(pages, range, new ulong[2], out _));
        Assert.Equal([2, 3, Count - 1], Found(pages, range with { Start = range.Start + (ulong)s_size }, new ulong[100], out _));
    }

    /// <summary>65 536 pages are looked at at once.</summary>
    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Pages_far_from_each_other_are_found()
    {
        const int Large = 70_000, Far = 65_541, NoReserve = 0x4000;
        using var pages = Pages();
        var bytes = (IntPtr)Large * s_size;
        var start = mmap(IntPtr.Zero, bytes, ReadWrite, PrivateMapping | Anonymous | NoReserve, -1, 0);
        Assert.NotEqual(-1, start);
        try
        {
            _ = madvise(start, bytes, NoHugePages);
            Marshal.WriteByte(start + (2 * s_size), 1);
            Marshal.WriteByte(start + ((IntPtr)Far * s_size), 1);
            var found = new ulong[Large];
            var address = (ulong)start;
            Assert.Equal(2, pages.Find(new PageRange(address, address + (ulong)bytes, false), ref address, found));
            Assert.Equal([(ulong)start + (ulong)(2 * s_size), (ulong)start + ((ulong)Far * (ulong)s_size), 0], found[..3]);
        }
        finally
        {
            _ = munmap(start, bytes);
        }
    }

    /// <summary>A mapping of a file of a mount of hugetlbfs, whose device mountinfo has in decimal.</summary>
    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Files_of_huge_pages_are_known_by_the_mounts_of_the_process()
    {
        const string maps = "7f2c80400000-7f2c80600000 rw-s 00000000 00:1f 52                         /dev/hugepages/file\n";
        using var described = new MachineBuilder().File($"proc/{Environment.ProcessId}/maps", maps).File($"proc/{Environment.ProcessId}/mountinfo", "36 25 0:31 / /dev/hugepages rw,relatime shared:16 - hugetlbfs hugetlbfs rw\n");
        using var pages = new LinuxPages(new FactReader(described.Machine), Environment.ProcessId, new Kernel());
        Assert.Equal([new PageRange(0x7f2c80400000, 0x7f2c80600000, true)], pages.Ranges());
        using var without = new MachineBuilder().File($"proc/{Environment.ProcessId}/maps", maps);
        using var none = new LinuxPages(new FactReader(without.Machine), Environment.ProcessId, new Kernel());
        Assert.Empty(none.Ranges());
    }

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Shared_pages_are_found_only_where_they_are_huge()
    {
        using var pages = Pages();
        var range = Map(SharedMapping);
        Assert.Empty(Found(pages, range, new ulong[100], out _));
        Assert.Equal(s_written, Found(pages, range with { IsHuge = true }, new ulong[100], out _));
    }

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_page_is_located_on_a_node_and_one_that_is_in_no_memory_on_none()
    {
        using var pages = Pages();
        var range = Map(PrivateMapping);
        var cells = Locate(pages, range, [0, 1, 2]);
        Assert.Contains(cells[0], Cells());
        Assert.Contains(cells[2], Cells());
        Assert.True(cells[1] < 0);
        int[] none = [7];
        pages.Locate([range.Start], 0, none);
        Assert.Equal([7], none);
    }

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_page_that_is_moved_to_where_it_is_stays_and_one_that_is_in_no_memory_is_not_moved()
    {
        using var pages = Pages();
        var range = Map(PrivateMapping);
        var cell = Locate(pages, range, [0])[0];
        var failures = new PageFailure?[2];
        pages.Move([range.Start, range.Start + (ulong)s_size], 2, [cell, cell], failures);
        Assert.Equal([null, PageFailure.Busy], failures);
        Assert.Equal(cell, Locate(pages, range, [0])[0]);
    }

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Pages_are_not_moved_to_a_node_that_is_not_there()
    {
        using var pages = Pages();
        var error = Assert.Throws<NumaActException>(() => pages.Move([Map(PrivateMapping).Start], 1, [900], new PageFailure?[1]));
        Assert.Equal(NumaActError.Failed, error.Error);
        Assert.StartsWith($"The pages of process {Environment.ProcessId} cannot be moved: ", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What is mapped from the start of an address space on, below vm.mmap_min_addr, no process has.</summary>
    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Where_nothing_is_mapped_nothing_is_found()
    {
        using var pages = Pages();
        Assert.Empty(Found(pages, new PageRange(0, (ulong)s_size, false), new ulong[100], out var end));
        Assert.Equal((ulong)s_size, end);
        // Beyond what addresses there are, the file ends.
        Assert.Empty(Found(pages, new PageRange(1UL << 62, (1UL << 62) + (ulong)s_size, false), new ulong[100], out end));
        Assert.Equal((1UL << 62) + (ulong)s_size, end);
    }

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_process_that_is_not_there_has_no_pages()
    {
        var error = Assert.Throws<NumaActException>(() => new LinuxPages(new FactReader(new LiveLinuxMachine()), 4_194_304, new PageMigration(SystemCallNumbers.Find())));
        Assert.Equal((NumaActError.ProcessNotFound, "Process 4194304 does not exist, or has ended."), (error.Error, error.Message));
    }

    [Fact(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void Of_a_process_that_has_ended_meanwhile_nothing_is_moved()
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", "100"))!;
        using var pages = new LinuxPages(new FactReader(new LiveLinuxMachine()), process.Id, new PageMigration(SystemCallNumbers.Find()));
        process.Kill();
        process.WaitForExit();
        var range = new PageRange(1 << 22, 1 << 23, false);
        Assert.Empty(Found(pages, range, new ulong[100], out var end));
        Assert.Equal(range.End, end);
        Assert.Equal(NumaActError.ProcessNotFound, Assert.Throws<NumaActException>(pages.Ranges).Error);
        Assert.Equal(NumaActError.ProcessNotFound, Assert.Throws<NumaActException>(() => Locate(pages, range, [0])).Error);
        Assert.Equal(NumaActError.ProcessNotFound, Assert.Throws<NumaActException>(() => pages.Move([range.Start], 1, [0], new PageFailure?[1])).Error);
    }

    /// <summary>
    /// move_pages(2): a page's status is its node or an error: EBUSY in use or pinned, EACCES shared, ENOMEM, ENOENT not there. Of those that it came to no more the kernel says nothing, and
    /// the call fails with what stopped it, or tells how many are left.
    /// </summary>
    [Theory(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData(0, new[] { 3, 0, -2, -16, -13, -12 }, new[] { null, null, "Busy", "Busy", "Shared", "NoMemory" })]
    [InlineData(12, new[] { 3, -16 }, new[] { null, "Busy", "NoMemory", "NoMemory" })]
    [InlineData(16, new[] { 3 }, new[] { null, "Busy" })]
    [InlineData(0, new[] { 3 }, new[] { null, "Busy" })]
    public void The_status_of_a_page_says_why_it_was_not_moved(int errno, int[] status, string?[] failures)
    {
        var kernel = new Kernel { Status = status };
        using var pages = new LinuxPages(new FactReader(new LiveLinuxMachine()), Environment.ProcessId, kernel);
        kernel.Errno = errno;
        var told = new PageFailure?[failures.Length];
        pages.Move(new ulong[failures.Length], failures.Length, new int[failures.Length], told);
        Assert.Equal(failures, told.Select(failure => failure?.ToString()));
    }

    /// <summary>EPERM from seccomp or ptrace's check, ESRCH, EACCES of a node that the process's cpuset does not allow, which only moving meets, and any other.</summary>
    [Theory(Skip = NoLinux, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData(1, "open locate move", NumaActError.AccessDenied, "The pages of process # cannot be moved: it belongs to another user, or the system refuses move_pages, as containers do.")]
    [InlineData(13, "open locate", NumaActError.AccessDenied, "The pages of process # cannot be moved: it belongs to another user, or the system refuses move_pages, as containers do.")]
    [InlineData(13, "move", NumaActError.CellsNotAllowed, "The pages of process # cannot be moved: its cpuset does not allow memory of all of the nodes.")]
    [InlineData(3, "open locate move", NumaActError.ProcessNotFound, "Process # does not exist, or has ended.")]
    [InlineData(38, "open locate move", NumaActError.Failed, "The pages of process # cannot be moved: function not implemented (ENOSYS).")]
    [InlineData(12, "open locate", NumaActError.Failed, "The pages of process # cannot be moved: out of memory (ENOMEM).")]
    public void An_error_number_of_the_call_says_what_is_wrong(int errno, string acts, NumaActError error, string message)
    {
        foreach (var act in acts.Split(' '))
        {
            var kernel = new Kernel { Errno = act == "open" ? errno : 0 };
            var thrown = Assert.Throws<NumaActException>(() =>
            {
                using var pages = new LinuxPages(new FactReader(new LiveLinuxMachine()), Environment.ProcessId, kernel);
                kernel.Errno = errno;
                if (act == "locate")
                    pages.Locate([4096], 1, new int[1]);
                else
                    pages.Move([4096], 1, new int[1], new PageFailure?[1]);
            });
            Assert.DoesNotContain($"/proc/{Environment.ProcessId}/pagemap", OpenFiles.Names());
            Assert.Equal((error, message.Replace("#", $"{Environment.ProcessId}")), (thrown.Error, thrown.Message));
        }
    }

    public void Dispose() => _mapped.ForEach(start => _ = munmap(start, Count * s_size));

    private static LinuxPages Pages() => new(new FactReader(new LiveLinuxMachine()), Environment.ProcessId, new PageMigration(SystemCallNumbers.Find()));

    private static int[] Cells() => [.. NumaProbe.Cells(new LiveLinuxMachine()).Select(cell => cell.Id)];

    private static int[] Locate(LinuxPages pages, PageRange range, int[] numbers)
    {
        var cells = new int[numbers.Length];
        pages.Locate([.. numbers.Select(number => range.Start + (ulong)(number * s_size))], numbers.Length, cells);
        return cells;
    }

    private static List<int> Found(LinuxPages pages, PageRange range, ulong[] buffer, out ulong address)
    {
        var found = new List<int>();
        var first = range.Start & ~((ulong)(Count * s_size) - 1);
        for (address = range.Start; address < range.End;)
        {
            var count = pages.Find(range, ref address, buffer);
            found.AddRange(buffer.Take(count).Select(page => (int)((page - first) / (ulong)s_size)));
        }

        return found;
    }

    /// <summary>64 pages from a multiple of their size on.</summary>
    private PageRange Map(int kind)
    {
        var bytes = Count * s_size;
        var start = mmap(IntPtr.Zero, 2 * bytes, ReadWrite, kind | Anonymous, -1, 0);
        Assert.NotEqual(-1, start);
        var aligned = (start + bytes - 1) & ~((IntPtr)bytes - 1);
        if (aligned > start)
            _ = munmap(start, aligned - start);
        _ = munmap(aligned + bytes, start + (2 * bytes) - (aligned + bytes));
        _mapped.Add(aligned);
        _ = madvise(aligned, bytes, NoHugePages);
        foreach (var page in s_written)
            Marshal.WriteByte(aligned, page * s_size, 1);
        return new PageRange((ulong)aligned, (ulong)(aligned + bytes), false);
    }

    [DllImport("libc", SetLastError = true)]
    private static extern IntPtr mmap(IntPtr address, IntPtr length, int protection, int flags, int file, IntPtr offset);

    [DllImport("libc", SetLastError = true)]
    private static extern int munmap(IntPtr address, IntPtr length);

    [DllImport("libc", SetLastError = true)]
    private static extern int madvise(IntPtr address, IntPtr length, int advice);

    /// <summary>A kernel that answers as it is told, and writes the statuses that there are.</summary>
    private sealed class Kernel() : PageMigration(default)
    {
        public int Errno { get; set; }

        public int[] Status { get; init; } = [];

        public override int Call(int process, ulong[] pages, int count, int[]? cells, int[] status)
        {
            if (count > 0)
                Status.CopyTo(status, 0);
            return Errno;
        }
    }
}
