using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Shell;

/// <summary>The views of the module's objects, as PowerShell's own formatter prints them.</summary>
public sealed class TableTests(ShellSession shell) : IClassFixture<ShellSession>, IDisposable
{
    private readonly MachineBuilder _machine = new MachineBuilder()
        .Cell(0, "0-1", memory: 8388608, free: 1572864, "Node 0 Active(file): 0 kB\nNode 0 Inactive(file): 1048576 kB\nNode 0 SReclaimable: 0 kB\n")
        .Cell(3, "", memory: 524288).Distances("10 255", "17 10").HugePages(0, 2048, 8, 3).Reserves(0, 0, 8912896)
        .Processor(0, socket: 1, core: 4, siblings: "0-1").Processor(1, socket: 1, core: 4, siblings: "0-1").File("proc/sys/kernel/hostname", "host17\n");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Free_memory_is_a_table_of_sizes() =>
        AssertPrinted(
            "Get-NumaCellFreeMemory -Snapshot $m",
            "  Id     Memory FreeMemory AvailableMemory",
            "  --     ------ ---------- ---------------",
            // 1.5 GiB free and 1 GiB of file cache; nothing must stay
            "   0   8.00 GiB   1.50 GiB        2.50 GiB",
            "   3    512 MiB    512 MiB");

    [Fact]
    public void Distances_are_a_table_that_says_what_cannot_be_reached() =>
        AssertPrinted(
            "Get-NumaDistance -Snapshot $m",
            "From   To       Value Hops Paths                ReadLatency ReadBandwidth",
            "----   --       ----- ---- -----                ----------- -------------",
            "   0    0          10    0",
            "   0    3 unreachable",
            "   3    0          17",
            "   3    3          10    0");

    [Fact]
    public void Distances_tell_links_the_cells_between_and_the_firmwares_values()
    {
        _machine.Cell(5, "2").Distances("10 16 22", "16 10 16", "22 16 10").Cell(3, "3").Processor(0, 0, 0, "0").Processor(2, 2, 0, "2").Processor(3, 1, 0, "3")
            .File(MachineBuilder.Nodes + "node5/access1/initiators/node0/uevent", "")
            .File(MachineBuilder.Nodes + "node5/access1/initiators/read_latency", "250\n").File(MachineBuilder.Nodes + "node5/access1/initiators/read_bandwidth", "65536\n");
        AssertPrinted(
            "Get-NumaDistance 0 -Snapshot $m",
            "From   To       Value Hops Paths                ReadLatency ReadBandwidth",
            "----   --       ----- ---- -----                ----------- -------------",
            "   0    0          10    0",
            "   0    3          16    1",
            // 65536 MiB/s are 68.7 × 10⁹ bytes a second
            "   0    5          22    2 0→3→5                     250 ns     68.7 GB/s");
    }

    [Fact]
    public void A_matrix_wider_than_the_console_breaks_between_columns()
    {
        using var wide = new MachineBuilder();
        for (var cell = 0; cell < 16; cell++)
            wide.Cell(cell, "");
        wide.Distances([.. Enumerable.Range(0, 16).Select(from => string.Join(' ', Enumerable.Range(0, 16).Select(to => from == to ? 10 : 100 + to)))]);
        var lines = ShellSession.Lines(shell.Run($"Get-NumaDistance 1 -Matrix -Snapshot '{wide.Root}'", columns: 60).Output);
        Assert.Equal(
            [
                "node     0    1    2    3    4    5    6    7    8    9",
                "        10   11   12   13   14   15",
                "   1:  100   10  102  103  104  105  106  107  108  109",
                "       110  111  112  113  114  115",
            ],
            lines);
    }

    [Fact]
    public void Groups_are_a_table() =>
        AssertPrinted(
            $"(Get-NumaCapabilities '{Path.Combine(Repository.Machines, "ladder.numa")}').Hierarchy.Groups",
            "Name     Kind     Number Distance CellIds",
            "----     ----     ------ -------- -------",
            "0        Socket        0       16 0-1",
            "1        Socket        1       16 2-3",
            "2        Socket        2       16 4-5",
            "3        Socket        3       16 6-7");

    [Fact]
    public void Sub_NUMA_clustering_is_named()
    {
        var lines = ShellSession.Lines(shell.Run($"Get-NumaCapabilities '{Path.Combine(Repository.Machines, "windows-sub-numa.numa")}'").Output);
        Assert.Contains("Hierarchy       : {0-1} {2-3}", lines);
        Assert.Contains("CellsPerSocket  : 2 nodes per socket (sub-NUMA clustering)", lines);
    }

