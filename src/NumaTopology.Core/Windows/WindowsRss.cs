using System.Collections.Generic;
using System.Globalization;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>
/// The settings of receive side scaling of a network adapter, which Get-NetAdapterRss shows: standardized keywords in the registry. <c>*RSS 0</c> is off; the base and
/// maximum processors are a group and a number in it; profile 6 (balanced) takes no notice of them.
/// </summary>
internal sealed class WindowsRss
{
    private const int Balanced = 6;

    private WindowsRss(IReadOnlyDictionary<string, int> values)
    {
        int? Of(string name) => values.TryGetValue(name, out var value) ? value : null;
        IsOff = Of(WindowsFacts.RssEnabled) == 0;
        if (Of(WindowsFacts.RssProfile) == Balanced)
            return;
        Base = Of(WindowsFacts.RssBaseNumber) is { } first ? (Of(WindowsFacts.RssBaseGroup) ?? 0, first) : null;
        Max = Of(WindowsFacts.RssMaxNumber) is { } last ? (Of(WindowsFacts.RssMaxGroup) ?? 0, last) : null;
    }

    public bool IsOff { get; }

    /// <summary>The first CPU, by its group and number; null when it is not set.</summary>
    public (int Group, int Number)? Base { get; }

    /// <summary>The last CPU, by its group and number; null when it is not set.</summary>
    public (int Group, int Number)? Max { get; }

    /// <summary>The settings of an adapter; null when Windows does not report them.</summary>
    public static WindowsRss? Read(WindowsReader reader, string id)
    {
        var fact = WindowsFacts.Device(id, WindowsFacts.Rss);
        if (reader.Text(fact) is not { } text)
            return null;
        var values = new Dictionary<string, int>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Trim().Split(' ');
            if (words.Length == 1)
                continue;
            values[words[0]] = words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw reader.Malformed(fact, $"'{line}' is not a keyword and a number");
        }

        return new WindowsRss(values);
    }
}
