using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NumaTopology.Machines.Linux;

namespace NumaTopology.Snapshots;

/// <summary>
/// Gives the names by which a machine can be recognised another name, the same wherever it stands: a network interface that is named after its
/// address (<c>enx001b21a0b1c2</c>), the last part of Windows' instance ids, which often is a serial number (<c>USBSTOR\DISK&amp;VEN_X\4C530001</c>), and
/// the groups of cgroups, which name users, services and containers (<c>/system.slice/docker-0123abcd.scope</c>).
/// </summary>
internal sealed class IdentityNames
{
    private static readonly Regex s_interface = new("(?<=(en|wl|ww|ib)x)[0-9a-f]{12,}", RegexOptions.CultureInvariant);

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly CgroupIdentity _cgroups;

    /// <summary>Prepares to rename what these facts name.</summary>
    public IdentityNames(IReadOnlyDictionary<string, byte[]?> facts) => _cgroups = new CgroupIdentity(facts, Other);

    /// <summary>The name of a fact, or one below a folder.</summary>
    public string OfFact(string fact)
    {
        var parts = fact.Split('/');
        // device/ENUMERATOR/DEVICE/INSTANCE/what.
        if (parts.Length == 5 && parts[0] == "device")
            return string.Join("/", parts[0], parts[1], parts[2], Other(parts[3]), parts[4]);
        return _cgroups.OfFact(fact) ?? s_interface.Replace(fact, address => Other(address.Value).PadLeft(12, '0'));
    }

    /// <summary>The content of a fact that holds names: links, lists of devices, the parent of a device, the process's groups.</summary>
    public byte[] OfContent(string fact, byte[] content)
    {
        if (_cgroups.OfContent(fact, content) is { } renamed)
            return renamed;
        if (fact.StartsWith(LinuxFacts.Link, StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(OfFact(Encoding.UTF8.GetString(content)));
        if (!fact.StartsWith("devices/", StringComparison.Ordinal) && !(fact.StartsWith("device/", StringComparison.Ordinal) && fact.EndsWith("/parent", StringComparison.Ordinal)))
            return content;
        var lines = Encoding.UTF8.GetString(content).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var last = lines[i].LastIndexOf('\\');
            if (last >= 0)
                lines[i] = lines[i].Substring(0, last + 1) + Other(lines[i].Substring(last + 1).TrimEnd());
        }

        return Encoding.UTF8.GetBytes(string.Join("\n", lines));
    }

    private string Other(string name)
    {
        if (!_names.TryGetValue(name, out var other))
            _names.Add(name, other = (_names.Count + 1).ToString(CultureInfo.InvariantCulture));
        return other;
    }
}
