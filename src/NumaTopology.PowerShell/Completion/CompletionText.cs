namespace NumaTopology.Completion;

/// <summary>What is put on the command line.</summary>
internal static class CompletionText
{
    /// <summary>A name, in quotes when it holds what would end it.</summary>
    public static string Quoted(string name) => name.IndexOfAny([' ', '(', ')', '\'', '#', ';', ',', '&', '`', '{', '$', '|', '<', '>', '@', '"']) >= 0 || name.Length == 0 ? "'" + name.Replace("'", "''") + "'" : name;
}
