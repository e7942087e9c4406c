using System;
using System.Globalization;
using System.Text;

namespace NumaTopology.Reservations;

/// <summary>The words, numbers, strings and signs of a JSON text, from left to right.</summary>
internal sealed class JsonScanner(string text)
{
    private const string Escapes = "\"\\/bfnrt", Escaped = "\"\\/\b\f\n\r\t";

    private int _at;

    /// <summary>The next character, which is not passed yet.</summary>
    public char Next => _at < text.Length ? text[_at] : throw Malformed("it ends early");

    public bool IsAtEnd => _at == text.Length;

    public FormatException Malformed(string reason) => new($"it is not JSON at character {(_at + 1).ToString(CultureInfo.InvariantCulture)}: {reason}");

    public void Blanks()
    {
        while (!IsAtEnd && text[_at] is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    public bool Skip(char character)
    {
        if (IsAtEnd || text[_at] != character)
            return false;
        _at++;
        return true;
    }

    public void Expect(char character)
    {
        if (!Skip(character))
            throw Malformed($"'{character}' is missing");
    }

    public string Word(string word)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
            throw Malformed("a word is unknown");
        _at += word.Length;
        return word;
    }

    /// <summary><c>-0.5e+3</c>, as it is written.</summary>
    public string Number()
    {
        var start = _at;
        Skip('-');
        if (!Skip('0'))
            Digits();
        if (Skip('.'))
            Digits();
        if (Skip('e') || Skip('E'))
        {
            _ = Skip('+') || Skip('-');
            Digits();
        }

        return text.Substring(start, _at - start);
    }

    /// <summary><c>"a \"name\" with \u20ac"</c>, without the quotes and with the characters that the escapes stand for.</summary>
    public string String()
    {
        Expect('"');
        var read = new StringBuilder();
        for (; Next != '"'; _at++)
        {
            if (Next < ' ')
                throw Malformed("a string has a control character");
            read.Append(Next == '\\' ? Escape() : Next);
        }

        if (!IsWhole(read))
            throw Malformed("a string has half a surrogate pair");
        _at++;
        return read.ToString();
    }

    /// <summary>From the backslash to the last character of the escape.</summary>
    private char Escape()
    {
        _at++;
        if (Next != 'u')
            return Escapes.IndexOf(Next) is >= 0 and var index ? Escaped[index] : throw Malformed("an escape is unknown");
        var code = 0;
        for (var digit = 0; digit < 4; digit++)
        {
            _at++;
            code = (code << 4) | (Uri.IsHexDigit(Next) ? Uri.FromHex(Next) : throw Malformed("an escape has no four hexadecimal digits"));
        }

        return (char)code;
    }

    private static bool IsWhole(StringBuilder read)
    {
        for (var index = 0; index < read.Length; index++)
        {
            if (char.IsSurrogate(read[index]) && !(char.IsHighSurrogate(read[index]) && ++index < read.Length && char.IsLowSurrogate(read[index])))
                return false;
        }

        return true;
    }

    private void Digits()
    {
        var start = _at;
        while (!IsAtEnd && text[_at] is >= '0' and <= '9')
            _at++;
        if (_at == start)
            throw Malformed("a value or a digit is missing");
    }
}
