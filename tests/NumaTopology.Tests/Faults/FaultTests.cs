using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NumaTopology.Snapshots;
using Xunit;

namespace NumaTopology.Tests.Faults;

/// <summary>A machine that misbehaves while it is read gives an answer or the error that names a fact, and the same each time.</summary>
public class FaultTests
{
    private static readonly string[] s_machines = ["edge", "hmat", "sparse", "windows-devices", "windows-hmat-2", "windows-node-over-groups", "windows-sub-numa"];

    private static readonly string[] s_faults = ["empty", "half", "without its end", "twice", "binary", "changes between two reads"];

    public static TheoryData<string, string> FaultsOfMachines => new(from machine in s_machines from fault in s_faults select (machine, fault));

    [Theory]
    [MemberData(nameof(FaultsOfMachines))]
    public void Any_fault_of_any_fact_is_an_answer_or_a_named_error(string name, string fault)
    {
        var machine = (SnapshotMachine)MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"));
        Parallel.ForEach(AlikeFacts.Few(machine.Facts.Keys), fact =>
        {
            // Whatever else is thrown fails the test.
            var first = Answers.Of(() => Faulty(machine, fact, fault));
            Answers.AssertSame(first, Answers.Of(() => Faulty(machine, fact, fault)));
            foreach (var (question, error) in first.Where(answer => answer.Key == Answers.Error(Answers.Question(answer.Key))))
                Assert.True(error.Length > 10, $"{question} says only '{error}'");
        });
    }

    private static AlteredMachine Faulty(Machine machine, string faulty, string fault)
    {
        var reads = 0;
        return new AlteredMachine(machine, (fact, content) => fact != faulty || content is null ? content : fault switch
        {
            "empty" => [],
            "half" => content[..(content.Length / 2)],
            "without its end" => content[..^Math.Min(1, content.Length)],
            "twice" => [.. content, .. content],
            "binary" => [.. content.Select(value => (byte)(value ^ 0xA5))],
            _ => Interlocked.Increment(ref reads) % 2 == 1 ? content : [.. content.Select(value => value is >= (byte)'0' and < (byte)'9' ? (byte)(value + 1) : value)],
        });
    }
}
