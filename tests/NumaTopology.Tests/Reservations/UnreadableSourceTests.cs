using System;
using System.IO;
using NumaTopology.Tests.Processes;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>Sources that only root may read.</summary>
public sealed class UnreadableSourceTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("run/libvirt/qemu")]
    [InlineData("var/lib/kubelet/cpu_manager_state")]
    [InlineData("var/lib/kubelet/memory_manager_state")]
    [InlineData("sys/devices/system/cpu/isolated")]
    [InlineData("etc/systemd/system")]
    public void A_source_that_may_not_be_read_is_a_warning_that_names_it(string fact)
    {
        var machine = ExtendedSnapshot.Open(Path.Combine(Repository.Machines, "flat.numa"), new() { ["proc/self/mountinfo"] = "24 30 0:22 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw", [fact] = null }, _path);
        Assert.Empty(NumaProbe.Reservations(machine));
        Assert.Contains(machine.Log.Warnings, warning => warning.Contains($"{fact} could not be read: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Sources_that_are_not_there_are_silent()
    {
        var machine = ExtendedSnapshot.Open(Path.Combine(Repository.Machines, "flat.numa"), new() { ["proc/self/mountinfo"] = "24 30 0:22 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw" }, _path);
        Assert.Empty(NumaProbe.Reservations(machine));
        Assert.DoesNotContain(machine.Log.Warnings, warning => warning.Contains("could not be read", StringComparison.Ordinal));
    }

    [Fact]
    public void A_snapshot_without_processes_and_cgroups_says_that_it_is_unknown()
    {
        using var bare = new MachineBuilder().Cell(0, "0-3");
        var machine = bare.Machine;
        Assert.Empty(NumaProbe.Reservations(machine));
        Assert.EndsWith("proc is not recorded: what is reserved is unknown. A snapshot has it if it was exported with Export-NumaSnapshot -IncludeReservation.", Assert.Single(machine.Log.Warnings), StringComparison.Ordinal);
        var live = new LiveMachine(bare.Machine, []);
        Assert.Empty(NumaProbe.Reservations(live));
        Assert.Empty(live.Log.Warnings);
        foreach (var recorded in new[] { "proc/12/status", "sys/fs/cgroup/pids.max" })
        {
            using var some = new MachineBuilder().Cell(0, "0-3").File(recorded, "\n");
            machine = some.Machine;
            Assert.Empty(NumaProbe.Reservations(machine));
            Assert.Empty(machine.Log.Warnings);
        }
    }
}
