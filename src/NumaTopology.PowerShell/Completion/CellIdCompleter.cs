using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NumaTopology.Completion;

/// <summary>Offers the cells of the machine that the command line names, with their processors and memory as tooltip.</summary>
public sealed class CellIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        foreach (var cell in NamedMachine.Ask(fakeBoundParameters, capabilities => capabilities.Cells, machine => NumaProbe.Cells(machine)) ?? [])
        {
            var id = cell.Id.ToString(CultureInfo.InvariantCulture);
            if (id.StartsWith(wordToComplete ?? "", StringComparison.Ordinal))
                yield return new CompletionResult(id, id, CompletionResultType.ParameterValue, Tooltip(cell));
        }
    }

    private static string Tooltip(NumaCell cell)
    {
        var cpus = cell.Cpus.IsEmpty ? "no CPUs" : "CPUs " + cell.Cpus;
        return cell.Memory is null ? cpus : $"{cpus}, {ByteText.Gibibytes(cell.Memory.Value)}";
    }
}
