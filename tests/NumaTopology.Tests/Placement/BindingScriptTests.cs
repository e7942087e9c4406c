using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NumaTopology.Tests.Cmdlets;
using Xunit;

namespace NumaTopology.Tests.Placement;

/// <summary>The script that binds on Windows, run with calls that stand for Windows' own.</summary>
public sealed class BindingScriptTests(PowerShellSession session) : IClassFixture<PowerShellSession>
{
    /// <summary>Two nodes of one group: 8-15 and 16-23 of the 32 processors.</summary>
    private static readonly string s_oneGroup = Script("windows-sub-numa", new() { Cpu = 16, ExcludedCells = [0, 3] });

    /// <summary>Cell 0 of the 2 × 80 is group 0 and the lower 16 of group 1.</summary>
    private static readonly string s_twoGroups = Script("windows-altra-2x80", new() { Cpu = 80, ExcludedCells = [1] });

    [Fact]
    public void The_script_sets_the_CPU_sets_of_the_placements_CPUs()
    {
        Assert.Empty(Run(s_twoGroups, build: 20348, own: [2]));
        Assert.Equal([.. Enumerable.Range(0, 64).Select(number => Id(0, number)), .. Enumerable.Range(0, 16).Select(number => Id(1, number))], Calls.Ids!);
        Assert.Empty(Run(s_oneGroup, build: 20348, own: [0]));
        Assert.Equal(Enumerable.Range(8, 16).Select(number => Id(0, number)), Calls.Ids!);
    }

    /// <summary>Before that build a thread ignores CPU sets of groups that it is not in.</summary>
    [Fact]
    public void Before_build_20348_the_script_refuses_groups_that_the_process_is_not_in()
    {
        Assert.Contains("20348", Assert.Single(Run(s_twoGroups, build: 17763, own: [0])));
        Assert.Null(Calls.Ids);
        Assert.Contains("20348", Assert.Single(Run(s_oneGroup, build: 17763, own: [1])));
        Assert.Null(Calls.Ids);
    }

    [Fact]
    public void Before_build_20348_the_script_binds_within_the_processs_own_group()
    {
        Assert.Empty(Run(s_oneGroup, build: 17763, own: [0]));
        Assert.Equal(16, Calls.Ids!.Length);
    }

    [Fact]
    public void The_script_says_that_CPU_sets_are_soft_affinity() => Assert.Contains("soft affinity", s_twoGroups);

    private static string Script(string machine, PlacementRequest request) =>
        NumaBinding.Write(PlacementFinder.Find(NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, machine + ".numa"))), request).Placements[0], NumaBindingTarget.Windows);

    private IEnumerable<string> Run(string script, int build, ushort[] own)
    {
        const string asked = "[Environment]::OSVersion.Version.Build";
        Assert.Contains(asked, script);
        Calls.Own = own;
        Calls.Ids = null;
        session.Run("function Add-Type { $given }\nfunction Get-Process { [pscustomobject]@{ Id = 1; Handle = [IntPtr]::Zero } }\n" + script.Replace(asked, build.ToString(System.Globalization.CultureInfo.InvariantCulture)), given: typeof(Calls));
        return session.Errors.Select(error => error.ToString());
    }

    /// <summary>Ids of CPU sets begin at 256 on a real Windows; here they show group and number.</summary>
    private static uint Id(int group, int number) => (uint)(256 + (group * 100) + number);

    /// <summary>What stands for the calls: three groups of 64, each processor a record of 32 bytes as SYSTEM_CPU_SET_INFORMATION lays it out.</summary>
    public static class Calls
    {
        public static ushort[] Own { get; set; } = [];

        public static uint[]? Ids { get; set; }

        public static bool GetProcessGroupAffinity(IntPtr process, ref ushort count, ushort[] groups)
        {
            Own.CopyTo(groups, 0);
            count = (ushort)Own.Length;
            return true;
        }

        public static bool GetSystemCpuSetInformation(byte[]? information, uint length, out uint returned, IntPtr process, uint flags)
        {
            const int size = 32;
            returned = 3 * 64 * size;
            if (information is null || length < returned)
                return false;
            for (var i = 0; i < 3 * 64; i++)
            {
                var record = information.AsSpan(i * size, size);
                BinaryPrimitives.WriteUInt32LittleEndian(record, size);
                BinaryPrimitives.WriteUInt32LittleEndian(record[8..], Id(i / 64, i % 64));
                BinaryPrimitives.WriteUInt16LittleEndian(record[12..], (ushort)(i / 64));
                record[14] = (byte)(i % 64);
            }

            return true;
        }

        public static bool SetProcessDefaultCpuSets(IntPtr process, uint[] ids, uint count)
        {
            Ids = [.. ids.Take((int)count).Order()];
            return true;
        }
    }
}
