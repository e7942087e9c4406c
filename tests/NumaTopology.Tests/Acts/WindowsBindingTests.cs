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
        var binder = new WindowsBinder(Machine("windows-job.numa"));
        Assert.True(binder.HasGroups);
        Assert.Equal(masks, string.Join(' ', binder.Masks(CpuSet.Parse(cpus)).Select(mask => $"{mask.Group}:{mask.Mask:x}")));
    }

    [Fact]
    public void A_machine_of_one_group_has_none_to_choose() => Assert.False(new WindowsBinder(Machine("windows-sub-numa.numa")).HasGroups);

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
    public void A_batch_file_gets_no_arguments(string path)
    {
        var error = Assert.Throws<NumaActException>(() => Acts().Start(new ProcessStart { FilePath = path, Arguments = ["a\"&calc"], WorkingDirectory = "." }, new NumaProcessBinding()));
        Assert.Equal((NumaActError.NotStarted, $"'{path}' is a batch file, whose arguments cmd would take for commands. Start a program instead."), (error.Error, error.Message));
    }

    [Fact]
    public void Windows_moves_no_pages() => Assert.Null(Acts().PagesOf(4));

    private static WindowsActs Acts() => new(Machine("windows-job.numa"));

    private static Machine Machine(string name) => MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, name));
}
