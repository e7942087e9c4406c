using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NumaTopology.Health;
using Xunit;

namespace NumaTopology.Tests.Health;

/// <summary>What a finding says besides what it found: each rule as the help describes it, and with a reason, a remedy and a document.</summary>
public class RuleTextTests : HealthTest
{
    [Fact]
    public void Every_rule_asks_for_what_the_help_says_in_its_order()
    {
        var help = File.ReadAllText(Path.Combine(Repository.Root, "docs/NumaTopology/Test-NumaTopology.md"));
        var told = Regex.Matches(help, @"^- `(\w+)`( \((\w+)\))?: (.*)\.\r?$", RegexOptions.Multiline).Select(line => (line.Groups[1].Value, line.Groups[3].Value, line.Groups[4].Value)).SkipWhile(line => line.Item1 != "NodePerSocket").Take(20);
        Assert.Equal(told, HealthRules.All.Select(rule => (rule.Name, $"{rule.System}", rule.Expected)));
    }

    [Fact]
    public void Every_rule_says_why_what_to_do_and_who_says_so() => Assert.All(HealthRules.All, rule =>
    {
        Assert.Matches(@"^[A-Z].+\.$", rule.Why);
        Assert.Matches(@"^(echo |sysctl -w |Set-NetAdapterRss )?.{20,}", rule.Fix);
        Assert.Matches(@"^https://[a-z.]+/.{10,}", rule.Reference);
    });

    // The documents of the kernel, and the files below /proc/sys.
    [Theory]
    [InlineData("Cells", "Correct the machine, or what is expected of it.", "stable/sysfs-devices-node")]
    [InlineData("Sockets", "Correct the machine, or what is expected of it.", "cputopology.html")]
    [InlineData("CellsPerSocket", "Correct the machine, or what is expected of it.", "cputopology.html")]
    [InlineData("Cores", "Correct the machine, or what is expected of it.", "cputopology.html")]
    [InlineData("Cpus", "Correct the machine, or what is expected of it.", "cputopology.html")]
    [InlineData("CpusPerCell", "Correct the machine, or what is expected of it.", "stable/sysfs-devices-node")]
    [InlineData("MemoryPerCell", "Correct the machine, or what is expected of it.", "stable/sysfs-devices-node")]
    [InlineData("HugePagesPerCell", "Correct the machine, or what is expected of it.", "mm/hugetlbpage.html")]
    [InlineData("numa_balancing", "sysctl -w kernel.numa_balancing=VALUE", "sysctl/kernel.html#numa-balancing")]
    [InlineData("zone_reclaim_mode", "sysctl -w vm.zone_reclaim_mode=VALUE", "sysctl/vm.html#zone-reclaim-mode")]
    [InlineData("swappiness", "sysctl -w vm.swappiness=VALUE", "sysctl/vm.html#swappiness")]
    [InlineData("transparent_hugepage", "echo VALUE > /sys/kernel/mm/transparent_hugepage/enabled", "mm/transhuge.html")]
    [InlineData("auto_online_blocks", "echo VALUE > /sys/devices/system/memory/auto_online_blocks", "mm/memory-hotplug.html")]
    public void A_value_that_is_expected_says_why_what_to_do_and_who_says_so(string key, string fix, string document)
    {
        var rule = Expectations.OfNumber(ExpectedKeys.All.Single(known => known.Name == key), 1).Rule;
        Assert.Equal((fix, $"This value of {key} is expected of the machine."), (rule.Fix, rule.Why));
        Assert.Matches($"^https://(docs|www).kernel.org/.*{Regex.Escape(document)}$", rule.Reference);
        Assert.Equal(char.IsLower(key[0]) || key == "HugePagesPerCell" ? MachineSystem.Linux : null, rule.System);
    }

    [Fact]
    public void A_rule_of_the_other_system_is_for_that_only()
    {
        Assert.Equal("NotApplicable : for Windows only", Said(Sound(), "GroupSize"));
        Assert.Equal("for Linux only", Check(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-2x64.numa")), "Swappiness").Observed);
    }

    [Fact]
    public void A_finding_names_its_machine()
    {
        using var machine = Sound().File("proc/sys/kernel/hostname", "db1\n");
        Assert.Equal("db1", Check(machine.Machine, "ZoneReclaim").HostName);
        var path = Path.Combine(Repository.Machines, "windows-2x64.numa");
        var check = Check(MachineSource.OpenSnapshot(path), "NodeMemory");
        Assert.Equal(("sql-2019-with-a-long-name", path), (check.HostName, check.Snapshot));
    }

    // What a document holds is of Windows if its system is called so.
    [Theory]
    [InlineData("Windows Server 2022", "GroupSize", "Swappiness")]
    [InlineData("Linux 6.1.0", "Swappiness", "GroupSize")]
    [InlineData(null, "Swappiness", "GroupSize")]
    public void Capabilities_are_checked_by_the_rules_of_their_system(string? system, string rule, string other)
    {
        var rules = NumaProbe.Checks(new NumaCapabilities { OperatingSystem = system }).Select(check => check.Rule).ToList();
        Assert.Contains(rule, rules);
        Assert.DoesNotContain(other, rules);
    }
}
