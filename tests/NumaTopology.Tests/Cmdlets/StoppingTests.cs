using System;
using System.Collections;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using Xunit;

namespace NumaTopology.Tests.Cmdlets;

/// <summary>Ctrl+C at any moment: the cmdlet ends, writes no error of it, and leaves no half-written file.</summary>
public sealed class StoppingTests(PowerShellSession session) : IClassFixture<PowerShellSession>, IDisposable
{
    private const int Moments = 12;

    private readonly string _folder = Directory.CreateTempSubdirectory("numa-stopped-").FullName;

    public static TheoryData<string> Commands =>
    [
        "Get-NumaCapabilities $machine",
        "Get-NumaCell -Snapshot $machine",
        "Get-NumaCellFreeMemory -Snapshot $machine",
        "Get-NumaDistance -Snapshot $machine -Matrix",
        "Get-NumaDevice -Snapshot $machine",
        "Test-NumaTopology -Snapshot $machine",
        "Find-NumaPlacement -Cpu 40 -Count 100 -Snapshot $machine",
        "Find-NumaPlacement -Cpu 40 -Count 100 -InputObject $given",
        "ConvertTo-NumaXml -Snapshot $machine",
        "ConvertTo-NumaXml -Schema Nested -InputObject $given",
        "$text | ConvertFrom-NumaXml",
        "Export-NumaSnapshot $file -Snapshot $machine -Force",
        "Get-NumaCapabilities",
        "Get-NumaProcess -Memory -Thread",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_cmdlet_ends_without_a_trace_when_it_is_stopped(string command)
    {
        var path = Path.Combine(Repository.Machines, "ladder.numa");
        var file = Path.Combine(_folder, "machine.numa");
        var given = NumaProbe.Capabilities(MachineSource.OpenSnapshot(path));
        for (var moment = 0; moment < Moments; moment++)
        {
            using var shell = session.Shell();
            var caught = new ArrayList();
            shell.AddScript($"param($machine, $given, $text, $file, $caught) try {{ {command} }} catch {{ $caught.Add($_) }}")
                .AddParameters(new object[] { path, given, NumaXml.Write(given, NumaXmlSchema.Libvirt), file, caught });
            var running = shell.InvokeAsync();
            await Task.Delay(moment);
            await shell.StopAsync(null, null).WaitAsync(TimeSpan.FromSeconds(10));
            try
            {
                await running;
            }
            catch (PipelineStoppedException)
            {
            }

            Assert.Empty(caught);
            Assert.Empty(shell.Streams.Error);
            Assert.Contains(shell.InvocationStateInfo.State, new[] { PSInvocationState.Stopped, PSInvocationState.Completed });
            foreach (var left in Directory.GetFileSystemEntries(_folder))
            {
                Assert.Equal(file, left);
                Assert.Equal(8, NumaProbe.Cells(MachineSource.OpenSnapshot(left)).Count);
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
