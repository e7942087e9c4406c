using System.Linq;

namespace NumaTopology.Health;

/// <summary>Files such as <c>transparent_hugepage/enabled</c>, with the choice in brackets: <c>always [madvise] never</c>.</summary>
internal static class TransparentHugePageRule
{
    public const string Enabled = "sys/kernel/mm/transparent_hugepage/enabled";
    private const string Defrag = "sys/kernel/mm/transparent_hugepage/defrag";

    public static HealthRule Rule { get; } = new("TransparentHugePage")
    {
        System = MachineSystem.Linux,
        Expected = "defrag is not 'always' where transparent huge pages are always made",
        Why = "With both set to 'always' every program stalls in its page faults while the kernel reclaims and compacts memory for a huge page.",
        Fix = "echo madvise > /sys/kernel/mm/transparent_hugepage/defrag",
        Reference = "https://docs.kernel.org/admin-guide/mm/transhuge.html",
        Check = Check,
    };

    /// <summary>The choice of such a file; null when there is none.</summary>
    public static string? Choice(HealthFacts facts, string fact)
    {
        if (facts.Text(fact) is not { } text)
            return null;
        var chosen = text.Split(' ').Where(word => word.Length > 2 && word[0] == '[' && word[word.Length - 1] == ']').ToList();
        return chosen.Count == 1 ? chosen[0].Trim('[', ']') : throw facts.Reader!.Malformed(fact, "one choice in brackets expected");
    }

    private static Verdict Check(HealthFacts facts)
    {
        if (Choice(facts, Enabled) is not { } enabled)
            return facts.Lacks(Enabled);
        if (enabled != "always")
            return Verdict.Pass($"enabled {enabled}");
        return Choice(facts, Defrag) is not { } defrag ? facts.Lacks(Defrag)
            : defrag == "always" ? Verdict.Warn("enabled always, defrag always")
            : Verdict.Pass($"enabled always, defrag {defrag}");
    }
}
