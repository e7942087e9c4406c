using System.Collections.Generic;

namespace NumaTopology.Health;

/// <summary>What a rule found: whether it holds, what was seen, and at which nodes.</summary>
internal sealed record Verdict(CheckStatus Status, string Observed, IReadOnlyList<int> Cells)
{
    public static Verdict Pass(string observed) => new(CheckStatus.Pass, observed, []);

    public static Verdict Warn(string observed, IReadOnlyList<int>? cells = null) => new(CheckStatus.Warning, observed, cells ?? []);

    public static Verdict Fail(string observed, IReadOnlyList<int>? cells = null) => new(CheckStatus.Fail, observed, cells ?? []);

    public static Verdict Unknown(string observed, IReadOnlyList<int>? cells = null) => new(CheckStatus.Unknown, observed, cells ?? []);

    public static Verdict NotApplicable(string observed) => new(CheckStatus.NotApplicable, observed, []);
}
