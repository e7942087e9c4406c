using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using NumaTopology.Remote;

namespace NumaTopology.Acts;

/// <summary>A program to start, and with what.</summary>
internal sealed record ProcessStart
{
    /// <summary>The program's path.</summary>
    public required string FilePath { get; init; }

    /// <summary>Its arguments, each as the program gets it.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The folder in which it starts.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Variables that are set; those of null or an empty text are removed.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Whether it shares the console of this process. Linux: always.</summary>
    public bool NoNewWindow { get; init; }

    /// <summary>The files that stand for its input, output and errors; null for those of this process.</summary>
    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? Error { get; init; }

    /// <summary>The file name of the program.</summary>
    public string Name => Path.GetFileName(FilePath);

    /// <summary>The command line: what has blanks or quotes is quoted.</summary>
    public override string ToString() => CommandLine.Of([FilePath, .. Arguments]);

    /// <summary>The same for .NET.</summary>
    public ProcessStartInfo ToInfo()
    {
        var info = new ProcessStartInfo(FilePath, CommandLine.Of(Arguments))
        {
            WorkingDirectory = WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = Input is not null,
            RedirectStandardOutput = Output is not null,
            RedirectStandardError = Error is not null,
        };
        Apply(info.Environment);
        return info;
    }

    /// <summary>Changes an environment as requested.</summary>
    public void Apply(IDictionary<string, string?> environment)
    {
        foreach (var variable in Environment)
        {
            if (string.IsNullOrEmpty(variable.Value))
                environment.Remove(variable.Key);
            else
                environment[variable.Key] = variable.Value;
        }
    }
}
