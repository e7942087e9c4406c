using System.Collections.Generic;

namespace NumaTopology.Picture.Text;

/// <summary>Breaks a text into lines.</summary>
internal static class Wrapping
{
    /// <summary>Lines of at most <paramref name="width"/> characters: broken at blanks, else behind a comma, else anywhere but inside a number.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        while (text.Length > width)
        {
            var end = End(text, width);
            yield return text.Substring(0, end).TrimEnd();
            text = text.Substring(end).TrimStart();
        }

        yield return text;
    }

    private static int End(string text, int width)
    {
        var comma = text.LastIndexOf(',', width - 1) + 1;
        // A line does not begin with what separates two lists, and a long list without blanks begins where there is room for much of it.
        for (var blank = text.LastIndexOf(' ', width); blank > 0; blank = text.LastIndexOf(' ', blank - 1))
        {
            if (text[blank + 1] != '|')
                return blank < width / 2 && comma > blank ? comma : blank;
        }

        if (comma > 0)
            return comma;
        for (var end = width; end > 0; end--)
        {
            if (!char.IsDigit(text[end - 1]) || !char.IsDigit(text[end]))
                return end;
        }

        return width;
    }
}
