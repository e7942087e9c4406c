using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NumaTopology.Tests.Cmdlets;
using Xunit;

namespace NumaTopology.Tests.Acts;

/// <summary>Processes of this Linux machine that are moved. That its pages are moved to another node is tried in tests/Beds/guests.</summary>
public sealed class MoveCommandTests : IClassFixture<PowerShellSession>, IDisposable
{
    private const string NoProc = "the processes are sleep of Linux, and /proc says where they may run";

    private readonly PowerShellSession _session;
    private readonly Process? _sleeper;

    public MoveCommandTests(PowerShellSession session)
    {
        _session = session;
        _sleeper = Platform.IsLinux ? Process.Start(new ProcessStartInfo("sleep", "100") { RedirectStandardOutput = true, RedirectStandardError = true }) : null;
    }

    [Theory(Skip = NoProc, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("Find-NumaPlacement 1 -AllowedCpu $given | Move-NumaProcess -Id $id -PassThru")]
    [InlineData("Move-NumaProcess $id -InputObject (Find-NumaPlacement 1 -AllowedCpu $given) -PassThru -Memory")]
    [InlineData("[pscustomobject]@{ Id = $id; PSComputerName = 'localhost' } | Move-NumaProcess -InputObject (Find-NumaPlacement 1 -AllowedCpu $given) -PassThru")]
    [InlineData("[Diagnostics.Process]::GetProcessById($id) | Move-NumaProcess -InputObject (Find-NumaPlacement 1 -AllowedCpu $given) -PassThru")]
    [InlineData("Get-NumaProcess -Id $id | Move-NumaProcess -InputObject (Find-NumaPlacement 1 -AllowedCpu $given) -PassThru")]
    [InlineData("[pscustomobject]@{ Id = $id; Name = 'sleep' } | Move-NumaProcess -InputObject (Find-NumaPlacement 1 -AllowedCpu $given) -PassThru -Memory")]
    public void A_process_is_moved_to_the_CPUs_of_a_placement(string script)
    {
        var last = Allowed().ToArray().Last();
        var moved = (NumaMovedProcess)Assert.Single(_session.Run($"$id = {_sleeper!.Id}; {script}", given: last)).BaseObject;
        Assert.Empty(_session.Errors);
        Assert.Equal(CpuSet.Of(last), Allowed());
        Assert.Equal((_sleeper.Id, "sleep", CpuSet.Of(last)), (moved.Id, moved.Name, moved.Cpus!));
        if (script.Contains("-Memory", StringComparison.Ordinal))
            Assert.Equal((0L, 0L), (moved.Moved!.Value, moved.Remaining!.Value));
        else
            Assert.Equal((null, null), (moved.Moved, moved.Remaining));
    }

    [Theory(Skip = NoProc, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("NumaProcessNotFound", "Find-NumaPlacement 1 | Move-NumaProcess -Id 4194303")]
    [InlineData("NumaPlacementElsewhere", "Find-NumaPlacement 1 -Snapshot $machine | Move-NumaProcess -Id $id")]
    [InlineData("NumaProcessElsewhere", "[pscustomobject]@{ Id = $id; Snapshot = $machine } | Move-NumaProcess -InputObject (Find-NumaPlacement 1)")]
    [InlineData("NumaProcessElsewhere", "[pscustomobject]@{ Id = $id; HostName = 'db8.example' } | Move-NumaProcess -InputObject (Find-NumaPlacement 1)")]
    [InlineData("NumaProcessElsewhere", "[pscustomobject]@{ Id = $id; MachineName = 'db8.example' } | Move-NumaProcess -InputObject (Find-NumaPlacement 1)")]
    [InlineData("NumaProcessElsewhere", "[pscustomobject]@{ Id = $id; PSComputerName = 'db8.example' } | Move-NumaProcess -InputObject (Find-NumaPlacement 1)")]
    [InlineData("NumaProcessElsewhere", "[pscustomobject]@{ Id = $id; PSComputerName = 'localhost'; Snapshot = $machine } | Move-NumaProcess -InputObject (Find-NumaPlacement 1)")]
    [InlineData("NumaPlacementElsewhere", "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Find-NumaPlacement 1))) | Move-NumaProcess -Id $id")]
    [InlineData("NumaProcessElsewhere", "[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-NumaProcess -Id $id))) | Move-NumaProcess -InputObject (Find-NumaPlacement 1)")]
    [InlineData("NumaInputNotSupported", "Get-NumaCell 0 | Move-NumaProcess -InputObject (Find-NumaPlacement 1)")]
    [InlineData("NumaInputNotSupported", "Move-NumaProcess $id")]
    [InlineData("NumaInputNotSupported", "Find-NumaPlacement 1 | Move-NumaProcess")]
    [InlineData("NumaCpuNotAllowed", "$given | Move-NumaProcess -Id $id")]
    [InlineData("NumaCellNotAllowed", "$given | Move-NumaProcess -Id $id -Memory")]
    public void What_cannot_be_moved_stays(string id, string script)
    {
        var before = Allowed();
        var placement = Assert.Single(PlacementFinder.Find(NumaProbe.Capabilities(MachineSource.OpenSnapshot(Path.Combine(Repository.Machines, "hmat.numa"))), new() { Cpu = 2, Memory = 4096, Count = 1 }).Placements);
        placement = placement with { Snapshot = null, Cpus = CpuSet.Of(60_000), Memory = [new MemoryShare { CellId = 900, Bytes = 4096, HugePages = 0 }] };
        _session.Run($"$id = {_sleeper!.Id}; {script}", Path.Combine(Repository.Machines, "hmat.numa"), placement);
        Assert.StartsWith(id + ",", Assert.Single(_session.Errors).FullyQualifiedErrorId);
        Assert.Equal(before, Allowed());
    }

    [Theory(Skip = NoProc, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    [InlineData("")]
    [InlineData("-WhatIf")]
    public void A_second_placement_for_a_process_is_an_error(string whatIf)
    {
        var cpus = Allowed().ToArray();
        var before = Allowed();
        var moved = _session.Run($"(Find-NumaPlacement 1 -AllowedCpu {cpus[0]}), (Find-NumaPlacement 1 -AllowedCpu {cpus[^1]}) | Move-NumaProcess -Id {_sleeper!.Id} -PassThru {whatIf}");
        Assert.StartsWith("NumaRequestContradicts,", Assert.Single(_session.Errors).FullyQualifiedErrorId);
        Assert.Equal(whatIf.Length == 0 ? CpuSet.Of(cpus[0]) : before, Allowed());
        Assert.Equal(whatIf.Length == 0 ? 1 : 0, moved.Count);
    }

    [Fact(Skip = NoProc, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void What_is_moved_is_told_with_the_bytes_when_somebody_asks()
    {
        var cpu = Allowed().ToArray().Last();
        _session.Run($"Find-NumaPlacement 1 -AllowedCpu {cpu} | Move-NumaProcess -Id {_sleeper!.Id} -Memory -Confirm:$false -Verbose");
        Assert.Contains(_session.Verbose, line => Regex.IsMatch(line, $@"""Move to CPU {cpu}, (\d+ bytes?|[\d.]+ [KMGT]iB) of memory to nodes? [\d,-]+"" on target ""sleep \({_sleeper!.Id}\)""\.$"));
    }

    /// <summary>On node 900, which no machine has here, is none of its memory; so all that the kernel counts as anonymous is to be moved, private pages of files aside.</summary>
    [Fact(Skip = NoProc, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void The_bytes_that_are_told_are_those_on_other_nodes()
    {
        var placement = ((NumaPlacement)Assert.Single(_session.Run("Find-NumaPlacement 1")).BaseObject) with { Memory = [new MemoryShare { CellId = 900, Bytes = 4096, HugePages = 0 }] };
        _session.Run($"$given | Move-NumaProcess -Id {_sleeper!.Id} -Memory -Confirm:$false -Verbose", given: placement);
        var told = Assert.Single(_session.Verbose.Select(line => Regex.Match(line, @", (\d+) bytes of memory to node 900""")), match => match.Success);
        var anonymous = File.ReadLines($"/proc/{_sleeper!.Id}/numa_maps").Select(line => Regex.Match(line, @" anon=(\d+)")).Where(match => match.Success).Sum(match => Environment.SystemPageSize * int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.InRange(int.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture), Environment.SystemPageSize, anonymous);
    }

    [Fact(Skip = NoProc, SkipUnless = nameof(Platform.IsLinux), SkipType = typeof(Platform))]
    public void WhatIf_moves_nothing()
    {
        var before = Allowed();
        Assert.Empty(_session.Run($"Find-NumaPlacement 1 -AllowedCpu {before.ToArray().Last()} | Move-NumaProcess -Id {_sleeper!.Id} -Memory -PassThru -WhatIf"));
        Assert.Empty(_session.Errors);
        Assert.Equal(before, Allowed());
    }

    public void Dispose()
    {
        _sleeper?.Kill();
        _sleeper?.Dispose();
    }

    private CpuSet Allowed() => CpuSet.Parse(File.ReadLines($"/proc/{_sleeper!.Id}/status").Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1]);
}
