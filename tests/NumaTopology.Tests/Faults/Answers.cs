using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Xunit;

namespace NumaTopology.Tests.Faults;

/// <summary>
/// All that a machine answers, as single values under paths such as <c>Cells/2/FreeMemory</c>, so that two answers can be compared value by value. What
/// is null has no path.
/// </summary>
internal static class Answers
{
    private const string Groups = "/Groups";

    private static readonly (string Name, Func<Machine, object?> Ask)[] s_questions =
    [
        ("capabilities", machine => NumaProbe.Capabilities(machine)),
        ("cells", machine => NumaProbe.Cells(machine)),
        ("free", machine => NumaProbe.FreeMemory(machine)),
        ("distances", machine => NumaProbe.Distances(machine)),
        ("devices", machine => NumaProbe.Devices(machine, otherPci: true)),
        ("times", machine => NumaProbe.CpuTimes(machine)),
    ];

    // Reading the properties of a type takes longer than reading their values.
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = [];

    /// <summary>Every answer, or those to some questions; where a question ends in the error for malformed facts, that error's text under the question's name.</summary>
    public static Dictionary<string, string> Of(Func<Machine> open, params string[] questions)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, ask) in s_questions.Where(question => questions.Length == 0 || questions.Contains(question.Name)))
        {
            try
            {
                Add(values, name, ask(open()));
            }
            catch (TopologyFormatException e)
            {
                values.Add(Error(name), e.Message);
            }
        }

        return values;
    }

    /// <summary>Value by value; xunit's own comparison of dictionaries takes longer than the reading.</summary>
    public static void AssertSame(Dictionary<string, string> expected, Dictionary<string, string> actual)
    {
        foreach (var path in expected.Keys.Union(actual.Keys))
            Assert.True(expected.GetValueOrDefault(path) == actual.GetValueOrDefault(path), $"{path}: {expected.GetValueOrDefault(path)}, then {actual.GetValueOrDefault(path)}");
    }

    /// <summary>The question whose answer a path is in.</summary>
    public static string Question(string path) => path.Split('/')[0];

    /// <summary>Where a question's error is.</summary>
    public static string Error(string question) => question + "/error";

    private static void Add(Dictionary<string, string> values, string path, object? value)
    {
        switch (value)
        {
            case null:
                return;
            case string or int or long or double or bool or Enum or CpuSet or DateTimeOffset:
                values.Add(path, Convert.ToString(value, CultureInfo.InvariantCulture)!);
                return;
            case IEnumerable<int> or IEnumerable<string>:
                values.Add(path, string.Join(',', ((IEnumerable)value).Cast<object>()));
                return;
            case IEnumerable items:
                // Functions of one device have its address; caches without processors have nothing.
                var keys = new Dictionary<string, int>(StringComparer.Ordinal);
                foreach (var item in items)
                {
                    var key = $"{Holder(path, item)}/{Key(item)}";
                    keys[key] = keys.GetValueOrDefault(key) + 1;
                    Add(values, keys[key] == 1 ? key : $"{key} ({keys[key]})", item);
                }

                return;
        }

        foreach (var property in s_properties.GetOrAdd(value.GetType(), PropertiesOf))
            Add(values, $"{path}/{property.Name}", property.GetValue(value));
    }

    private static PropertyInfo[] PropertiesOf(Type type) => [.. type.GetProperties().Where(property => property.Name != "EqualityContract" && !IsOrdinal(type, property.Name))];

    /// <summary>The names of groups count them: where one is no longer known the others move up. Here a group is known by its cells.</summary>
    private static bool IsOrdinal(Type type, string property) => (type == typeof(NumaCell) && property == nameof(NumaCell.Group)) || (type == typeof(NumaCellGroup) && property == nameof(NumaCellGroup.Name));

    /// <summary>A group stands at the top, whatever it is in: it is the same where what holds it is no longer known.</summary>
    private static string Holder(string path, object item) => item is NumaCellGroup ? path[..(path.IndexOf(Groups, StringComparison.Ordinal) + Groups.Length)] : path;

    private static object Key(object item) => item switch
    {
        NumaCell cell => cell.Id,
        LogicalProcessor processor => processor.Id,
        NumaCellFreeMemory free => free.Id,
        NumaDistance distance => $"{distance.From}-{distance.To}",
        NumaPath path => path.ToString(),
        NumaInterconnect value => $"{value.Type}-{value.Access}-{value.Initiator}-{value.Target}-{value.AccessClass}-{value.CacheLevel}",
        PagePool pool => pool.Size,
        CpuCache cache => $"L{cache.Level} {cache.Type} {cache.Cpus} {cache.Id}",
        CacheControl control => control.Type,
        MemorySideCache cache => cache.Level,
        MemoryBandwidthControl control => control.Id,
        NumaDevice device => device.Path ?? $"{device.Address} {device.Name}",
        NumaCellGroup group => string.Join(',', group.CellIds),
        CpuTime time => time.Id,
        NumaLimit limit => limit.Source + limit.Name,
        _ => throw new NotSupportedException(item.GetType().Name),
    };
}
