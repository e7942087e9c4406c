using System;
using System.Collections.Generic;
using System.IO;
using NumaTopology.Tests;

namespace NumaTopology.Fuzz;

/// <summary>A reader of foreign bytes, and what is asked of it. It may understand any input or refuse it; every other exception is a finding.</summary>
internal sealed class FuzzTarget(string name, IReadOnlyList<Type> readers, Action<byte[]> read)
{
    private const int InputsOfAMachine = 1000;

    public string Name => name;

    /// <summary>The classes that take the bytes apart: what of them is reached is what the target is good for.</summary>
    public IReadOnlyList<Type> Readers => readers;

    /// <summary>Inputs to begin with, and those that once were findings.</summary>
    public string Corpus => Path.Combine(Repository.Root, "tests", "Fuzz", "Corpus", name);

    public void Read(byte[] input) => read(input);

    /// <summary>A target that puts facts made of the input in the place of a recorded machine's and asks each question of that.</summary>
    public static FuzzTarget OfMachine(string name, string machine, IReadOnlyList<Type> readers, Func<Machine, byte[], Machine> change, IReadOnlyList<Action<Machine>> questions)
    {
        Machine? recorded = null;
        var inputs = 0;
        return new FuzzTarget(name, readers, input =>
        {
            // A machine's log keeps every name that was asked for and is not there, and each input asks for others: one machine for all would fill the memory.
            if (inputs++ % InputsOfAMachine == 0)
                recorded = MachineSource.OpenSnapshot(Path.Combine(Repository.Root, machine));
            foreach (var question in questions)
                Refusable(() => question(change(recorded!, input)));
        });
    }

    /// <summary>Reads something that may be refused, with a reason.</summary>
    public static void Refusable(Action read)
    {
        try
        {
            read();
        }
        catch (TopologyFormatException e)
        {
            Claim.IsTrue(e.Fact.Length > 0 && e.Reason.Length > 0, "a refusal names the fact and the reason");
        }
    }
}
