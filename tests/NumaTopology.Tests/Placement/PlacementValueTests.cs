using System;
using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>What placements and their parts are as text and in order, and which requests make no sense.</summary>
public class PlacementValueTests
{
    private const long GiB = 1L << 30;

    private static readonly NumaCapabilities s_machine = new()
    {
        HostName = "db",
        Cells = [new NumaCell { Id = 0, Cpus = CpuSet.Parse("0-3"), Memory = 8 * GiB, AvailableMemory = 8 * GiB, Pages = [new PagePool(4096, 1, 1), new PagePool(2 << 20, 8, 8)] }],
        Distances = [new NumaDistance { From = 0, To = 0, Value = 10 }],
    };

    [Theory]
    [InlineData(3 * GiB * 512, "1.50 TiB")]
    [InlineData(1024 * GiB, "1.00 TiB")]
    [InlineData(512 * GiB, "512.00 GiB")]
    [InlineData(GiB, "1.00 GiB")]
    [InlineData(3 * GiB / 2, "1.50 GiB")]
    [InlineData(GiB - (1 << 20), "1023 MiB")]
    [InlineData(1 << 20, "1 MiB")]
    [InlineData(3 << 19, "1.5 MiB")]
    [InlineData(11 << 17, "1.4 MiB")]
    [InlineData((1 << 20) - 1, "1048575 bytes")]
    [InlineData(1, "1 byte")]
    public void Bytes_are_in_TiB_or_GiB_with_two_decimals_or_MiB_with_one(long bytes, string text) => Assert.Equal(text, PlacementText.Bytes(bytes));

    [Theory]
    [InlineData(4 * GiB, 2 * GiB, "4.00 GiB", "2.00 GiB")]
    [InlineData(2 * GiB, 2 * GiB, "2.00 GiB", "2.00 GiB")]
    [InlineData(2 * GiB, 1 << 20, "2.00 GiB", "1 MiB")]
    [InlineData(2 * GiB, -1, "2.00 GiB", "-1 bytes")]
    [InlineData(GiB, GiB - 4096, "1048576 KiB", "1048572 KiB")] // not "1.00 GiB" and "1024 MiB"
    [InlineData(4096 * GiB, 4095 * GiB, "4096.00 GiB", "4095.00 GiB")]
    [InlineData(2000L << 20, 1996L << 20, "2000 MiB", "1996 MiB")]
    [InlineData(2 * GiB, (2 * GiB) + 8192, "2097152 KiB", "2097160 KiB")]
    [InlineData(2 * GiB, (2 * GiB) - 1, "2147483648 bytes", "2147483647 bytes")]
    [InlineData(8 << 20, (8 << 20) - 4096, "8192 KiB", "8188 KiB")]
    [InlineData(9 * GiB / 8, (9 * GiB / 8) - (5 << 20), "1152 MiB", "1147 MiB")] // both 1.12 GiB
    // 5.10 and 5.13 MiB: of GiB the one is 0.00 and the other 0.01.
    [InlineData(5222 << 10, 5253 << 10, "5222 KiB", "5253 KiB")]
    public void Amounts_that_differ_read_differently(long one, long other, string text, string otherText)
    {
        var apart = PlacementText.BytesApart(one, other);
        Assert.Equal((text, otherText), (apart(one), apart(other)));
    }

    [Theory]
    [InlineData(2 * GiB, 0, "3: 2.00 GiB")]
    [InlineData(0, 0, "3: 0 bytes")]
    [InlineData(0, 1, "3: 1 page")]
    [InlineData(0, 2, "3: 2 pages")]
    [InlineData(2 * GiB, 2, "3: 2.00 GiB + 2 pages")]
    [InlineData(2 * GiB, 1, "3: 2.00 GiB + 1 page")]
    public void A_share_of_memory_has_bytes_pages_or_both(long bytes, long pages, string text) => Assert.Equal(text, Memory(3, bytes, pages).ToString());

    [Fact]
    public void Shares_of_CPUs_and_groups_name_their_cell_or_group_and_what_is_taken()
    {
        Assert.Equal("1: 2-3", Cpus(1, "2-3").ToString());
        Assert.Equal("group 1: 0x3c", Group(0, 1, 0x3C).ToString());
        Assert.Equal("3: too far", Rejected(3, "too far").ToString());
    }

