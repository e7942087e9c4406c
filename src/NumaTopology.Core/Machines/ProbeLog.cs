using System.Collections.Generic;
using NumaTopology.Machines;

namespace NumaTopology;

/// <summary>What a user must know (warnings) or can know (details, missing facts) about how a machine was read. Each message appears once.</summary>
public sealed class ProbeLog
{
    private readonly Machine _machine;
    private readonly List<string> _warnings = [];
    private readonly List<string> _details = [];
    private readonly MissingFacts _absent = new();
    private readonly MissingFacts _refused = new();

    internal ProbeLog(Machine machine) => _machine = machine;

    /// <summary>
    /// What was left out of the answer, or may be wrong with it, and why. What Linux refuses is: all that is read there is open to everybody. Windows
    /// refuses some calls to all but administrators, and another source is taken.
    /// </summary>
    public IReadOnlyList<string> Warnings => _machine.System == MachineSystem.Windows
        ? _warnings
        : [.. _warnings, .. _refused.Tell(_machine.Locate, (facts, reason) => $"{facts} could not be read: {reason}.")];

    /// <summary>How the answer was reached where there was a choice.</summary>
    public IReadOnlyList<string> Details => _details;

    /// <summary>Every fact that was requested and not returned, refused ones first; facts of a kind, such as one for each CPU, share a line.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. _refused.Tell(Name, (facts, reason) => $"Refused{By}: {facts}: {reason}."),
        .. _absent.Tell(Name, (facts, reason) => reason.Length == 0 ? $"Not reported{By}: {facts}." : $"Not reported{By}: {facts}: {reason}."),
    ];

    private string By => _machine.Snapshot is { } path ? " by " + MachineName.File(path) : "";

    /// <summary>Notes a warning.</summary>
    public void Warn(string message) => Add(_warnings, message);

    /// <summary>Notes a detail.</summary>
    public void Detail(string message) => Add(_details, message);

    /// <summary>Notes a fact or folder that the machine does not have, with the reason where the name alone does not say it.</summary>
    internal void Absent(string fact, string reason = "") => _absent.Add(fact, reason);

    /// <summary>Notes a fact or folder that is there and that the machine does not give.</summary>
    internal void Refused(string fact, string reason) => _refused.Add(fact, reason);

    /// <summary>Takes back what was noted of a fact that another call then gave.</summary>
    internal void Given(string fact)
    {
        _absent.Remove(fact);
        _refused.Remove(fact);
    }

    /// <summary>Whether a fact or folder was noted as refused.</summary>
    internal bool IsRefused(string fact) => _refused.Contains(fact);

    /// <summary>The line names a snapshot already, once.</summary>
    private string Name(string fact) => _machine.Snapshot is null ? _machine.Locate(fact) : fact;

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