    [Fact]
    public void Cells_say_their_group_and_fit_80_columns()
    {
        var lines = ShellSession.Lines(shell.Run($"Get-NumaCell -Snapshot '{Path.Combine(Repository.Machines, "windows-sub-numa.numa")}'", columns: 80).Output);
        Assert.Equal(["0", "0", "1", "1"], lines.Skip(2).Select(line => line.Substring(5, 5).Trim()));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Devices_are_a_table_that_says_whose_cell_is_unknown() =>
        AssertPrinted(
            $"Get-NumaDevice -Kind Disk -Snapshot '{System.IO.Path.Combine(Repository.Machines, "windows-devices.numa")}'",
            "Name               Kind        CellId Address            Size Model",
            "----               ----        ------ -------            ---- -----",
            // 1000204886016, 16000900661248 and 30765219840 bytes
            "PhysicalDrive0     Disk             1 0000:01:00.0 931.51 GiB Samsung SSD 980",
            "                                                              PRO 1TB",
            "PhysicalDrive1     Disk             0 0000:00:17.0  14.55 TiB ST16000NM001G",
            "PhysicalDrive2     Disk             ?               28.65 GiB SanDisk Ultra USB",
            "                                                              Device");

    [Fact]
    public void Pages_are_a_table() =>
        AssertPrinted(
            "(Get-NumaCell 0 -Snapshot $m).Pages",
            "      Size          Total           Free",
            "      ----          -----           ----",
            // (8388608 KiB − 8 × 2048 KiB) ÷ 4 KiB and 1572864 KiB ÷ 4 KiB
            "     4 KiB        2093056         393216",
            "     2 MiB              8              3");

    [Fact]
    public void Processors_are_a_table() =>
        AssertPrinted(
            "(Get-NumaCapabilities -Snapshot $m).Cells[0].Processors",
            "       Id    Socket       Die   Cluster      Core Siblings",
            "       --    ------       ---   -------      ---- --------",
            "        0         1                             4 0-1",
            "        1         1                             4 0-1");

    [Fact]
    public void Capabilities_are_a_list()
    {
        var lines = ShellSession.Lines(shell.Run($"Get-NumaCapabilities -Snapshot '{_machine.Root}'").Output);
        Assert.Contains(lines, line => line.StartsWith("HostName", StringComparison.Ordinal) && line.EndsWith(": host17", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Cells", StringComparison.Ordinal) && line.EndsWith(": 2 nodes", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("OnlineCpus", StringComparison.Ordinal) && line.EndsWith(": 0-1 (1 socket, 1 core, 2 CPUs, 2 per core)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Memory", StringComparison.Ordinal) && line.EndsWith(": 8.50 GiB", StringComparison.Ordinal));
    }

    [Fact]
    public void Capabilities_have_no_line_of_limits_where_nothing_limits() =>
        Assert.DoesNotContain(ShellSession.Lines(shell.Run($"Get-NumaCapabilities -Snapshot '{_machine.Root}'").Output), line => line.StartsWith("Limits", StringComparison.Ordinal));

    [Fact]
    public void Capabilities_say_of_each_resource_what_the_tightest_limit_leaves()
    {
        Limit();
        var lines = ShellSession.Lines(shell.Run($"Get-NumaCapabilities -Snapshot '{_machine.Root}'").Output);
        var first = Array.FindIndex(lines, line => line.StartsWith("Limits", StringComparison.Ordinal));
        Assert.Equal(
            [
                "Limits          : memory: 2.00 GiB left of 3.00 GiB (memory.max of cgroup /a)",
                // What is longer than a line of 80 columns goes on behind a blank.
                "                  huge pages of 2MiB: 6 MiB left of 8 MiB (hugetlb.2MB.max of",
                "                    cgroup /a/b)",
                "                  CPU time: 1.5 CPUs (cpu.max of cgroup /a)",
            ],
            lines.Skip(first).Take(4));
    }

    [Fact]
    public void Limits_are_a_table()
    {
        Limit();
        AssertPrinted(
            "(Get-NumaCapabilities -Snapshot $m).Limits",
            "Resource               Limit       Used       Left Name            Group",
            "--------               -----       ----       ---- ----            -----",
            "Memory              3.00 GiB   1.00 GiB   2.00 GiB memory.max      cgroup /a",
            "Memory              4.00 GiB   1.00 GiB   3.00 GiB memory.max      cgroup /a/b",
            "HugePages 2 MiB        8 MiB      2 MiB      6 MiB hugetlb.2MB.max cgroup /a/b",
            "Cpu                 1.5 CPUs                       cpu.max         cgroup /a");
    }

    private void Limit()
    {
        _machine.File("proc/self/cgroup", "0::/a/b\n").File("proc/self/mountinfo", "30 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
        foreach (var (group, limit) in new[] { ("a/", 3L << 30), ("a/b/", 4L << 30) })
            _machine.File($"sys/fs/cgroup/{group}memory.max", limit + "\n").File($"sys/fs/cgroup/{group}memory.current", (1L << 30) + "\n").File($"sys/fs/cgroup/{group}memory.stat", "inactive_file 0\n");
        _machine.File("sys/fs/cgroup/a/b/hugetlb.2MB.max", "8388608\n").File("sys/fs/cgroup/a/b/hugetlb.2MB.current", "2097152\n").File("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
    }

    private void AssertPrinted(string script, params string[] lines) => Assert.Equal(lines, ShellSession.Lines(shell.Run($"$m = '{_machine.Root}'; {script}").Output));
}
