using System;
using System.Globalization;
using System.IO;
using System.Management.Automation.Host;

namespace NumaTopology.Shell;

/// <summary>The host that the engine talks to: a console of some width.</summary>
internal sealed class ShellHost(TextWriter output, TextWriter error, int columns, bool hasColour) : PSHost
{
    public int ExitCode { get; private set; }

    public bool IsLeaving { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "NumaTopology.Shell";

    public override PSHostUserInterface UI { get; } = new ShellUserInterface(output, error, new ShellRawUserInterface(columns), hasColour);

    public override Version Version => typeof(ShellHost).Assembly.GetName().Version!;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
        ExitCode = exitCode;
        IsLeaving = true;
    }
}
