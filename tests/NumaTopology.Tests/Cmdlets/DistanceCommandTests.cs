using System.IO;
using System.Linq;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

public sealed class DistanceCommandTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    [Theory]
    [InlineData("", "   0:   10    -   21    -|   1:    -    -    -    -|   2:   21    -   10    -|   3:    -    -    -    -")]
    [InlineData("-From 1,2 -To 2,3", "   1:    -    -|   2:   10    -")]
    public void A_node_of_unknown_distances_stays_in_the_matrix(string which, string rows)
    {
        var matrix = session.Run<NumaDistanceRow>($"Get-NumaDistance {which} -Matrix -Snapshot $machine -WarningAction Ignore", Locate("split-nodes"));
        Assert.Equal(rows, string.Join('|', matrix.Select(row => row.Text)));
        // Where nothing is known at all there is no matrix.
        Assert.Empty(session.Run($"Get-NumaDistance {which} -Matrix -Snapshot $machine -WarningAction Ignore", Locate("only-numanode")));
    }

    private static string Locate(string name) => Path.Combine(Repository.Machines, $"windows-{name}.numa");
}
