using System;
using System.IO;
using System.Linq;
using System.Management.Automation.Host;
using NumaTopology.Shell;

namespace NumaTopology.Tests.Shell;

/// <summary>tools/Shell within this process: what its scripts write for people, and with which exit status they end.</summary>
public sealed class ShellSession : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly ShellHost _host;
    private readonly Session _session;

    public ShellSession()
    {
        _host = new ShellHost(_output, _error, columns: 120, hasColour: false);
        _session = new Session(_host, Repository.Manifest);
    }

    /// <summary>The lines that hold something.</summary>
    public static string[] Lines(string output) => [.. output.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    public (int Status, string Output, string Error) Run(string script, int columns = 120) => Ended(columns, () => _session.Run(script));

    /// <summary>The prompt, with <paramref name="typed"/> as what a person types.</summary>
    public (int Status, string Output, string Error) Prompt(params string[] typed) => Ended(120, () => _session.Prompt(new StringReader(string.Join('\n', typed) + "\n")));

    public void Dispose() => _session.Dispose();

    private (int Status, string Output, string Error) Ended(int columns, Func<int> run)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        _host.UI.RawUI.BufferSize = new Size(columns, 50);
        return (run(), _output.ToString(), _error.ToString());
    }
}
