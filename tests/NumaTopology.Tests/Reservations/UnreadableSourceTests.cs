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
}
