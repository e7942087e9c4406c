using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using NumaTopology.Completion;
using NumaTopology.Health;
using NumaTopology.Remote;

namespace NumaTopology.Commands;

/// <summary>Checks the NUMA topology of a machine, and the settings around it, for known problems.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NumaTopology", DefaultParameterSetName = FromMachine)]
[OutputType(typeof(NumaCheck))]
[OutputType(typeof(bool))]
public sealed class TestNumaTopologyCommand : MachineCommand<IReadOnlyList<NumaCheck>>
{
    private Func<string, bool>? _isWanted;

    /// <summary>The rules by name, with wildcards. Default: all for the machine's system.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleNameCompleter))]
    public string[]? Rule { get; set; }

    /// <summary>Returns true or false for each machine instead of a result for each rule: whether no rule fails, and something is known.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override HostQuestion Question => HostQuestion.Health;

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities) or snapshot files, or use -Snapshot or -HostName.";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Rule is null)
            return;
        var patterns = Rule.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        _isWanted = name => patterns.Any(pattern => pattern.IsMatch(name));
        var names = HealthRules.All.Select(rule => rule.Name).ToList();
        foreach (var missing in Rule.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !names.Contains(name, StringComparer.OrdinalIgnoreCase)))
            WriteError(Errors.RuleNotFound(missing, names));
    }

    private protected override IReadOnlyList<NumaCheck> Read(Machine machine) => NumaProbe.Checks(machine, _isWanted);

    private protected override IReadOnlyList<NumaCheck> Read(NumaCapabilities machine) => NumaProbe.Checks(machine, _isWanted);

    private protected override void Write(IReadOnlyList<NumaCheck> answer, Subject subject)
    {
        if (Quiet)
            Output.Write(answer.All(check => check.Status != CheckStatus.Fail) && answer.Any(check => check.Status is CheckStatus.Pass or CheckStatus.Warning));
        else
            Output.WriteAll(answer);
    }
}
