using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NumaTopology.Remote;

/// <summary>What a host says, as it may stand in a message: it may say anything, and a terminal obeys control characters.</summary>
internal static class HostText
{
    private const int Longest = 200;

    /// <summary>The first line that holds something, at most 200 characters of it; null when there is none.</summary>
    public static string? FirstLine(byte[] text, int length) => Lines(text, length).FirstOrDefault();

    /// <summary>The lines that hold something, at most 200 characters of each.</summary>
    public static IEnumerable<string> Lines(byte[] text, int length)
    {
        foreach (var line in Encoding.UTF8.GetString(text, 0, length).Split('\n'))
        {
            var clean = new StringBuilder();
            foreach (var character in line.Trim())
                clean.Append(IsHarmless(character) ? character : '?');
            if (clean.Length > Longest)
                yield return clean.ToString(0, Longest - 1) + "…";
            else if (clean.Length > 0)
                yield return clean.ToString();
        }
    }

    /// <summary>Formats are characters that nobody sees; some turn the direction of writing.</summary>
    private static bool IsHarmless(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
