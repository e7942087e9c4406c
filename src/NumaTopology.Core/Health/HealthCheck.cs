using System;
using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Health;

/// <summary>Checks a machine by the rules. What a rule cannot read, or cannot understand, it does not know; the others are still checked.</summary>
internal static class HealthCheck
{
    /// <summary>What rules say; null means those of the machine's system. One of another system says that it is not applicable. Behind them, whether what is expected holds.</summary>
    public static IReadOnlyList<NumaCheck> Run(HealthFacts facts, Func<string, bool>? isWanted, IReadOnlyList<Expectation>? expectations = null)
    {
        var rules = HealthRules.All.Where(rule => isWanted?.Invoke(rule.Name) ?? rule.System is null || rule.System == facts.System);
        return [.. rules.Concat(expectations?.Select(expectation => expectation.Rule) ?? []).Select(rule => Check(rule, facts))];
    }

    /// <summary>Asks for all that some rule or expectation may need, so that a recording has it.</summary>
    public static void Record(Machine machine)
    {
        Run(new HealthFacts(machine), null, [.. ExpectedKeys.All.Select(key => Expectations.OfNumber(key, 0))]);
    }

    private static NumaCheck Check(HealthRule rule, HealthFacts facts)
    {
        facts.Begin();
        var verdict = rule.System is { } system && system != facts.System ? Verdict.NotApplicable($"for {system} only") : Judge(rule, facts);
        return new NumaCheck
        {
            Rule = rule.Name,
            Status = verdict.Status,
            Cells = verdict.Cells,
            Observed = verdict.Observed,
            Expected = rule.Expected,
            Evidence = facts.Evidence,
            Why = rule.Why,
            Fix = rule.Fix,
            Reference = rule.Reference,
            HostName = facts.HostName,
            Snapshot = facts.Snapshot,
        };
    }

    private static Verdict Judge(HealthRule rule, HealthFacts facts)
    {
        try
        {
            return rule.LeastNodes == 0 || facts.Cells.Count >= rule.LeastNodes ? rule.Check(facts)
                : facts.Cells.Count == 0 ? Verdict.Unknown("no node reported")
                : Verdict.NotApplicable("one node");
        }
        catch (TopologyFormatException e)
        {
            return Verdict.Unknown(e.Message);
        }
    }
}
