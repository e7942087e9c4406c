using System;

namespace NumaTopology.Health;

/// <summary>A value that somebody expects of a machine: under which key, what it is to be, and how it is checked.</summary>
internal sealed record Expectation(ExpectedKey Key, string Expected, Func<HealthFacts, Verdict> Check)
{
    public const string Prefix = "Expect.";

    /// <summary>It is checked as a rule is.</summary>
    public HealthRule Rule => new(Prefix + Key.Name)
    {
        System = Key.System,
        Expected = Expected,
        Why = $"This value of {Key.Name} is expected of the machine.",
        Fix = Key.Fix ?? "Correct the machine, or what is expected of it.",
        Reference = Key.Reference,
        Check = Check,
    };
}
