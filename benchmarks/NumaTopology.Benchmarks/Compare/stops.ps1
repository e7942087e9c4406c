# Stops each cmdlet at moments spread over its whole work; prints its name and how many milliseconds it still took, each time.
param([string] $Manifest, [string] $Machine, [int] $Stops)
$given = & { Import-Module $Manifest; Get-NumaCapabilities $Machine }
$values = $Machine, $given, ($given | ConvertTo-NumaXml), "$Machine.copy"
$commands = @(
    'Get-NumaCapabilities $machine'
    'Get-NumaCell -Snapshot $machine'
    'Get-NumaCellFreeMemory -Snapshot $machine'
    'Get-NumaDistance -Snapshot $machine'
    'Get-NumaDevice -Snapshot $machine'
    'Find-NumaPlacement -Cpu 2048 -Count 1000 -InputObject $given'
    'Find-NumaPlacement -SampleSecond 0.5'
    'ConvertTo-NumaXml -InputObject $given'
    'ConvertFrom-NumaXml $text'
    'Export-NumaSnapshot $file -Snapshot $machine -Force'
)
foreach ($command in $commands) {
    $times = foreach ($stop in -1..$Stops) {
        $shell = [powershell]::Create()
        $shell.Runspace = $runspace ??= & { $new = [runspacefactory]::CreateRunspace(); $new.Open(); $new }
        $null = $shell.AddScript("param(`$manifest, `$machine, `$given, `$text, `$file) Import-Module `$manifest; `$null = $command").AddParameters(@($Manifest) + $values)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $running = $shell.BeginInvoke()
        if ($stop -le 0) {
            # Twice to its end: the second time its code is there.
            $null = $running.AsyncWaitHandle.WaitOne()
            $whole = $watch.Elapsed.TotalMilliseconds
        }
        else {
            [Threading.Thread]::Sleep([int]($whole * $stop / $Stops))
            $watch.Restart()
            $shell.Stop() # returns when the pipeline has ended
            $watch.Elapsed.TotalMilliseconds
        }
        $shell.Dispose()
    }
    # Sampling is another work of the same cmdlet.
    "$($command -replace ' .*-Sample.*', ',sampling' -replace ' .*') $times"
}
