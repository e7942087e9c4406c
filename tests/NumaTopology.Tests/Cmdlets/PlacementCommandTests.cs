using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

public sealed class PlacementCommandTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private static readonly string s_devices = Path.Combine(Repository.Machines, "windows-devices.numa");

    private readonly MachineBuilder _machine = new MachineBuilder().Cell(0, "0-3", memory: 4194304).Cell(1, "4-7", memory: 2097152).Cell(7, "", memory: 8388608)
        .Distances("10 21 17", "21 10 28", "17 28 10").HugePages(1, 2048, 8, 8)
        .Processor(0, 0, 0, "0-1").Processor(1, 0, 0, "0-1").Processor(2, 0, 1, "2-3").Processor(3, 0, 1, "2-3");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Placements_come_best_first()
    {
        var found = Run<NumaPlacement>("Find-NumaPlacement 2 1GB -Count 9 -Snapshot $machine");
        Assert.Empty(session.Errors);
        Assert.Equal([(1, "1", "4-5"), (2, "0", "0-1")], found.Select(placement => (placement.Rank, string.Join(",", placement.Cells), placement.Cpus.ToString())));
        Assert.Single(Run<NumaPlacement>("Find-NumaPlacement 2 1GB -Snapshot $machine"));
        Assert.Equal("0,7", string.Join(",", Run<NumaPlacement>("Find-NumaPlacement -Cpu 2 -Memory 6GB -Snapshot $machine")[0].Cells));
    }

    [Fact]
    public void Capabilities_from_the_pipeline_answer_too()
    {
        Assert.Equal("1", Assert.Single(Run<string>("Get-NumaCapabilities -Snapshot $machine | Find-NumaPlacement 2 1GB -Count 1 | ForEach-Object { $_.Cells -join ',' }")));
        Assert.Empty(session.Errors);
    }

    [Fact]
    public void A_placement_becomes_a_command_line()
    {
        Assert.Equal("numactl --physcpubind=4-5 --membind=1", Assert.Single(Run<string>("Find-NumaPlacement 2 1GB -Count 1 -Snapshot $machine | ConvertTo-NumaBinding -For Numactl")));
        Assert.Equal("numactl --physcpubind=4 --membind=1", Assert.Single(Run<string>("Find-NumaPlacement -HugePage 2MB -HugePageCount 8 -MaxCell 1 -Snapshot $machine | ConvertTo-NumaBinding Numactl")));
        Assert.Empty(session.Errors);
    }

    /// <summary>Windows 10 of build 17763 with two groups of 64: the process is in group 1, which is no limit before build 20348.</summary>
    [Fact]
    public void A_placement_may_take_processors_of_both_groups_of_Windows()
    {
        var placement = Assert.Single(session.Run<NumaPlacement>("Find-NumaPlacement 80 -Snapshot $machine", Path.Combine(Repository.Machines, "windows-2x64.numa")));
        Assert.Empty(session.Errors);
        Assert.Equal((80, "0,1"), (placement.Cpus.Count, string.Join(',', placement.Cells)));
    }

    [Fact]
    public void Placements_survive_remoting_and_are_bound_then()
    {
        const string received = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Find-NumaPlacement 2 6GB -Count 1 -Snapshot $machine)))";
        Assert.Equal("numactl --physcpubind=0-1 --membind=0,7", Assert.Single(Run<string>(received + " | ConvertTo-NumaBinding Numactl")));
        Assert.Empty(session.Errors);
    }

    [Fact]
    public void A_placement_has_no_cycles()
    {
        var text = JsonSerializer.Serialize(Run<NumaPlacement>("Find-NumaPlacement 2 6GB -Count 1 -Snapshot $machine")[0]);
        Assert.Equal(17, JsonDocument.Parse(text).RootElement.GetProperty("WorstDistance").GetInt32());
    }

    [Fact]
    public void Nothing_that_fits_is_an_error_with_the_closest()
    {
        Assert.Empty(Run<NumaPlacement>("Find-NumaPlacement 9 1GB -Snapshot $machine"));
        AssertError("NumaPlacementNotFound", "FindNumaPlacementCommand", ErrorCategory.ResourceUnavailable);
        Assert.Equal(9, Assert.IsType<PlacementRequest>(session.Errors[0].TargetObject).Cpu);
        Assert.Equal($"Not enough CPUs on {System.IO.Path.GetFileName(_machine.Root)}: 9 requested, 8 usable. Closest: nodes 0-1 with 8 CPUs, 6.00 GiB.", session.Errors[0].Exception.Message);
    }

    [Fact]
    public void Explain_tells_of_every_cell_that_is_not_used()
    {
        var rejected = Run<RejectedCell>("Find-NumaPlacement 2 1GB -ExcludeCell 0 -Explain -Snapshot $machine");
        Assert.Equal(["0: excluded", "7: no CPUs; memory not needed"], rejected.Select(cell => cell.ToString()));
        Assert.Equal(3, Run<RejectedCell>("Find-NumaPlacement 20 -Explain -Snapshot $machine").Count);
        AssertError("NumaPlacementNotFound", "FindNumaPlacementCommand", ErrorCategory.ResourceUnavailable);
    }

    [Fact]
    public void A_device_is_named_in_any_way()
    {
        // PhysicalDrive0 hangs at cell 1, PhysicalDrive1 at 0, of PhysicalDrive2 nobody knows.
        foreach (var (name, cell) in new[] { ("PhysicalDrive0", 1), ("physicaldrive1", 0) })
            Assert.Equal(cell, Assert.Single(session.Run<NumaPlacement>($"Find-NumaPlacement -Device {name} -Count 1 -Snapshot $machine", s_devices)).Cells.Single());
        var device = session.Run<NumaDevice>("Get-NumaDevice PhysicalDrive0 -Snapshot $machine", s_devices)[0];
        foreach (var name in new[] { device.Path, device.Address }.Where(name => name is not null))
            Assert.Equal([1], session.Run<NumaPlacement>($"Find-NumaPlacement -Device '{name}' -Count 1 -Snapshot $machine", s_devices)[0].Cells);
        Assert.Empty(session.Errors);
    }

    [Fact]
    public void A_device_whose_cell_is_unknown_is_a_warning()
    {
        Assert.NotEmpty(session.Run<NumaPlacement>("Find-NumaPlacement -Device PhysicalDrive2 -Snapshot $machine", s_devices));
        Assert.Equal("The node of 'PhysicalDrive2' is not reported; its distance is ignored.", Assert.Single(session.Warnings));
    }

    [Fact]
    public void A_device_that_is_not_there_is_an_error_and_no_placement_pretends()
    {
        Assert.Empty(Run<NumaPlacement>("Find-NumaPlacement -Device nvme9n1 -Snapshot $machine"));
        AssertError("NumaDeviceNotFound", "FindNumaPlacementCommand", ErrorCategory.ObjectNotFound, "nvme9n1");
    }

    [Fact]
    public void A_cell_to_exclude_that_is_not_there_is_an_error_and_the_rest_is_answered()
    {
        Assert.NotEmpty(Run<NumaPlacement>("Find-NumaPlacement -ExcludeCell 5 -Snapshot $machine"));
        AssertError("NumaCellNotFound", "FindNumaPlacementCommand", ErrorCategory.ObjectNotFound, 5);
    }

    [Theory]
    [InlineData("-WholeCore -Smt Apart", SmtUse.Apart)]
    [InlineData("-Strict", SmtUse.Together)]
    [InlineData("-Capacity -SampleSecond 1", 1.0)]
    [InlineData("-HugePage 2MB", 2097152L)]
    [InlineData("-HugePageCount 4", 4L)]
    public void A_request_that_contradicts_itself_is_refused(string request, object value)
    {
        Assert.Empty(Run<NumaPlacement>($"Find-NumaPlacement {request} -Snapshot $machine"));
        AssertError("NumaRequestContradicts", "FindNumaPlacementCommand", ErrorCategory.InvalidArgument, value);
    }

    [Fact]
    public void What_cannot_be_bound_is_an_error_and_the_others_are_written()
    {
        // The best takes memory of cell 7; with cell 7 left out both cells of processors give it.
        var script = "(Find-NumaPlacement 2 6GB -Count 1 -Snapshot $machine), (Find-NumaPlacement 2 1GB -Count 1 -Snapshot $machine) | ConvertTo-NumaBinding Taskset";
        Assert.Equal("taskset --cpu-list 4-5", Assert.Single(Run<string>(script)));
        AssertError("NumaBindingNotExpressible", "ConvertToNumaBindingCommand", ErrorCategory.InvalidOperation);
        Assert.IsType<NumaPlacement>(session.Errors[0].TargetObject);
    }

    [Fact]
    public void A_name_that_devices_at_different_cells_have_is_an_error()
    {
        var twins = new NumaCapabilities
        {
            Cells = [new NumaCell { Id = 0, Cpus = CpuSet.Of(0) }, new NumaCell { Id = 1, Cpus = CpuSet.Of(1) }],
            Devices = [new NumaDevice { Name = "A100", Kind = DeviceKind.Gpu, CellId = 0, Address = "0000:17:00.0" }, new NumaDevice { Name = "A100", Kind = DeviceKind.Gpu, CellId = 1, Address = "0000:65:00.0" }],
        };
        Assert.Empty(session.Run("Find-NumaPlacement -Device A100 -InputObject $given", given: twins));
        AssertError("NumaDeviceAmbiguous", "FindNumaPlacementCommand", ErrorCategory.InvalidArgument, "A100");
        Assert.Contains("0000:65:00.0", session.Errors[0].Exception.Message);
        Assert.Equal([1], Assert.IsType<NumaPlacement>(Assert.Single(session.Run("Find-NumaPlacement -Device 0000:65:00.0 -InputObject $given", given: twins)).BaseObject).Cells);
    }

    [Fact]
    public void A_snapshot_cannot_be_watched()
    {
        Assert.Empty(Run<NumaPlacement>("Find-NumaPlacement -SampleSecond 1 -Snapshot $machine"));
        AssertError("SnapshotNotSampled", "FindNumaPlacementCommand", ErrorCategory.InvalidOperation, _machine.Root);
    }

    [Fact(Skip = "processor times are read on Linux and on a real Windows", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void This_machine_is_watched_for_as_long_as_asked()
    {
        var watch = Stopwatch.StartNew();
        Assert.NotNull(Assert.Single(session.Run<NumaPlacement>("Find-NumaPlacement -SampleSecond 0.3 -Count 1")).BusyCpus);
        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(0.3));
        Assert.Null(Assert.Single(session.Run<NumaPlacement>("Find-NumaPlacement -Count 1")).BusyCpus);
    }

    [Fact(Skip = "processor times are read on Linux and on a real Windows", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public async Task Stopping_ends_the_watching()
    {
        using var shell = session.Shell();
        var waiting = new TaskCompletionSource();
        shell.Streams.Progress.DataAdded += (_, _) => waiting.TrySetResult();
        var running = shell.AddScript("Find-NumaPlacement -SampleSecond 600").InvokeAsync();
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await shell.StopAsync(null, null).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<Exception>(() => running);
    }

    [Theory]
    [InlineData("Find-NumaPlacement 1 300MB -Snapshot $machine")]
    [InlineData("Get-NumaCapabilities $machine | Find-NumaPlacement 1 300MB")]
    // What remoting and Import-Clixml leave of capabilities.
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-NumaCapabilities $machine))) | Find-NumaPlacement 1 300MB")]
    public void More_than_the_limit_of_a_cgroup_leaves_is_an_error_that_names_it(string script)
    {
        // 200 MiB less the 4.9 MiB used, in the group around that of the process, which has 300 MiB.
        Assert.Empty(session.Run(script, Path.Combine(Repository.Machines, "limits.numa")));
        AssertError("NumaPlacementNotFound", "FindNumaPlacementCommand", ErrorCategory.ResourceUnavailable);
        Assert.Equal("Not enough memory in cgroup /outer group: 300 MiB requested, 195.1 MiB left of memory.max 200 MiB.", session.Errors[0].Exception.Message);
    }

    [Fact]
    public void Less_CPU_time_than_CPUs_is_warned_of_once()
    {
        var placements = session.Run<NumaPlacement>("Find-NumaPlacement 2 -Count 3 -Snapshot $machine", Path.Combine(Repository.Machines, "limits.numa"));
        Assert.Equal(3, placements.Count);
        Assert.Equal("CPU time in cgroup /outer group is limited to 1.5 CPUs by cpu.max; 2 CPUs requested.", Assert.Single(session.Warnings));
        Assert.All(placements, placement => Assert.Equal(session.Warnings, placement.Warnings));
    }

    [Theory]
    [InlineData("-Capacity")]
    [InlineData("-IncludeDisallowed")]
    public void Limits_are_ignored_on_wish(string wish)
    {
        Assert.Single(session.Run($"Find-NumaPlacement 2 300MB {wish} -Snapshot $machine", Path.Combine(Repository.Machines, "limits.numa")));
        Assert.Empty(session.Errors);
        Assert.Empty(session.Warnings);
    }

    [Theory]
    [InlineData("windows-altra-2x80", "Find-NumaPlacement 2 -Snapshot $machine | ConvertTo-NumaBinding -For Numactl", "Use -For Windows.")]
    [InlineData("windows-altra-2x80", "Find-NumaPlacement 90 -Snapshot $machine | ConvertTo-NumaBinding -For Windows -AsArgument", "Leave out -AsArgument.")]
    [InlineData("hmat", "Find-NumaPlacement 2 -Snapshot $machine | ConvertTo-NumaBinding -For Libvirt -AsArgument", "Leave out -AsArgument.")]
    [InlineData("hmat", "Find-NumaPlacement 2 1MB -Snapshot $machine | ConvertTo-NumaBinding -For Docker -MemoryPolicy Interleave", "Leave out -MemoryPolicy or use another -For.")]
    [InlineData("hmat", "Find-NumaPlacement 2 -Snapshot $machine | ConvertTo-NumaBinding -For Numactl -MemoryPolicy Interleave", "Request -Memory or -HugePage.")]
    [InlineData("hmat", "Find-NumaPlacement 4 600MB -Count 1 -Snapshot $machine | ConvertTo-NumaBinding -For Numactl -MemoryPolicy Preferred", "Use another -MemoryPolicy, or -MaxCell 1 in the request.")]
    [InlineData("hmat", "Find-NumaPlacement 1 -HugePage 2MB -HugePageCount 1 -Snapshot $machine | ConvertTo-NumaBinding -For Kubelet", "Leave out -HugePage.")]
    [InlineData("hmat", "Find-NumaPlacement 2 -Snapshot $machine | ConvertTo-NumaBinding -For Systemd -AsArgument", "Use -For SystemdRun, or leave out -AsArgument.")]
    [InlineData("hmat", "Find-NumaPlacement 1 1MB -HugePage 2MB -HugePageCount 1 -Snapshot $machine | ConvertTo-NumaBinding -For Libvirt", "Request -Memory or -HugePage, not both.")]
    public void What_cannot_be_bound_says_which_parameter_helps(string name, string script, string remedy)
    {
        session.Run(script, Path.Combine(Repository.Machines, name + ".numa"));
        Assert.EndsWith(" " + remedy, Assert.Single(session.Errors).Exception.Message);
    }

    [Theory]
    [InlineData("ConvertTo-NumaBinding -For Num", "Numactl")]
    [InlineData("Find-NumaPlacement -Smt A", "Apart")]
    public void Parameters_with_fixed_values_offer_them(string line, string offered) => Assert.Equal(offered, Assert.Single(session.Complete(line)).CompletionText);

    [Fact]
    public void Cells_to_exclude_are_offered() =>
        Assert.Equal(["0", "1", "7"], session.Complete($"Find-NumaPlacement -Snapshot '{_machine.Root}' -ExcludeCell ").Select(match => match.CompletionText));

    private System.Collections.Generic.IReadOnlyList<T> Run<T>(string script) => session.Run<T>(script, _machine.Root);

    private void AssertError(string id, string command, ErrorCategory category, object? target = null)
    {
        var error = Assert.Single(session.Errors);
        Assert.Equal($"{id},NumaTopology.Commands.{command}", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        if (target is not null)
            Assert.Equal(target, error.TargetObject);
    }
}
