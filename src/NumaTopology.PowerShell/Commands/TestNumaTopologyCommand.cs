using System;
using System.Collections;
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
    private IReadOnlyList<Expectation>? _expectations;

    /// <summary>The rules by name, with wildcards. Default: all for the machine's system.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleNameCompleter))]
    public string[]? Rule { get; set; }

    /// <summary>What is expected of the machine, such as <c>@{ Cells = 8; numa_balancing = 0 }</c>: a result for each, which fails where it is something else.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Expect { get; set; }

    /// <summary>Returns true or false for each machine instead of a result for each rule: whether nothing fails, what is expected is known, and some rule is.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override HostQuestion Question => HostQuestion.Health;

    private protected override string Remedy => "Pipe capabilities (Get-NumaCapabilities) or snapshot files, or use -Snapshot or -HostName.";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _expectations = Expect is null ? null : ExpectTable.Read(Expect);
        }
        catch (PipedInputException e)
        {
            ThrowTerminatingError(e.ErrorRecord);
        }

        if (Rule is null)
            return;
        var patterns = Rule.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        _isWanted = name => patterns.Any(pattern => pattern.IsMatch(name));
        var names = HealthRules.All.Select(rule => rule.Name).ToList();
        foreach (var missing in Rule.Where(name => !WildcardPattern.ContainsWildcardCharacters(name) && !names.Contains(name, StringComparer.OrdinalIgnoreCase)))
            WriteError(Errors.RuleNotFound(missing, names));
    }

    private protected override IReadOnlyList<NumaCheck> Read(Machine machine) => HealthCheck.Run(new HealthFacts(machine), _isWanted, _expectations);

    private protected override IReadOnlyList<NumaCheck> Read(NumaCapabilities machine) => HealthCheck.Run(new HealthFacts(machine), _isWanted, _expectations);

    private protected override void Write(IReadOnlyList<NumaCheck> answer, Subject subject)
    {
        if (Quiet)
            Output.Write(IsHealthy(answer));
        else
            Output.WriteAll(answer);
    }

    private static bool IsHealthy(IReadOnlyList<NumaCheck> answer) =>
        !answer.Any(check => check.Status == CheckStatus.Fail || (check.Status == CheckStatus.Unknown && check.Rule.StartsWith(Expectation.Prefix, StringComparison.Ordinal)))
        && answer.Any(check => check.Status != CheckStatus.Unknown);
}
