using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace NumaTopology.Shell;

/// <summary>Writes what is for people: what a script gives as output, everything else as errors.</summary>
internal sealed class ShellUserInterface(TextWriter output, TextWriter error, PSHostRawUserInterface raw, bool hasColour) : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI => raw;

    public override bool SupportsVirtualTerminal => hasColour;

    public override void Write(string value) => output.Write(Plain(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => output.Write(Plain(value));

    public override void WriteLine(string value) => output.WriteLine(Plain(value));

    public override void WriteErrorLine(string value) => error.WriteLine(value);

    public override void WriteWarningLine(string message) => error.WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => error.WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => error.WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => Console.ReadLine() ?? "";

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException("This shell asks no questions: give every mandatory parameter.");

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => defaultChoice;

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException();

    /// <summary>The formatter colours its headers always; a host that shows no colour takes that out.</summary>
    private string Plain(string value) => GetOutputString(value, SupportsVirtualTerminal);
}
