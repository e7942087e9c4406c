using System;
using System.Collections.Generic;
using System.Threading;

namespace NumaTopology.Snapshots;

/// <summary>A recorded machine, held in memory: nothing but the snapshot's own facts is ever read.</summary>
internal sealed class SnapshotMachine : Machine
{
    private readonly IReadOnlyDictionary<string, byte[]> _facts;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _folders;
    private readonly HashSet<string> _refusals;

    public SnapshotMachine(string path, IReadOnlyDictionary<string, byte[]> facts, IReadOnlyDictionary<string, IReadOnlyList<string>> folders, HashSet<string> refusals, MachineSystem system, DateTimeOffset? captured, string? host, CancellationToken cancellation = default)
        : base(path, cancellation)
    {
        _facts = facts;
        _folders = folders;
        _refusals = refusals;
        System = system;
        Captured = captured;
        Host = host;
    }

    /// <inheritdoc/>
    public override MachineSystem System { get; }

    /// <inheritdoc/>
    public override DateTimeOffset? Captured { get; }

    /// <summary>The host that the header names; null when left out.</summary>
    public string? Host { get; }

    /// <summary>The name by which the host was asked over ssh; null for a file.</summary>
    public string? AskedAs { get; init; }

    /// <summary>Every fact, those that no decoder knows included.</summary>
    public IReadOnlyDictionary<string, byte[]> Facts => _facts;

    /// <summary>Every folder with its names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Folders => _folders;

    /// <summary>The facts and folders that the recorded machine did not give.</summary>
    public IReadOnlyCollection<string> Refusals => _refusals;

    /// <inheritdoc/>
    public override int Read(string fact, ref byte[] buffer)
    {
        if (!_facts.TryGetValue(fact, out var content))
            return NotGiven(fact);
        if (buffer.Length < content.Length)
            buffer = new byte[content.Length];
        global::System.Buffer.BlockCopy(content, 0, buffer, 0, content.Length);
        return content.Length;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string>? List(string folder)
    {
        if (_folders.TryGetValue(folder, out var names))
            return names;
        NotGiven(folder);
        return null;
    }

    /// <inheritdoc/>
    internal override string? Called(string? own) => AskedAs ?? base.Called(own) ?? base.Called(Host);

    /// <inheritdoc/>
    public override string Locate(string fact) => $"{Snapshot}: {fact}";

    private int NotGiven(string name)
    {
        if (_refusals.Contains(name))
        {
            Log.Refused(name, "refused on the recorded machine");
            return Refused;
        }

        Log.Absent(name);
        return Absent;
    }
}
