using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NumaTopology.Completion;

/// <summary>Offers the memory tiers of the machine that the command line names, fastest first, with their nodes as tooltip.</summary>
public sealed class MemoryTierCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from cell in NamedMachine.Ask(fakeBoundParameters, capabilities => capabilities.Cells, machine => NumaProbe.Cells(machine)) ?? []
        where cell.MemoryTier is not null
        group cell.Id by cell.MemoryTier!.Value into tier
        orderby tier.Key
        let text = tier.Key.ToString(CultureInfo.InvariantCulture)
        where text.StartsWith(wordToComplete ?? "", StringComparison.Ordinal)
        select new CompletionResult(text, text, CompletionResultType.ParameterValue, PlacementText.Cells(tier));
}
