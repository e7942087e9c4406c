using System;
using System.Collections.Generic;
using System.Text;
using NumaTopology.Tests;

namespace NumaTopology.Fuzz;

/// <summary>
/// Makes facts of an input. Text facts share it: the parts between record separators (1E) are theirs in order, a fact without a part stays as it
/// was recorded, and one whose part is a NAK (15) is not there. The name of a folder ends in a slash; its part is its names, one a line.
/// </summary>
internal static class InputFacts
{
    public const byte Separator = 0x1E;
    public const byte Absent = 0x15;

    public static Machine Share(Machine machine, IReadOnlyList<string> names, byte[] input)
    {
        var facts = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        var folders = new Dictionary<string, IReadOnlyList<string>?>(StringComparer.Ordinal);
        for (int i = 0, start = 0; i < names.Count && start <= input.Length; i++)
        {
            var end = Array.IndexOf(input, Separator, start);
            if (end < 0)
                end = input.Length;
            var part = input.AsSpan(start, end - start);
            var content = part is [Absent] ? null : part.ToArray();
            if (names[i].EndsWith('/'))
                folders[names[i].TrimEnd('/')] = content is null ? null : Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            else
                facts[names[i]] = content;
            start = end + 1;
        }

        return new ChangedMachine(machine, facts, folders);
    }

    /// <summary>Each of the facts is the whole input.</summary>
    public static Machine Give(Machine machine, IReadOnlyList<string> names, byte[] input)
    {
        var facts = new Dictionary<string, byte[]?>(StringComparer.Ordinal);
        foreach (var name in names)
            facts[name] = input;
        return new ChangedMachine(machine, facts, new Dictionary<string, IReadOnlyList<string>?>());
    }
}
