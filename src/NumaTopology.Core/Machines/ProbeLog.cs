using System.Collections.Generic;

namespace NumaTopology.Machines;

/// <summary>What a user should hear (warnings) or may hear (details) of how a machine was read. Each is said once.</summary>
public sealed class ProbeLog
{
    private readonly List<string> _warnings = [];
    private readonly List<string> _details = [];

    /// <summary>What was left out of the answer, or may be wrong with it, and why.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>How the answer came about where there was a choice.</summary>
    public IReadOnlyList<string> Details => _details;

    /// <summary>Notes a warning.</summary>
    public void Warn(string message) => Add(_warnings, message);

    /// <summary>Notes a detail.</summary>
    public void Detail(string message) => Add(_details, message);

    private static void Add(List<string> messages, string message)
    {
        // Large machines are read on several threads.
        lock (messages)
        {
            if (!messages.Contains(message))
                messages.Add(message);
        }
    }
}
