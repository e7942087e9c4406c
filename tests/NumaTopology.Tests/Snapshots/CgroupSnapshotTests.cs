using System;
using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Snapshots;

/// <summary>What a snapshot keeps of cgroups: the limits, no other mount, and on wish no name of a user, a service or a container.</summary>
public sealed class CgroupSnapshotTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"numa-{Guid.NewGuid():N}.numa");

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_snapshot_tells_the_limits_as_the_machine_did(bool withIdentity)
    {
        using var machine = Describe();
        var limits = machine.Capabilities().Limits!;
        Assert.Equal(3, limits.Count);
        SnapshotExport.Save(machine.Machine, _file, withIdentity, overwrite: false);
        var kept = NumaProbe.Capabilities(MachineSource.OpenSnapshot(_file)).Limits!;
        Assert.Equal(limits.Select(limit => (limit.Resource, limit.Limit, limit.Used, limit.Cpus, limit.Name)), kept.Select(limit => (limit.Resource, limit.Limit, limit.Used, limit.Cpus, limit.Name)));
        if (withIdentity)
            Assert.Equal(limits, kept);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_other_mount_is_kept(bool withIdentity)
    {
        using var machine = Describe();
        SnapshotExport.Save(machine.Machine, _file, withIdentity, overwrite: false);
        Assert.DoesNotContain("filer7", File.ReadAllText(_file), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_identity_no_name_of_a_group_is_kept()
    {
        using var machine = Describe();
        SnapshotExport.Save(machine.Machine, _file, withIdentity: false, overwrite: false);
        var text = File.ReadAllText(_file);
        foreach (var name in new[] { "acme", "0123abcd", "payroll" })
            Assert.DoesNotContain(name, text, StringComparison.Ordinal);
    }

    [Fact(Skip = "a backslash separates folders on Windows", SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void A_group_with_a_backslash_in_its_name_is_kept()
    {
        using var machine = new MachineBuilder().Cell(0, "0-1").File("proc/self/cgroup", "0::/app-a\\x2db.scope\n").File("proc/self/mountinfo", "30 24 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n")
            .File("sys/fs/cgroup/app-a\\x2db.scope/memory.max", "4096\n");
        SnapshotExport.Save(machine.Machine, _file, withIdentity: true, overwrite: false);
        Assert.Equal("cgroup /app-a\\x2db.scope", Assert.Single(NumaProbe.Capabilities(MachineSource.OpenSnapshot(_file)).Limits!).Group);
    }

    private static MachineBuilder Describe() => new MachineBuilder().Cell(0, "0-1").File("proc/self/cgroup", "4:cpu,cpuacct:/acme/payroll\n0::/acme.slice/acme-pay\\x2droll.slice/docker-0123abcd.scope\n")
        .File("proc/self/mountinfo", "22 1 0:31 / /home rw shared:1 - nfs filer7:/home/jane rw,addr=10.0.0.7\n"
            + "30 24 0:26 /acme.slice/acme-pay\\134x2droll.slice /sys/fs/cgroup/unified ro - cgroup2 cgroup2 rw\n33 31 0:30 /acme /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n")
        .File("sys/fs/cgroup/unified/docker-0123abcd.scope/memory.max", "4294967296\n").File("sys/fs/cgroup/unified/docker-0123abcd.scope/memory.current", "4096\n")
        .File("sys/fs/cgroup/unified/docker-0123abcd.scope/memory.stat", "inactive_file 0\n")
        .File("sys/fs/cgroup/unified/memory.max", "8589934592\n")
        .File("sys/fs/cgroup/cpu,cpuacct/payroll/cpu.cfs_quota_us", "50000\n").File("sys/fs/cgroup/cpu,cpuacct/payroll/cpu.cfs_period_us", "100000\n");
}
