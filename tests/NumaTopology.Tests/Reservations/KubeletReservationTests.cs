using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Reservations;

/// <summary>State files as pkg/kubelet/cm/cpumanager/state and memorymanager/state of Kubernetes write them.</summary>
public sealed class KubeletReservationTests : ReservationTest
{
    private const string Cpus = "var/lib/kubelet/cpu_manager_state";
    private const string Memory = "var/lib/kubelet/memory_manager_state";

    [Fact]
    public void A_container_has_CPUs_for_itself()
    {
        Builder.File(Cpus, """{"policyName":"static","defaultCpuSet":"0,3-7","entries":{"0aa1b-2c":{"app":"1-2","log":"3"}},"checksum":1234}""");
        Assert.Equal([("0aa1b-2c/app", "1-2", true), ("0aa1b-2c/log", "3", true)], All.Select(one => (one.Owner, $"{one.Cpus}", one.Exclusive)));
    }

    [Fact]
    public void A_container_has_memory_and_huge_pages_of_nodes()
    {
        Builder.File(Memory, """
            {"policyName":"Static","machineState":{"0":{"numberOfAssignments":2,"memoryMap":{},"cells":[0]}},
             "entries":{"pod":{"app":[{"numaAffinity":[1],"type":"memory","size":1073741824},{"numaAffinity":[1,0],"type":"hugepages-2Mi","size":4194304}]}},"checksum":1}
            """);
        Assert.Equal(["1.00 GiB on node 1", "4 MiB on nodes 0-1 in pages of 2MiB"], Only().Memory.Select(part => part.ToString()));
        Assert.Equal((ReservationSource.Kubelet, false), (Only().Source, Only().Exclusive));
        Assert.Equal([0, 1], Only().Cells);
    }

    [Fact]
    public void A_pod_may_be_called_as_it_likes_to_be()
    {
        Builder.File(Cpus, """{"entries":{"1:a \u00e9":{"item":"1"}}}""");
        Assert.Equal("1:a é/item", Only().Owner);
    }

    [Theory]
    [InlineData("""{"policyName":"none","entries":null}""")]
    [InlineData("""{"policyName":"none","defaultCpuSet":"","checksum":1353318690}""")]
    [InlineData("")]
    public void Without_a_static_policy_nothing_is_reserved(string content)
    {
        Builder.File(Cpus, content);
        Assert.Empty(All);
    }

    [Theory]
    [InlineData(Cpus, """{"entries":{"pod":{"app":"1-"}}}""")]
    [InlineData(Cpus, """{"entries":{"pod":""")]
    [InlineData(Cpus, """{"entries":{"pod":{"app":1}}}""")]
    [InlineData(Cpus, """{"entries":{"pod":"1-2"}}""")]
    [InlineData(Cpus, """{"entries":{"pod":{"app":"1-2"}}}{}""")]
    [InlineData(Cpus, "{\"entries\":{\"pod\":{\"app\":\"1-2\"}}}\u0001")]
    [InlineData(Memory, """{"entries":{"pod":{"app":[{"numaAffinity":[0 1],"type":"memory","size":1}]}}}""")]
    [InlineData(Memory, """{"entries":{"pod":{"app":[{"numaAffinity":[4294967296],"type":"memory","size":1}]}}}""")]
    [InlineData(Memory, """{"entries":{"pod":{"app":[{"numaAffinity":[0],"type":"memory","size":"1"}]}}}""")]
    [InlineData(Memory, """{"entries":{"pod":{"app":[{"numaAffinity":[0],"type":"memory","size":4503599627370497}]}}}""")]
    [InlineData(Memory, """{"policy":[1],"size":419463M04}]}},"name":"Static"}""")]
    [InlineData(Memory, """{"entries":{"pod":{"app":[{"numaAffinity":[0],"type":"memory","size":-1}]}}}""")]
    [InlineData(Memory, """{"entries":{"pod":{"app":[{"numaAffinity":[0],"type":"swap","size":1}]}}}""")]
    [InlineData(Memory, """{"entries":{"pod":{"app":[{"numaAffinity":[0],"type":"memory"}]}}}""")]
    public void A_broken_file_is_an_error_that_names_it(string fact, string content)
    {
        Builder.File(fact, content);
        Assert.EndsWith(fact, Assert.Throws<TopologyFormatException>(() => All).Fact.Replace('\\', '/'), System.StringComparison.Ordinal);
    }
}
