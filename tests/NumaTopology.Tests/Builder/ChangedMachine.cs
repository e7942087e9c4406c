using System.Collections.Generic;

namespace NumaTopology.Tests;

/// <summary>Answers as another machine does but for some facts and folders; one that is null is not there.</summary>
internal sealed class ChangedMachine(Machine machine, IReadOnlyDictionary<string, byte[]?> facts, IReadOnlyDictionary<string, IReadOnlyList<string>?> folders)
    : Machine(machine.Snapshot)
{
    private static readonly Dictionary<string, IReadOnlyList<string>?> s_noFolders = [];

    public ChangedMachine(Machine machine, string fact, byte[] content)
        : this(machine, new Dictionary<string, byte[]?> { [fact] = content }, s_noFolders)
    {
    }

    public override MachineSystem System => machine.System;

    public override int Read(string fact, ref byte[] buffer)
    {
        if (!facts.TryGetValue(fact, out var content))
            return machine.Read(fact, ref buffer);
        if (content is null)
            return -1;
        if (buffer.Length < content.Length)
            buffer = new byte[content.Length];
        content.CopyTo(buffer, 0);
        return content.Length;
    }

    public override IReadOnlyList<string>? List(string folder) => folders.TryGetValue(folder, out var names) ? names : machine.List(folder);
}
