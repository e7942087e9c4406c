using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using CsCheck;
using NumaTopology.Reservations;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>What is JSON and what it says, against the reader of .NET.</summary>
public sealed class JsonTextTests
{
    // Pieces of documents, right ones and such as the reader of .NET Framework lets pass.
    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ",", ":", " ", "\t", "\n", "\r", "\"", "\"a\"", "\"b\":", "{}", "[]", "{\"a\":1}", "[1,2]", "[1 2]", "0", "-0", "01", "7", "-1", "1.5", "1.", ".5", "1e3", "1E-2", "1e", "+1", "0x1",
        "true", "false", "null", "nul", "True", "NaN", "'a'", "\"\\n\\t\\\\\\/\\\"\\b\\f\\r\"", "\"\\u0041\\u20ac\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"\\ude00\\ud83d\"", "\"\\u12g4\"", "\"\\x41\"", "\"\u00e9\ud83d\ude00\"",
        "\"\u0001\"", "\"\u007f\"", "\0", "\ufeff", "\u00a0", "//", "/*", "#", "\v",
    ];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Select(index => s_pieces[index]).Array[0, 7].Select(string.Concat);

    [Fact]
    public void It_takes_what_the_reader_of_NET_takes() => s_text.Sample(Agrees, iter: 3000);

    [Theory]
    [InlineData("{} 5")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":1}]")]
    [InlineData("{\"a\":[1 2]}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("[1,]")]
    [InlineData("{,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("\"a")]
    [InlineData("")]
    [InlineData("[1]\0")]
    public void What_is_no_JSON_is_refused(string text)
    {
        Assert.ThrowsAny<JsonException>(() => Peer(Encoding.UTF8.GetBytes(text)));
        Assert.Throws<FormatException>(() => Ours(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void Values_are_nested_up_to_64_levels(int depth) => Agrees(new string('[', depth) + new string(']', depth));

    [Fact]
    public void What_is_no_UTF8_is_refused() => Assert.Throws<FormatException>(() => Ours([(byte)'"', 0xC3, (byte)'"']));

    private static void Agrees(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(Said(() => Peer(bytes), "not JSON"), Said(() => Ours(bytes), "not JSON"));
    }

    private static string Said(Func<string> read, string otherwise)
    {
        try
        {
            return read();
        }
        // A string that is half a surrogate pair is found when it is asked for.
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return otherwise;
        }
    }

    private static string Peer(byte[] bytes)
    {
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        return Peer(document.RootElement);
    }

    private static string Peer(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(",", element.EnumerateObject().Select(member => Quoted(member.Name) + ":" + Peer(member.Value)))}}}",
        JsonValueKind.Array => $"[{string.Join(",", element.EnumerateArray().Select(Peer))}]",
        JsonValueKind.String => Quoted(element.GetString()!),
        _ => element.GetRawText() is var raw && raw.All(char.IsAsciiDigit) ? raw : "other",
    };

    private static string Ours(byte[] bytes) => Ours(JsonText.Read(bytes, bytes.Length));

    private static string Ours(JsonValue value) =>
        As(() => $"{{{string.Join(",", value.Members.Select(member => Quoted(member.Key) + ":" + Ours(member.Value)))}}}")
        ?? As(() => $"[{string.Join(",", value.Items.Select(Ours))}]")
        ?? As(() => Quoted(value.Text))
        ?? As(() => $"{value.Number}")
        ?? "other";

    // What a value is not it refuses to be.
    private static string? As(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
