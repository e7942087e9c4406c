# Programs that are started bound: four threads touch 200 MiB, and the kernel says where the threads may run and where the memory is. The module's own process stays as it was.
if ($env:GUEST -notin 'flat', 'hmat') { return }
$worker = [IO.Path]::GetFullPath("$PSScriptRoot/../../../artifacts/guests/worker")
$kernel = [version]((uname -r) -replace '^(\d+\.\d+).*', '$1')

# Bytes of anonymous memory by node, from lines such as: 7f00 bind:1 anon=51200 dirty=51200 N1=51200 kernelpagesize_kB=4
function Measure-Cell([string[]]$Maps) {
    $bytes = @{}
    foreach ($line in $Maps -match ' anon=') {
        $size = [long]($line -replace '.*kernelpagesize_kB=(\d+).*', '$1') * 1KB
        foreach ($match in [regex]::Matches($line, ' N(\d+)=(\d+)')) { $bytes[[int]$match.Groups[1].Value] += [long]$match.Groups[2].Value * $size }
    }
    $bytes
}

# The CPUs and the policies of the threads of this process.
function Get-OwnThread {
    foreach ($thread in [IO.Directory]::GetDirectories('/proc/self/task')) {
        $cpus = (Get-Content "$thread/status" -ErrorAction Ignore) -match '^Cpus_allowed_list'
        $policies = Get-Content "$thread/numa_maps" -ErrorAction Ignore | ForEach-Object { $_.Split(' ')[1] } | Sort-Object -Unique
        if ($cpus) { "$cpus $policies" }
    }
}

$before = Get-OwnThread | Sort-Object -Unique
$placement = if ($env:GUEST -eq 'hmat') { Find-NumaPlacement 2 220MB -Device nvme0n1 } else { Find-NumaPlacement 2 220MB -ExcludeCell 0 }
$cell = $placement.Memory.CellId
$out = '/run/touched'
$policies = @(
    @{ Policy = $null; Word = "bind:$cell" }
    @{ Policy = 'Bind'; Word = "bind:$cell" }
    @{ Policy = 'Preferred'; Word = "prefer:$cell" }
    @{ Policy = 'PreferredMany'; Word = "prefer (many):$cell"; Since = '5.15' }
    @{ Policy = 'Interleave'; Word = "interleave:$cell" }
    @{ Policy = 'WeightedInterleave'; Word = "weighted interleave:$cell"; Since = '6.9' }
    @{ Policy = 'Local'; Word = 'local' }
)
foreach ($case in $policies) {
    $name = if ($case.Policy) { "the policy $($case.Policy)" } else { 'the default policy' }
    $policy = if ($case.Policy) { @{ MemoryPolicy = $case.Policy } } else { @{} }
    [IO.File]::Delete($out)
    $process = $placement | Start-NumaProcess $worker touch, 200 @policy -Wait -PassThru -RedirectStandardOutput $out -ErrorAction SilentlyContinue -ErrorVariable refused
    if ($case.Since -and $kernel -lt [version]$case.Since) {
        Compare-Said "$name is refused by a kernel before $($case.Since), and nothing runs" 'NumaBindingNotSupported', 0 ($refused.FullyQualifiedErrorId -replace ',.*'), ([IO.FileInfo]$out).Length
        continue
    }
    $said = Get-Content $out
    $maps = $said -match 'kernelpagesize_kB'
    $bytes = Measure-Cell $maps
    $right = if ($bytes[$cell] -ge 200MB) { '200 MiB' } else { "$($bytes[$cell])" }
    $elsewhere = ($bytes.Keys | Where-Object { $_ -ne $cell } | ForEach-Object { $bytes[$_] } | Measure-Object -Sum).Sum
    Compare-Said "with $name every thread is on the CPUs of the placement" "$($placement.Cpus)" ($said -match '^Cpus_allowed' -replace '.*:\s*' | Sort-Object -Unique)
    Compare-Said "with $name all memory is on node $cell" '200 MiB', '0 elsewhere' $right, "$([long]$elsewhere) elsewhere"
    Compare-Said "with $name every mapping has it" $case.Word ($maps -replace '^\w+ (.+?)( (file|anon|heap|stack|N\d|mapped|dirty)\b.*)?$', '$1' | Sort-Object -Unique)
    Compare-Said "with $name nothing differs from what was requested" '0 0' "$($process.ExitCode) $($process.Differences.Count)"
}

# Of two nodes each has half of it.
$cells = @(Get-NumaCell | Where-Object { $_.Cpus.Count -and $_.AvailableMemory -gt 150MB } | Select-Object -First 2).Id
$process = Start-NumaProcess $worker touch, 200 -CellId $cells -MemoryPolicy Interleave -Wait -PassThru -RedirectStandardOutput $out
$bytes = Measure-Cell ((Get-Content $out) -match ' anon=')
$halves = $cells | ForEach-Object { if ([Math]::Abs($bytes[$_] - 100MB) -lt 4MB) { 'half' } else { "$($bytes[$_])" } }
Compare-Said 'memory is interleaved over two nodes' 'half', 'half' $halves
Compare-Said 'the process of the module is as it was' $before (Get-OwnThread | Sort-Object -Unique)
