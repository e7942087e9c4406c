using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NumaTopology.Completion;

/// <summary>Offers the processes of the machine that the command line names: by name, each once, or by id with the name beside it.</summary>
public sealed class ProcessCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var processes = NamedMachine.Ask(fakeBoundParameters, _ => null, machine => NumaProbe.Processes(machine)) ?? [];
        return parameterName == nameof(NumaProcess.Name) ? ByName(processes, word) : ById(processes, word);
    }

    private static IEnumerable<CompletionResult> ByName(IReadOnlyList<NumaProcess> processes, string word) => processes
        .Where(process => process.Name?.StartsWith(word, StringComparison.OrdinalIgnoreCase) == true)
        .GroupBy(process => process.Name!, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
        .Select(group => new CompletionResult(CompletionText.Quoted(WildcardPattern.Escape(group.Key)), group.Key, CompletionResultType.ParameterValue, group.Count() == 1 ? Tooltip(group.First()) : $"{group.Count()} processes"));

    private static IEnumerable<CompletionResult> ById(IReadOnlyList<NumaProcess> processes, string word) =>
        from process in processes
        let id = process.Id.ToString(CultureInfo.InvariantCulture)
        where id.StartsWith(word, StringComparison.Ordinal)
        select new CompletionResult(id, $"{id} {process.Name}", CompletionResultType.ParameterValue, Tooltip(process));

    private static string Tooltip(NumaProcess process) => process.ToString() + (process.AllowedCpus is null ? "" : $", CPUs {process.AllowedCpus}");
}
