using System.IO;
using System.Linq;
using NumaTopology.Acts;
using NumaTopology.Acts.Windows;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>What of binding on Windows is decided before a call: the masks of processor groups, and what Windows cannot do.</summary>
public sealed class WindowsBindingTests
{
    /// <summary>windows-job has two groups of four CPUs, windows-sub-numa one.</summary>
    [Theory]
    [InlineData("0-3", "0:f")]
    [InlineData("1,3", "0:a")]
    [InlineData("5-6", "1:6")]
    [InlineData("0,4,7", "0:1 1:9")]
    public void Each_group_of_CPUs_has_its_mask(string cpus, string masks)
    {
        var binder = new WindowsBinder(Machine("windows-job.numa"), new NotedCalls());
        Assert.True(binder.HasGroups);
        Assert.Equal(masks, string.Join(' ', binder.Masks(CpuSet.Parse(cpus)).Select(mask => $"{mask.Group}:{mask.Mask:x}")));
    }

    [Fact]
    public void A_machine_of_one_group_has_none_to_choose() => Assert.False(new WindowsBinder(Machine("windows-sub-numa.numa"), new NotedCalls()).HasGroups);

    [Theory]
    [InlineData(NumaMemoryPolicy.Bind)]
    [InlineData(NumaMemoryPolicy.Interleave)]
    [InlineData(NumaMemoryPolicy.PreferredMany)]
    public void Windows_binds_no_memory(NumaMemoryPolicy policy)
    {
        var error = Assert.Throws<NumaActException>(() => Acts().Start(new ProcessStart { FilePath = "serve.exe", WorkingDirectory = "." }, new NumaProcessBinding { MemoryPolicy = policy, MemoryCells = [0] }));
        Assert.Equal((NumaActError.Unsupported, $"Windows has no memory policy '{policy}', only Preferred and Local: it binds no memory."), (error.Error, error.Message));
    }

    /// <summary>cmd takes the arguments of a batch file apart by its own rules (CVE-2024-24576 and its like).</summary>
    [Theory]
    [InlineData("serve.bat")]
    [InlineData("serve.CMD")]
    [InlineData("serve.bat. .")] // CVE-2024-43402: Windows takes no notice of blanks and points at the end.
    public void A_batch_file_gets_no_arguments(string path)
    {
        var error = Assert.Throws<NumaActException>(() => Acts().Start(new ProcessStart { FilePath = path, Arguments = ["a\"&calc"], WorkingDirectory = "." }, new NumaProcessBinding()));
        Assert.Equal((NumaActError.NotStarted, $"'{path}' is a batch file, whose arguments cmd would take for commands. Start a program instead."), (error.Error, error.Message));
    }

    /// <summary>GetProcessAffinityMask tells the CPUs of a process in one group; default CPU sets, where it has some, go before. What is not told is not reported.</summary>
    [Fact]
    public void The_CPUs_of_a_process_are_its_default_sets_or_its_mask_in_its_group()
    {
        Assert.Equal("0-1", Read("windows-sub-numa.numa", new NotedCalls { Mask = 3 }));
        Assert.Equal("0-1", Read("windows-sub-numa.numa", new NotedCalls { Mask = 3, IsOld = true }));
        Assert.Equal("0-1", Read("windows-sub-numa.numa", new NotedCalls { Mask = 3, Fails = { ["GetProcessDefaultCpuSetMasks"] = 5 } }));
        Assert.Equal("not reported", Read("windows-sub-numa.numa", new NotedCalls { Fails = { ["GetProcessAffinityMask"] = 5 } }));
        Assert.Equal("4-6", Read("windows-job.numa", new NotedCalls { Groups = [1], Mask = 7 }));
        Assert.Equal("not reported", Read("windows-job.numa", new NotedCalls { Groups = [0, 1], Mask = 0 }));
        Assert.Equal("not reported", Read("windows-job.numa", new NotedCalls { Groups = [1], Mask = 7, Fails = { ["GetProcessGroupAffinity"] = 5 } }));
        Assert.Equal("0,3,6", Read("windows-job.numa", new NotedCalls { Groups = [1], Mask = 7, DefaultSets = [(9, 0), (4, 1)] }));

        static string Read(string machine, NotedCalls calls) => new WindowsBinder(Machine(machine), calls).Read(0x1000)?.ToString() ?? "not reported";
    }

    [Fact]
    public void Windows_moves_no_pages() => Assert.Null(Acts().PagesOf(4));

    private static WindowsActs Acts() => new(Machine("windows-job.numa"), new NotedCalls());

    private static Machine Machine(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name));
}
