using System.Linq;
using NumaTopology.Acpi;
using Xunit;

namespace NumaTopology.Tests.Acpi;

/// <summary>
/// Latency, bandwidth and caches of memory: ACPI 6.5, 5.2.28. Values are by the arithmetic of the kernel's hmat_normalize (drivers/acpi/numa/hmat.c): an entry
/// times its base unit; in tenths, rounded up, in revision 1; latency in picoseconds, rounded up to nanoseconds, in revision 2.
/// </summary>
public class HmatTests
{
    [Fact]
    public void A_matrix_has_a_row_for_each_initiator()
    {
        var values = Hmat.Parse(Matrix(2, dataType: 1, unit: 1000, initiators: [7, 9], targets: [1, 300, 5], entries: [11, 12, 13, 21, 22, 23])).Values;
        Assert.Equal(
            [(7u, 1u, 11L), (7u, 300u, 12L), (7u, 5u, 13L), (9u, 1u, 21L), (9u, 300u, 22L), (9u, 5u, 23L)],
            values.Select(value => (value.Initiator, value.Target, value.Value!.Value)));
    }

    [Theory]
    [InlineData(0, InterconnectType.Latency, MemoryAccess.Access)]
    [InlineData(1, InterconnectType.Latency, MemoryAccess.Read)]
    [InlineData(2, InterconnectType.Latency, MemoryAccess.Write)]
    [InlineData(3, InterconnectType.Bandwidth, MemoryAccess.Access)]
    [InlineData(4, InterconnectType.Bandwidth, MemoryAccess.Read)]
    [InlineData(5, InterconnectType.Bandwidth, MemoryAccess.Write)]
    public void A_matrix_is_of_one_kind_of_value(byte dataType, InterconnectType type, MemoryAccess access)
    {
        var value = Assert.Single(Hmat.Parse(Matrix(2, dataType, unit: 1000, entries: [5])).Values);
        Assert.Equal((type, access), (value.Type, value.Access));
    }

    [Fact]
    public void A_matrix_of_a_kind_that_is_not_known_is_passed_over()
    {
        Assert.Empty(Hmat.Parse(Matrix(2, dataType: 6, unit: 1, entries: [5])).Values);
        Assert.Single(Hmat.Parse(Matrix(2, dataType: 5, unit: 1, entries: [5])).Values);
    }

    [Theory]
    [InlineData(0x00, 0)] // the memory itself
    [InlineData(0x13, 3)] // a third-level cache before it; the other bits say how it was measured
    [InlineData(0xF0, 0)]
    public void The_low_bits_of_the_flags_say_which_cache_a_value_is_of(byte flags, int level) =>
        Assert.Equal(level, Assert.Single(Hmat.Parse(Matrix(2, 1, unit: 1000, entries: [5], flags: flags)).Values).CacheLevel);

    [Theory]
    [InlineData(1, 1, 8, 100, 80L)] // 800 tenths
    [InlineData(1, 1, 1, 9, null)] // less than one
    [InlineData(1, 1, 1, 10, 1L)]
    [InlineData(1, 1, 11, 1, 2L)] // 1.1, rounded up
    [InlineData(1, 4, 100, 10, 100L)] // of bandwidth too
    [InlineData(2, 1, 80, 1000, 80L)]
    [InlineData(2, 1, 1, 1, 1L)] // a picosecond, rounded up
    [InlineData(2, 1, 1, 1000, 1L)]
    [InlineData(2, 1, 1, 1001, 2L)]
    [InlineData(2, 4, 2, 100, 200L)]
    [InlineData(3, 1, 80, 1000, 80L)]
    [InlineData(2, 4, 0xFFFE, 1, 0xFFFEL)]
    [InlineData(2, 4, 0xFFFF, 1, null)] // cannot be reached
    [InlineData(2, 4, 0, 1, null)] // not given
    [InlineData(2, 4, 7, 0, null)]
    [InlineData(2, 4, 1, 0xFFFF_FFFF, 0xFFFF_FFFFL)] // the most that 32 bits hold
    [InlineData(2, 4, 2, 0x8000_0000, null)]
    [InlineData(2, 4, 1, 0x1_0000_0000, null)]
    [InlineData(2, 4, 2, 0x8000_0000_0000_0000, null)] // 0 in 64 bits
    public void An_HMAT_value_is_converted_as_the_kernel_does(byte revision, byte dataType, ushort entry, ulong unit, long? number)
    {
        var value = Assert.Single(Hmat.Parse(Matrix(revision, dataType, unit, entries: [entry])).Values).Value;
        // Bandwidth is in megabytes, which the kernel takes as 2^20 bytes.
        Assert.Equal(dataType < 3 ? number : number * 1048576, value);
    }

    [Theory]
    [InlineData(0, CacheAssociativity.None, 0, CacheWritePolicy.None)]
    [InlineData(1, CacheAssociativity.Direct, 1, CacheWritePolicy.WriteBack)]
    [InlineData(2, CacheAssociativity.Full, 2, CacheWritePolicy.WriteThrough)]
    [InlineData(3, CacheAssociativity.None, 3, CacheWritePolicy.None)]
    public void A_cache_has_its_domain_size_level_and_kind(uint associativity, CacheAssociativity expected, uint policy, CacheWritePolicy expectedPolicy)
    {
        // Of three levels the second, with lines of 64 bytes.
        var (domain, cache) = Assert.Single(Hmat.Parse(new AcpiTable("HMAT", 2).Zeros(4).U8(Cache(260, 1UL << 34, 3 | 2 << 4 | associativity << 8 | policy << 12 | 64 << 16)).Table()).Caches);
        Assert.Equal(260u, domain);
        Assert.Equal((2, 1L << 34, 64, expected, expectedPolicy), (cache.Level, cache.Size, cache.LineSize, cache.Associativity, cache.WritePolicy));
    }

