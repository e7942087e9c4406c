using System;
using System.IO;
using System.Linq;
using NumaTopology.Machines.Linux;
using Xunit;

namespace NumaTopology.Tests.Faults;

/// <summary>Faults of files themselves, at every kind of file of a machine: the kernel refuses the read, and the answer is that of a machine without the file.</summary>
public class FolderFaultTests
{
    [Fact(Skip = "links and the kernel's error numbers are Linux's", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_file_that_cannot_be_read_answers_as_one_that_is_not_there()
    {
        using var described = LargeMachine.Describe(cells: 2, cpus: 4);
        foreach (var file in AlikeFacts.Few(Directory.GetFiles(described.Root, "*", SearchOption.AllDirectories)))
        {
            var kept = file + ".kept";
            File.Move(file, kept);
            var without = Answers.Of(() => new FolderMachine(described.Root));

            // EISDIR.
            Directory.CreateDirectory(file);
            Answers.AssertSame(without, Answers.Of(() => new FolderMachine(described.Root)));
            Directory.Delete(file);

            // ELOOP and ENOENT: links that lead nowhere.
            foreach (var target in new[] { file, "/nowhere" })
            {
                File.CreateSymbolicLink(file, target);
                Answers.AssertSame(without, Answers.Of(() => new FolderMachine(described.Root)));
                File.Delete(file);
            }

            File.Move(kept, file);
        }
    }

    [Fact(Skip = "the kernel's error numbers are Linux's", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void One_warning_names_what_the_kernel_refuses_to_read()
    {
        using var described = LargeMachine.Describe(cells: 2, cpus: 4);
        var fact = MachineBuilder.Nodes + "node1/meminfo";
        Directory.CreateDirectory(Path.Combine(described.Remove(fact).Root, fact));
        var machine = described.Machine;
        Assert.Null(NumaProbe.Cells(machine)[1].Memory);
        Assert.Equal($"{Path.Combine(described.Root, fact)} could not be read: it is a directory (EISDIR).", Assert.Single(machine.Log.Warnings));
    }
}
