# Ranks a fleet of snapshots, those of each folder in turn, and prints for each the hosts of a second and the peak of managed memory above what was there before, in MB.
param([string]$Manifest, [string[]]$Folders, [int]$Rounds)

Import-Module $Manifest
Add-Type @'
using System;
using System.Threading;
public static class Peak
{
    private static long most;
    private static volatile bool ends;
    private static Thread thread;
    public static void Begin()
    {
        GC.Collect();
        long before = GC.GetTotalMemory(false);
        most = 0; ends = false;
        thread = new Thread(() => { while (!ends) { most = Math.Max(most, GC.GetTotalMemory(false) - before); Thread.Sleep(1); } }) { IsBackground = true };
        thread.Start();
    }
    public static object End() { ends = true; thread.Join(); return most / 1e6; }
}
'@
foreach ($round in 0..$Rounds) {
    $line = foreach ($folder in $Folders) {
        [Peak]::Begin()
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $placement = Get-NumaCapabilities -Snapshot "$folder/*.numa" | Find-NumaPlacement -Cpu 8 -Memory 32GB
        $seconds = $watch.Elapsed.TotalSeconds
        if (@($placement).Count -ne 1) { throw 'There is no placement.' }
        [string]::Format([cultureinfo]::InvariantCulture, '{0:0.0} {1:0.0}', @(Get-ChildItem $folder -Filter *.numa).Count / $seconds, [Peak]::End())
    }
    # The first round compiles.
    if ($round -gt 0) { $line -join ' ' }
}
