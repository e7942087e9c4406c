using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>Units and drop-ins as systemd.unit(5) and systemd.resource-control(5) describe them.</summary>
public sealed class SystemdReservationTests : ReservationTest
{
    private const string Group = "sys/fs/cgroup/system.slice/db.service/";

    public SystemdReservationTests() => Builder
        .File("proc/self/mountinfo", "24 30 0:22 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n")
        .File("sys/fs/cgroup/cpuset.cpus.effective", "0-7\n").File(Group + "cpuset.cpus", "2-3\n").File(Group + "cpuset.cpus.effective", "2-3\n");

    [Fact]
    public void A_unit_that_is_allowed_some_CPUs_is_told_once_and_with_what_the_kernel_made_of_it()
    {
        Builder.File("etc/systemd/system/db.service", "[Unit]\nDescription=x\n[Service]\nAllowedCPUs=2-3\nAllowedMemoryNodes=1\n");
        Assert.Equal(("db.service", ReservationSource.Systemd, "2-3", "2-3"), (Only().Owner, Only().Source, $"{Only().Cpus}", $"{Only().EffectiveCpus}"));
        Assert.Equal([1], Only().Cells);
        Assert.Equal((false, "/etc/systemd/system/db.service"), (Only().Exclusive, Only().Evidence));
        var machine = Builder.Machine;
        Assert.Single(NumaProbe.Reservations(machine));
        Assert.Contains("1 cgroups have the CPUs of their systemd unit and are listed as that unit.", machine.Log.Details);
    }

    [Theory]
    [InlineData("batch.slice")]
    [InlineData("run-u1.scope")]
    public void Slices_and_scopes_are_units_too(string unit)
    {
        Builder.File($"sys/fs/cgroup/{unit}/cpuset.cpus", "6-7\n").File($"sys/fs/cgroup/{unit}/cpuset.cpus.effective", "6-7\n").File($"etc/systemd/system/{unit}.d/50-cpus.conf", "[Slice]\nAllowedCPUs=6-7\n");
        Assert.Equal((unit, "6-7"), (All[^1].Owner, $"{All[^1].Cpus}"));
    }

    /// <summary>systemd.unit(5), from the most important to the least: system.control, then what an administrator wrote, then what is there for this run; transient units are in a folder of their own.</summary>
    [Theory]
    [InlineData("etc/systemd/system.control", "run/systemd/system.control")]
    [InlineData("run/systemd/system.control", "etc/systemd/system")]
    [InlineData("etc/systemd/system", "run/systemd/system")]
    [InlineData("run/systemd/system", "run/systemd/transient")]
    public void The_file_of_the_more_important_folder_counts(string more, string less)
    {
        Builder.File(more + "/db.service", "[Service]\nAllowedCPUs=6\n").File(less + "/db.service", "[Service]\nAllowedCPUs=0\n");
        var unit = All.Single(one => one.Source == ReservationSource.Systemd);
        Assert.Equal(("6", $"/{more}/db.service"), ($"{unit.Cpus}", unit.Evidence));
    }

    [Fact]
    public void A_transient_unit_is_told()
    {
        Builder.File("run/systemd/transient/db.service", "[Service]\nAllowedCPUs=6\n");
        Assert.Equal("/run/systemd/transient/db.service", All.Single(one => one.Source == ReservationSource.Systemd).Evidence);
    }

    [Fact]
    public void Drop_ins_end_in_conf_and_are_in_a_folder()
    {
        Builder.File("etc/systemd/system/db.service", "no key\n=1\n[Service]\nAllowedCPUs=6\n").File("etc/systemd/system/db.service.d/a.conf.bak", "[Service]\nAllowedCPUs=7\n").File("run/systemd/system/db.service.d", "no folder");
        Assert.Equal("6", $"{All.Single(one => one.Source == ReservationSource.Systemd).Cpus}");
    }

    [Fact]
    public void A_cgroup_of_another_unit_with_the_same_CPUs_is_told()
    {
        Builder.File("etc/systemd/system/db.service", "[Service]\nAllowedCPUs=2-3\n").File("sys/fs/cgroup/mydb.service/cpuset.cpus", "2-3\n").File("sys/fs/cgroup/mydb.service/cpuset.cpus.effective", "2-3\n");
        Assert.Equal(["/mydb.service", "db.service"], All.Select(one => one.Owner));
    }

    [Fact]
    public void Where_the_kernel_has_other_CPUs_both_are_told()
    {
        Builder.File("etc/systemd/system/db.service", "[Service]\nAllowedCPUs=4-5\n");
        Assert.Equal([(ReservationSource.Cgroup, "2-3"), (ReservationSource.Systemd, "4-5")], All.Select(one => (one.Source, $"{one.Cpus}")));
        Assert.Equal("2-3", $"{All[1].EffectiveCpus}");
    }

    [Theory]
    [InlineData("AllowedCPUs=\nAllowedCPUs=4-5", "4-5")]
    [InlineData("AllowedCPUs=4-5", "2-5")]
    [InlineData("AllowedCPUs=4 6", "2-4,6")]
    [InlineData("AllowedCPUs=4, 6", "2-4,6")]
    [InlineData("AllowedCPUs=\"4\t6\"", "2-4,6")]
    [InlineData("AllowedCPUs=4 \\\n  6", "2-4,6")]
    [InlineData("AllowedCPUs=4\\\n6", "2-4,6")]
    public void Lines_add_up_and_an_empty_one_begins_anew(string dropIn, string expected)
    {
        Builder.File("etc/systemd/system/db.service", "[Service]\nAllowedCPUs=2-3\n").File("run/systemd/system.control/db.service.d/50-AllowedCPUs.conf", $"[Service]\n{dropIn}\n");
        Assert.Equal(expected, $"{All.Single(one => one.Source == ReservationSource.Systemd).Cpus}");
    }

    [Fact]
    public void A_drop_in_hides_one_of_the_same_name_in_a_lesser_folder()
    {
        Builder.File("run/systemd/system/db.service.d/a.conf", "[Service]\nAllowedCPUs=0\n").File("etc/systemd/system/db.service.d/a.conf", "[Service]\nAllowedCPUs=6\n");
        Assert.Equal("6", $"{All.Single(one => one.Source == ReservationSource.Systemd).Cpus}");
    }

    [Fact]
    public void A_unit_that_does_not_run_holds_nothing()
    {
        Builder.File("etc/systemd/system/web.service", "[Service]\nAllowedCPUs=4-5\n");
        Assert.Equal(ReservationSource.Cgroup, Only().Source);
    }

    [Theory]
    [InlineData("AllowedCPUs=2-")]
    [InlineData("AllowedMemoryNodes=one")]
    public void A_broken_line_is_an_error_that_names_the_file(string line)
    {
        Builder.File("etc/systemd/system/db.service", $"[Service]\n{line}\n");
        Assert.EndsWith("db.service", Assert.Throws<TopologyFormatException>(() => All).Fact, System.StringComparison.Ordinal);
    }
}
