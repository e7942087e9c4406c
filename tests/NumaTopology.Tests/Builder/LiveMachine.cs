using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace NumaTopology.Tests;

/// <summary>Answers as a described machine does, as if it were the one that runs the test, and refuses some facts and folders.</summary>
internal sealed class LiveMachine(Machine machine, IReadOnlyList<string> refused, CancellationToken cancellation = default) : Machine(null, cancellation)
{
    public override MachineSystem System => machine.System;

    public override int Read(string fact, ref byte[] buffer) => IsRefusedHere(fact) ? Refused : machine.Read(fact, ref buffer);

    public override IReadOnlyList<string>? List(string folder) => IsRefusedHere(folder) ? null : machine.List(folder);

    public override string Locate(string fact) => "/" + fact;

    private bool IsRefusedHere(string name)
    {
        if (!refused.Contains(name))
            return false;
        Log.Refused(name, "Permission denied");
        return true;
    }
}
