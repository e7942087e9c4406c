using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace NumaTopology.Commands;

/// <summary>
/// Reads a number of bytes. PowerShell makes a number of <c>4GB</c> itself and hands <c>4G</c> and <c>4GiB</c> on as text; all three are 4 × 2³⁰ here. What is
/// no size is refused with what would be one, where PowerShell says that a string "was not in a correct format".
/// </summary>
internal sealed class ByteSizeAttribute : ArgumentTransformationAttribute
{
    private const string Units = "KMGTP";

    // 4G, 1.5TiB, 512 MB, 4096
    private static readonly Regex s_size = new(@"^\s*([0-9]+(?:\.[0-9]+)?)\s*(?:([KMGTP])(?:i?B)?|B)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Read(inputData);

    /// <summary>The bytes that a text or a number with a fraction means; every other value as it is.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It means none, or more than there can be.</exception>
    internal static object? Read(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            string text => Read(text),
            double bytes => Whole(bytes, bytes),
            // 2,5G is a list of two for PowerShell.
            IEnumerable several => throw Refused(string.Join(",", several.Cast<object?>())),
            var other => other,
        };

    /// <summary>The bytes that a text means.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It means none, or more than there can be.</exception>
    internal static long Read(string text)
    {
        if (s_size.Match(text) is not { Success: true } match)
            throw Refused(text);
        var unit = match.Groups[2].Success ? Units.IndexOf(char.ToUpperInvariant(match.Groups[2].Value[0])) + 1 : 0;
        return Whole(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * Math.Pow(1024, unit), text);
    }

    private static long Whole(double bytes, object given) => bytes >= 0 && bytes < long.MaxValue ? (long)Math.Round(bytes) : throw Refused(given);

    private static ArgumentTransformationMetadataException Refused(object given) => new($"'{given}' is not a size. Use a number of bytes or a unit: 512MB, 4G, 4GiB, 1.5TB.");
}
