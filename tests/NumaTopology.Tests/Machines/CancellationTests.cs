using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Xunit;

namespace NumaTopology.Tests.Machines;

/// <summary>What is asked to end ends with the next fact, says that it was ended, and leaves nothing behind.</summary>
public class CancellationTests
{
    private static readonly string s_path = Path.Combine(Repository.Machines, "hmat.numa");

    public static TheoryData<string> Questions => ["capabilities", "cells", "free memory", "distances", "devices", "cell ids", "checks"];

    public static TheoryData<string> Snapshots => ["hmat", "windows-hmat-2", "windows-devices"];

    [Theory]
    [MemberData(nameof(Questions))]
    public void No_fact_is_read_once_a_question_is_cancelled(string question)
    {
        var all = Reads(question, cancelAt: int.MaxValue);
        Assert.True(all > 3, $"{all} facts were read");
        for (var at = 1; at < all; at++)
            Assert.Equal(at, Reads(question, at));
    }

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Reading_a_snapshot_ends_when_it_is_cancelled(string name)
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"), cancelled.Token));
    }

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void A_machine_that_was_opened_answers_no_more(string name)
    {
        using var stop = new CancellationTokenSource();
        var machine = MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name + ".numa"), stop.Token);
        NumaProbe.Capabilities(machine);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => NumaProbe.Capabilities(machine));
        Assert.ThrowsAny<OperationCanceledException>(() => NumaProbe.FreeMemory(machine));
    }

    [Theory]
    [InlineData(NumaXmlSchema.Libvirt)]
    [InlineData(NumaXmlSchema.Nested)]
    public void Writing_and_reading_XML_end_when_they_are_cancelled(NumaXmlSchema schema)
    {
        using var cancelled = new CancellationTokenSource();
        var machine = NumaProbe.Capabilities(MachineSource.OpenSnapshot(s_path));
        var text = NumaXml.Write(machine, schema, cancelled.Token);
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => NumaXml.Write(machine, schema, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => NumaXml.Read(text, cancelled.Token));
    }

    [Fact]
    public void A_placement_search_ends_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var machine = NumaProbe.Capabilities(MachineSource.OpenSnapshot(s_path));
        Assert.ThrowsAny<OperationCanceledException>(() => PlacementFinder.Find(machine, new PlacementRequest { Cpu = 2 }, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => PlacementFinder.Find(machine, new PlacementRequest { Cpu = 2000 }, cancelled.Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void An_export_that_is_cancelled_while_it_reads_leaves_the_folder_as_it_was(int cancelAt) =>
        Export((_, stop) => new StoppingMachine(stop, cancelAt));

    [Fact]
    public void An_export_that_is_cancelled_while_it_writes_leaves_the_folder_as_it_was() =>
        // Names are listed while it reads and gone through again while it writes: then there is a second file.
        Export((folder, stop) => new StoppingMachine(stop, int.MaxValue, () => Directory.GetFileSystemEntries(folder).Length > 1));

    private static void Export(Func<string, CancellationTokenSource, Machine> machine)
    {
        var folder = Directory.CreateTempSubdirectory("numa-export-").FullName;
        try
        {
            var path = Path.Combine(folder, "machine.numa");
            File.WriteAllText(path, "what was there before");
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => SnapshotExport.Save(machine(folder, stop), path, withIdentity: true, overwrite: true));
            Assert.Equal([path], Directory.GetFileSystemEntries(folder));
            Assert.Equal("what was there before", File.ReadAllText(path));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    /// <summary>How many facts a question reads that is cancelled with one of them.</summary>
    private static int Reads(string question, int cancelAt)
    {
        using var stop = new CancellationTokenSource();
        var machine = new StoppingMachine(stop, cancelAt);
        Action ask = question switch
        {
            "capabilities" => () => NumaProbe.Capabilities(machine),
            "checks" => () => NumaProbe.Checks(machine),
            "cells" => () => NumaProbe.Cells(machine),
            "free memory" => () => NumaProbe.FreeMemory(machine),
            "distances" => () => NumaProbe.Distances(machine),
            "devices" => () => NumaProbe.Devices(machine, otherPci: true),
            _ => () => NumaProbe.Cells(machine, NumaProbe.CellIds(machine)),
        };
        if (cancelAt == int.MaxValue)
            ask();
        else
            Assert.ThrowsAny<OperationCanceledException>(ask);
        return machine.Reads;
    }

    /// <summary>A recorded machine whose user presses Ctrl+C when that many facts are read, or when names are gone through at a certain moment.</summary>
    private sealed class StoppingMachine(CancellationTokenSource stop, int at, Func<bool>? isMoment = null) : Machine(s_path, stop.Token)
    {
        private readonly Machine _machine = MachineSource.OpenSnapshot(s_path);

        public int Reads { get; private set; }

        public override MachineSystem System => _machine.System;

        public override int Read(string fact, ref byte[] buffer)
        {
            if (++Reads == at)
                stop.Cancel();
            return _machine.Read(fact, ref buffer);
        }

        public override IReadOnlyList<string>? List(string folder) => _machine.List(folder) is { } names ? new Names(names, StopAtTheMoment) : null;

        private void StopAtTheMoment()
        {
            if (isMoment?.Invoke() == true)
                stop.Cancel();
        }
    }

    private sealed class Names(IReadOnlyList<string> names, Action whenGoneThrough) : IReadOnlyList<string>
    {
        public int Count => names.Count;

        public string this[int index] => names[index];

        public IEnumerator<string> GetEnumerator()
        {
            whenGoneThrough();
            return names.GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
