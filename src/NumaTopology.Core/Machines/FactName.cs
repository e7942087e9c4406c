namespace NumaTopology.Machines;

/// <summary>What a fact or folder may be called, on every machine.</summary>
internal static class FactName
{
    /// <summary>
    /// Why a name names no fact; null when it does. A name is a relative path that stays below its root; it may hold a backslash, as systemd's
    /// groups do (<c>app-a\x2db.scope</c>): it is looked up among the snapshot's facts, and never opened.
    /// </summary>
    public static string? Fault(string name)
    {
        if (name.Length is 0 or > 1024)
            return "a name is empty or longer than 1024 characters";
        foreach (var part in name.Split('/'))
        {
            if (part.Length == 0 || part is "." or "..")
                return $"the name '{name}' is not a path below the machine's root";
        }

        foreach (var character in name)
        {
            if (char.IsControl(character))
                return "a name contains a control character";
        }

        return null;
    }
}
