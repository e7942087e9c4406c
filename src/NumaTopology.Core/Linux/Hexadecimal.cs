using System;
using System.Globalization;

namespace NumaTopology.Linux;

/// <summary>The numbers of PCI: <c>0x030000\n</c>.</summary>
internal static class Hexadecimal
{
    /// <summary>The number; null when missing.</summary>
    public static int? Read(FactReader reader, string fact)
    {
        if (reader.Text(fact) is not { } text)
            return null;
        return text.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? number
            : throw reader.Malformed(fact, $"'{text}' is not a number such as 0x8086");
    }
}
