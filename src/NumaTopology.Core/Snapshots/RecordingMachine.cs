using System;
using System.Collections.Generic;

namespace NumaTopology.Snapshots;

/// <summary>Answers as another machine does and keeps the answers. A fact is read once, so what is kept is what was answered.</summary>
internal sealed class RecordingMachine : Machine
{
    private readonly Machine _machine;
    private readonly Dictionary<string, byte[]?> _facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>?> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);

    /// <summary>Prepares to record a machine.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="withUnasked">Whether what a snapshot holds is kept although nobody asks for it.</param>
    public RecordingMachine(Machine machine, bool withUnasked = true)
        : base(machine.Snapshot, machine.Cancellation)
    {
        _machine = machine;
        Captured = machine.Captured;
        if (!withUnasked || machine is not SnapshotMachine snapshot)
            return;
        foreach (var fact in snapshot.Facts)
            _facts.Add(fact.Key, fact.Value);
        foreach (var folder in snapshot.Folders)
            _folders.Add(folder.Key, folder.Value);
        _refused.UnionWith(snapshot.Refusals);
    }

    /// <inheritdoc/>
    public override MachineSystem System => _machine.System;

    /// <inheritdoc/>
    public override DateTimeOffset? Captured { get; }

    /// <summary>What was asked for; null where there was nothing, or where it was refused.</summary>
    public IReadOnlyDictionary<string, byte[]?> Facts => _facts;

    /// <summary>What was listed; null where there was no such folder, or where it was refused.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>?> Folders => _folders;

    /// <summary>The facts and folders that were refused.</summary>
    public IReadOnlyCollection<string> Refusals => _refused;

    /// <inheritdoc/>
    public override int Read(string fact, ref byte[] buffer)
    {
        if (!_facts.TryGetValue(fact, out var content))
        {
            var length = _machine.Read(fact, ref buffer);
            content = length < 0 ? null : new byte[length];
            if (content is not null)
                global::System.Buffer.BlockCopy(buffer, 0, content, 0, length);
            _facts.Add(fact, content);
            if (length == Refused)
                _refused.Add(fact);
        }

        if (content is null)
            return _refused.Contains(fact) ? Refused : Absent;
        if (buffer.Length < content.Length)
            buffer = new byte[content.Length];
        global::System.Buffer.BlockCopy(content, 0, buffer, 0, content.Length);
        return content.Length;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string>? List(string folder)
    {
        if (!_folders.TryGetValue(folder, out var names))
        {
            _folders.Add(folder, names = _machine.List(folder));
            if (names is null && _machine.IsRefused(folder))
                _refused.Add(folder);
        }

        return names;
    }

    /// <inheritdoc/>
    public override bool IsRefused(string name) => _refused.Contains(name);

    /// <inheritdoc/>
    internal override string? Called(string? own) => _machine.Called(own);

    /// <inheritdoc/>
    public override string Locate(string fact) => _machine.Locate(fact);
}
