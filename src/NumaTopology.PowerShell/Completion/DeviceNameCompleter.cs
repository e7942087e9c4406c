using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NumaTopology.Completion;

/// <summary>Offers the devices of the machine that the command line names, with what they are and their cell as tooltip.</summary>
public sealed class DeviceNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // A word in quotes is still being typed; a name with blanks is offered in quotes.
        var word = (wordToComplete ?? "").Trim('\'', '"');
        foreach (var device in NamedMachine.Ask(fakeBoundParameters, capabilities => capabilities.Devices, machine => NumaProbe.Devices(machine)) ?? [])
        {
            if (!device.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                continue;
            var text = CompletionText.Quoted(device.Name);
            yield return new CompletionResult(text, device.Name, CompletionResultType.ParameterValue, Tooltip(device));
        }
    }

    private static string Tooltip(NumaDevice device) =>
        $"{device.Kind}{(device.Model is null ? "" : " " + device.Model)}, {(device.CellId is { } cell ? $"node {cell}" : "node not reported")}";
}
