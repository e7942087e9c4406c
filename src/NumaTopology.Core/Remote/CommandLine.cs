using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace NumaTopology.Remote;

/// <summary>
/// Arguments as one text, for .NET Standard 2.0 takes no list. On Windows the started program takes the text apart, elsewhere .NET does, by the same rules: a
/// quoted argument keeps its blanks, a quote in it stands behind a backslash, and backslashes before a quote are doubled. No shell sees it. What needs no quotes gets none, for
/// programs that take their text apart themselves, as cmd does.
/// </summary>
internal static class CommandLine
{
    public static string Of(IEnumerable<string> arguments)
    {
        var line = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (line.Length > 0)
                line.Append(' ');
            Append(line, argument);
        }

        return line.ToString();
    }

    private static void Append(StringBuilder line, string argument)
    {
        if (argument.Length > 0 && !argument.Any(character => char.IsWhiteSpace(character) || character == '"'))
        {
            line.Append(argument);
            return;
        }

        line.Append('"');
        var backslashes = 0;
        foreach (var character in argument)
        {
            if (character == '"')
                line.Append('\\', backslashes + 1);
            backslashes = character == '\\' ? backslashes + 1 : 0;
            line.Append(character);
        }

        line.Append('\\', backslashes).Append('"');
    }
}
