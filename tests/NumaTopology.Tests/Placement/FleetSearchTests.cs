using System.Linq;
using NumaTopology.Placement;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>The best place on any of several hosts, or what the one lacks that comes closest.</summary>
public class FleetSearchTests
{
    private const long GiB = 1L << 30;

    [Fact]
    public void Placements_of_all_hosts_are_ranked_together()
    {
        // One CPU is left over on db1, none on db2 and three on db3.
        var found = Search(3, new() { Cpu = 2 }, Host("db1", "0-2"), Host("db2", "0-1"), Host("db3", "0-4")).Placements;
        Assert.Equal([(1, "db2", 0), (2, "db1", 1), (3, "db3", 3)], found.Select(placement => (placement.Rank, placement.HostName!, placement.LeftoverCpus)));
        Assert.Equal("db2", Assert.Single(Search(1, new() { Cpu = 2 }, Host("db1", "0-2"), Host("db2", "0-1")).Placements).HostName);
    }

    [Fact]
    public void Of_hosts_that_are_as_good_the_one_whose_name_comes_first_is_taken()
    {
        Assert.Equal(["node2", "node10"], Search(2, new() { Cpu = 2 }, Host("node10", "0-1"), Host("node2", "0-1")).Placements.Select(placement => placement.HostName));
        // Of one name, in the order in which they were given.
        Assert.Equal(["0-1", "2-3", "4-5"], Search(3, new() { Cpu = 2 }, Host("db", "0-1"), Host("db", "2-3"), Host("db", "4-5")).Placements.Select(placement => placement.Cpus.ToString()));
    }

    [Theory]
    [InlineData("0-1", "0-2", "db2")]
    [InlineData("0-2", "0-1", "db1")]
    public void When_none_has_room_the_one_that_lacks_least_is_named(string first, string second, string closest)
    {
        var shortfall = Search(1, new() { Cpu = 4 }, Host("db1", first), Host("db2", second)).Shortfall!;
        Assert.Contains("2 hosts", shortfall);
        Assert.Contains(closest, shortfall);
        Assert.DoesNotContain(closest == "db1" ? "db2" : "db1", shortfall);
    }

    [Fact]
    public void Of_one_host_nothing_is_said_of_others() => Assert.DoesNotContain("hosts", Search(1, new() { Cpu = 4 }, Host("db1", "0-1")).Shortfall);

    /// <summary>Both have memory for it, and a limit: 3 of 4 GiB are left there, or 2, or 4 of 8.</summary>
    [Theory]
    [InlineData(3, 2, "db1")]
    [InlineData(2, 3, "db2")]
    [InlineData(3, 4, "db2")]
    [InlineData(4, 3, "db1")]
    public void A_limit_that_leaves_more_comes_closer(int first, int second, string closest) =>
        Assert.Contains(closest, Search(1, new() { Memory = 5 * GiB }, Limited("db1", first), Limited("db2", second)).Shortfall!);

    /// <summary>A limit leaves 1 of 5 GiB on db1; db2 has 4 of them.</summary>
    [Fact]
    public void A_limit_is_as_far_away_as_memory_that_is_not_there()
    {
        var small = Host("db2", "0-7");
        small = small with { Cells = [small.Cells[0] with { AvailableMemory = 4 * GiB }] };
        Assert.Contains("db2", Search(1, new() { Memory = 5 * GiB }, Limited("db1", 1), small).Shortfall!);
    }

    private static PlacementAnswer Search(int count, PlacementRequest request, params NumaCapabilities[] hosts)
    {
        var search = new FleetSearch(count, default);
        foreach (var host in hosts)
            search.Add(host, request with { Count = count });
        return search.Answer(hosts.Length);
    }

    private static NumaCapabilities Host(string name, string cpus) => new()
    {
        HostName = name,
        Cells = [new NumaCell { Id = 0, Cpus = CpuSet.Parse(cpus), Memory = 16 * GiB, AvailableMemory = 16 * GiB }],
        Distances = [new NumaDistance { From = 0, To = 0, Value = 10 }],
    };

    private static NumaCapabilities Limited(string name, int gibibytes) => Host(name, "0-7") with
    {
        Limits = [new NumaLimit { Resource = LimitedResource.Memory, Limit = 8 * GiB, Used = (8 - gibibytes) * GiB, Name = "memory.max", Group = "cgroup /" + name, Source = "/sys/fs/cgroup/memory.max" }],
    };
}
