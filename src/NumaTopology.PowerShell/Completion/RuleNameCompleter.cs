using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using NumaTopology.Health;

namespace NumaTopology.Completion;

/// <summary>Offers the rules of the check-up, with what each asks for as tooltip.</summary>
public sealed class RuleNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from rule in HealthRules.All
        where rule.Name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(rule.Name, rule.Name, CompletionResultType.ParameterValue, rule.Expected);
}