    [Fact]
    public void A_cache_without_a_line_has_none_and_one_may_be_as_large_as_63_bits_count()
    {
        var caches = Hmat.Parse(new AcpiTable("HMAT", 2).Zeros(4).U8(Cache(0, long.MaxValue, 1 << 4)).U8(Cache(1, 1, 0xFFFF_0000)).Table()).Caches;
        Assert.Equal([(long.MaxValue, 1, null), (1, 0, 0xFFFF)], caches.Select(cache => (cache.Value.Size, cache.Value.Level, cache.Value.LineSize)));
        Assert.Contains("byte 40", Assert.Throws<TopologyFormatException>(() => Hmat.Parse(new AcpiTable("HMAT", 2).Zeros(4).U8(Cache(0, 1UL << 63, 1 << 4)).Table())).Reason);
    }

    [Fact]
    public void Structures_of_other_kinds_are_passed_over()
    {
        var hmat = Hmat.Parse(new AcpiTable("HMAT", 2).Zeros(4).U16(0, 0).U32(40).Zeros(32).U16(9, 0).U32(8).U8(Cache(1, 2, 0)).Table());
        Assert.Empty(hmat.Values);
        Assert.Single(hmat.Caches);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(0)]
    [InlineData(0xFFFF_FFFF)]
    public void A_structure_has_8_bytes_at_least_and_ends_with_the_table(uint length) =>
        Assert.Equal($"the structure at byte 40 has {length} bytes", Assert.Throws<TopologyFormatException>(() => Hmat.Parse(new AcpiTable("HMAT", 2).Zeros(4).U16(9, 0).U32(length).Table())).Reason);

    [Theory]
    [InlineData(1, "matrix")]
    [InlineData(2, "cache")]
    public void A_matrix_and_a_cache_have_32_bytes_at_least(ushort type, string name)
    {
        Hmat.Parse(new AcpiTable("HMAT", 2).Zeros(4).U16(type, 0).U32(32).Zeros(24).Table());
        Assert.Equal($"the {name} at byte 40 has 31 bytes", Assert.Throws<TopologyFormatException>(() => Hmat.Parse(new AcpiTable("HMAT", 2).Zeros(4).U16(type, 0).U32(31).Zeros(23).Table())).Reason);
    }

    [Theory]
    [InlineData(2, 3, 32 + 8 + 12 + 12, true)]
    [InlineData(2, 3, 32 + 8 + 12 + 14, true)]
    [InlineData(2, 3, 32 + 8 + 12 + 11, false)]
    [InlineData(5, 0, 32 + 20, true)]
    [InlineData(5, 0, 32 + 19, false)]
    [InlineData(0, 5, 32 + 19, false)]
    [InlineData(0xFFFF_FFFF, 0xFFFF_FFFF, 64, false)]
    [InlineData(0x8000_0000, 0, 64, false)]
    public void A_matrix_has_all_its_domains_and_entries(uint initiators, uint targets, int length, bool isWhole)
    {
        var table = new AcpiTable("HMAT", 2).Zeros(4).U16(1, 0).U32((uint)length).U8(0, 1, 0, 0).U32(initiators, targets).Zeros(4).U64(1).Zeros(length - 32).Table();
        if (isWhole)
            Assert.Equal((int)(initiators * targets), Hmat.Parse(table).Values.Count);
        else
            Assert.Contains($"{initiators} initiators and {targets} targets does not fit into {length} bytes", Assert.Throws<TopologyFormatException>(() => Hmat.Parse(table)).Reason);
    }

    [Fact]
    public void A_table_of_another_name_is_refused() => Assert.Throws<TopologyFormatException>(() => Hmat.Parse(new AcpiTable("SLIT", 2).Zeros(4).Table()));

    /// <summary>Type 1: flags, data type, two bytes, counts of initiators and targets, four bytes, base unit, domains, entries.</summary>
    private static TableBytes Matrix(byte revision, byte dataType, ulong unit, ushort[] entries, uint[]? initiators = null, uint[]? targets = null, byte flags = 0)
    {
        initiators ??= [0];
        targets ??= [0];
        var length = 32 + (4 * initiators.Length) + (4 * targets.Length) + (2 * entries.Length);
        return new AcpiTable("HMAT", revision).Zeros(4).U16(1, 0xFFFF).U32((uint)length).U8(flags, dataType, 0xFF, 0xFF).U32((uint)initiators.Length, (uint)targets.Length, 0xFFFF_FFFF).U64(unit)
            .U32(initiators).U32(targets).U16(entries).Table();
    }

    /// <summary>Type 2: domain, four bytes, size, attributes, two bytes, count of handles.</summary>
    private static byte[] Cache(uint domain, ulong size, uint attributes) => new AcpiTable("HMAT").U16(2, 0xFFFF).U32(32, domain, 0xFFFF_FFFF).U64(size).U32(attributes).U16(0xFFFF, 0).ToArray()[36..];
}
