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
        var isControl = false;
        for (int i = 0, start = 0; i <= name.Length; i++)
        {
            if (i < name.Length && name[i] != '/')
            {
                isControl |= char.IsControl(name[i]);
                continue;
            }

            // Nothing between two slashes, one point or two.
            if (i == start || (name[start] == '.' && (i - start == 1 || (i - start == 2 && name[start + 1] == '.'))))
                return $"the name '{name}' is not a path below the machine's root";
            start = i + 1;
        }

        return isControl ? "a name contains a control character" : null;
    }
}
