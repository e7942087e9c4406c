using System;
using System.Collections.Generic;

namespace NumaTopology.Tests;

/// <summary>Answers as another machine does but for facts, and folders by their name with a slash, that are gone.</summary>
internal sealed class VanishingMachine(Machine machine, Predicate<string> isGone) : Machine(machine.Snapshot)
{
    public override MachineSystem System => machine.System;

    public override int Read(string fact, ref byte[] buffer) => isGone(fact) ? -1 : machine.Read(fact, ref buffer);

    public override IReadOnlyList<string>? List(string folder) => isGone(folder + "/") ? null : machine.List(folder);
}
