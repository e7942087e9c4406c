using System;
using System.IO;
using Xunit;

namespace NumaTopology.Tests.Windows;

/// <summary>What is kept of a Windows machine.</summary>
public class WindowsSnapshotTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_hosts_name_is_kept_only_with_its_identity(bool withIdentity)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("numa-kept-").FullName, "kept.numa");
        try
        {
            SnapshotExport.Save(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "windows-2x64.numa")), path, withIdentity, overwrite: false);
            Assert.Equal(withIdentity, File.ReadAllText(path).Contains("sql-2019", StringComparison.Ordinal));
            Assert.Equal(withIdentity ? "sql-2019-with-a-long-name" : null, NumaProbe.Capabilities(MachineSource.OpenSnapshot(path)).HostName);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
