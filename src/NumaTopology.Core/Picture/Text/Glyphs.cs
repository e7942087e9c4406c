namespace NumaTopology.Picture.Text;

/// <summary>The characters that a text picture is drawn with.</summary>
internal sealed class Glyphs
{
    /// <summary>Those of Unicode, all one column wide, and in every console font that has line drawing.</summary>
    public static readonly Glyphs Unicode = new() { Branch = "├─ ", LastBranch = "└─ ", Line = "│  ", Used = '█', Reclaimable = '▒', Free = '░', Shades = ['░', '▒', '▓', '█'], Local = '·', Levels = "▁▂▃▄▅▆▇█", Mark = "▶ ", Unreachable = "∞" };

    /// <summary>Those of ASCII.</summary>
    public static readonly Glyphs Ascii = new() { Branch = "|- ", LastBranch = "`- ", Line = "|  ", Used = '#', Reclaimable = '=', Free = '.', Shades = ['.', ':', '+', '#'], Local = 'o', Levels = "12345678", Mark = "> ", Unreachable = "inf", IsAscii = true };

    public string Branch { get; private init; } = "";

    public string LastBranch { get; private init; } = "";

    public string Line { get; private init; } = "";

    public char Used { get; private init; }

    public char Reclaimable { get; private init; }

    public char Free { get; private init; }

    /// <summary>From near to far.</summary>
    public char[] Shades { get; private init; } = [];

    public char Local { get; private init; }

    /// <summary>Eighths, from little to much.</summary>
    public string Levels { get; private init; } = "";

    public string Mark { get; private init; } = "";

    public string Unreachable { get; private init; } = "";

    public bool IsAscii { get; private init; }

    /// <summary>A text as it can be printed: what would move the cursor or is no ASCII where only that can be printed is a question mark.</summary>
    public string Printable(string text)
    {
        var characters = text.ToCharArray();
        for (var i = 0; i < characters.Length; i++)
        {
            if (IsAscii && characters[i] is '×')
                characters[i] = 'x';
            else if (IsAscii && characters[i] is '≤' or '–' or '→')
                characters[i] = characters[i] == '≤' ? '<' : characters[i] == '–' ? '-' : '>';
            else if (char.IsControl(characters[i]) || char.IsSurrogate(characters[i]) || char.GetUnicodeCategory(characters[i]) is System.Globalization.UnicodeCategory.Format || (IsAscii && characters[i] > '~'))
                characters[i] = '?';
        }

        return new string(characters);
    }
}
