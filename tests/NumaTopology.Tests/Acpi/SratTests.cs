using System.Collections.Generic;
using System.Linq;
using NumaTopology.Acpi;
using Xunit;

namespace NumaTopology.Tests.Acpi;

/// <summary>What is in which domain: ACPI 6.5, 5.2.16. Every entry is composed by its table there.</summary>
public class SratTests
{
    private const uint Enabled = 1;

    [Fact]
    public void A_processor_is_neither_memory_nor_a_device()
    {
        var srat = Srat.Parse(Table().U8(Apic(domain: 0x04030201)).U8(X2Apic(5)).U8(Gicc(6)).U8(Rintc(7)).Table());
        Assert.Empty(srat.Memory);
        Assert.Empty(srat.InitiatorDomains);
    }

    [Fact]
    public void A_generic_initiator_is_a_device_and_a_port_or_an_interrupt_service_is_nothing()
    {
        var srat = Srat.Parse(Table().U8(Generic(5, 8)).U8(Generic(6, 9)).U8(Its(10)).Table());
        Assert.Equal([8u], srat.InitiatorDomains);
        Assert.Empty(srat.Memory);
    }

    [Fact]
    public void Ranges_of_one_domain_add_up()
    {
        var srat = Srat.Parse(Table().U8(Memory(1, 0xA0000)).U8(Memory(300, 1UL << 40)).U8(Memory(1, 0x7FF00000)).Table());
        Assert.Equal(new Dictionary<uint, ulong> { [1] = 0x7FFA0000, [300] = 1UL << 40 }, srat.Memory);
    }

    [Theory]
    [InlineData(0, false)] // not enabled
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, false)] // room for memory to be plugged in
    [InlineData(5, true)] // non-volatile
    [InlineData(9, true)] // specific purpose
    public void Memory_counts_when_it_is_enabled_and_not_only_room_for_some(uint flags, bool counts) =>
        Assert.Equal(counts ? [4UL] : Enumerable.Empty<ulong>(), Srat.Parse(Table().U8(Memory(0, 4, flags)).Table()).Memory.Values);

    [Fact]
    public void What_is_not_enabled_is_not_there()
    {
        var srat = Srat.Parse(Table().U8(Memory(1, 4, 0)).U8(Generic(6, 9)).U8(Generic(5, 5, 0)).Table());
        Assert.Empty(srat.Memory);
        Assert.Empty(srat.InitiatorDomains);
    }

    [Fact]
    public void Of_revision_1_only_the_low_byte_of_a_domain_counts()
    {
        var srat = Srat.Parse(new AcpiTable("SRAT", 1).Zeros(12).U8(Memory(0x04030205, 7)).Table());
        Assert.Equal([5u], srat.Memory.Keys);
    }

    [Fact]
    public void An_entry_of_a_kind_that_is_not_known_is_passed_over() =>
        Assert.Equal([5u], Srat.Parse(Table().U8(8, 2).U8(200, 3, 1).U8(Generic(5, 5)).Table()).InitiatorDomains);

    [Fact]
    public void An_entry_may_be_longer_than_its_kind_is_today() =>
        Assert.Equal([5u, 6u], Srat.Parse(Table().U8([5, 33, .. Generic(5, 5)[2..], 0xFF]).U8(Generic(5, 6)).Table()).InitiatorDomains);

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 40)]
    [InlineData(2, 24)]
    [InlineData(3, 18)]
    [InlineData(4, 12)]
    [InlineData(5, 32)]
    [InlineData(6, 32)]
    [InlineData(7, 20)]
    [InlineData(99, 2)]
    public void An_entry_that_is_shorter_than_its_kind_is_malformed(byte type, byte length)
    {
        Srat.Parse(Table().U8(type, length).Zeros(length - 2).Table());
        Assert.Equal($"the entry of type {type} at byte 48 has {length - 1} bytes", Assert.Throws<TopologyFormatException>(() => Srat.Parse(Table().U8(type, (byte)(length - 1)).Zeros(100).Table())).Reason);
        // And one of which the last byte is not there.
        if (length > 2)
            Assert.Throws<TopologyFormatException>(() => Srat.Parse(Table().U8(type, length).Zeros(length - 3).Table()));
    }

    [Fact]
    public void An_entry_without_a_length_is_malformed() => Assert.Throws<TopologyFormatException>(() => Srat.Parse(Table().U8(99, 0).Table()));

    [Fact]
    public void More_memory_than_64_bits_count_is_malformed()
    {
        Assert.Equal([(ulong)long.MaxValue], Srat.Parse(Table().U8(Memory(2, long.MaxValue - 5)).U8(Memory(2, 5)).Table()).Memory.Values);
        Assert.Contains("domain 2", Assert.Throws<TopologyFormatException>(() => Srat.Parse(Table().U8(Memory(2, long.MaxValue - 5)).U8(Memory(2, 6)).Table())).Reason);
        Assert.Throws<TopologyFormatException>(() => Srat.Parse(Table().U8(Memory(2, ulong.MaxValue)).Table()));
    }

    [Fact]
    public void A_table_of_another_name_is_refused() => Assert.Throws<TopologyFormatException>(() => Srat.Parse(new AcpiTable("SLIT", 3).Zeros(12).Table()));

    // Of revision 2 and later; 12 bytes are reserved before the first entry.
    private static AcpiTable Table() => new AcpiTable("SRAT", 2).Zeros(12);

    private static byte[] Entry(byte type, byte length, params (int At, ulong Value, int Bytes)[] fields)
    {
        var entry = new byte[length];
        (entry[0], entry[1]) = (type, length);
        foreach (var (at, value, bytes) in fields)
        {
            for (var i = 0; i < bytes; i++)
                entry[at + i] = (byte)(value >> (8 * i));
        }

        return entry;
    }

    private static byte[] Apic(uint domain, uint flags = Enabled) => Entry(0, 16, (2, domain, 1), (3, 0x55, 1), (4, flags, 4), (8, 0x66, 1), (9, domain >> 8, 3));

    private static byte[] Memory(uint domain, ulong length, uint flags = Enabled) => Entry(1, 40, (2, domain, 4), (8, 0x1122334455667788, 8), (16, length, 8), (28, flags, 4));

    private static byte[] X2Apic(uint domain, uint flags = Enabled) => Entry(2, 24, (4, domain, 4), (8, 0x77, 4), (12, flags, 4));

    private static byte[] Gicc(uint domain, uint flags = Enabled) => Entry(3, 18, (2, domain, 4), (6, 0x77, 4), (10, flags, 4));

    private static byte[] Its(uint domain) => Entry(4, 12, (2, domain, 4), (8, Enabled, 4));

    private static byte[] Generic(byte type, uint domain, uint flags = Enabled) => Entry(type, 32, (3, 1, 1), (4, domain, 4), (8, 0x77, 8), (24, flags, 4));

    private static byte[] Rintc(uint domain, uint flags = Enabled) => Entry(7, 20, (4, domain, 4), (8, 0x77, 4), (12, flags, 4));
}
