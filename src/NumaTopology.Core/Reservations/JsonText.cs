using System;
using System.Collections.Generic;
using System.Text;

namespace NumaTopology.Reservations;

/// <summary>
/// Reads JSON to the letter of RFC 8259: <c>{"entries":{"pod":{"app":"1-2"}},"checksum":1}</c>. The reader that .NET Framework has takes <c>[1 2]</c> for 12
/// and what follows the document for more of it.
/// </summary>
internal static class JsonText
{
    /// <summary>The value that the bytes are, in UTF-8 without a byte order mark.</summary>
    /// <exception cref="FormatException">They are no JSON, have a name twice in an object or are nested too deep.</exception>
    public static JsonValue Read(byte[] bytes, int length)
    {
        var scanner = new JsonScanner(Decode(bytes, length));
        scanner.Blanks();
        var value = Value(scanner, 0);
        scanner.Blanks();
        return scanner.IsAtEnd ? value : throw scanner.Malformed("something follows the end");
    }

    private static string Decode(byte[] bytes, int length)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("it is not UTF-8");
        }
    }

    /// <param name="scanner">Before the first character of the value.</param>
    /// <param name="depth">The objects and arrays around it.</param>
    private static JsonValue Value(JsonScanner scanner, int depth) => scanner.Next switch
    {
        '{' => Object(scanner, depth),
        '[' => Array(scanner, depth),
        '"' => JsonValue.String(scanner.String()),
        't' => JsonValue.Of(scanner.Word("true")),
        'f' => JsonValue.Of(scanner.Word("false")),
        'n' => JsonValue.Of(scanner.Word("null")),
        _ => JsonValue.Of(scanner.Number()),
    };

    private static JsonValue Object(JsonScanner scanner, int depth)
    {
        var members = new List<KeyValuePair<string, JsonValue>>();
        var names = new HashSet<string>();
        Each(scanner, depth, '{', '}', () =>
        {
            var name = scanner.String();
            if (!names.Add(name))
                throw scanner.Malformed($"'{name}' stands twice in an object");
            scanner.Blanks();
            scanner.Expect(':');
            scanner.Blanks();
            members.Add(new(name, Value(scanner, depth + 1)));
        });
        return JsonValue.Object(members);
    }

    private static JsonValue Array(JsonScanner scanner, int depth)
    {
        var items = new List<JsonValue>();
        Each(scanner, depth, '[', ']', () => items.Add(Value(scanner, depth + 1)));
        return JsonValue.Array(items);
    }

    /// <summary>What stands between two brackets, with a comma between one and the next.</summary>
    private static void Each(JsonScanner scanner, int depth, char start, char end, Action read)
    {
        if (depth == MachineLimits.DocumentDepth)
            throw scanner.Malformed($"it is nested deeper than {MachineLimits.DocumentDepth} levels");
        scanner.Expect(start);
        scanner.Blanks();
        if (scanner.Skip(end))
            return;
        while (true)
        {
            read();
            scanner.Blanks();
            if (scanner.Skip(end))
                return;
            scanner.Expect(',');
            scanner.Blanks();
        }
    }
}
