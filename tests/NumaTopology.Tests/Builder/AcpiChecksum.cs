using System.Linq;

namespace NumaTopology.Tests;

/// <summary>The checksum of an ACPI table, which hides what lies behind it from a reader that refuses a wrong one.</summary>
internal static class AcpiChecksum
{
    /// <summary>The table with a checksum (u8 at 9) that is right: all bytes add up to 0.</summary>
    public static byte[] PutRight(byte[] table)
    {
        var result = (byte[])table.Clone();
        result[9] = 0;
        result[9] = (byte)-result.Sum(value => value);
        return result;
    }
}
