using System;
using System.Collections.Generic;

namespace NumaTopology.Tests.Faults;

/// <summary>A machine that gives some facts otherwise than it has them.</summary>
internal sealed class AlteredMachine(Machine machine, Func<string, byte[]?, byte[]?> alter, Func<string, IReadOnlyList<string>?, IReadOnlyList<string>?>? alterNames = null) : Machine(machine.Snapshot)
{
    private byte[] _buffer = new byte[64];

    public override MachineSystem System => machine.System;

    public override DateTimeOffset? Captured => machine.Captured;

    public override int Read(string fact, ref byte[] buffer)
    {
        var length = machine.Read(fact, ref _buffer);
        if (alter(fact, length < 0 ? null : _buffer[..length]) is not { } content)
            return -1;
        if (buffer.Length < content.Length)
            buffer = new byte[content.Length];
        content.CopyTo(buffer, 0);
        return content.Length;
    }

    public override IReadOnlyList<string>? List(string folder) => alterNames is null ? machine.List(folder) : alterNames(folder, machine.List(folder));
}
