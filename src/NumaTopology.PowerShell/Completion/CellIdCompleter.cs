using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Language;
using NumaTopology.Machines;

namespace NumaTopology.Completion;

/// <summary>Offers the cells of the machine that the command line names, with their processors and memory as tooltip.</summary>
public sealed class CellIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        foreach (var cell in Cells(fakeBoundParameters))
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

    /// <summary>A completer must not fail: where the machine cannot be read there is nothing to offer.</summary>
    private static IReadOnlyList<NumaCell> Cells(IDictionary bound)
    {
        try
        {
            if (bound["InputObject"] is { } input && LanguagePrimitives.ConvertTo<NumaCapabilities>(input) is { } capabilities)
                return capabilities.Cells;
            var path = LanguagePrimitives.ConvertTo<string>(bound["Snapshot"]);
            return NumaProbe.Cells(string.IsNullOrEmpty(path) ? MachineSource.OpenLive() : MachineSource.OpenSnapshot(Resolve(path)));
        }
        catch (Exception e) when (e is SnapshotException or TopologyFormatException or PlatformNotSupportedException or PSInvalidCastException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>The path from where the user is in the file system, which is not where the process is.</summary>
    private static string Resolve(string path) => Path.Combine(new SessionState().Path.CurrentFileSystemLocation.ProviderPath, path);
}
