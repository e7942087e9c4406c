using System;

namespace NumaTopology.Remote;

/// <summary>A host, and how to log in there: what the ssh client is told. What is null is left to its configuration.</summary>
internal sealed record HostAddress(string Name)
{
    private const string Scheme = "ssh:";

    // As OpenSSH 9.6 and later refuse them: its configuration may put the names into commands for a shell.
    private const string NotInHosts = "'`\"$\\;&<>|(){}";
    private const string NotInUsers = "'`\";&<>|(){}";

    /// <summary>What stands as the snapshot of all that is read from a host: no path, and no drive of PowerShell's is called so.</summary>
    public static string Source(string name) => Scheme + name;

    /// <summary>The name of the host whose snapshot that is; null for a file.</summary>
    public static string? OfSource(string? snapshot) => snapshot?.StartsWith(Scheme, StringComparison.Ordinal) == true ? snapshot.Substring(Scheme.Length) : null;

    /// <summary>The host of <c>user@host</c>.</summary>
    public static string Host(string name) => name.Substring(name.LastIndexOf('@') + 1);

    public string? UserName { get; init; }

    public int? Port { get; init; }

    /// <summary>The file with the private key.</summary>
    public string? KeyFilePath { get; init; }

    /// <summary>How long the host may take to begin its answer, and may be silent in it.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="HostException">The name or the user's would be taken for an option, or for more than a name.</exception>
    public void Require()
    {
        var at = Name.LastIndexOf('@');
        if (!IsHost(Host(Name)))
            throw new HostException(HostError.NameInvalid, Name, $"'{Name}' is not a host name.");
        foreach (var user in new[] { at < 0 ? null : Name.Substring(0, at), UserName })
        {
            if (user is not null && !IsUser(user))
                throw new HostException(HostError.NameInvalid, Name, $"'{user}' is not a user name.");
        }
    }

    private static bool IsHost(string name)
    {
        if (name.Length == 0 || name[0] == '-')
            return false;
        foreach (var character in name)
        {
            if (char.IsControl(character) || char.IsWhiteSpace(character) || NotInHosts.IndexOf(character) >= 0)
                return false;
        }

        return true;
    }

    private static bool IsUser(string name)
    {
        // A backslash is between a Windows domain and its user.
        if (name.Length == 0 || name[0] == '-' || name[name.Length - 1] == '\\')
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsControl(name[i]) || NotInUsers.IndexOf(name[i]) >= 0 || (char.IsWhiteSpace(name[i]) && i + 1 < name.Length && name[i + 1] == '-'))
                return false;
        }

        return true;
    }
}