    [Fact]
    public void Parts_of_placements_are_in_the_order_of_their_cells()
    {
        AssertOrder(Cpus(0, "4"), Cpus(1, "0"), Cpus(1, "2"));
        AssertOrder(Memory(0, 2, 0), Memory(1, 1, 0), Memory(1, 2, 0));
        AssertOrder(Group(0, 1, 1), Group(1, 0, 1), Group(1, 1, 1));
        AssertOrder(Rejected(2, "b"), Rejected(10, "a"), Rejected(10, "b"));
        AssertOrder(new PlacementRequest { Cpu = 1, Memory = 5 }, new PlacementRequest { Cpu = 2 }, new PlacementRequest { Cpu = 2, Memory = 1 });
        AssertOrder([.. PlacementFinder.Find(s_machine with { Cells = [s_machine.Cells[0], s_machine.Cells[0] with { Id = 1, Cpus = CpuSet.Parse("4-9") }] }, new() { Cpu = 2, Count = 2 }).Placements]);

        static void AssertOrder<T>(params T[] values)
            where T : class, IComparable<T>, IComparable
        {
            Assert.True(values.Length > 1);
            Assert.Equal(values, values.Reverse().Order());
            Assert.All(values, value => Assert.Equal((0, true, true), (value.CompareTo(value), value.CompareTo(null) > 0, ((IComparable)value).CompareTo(null) > 0)));
        }
    }

    [Theory]
    [InlineData(1, "node 0: CPU 0")]
    [InlineData(2, "node 0: CPUs 0-1")]
    public void A_placement_names_its_nodes_and_CPUs(int cpus, string text) => Assert.Equal(text, Assert.Single(PlacementFinder.Find(s_machine, new() { Cpu = cpus }).Placements).ToString());

    [Theory]
    [InlineData(1, 0, 0, "1 CPU")]
    [InlineData(2, 4 * GiB, 0, "2 CPUs, 4.00 GiB")]
    [InlineData(2, 0, 1, "2 CPUs, 1 page of 2MiB")]
    [InlineData(2, 4 * GiB, 3, "2 CPUs, 4.00 GiB, 3 pages of 2MiB")]
    public void A_request_names_what_it_asks_for(int cpus, long memory, long pages, string text) => Assert.Equal(text, new PlacementRequest { Cpu = cpus, Memory = memory, HugePage = 2 << 20, HugePageCount = pages }.ToString());

    public static TheoryData<PlacementRequest> Senseless => new()
    {
        new PlacementRequest { Cpu = 0 },
        new PlacementRequest { Memory = -1 },
        new PlacementRequest { HugePage = 4096, HugePageCount = -1 },
        new PlacementRequest { HugePage = 0, HugePageCount = 1 },
        new PlacementRequest { Count = 0 },
        new PlacementRequest { MaxCell = 0 },
    };

    [Theory]
    [MemberData(nameof(Senseless), DisableDiscoveryEnumeration = true)]
    public void A_request_for_nothing_or_less_is_refused(PlacementRequest request) =>
        Assert.StartsWith("A placement needs at least one CPU and no negative amounts.", Assert.Throws<ArgumentOutOfRangeException>(nameof(request), () => PlacementFinder.Find(s_machine, request)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_least_that_makes_sense_is_searched()
    {
        Assert.Single(PlacementFinder.Find(s_machine, new() { Cpu = 1, Count = 1, MaxCell = 1, HugePage = 1 }).Placements);
        Assert.Throws<ArgumentNullException>(() => PlacementFinder.Find(null!, new()));
        Assert.Throws<ArgumentNullException>(() => PlacementFinder.Find(s_machine, null!));
    }

    /// <summary>2^33 pages of 1 GiB are 2^63 bytes.</summary>
    [Theory]
    [InlineData(1L << 33, 0)]
    [InlineData((1L << 33) - 1, GiB)]
    public void More_than_63_bits_count_is_beyond_any_limit(long pages, long memory)
    {
        var limit = new NumaLimit { Resource = LimitedResource.HugePages, PageSize = GiB, Limit = GiB, Used = 0, Name = "hugetlb.1GB.max", Group = "cgroup /x", Source = "/x" };
        var all = new NumaLimit { Resource = LimitedResource.Memory, Limit = GiB, Used = 0, Name = "memory.max", Group = "cgroup /x", Source = "/x", CountsHugePages = true };
        var answer = PlacementFinder.Find(s_machine with { Limits = [limit, all] }, new() { Cpu = 1, Memory = memory, HugePage = GiB, HugePageCount = pages });
        Assert.Empty(answer.Placements);
        Assert.Contains("hugetlb.1GB.max", answer.Shortfall);
        Assert.Contains("memory.max", answer.Shortfall);
    }

    private static CpuShare Cpus(int cell, string cpus) => new() { CellId = cell, Cpus = CpuSet.Parse(cpus) };

    private static MemoryShare Memory(int cell, long bytes, long pages) => new() { CellId = cell, Bytes = bytes, HugePages = pages };

    private static GroupAffinity Group(int cell, int group, ulong mask) => new() { CellId = cell, Group = group, Mask = mask, CellMask = mask, IsPrimaryGroup = true };

    private static RejectedCell Rejected(int cell, string reason) => new() { CellId = cell, Reason = reason, HostName = null, Snapshot = null };
}
