using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Reservations;

/// <summary>
/// Running units with <c>AllowedCPUs=2-3</c> or <c>AllowedMemoryNodes=0</c> in their file or a drop-in. Later lines add to earlier ones, and an empty one takes all back
/// (systemd.resource-control). The files below /usr are a distribution's, and none of those binds anything.
/// </summary>
internal static class SystemdReservations
{
    // By precedence, the lowest first: drop-ins of all folders are read in the order of their names, a file of a later folder hides one of the same name.
    private static readonly string[] s_folders = ["run/systemd/transient", "run/systemd/system", "etc/systemd/system", "run/systemd/system.control", "etc/systemd/system.control"];

    // Between ranges stand blanks and commas, any number of them, and quotes around some count for nothing (parse_cpu_set of systemd).
    private static readonly char[] s_between = [' ', '\t', ',', '"', '\''];

    private static readonly string[] s_kinds = [".service", ".slice", ".scope"];

    public static IEnumerable<NumaReservation> Read(ReservationFacts facts)
    {
        var entries = s_folders.ToDictionary(folder => folder, folder => new HashSet<string>(facts.Reader.Machine.List(folder) ?? []));
        if (facts.Cgroups is not { } tree || entries.Values.All(names => names.Count == 0))
            yield break;
        foreach (var group in tree.Groups().Where(group => !facts.IsOwn(group)))
        {
            var unit = group.Substring(group.LastIndexOf('/') + 1);
            if (!Array.Exists(s_kinds, kind => unit.EndsWith(kind, StringComparison.Ordinal)))
                continue;
            var files = Files(facts, entries, unit);
            var (cpus, evidence) = Last(facts, files, "AllowedCPUs");
            var (nodes, other) = Last(facts, files, "AllowedMemoryNodes");
            if (cpus is null && nodes is null)
                continue;
            yield return new NumaReservation
            {
                Owner = unit,
                Source = ReservationSource.Systemd,
                Cpus = cpus is null ? null : facts.Cpus(evidence!, cpus),
                EffectiveCpus = tree.Effective(group),
                Cells = nodes is null ? null : facts.Nodes(other!, nodes),
                Exclusive = false,
                Evidence = "/" + (evidence ?? other)!,
            };
        }
    }

    /// <summary>The unit's own file, then its drop-ins by name.</summary>
    private static List<string> Files(ReservationFacts facts, Dictionary<string, HashSet<string>> entries, string unit)
    {
        var files = new List<string>();
        if (s_folders.LastOrDefault(folder => entries[folder].Contains(unit)) is { } own)
            files.Add($"{own}/{unit}");
        var dropIns = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in s_folders.Where(folder => entries[folder].Contains(unit + ".d")))
        {
            foreach (var name in facts.Reader.Machine.List($"{folder}/{unit}.d") ?? [])
            {
                if (name.EndsWith(".conf", StringComparison.Ordinal))
                    dropIns[name] = $"{folder}/{unit}.d/{name}";
            }
        }

        files.AddRange(dropIns.Values);
        return files;
    }

    /// <summary>What the lines of a key come to, and the file that said it last; null when none does.</summary>
    private static (string? List, string? Fact) Last(ReservationFacts facts, List<string> files, string key)
    {
        (string? List, string? Fact) last = default;
        foreach (var fact in files)
        {
            // A backslash at the end of a line stands for a blank, and the next line goes on (systemd.syntax).
            foreach (var line in facts.Reader.Text(fact)?.Replace("\\\n", " ").Split('\n') ?? [])
            {
                var equals = line.IndexOf('=');
                if (equals < 0 || line.Substring(0, equals).Trim() != key)
                    continue;
                var value = line.Substring(equals + 1).Trim();
                var ranges = value.Split(s_between, StringSplitOptions.RemoveEmptyEntries);
                last = value.Length == 0 ? default : (string.Join(",", last.List is null ? ranges : [last.List, .. ranges]), fact);
            }
        }

        return last;
    }
}
