# The small Linux machines that answers.ps1 asks: folders with the few files of /sys and /proc that say it.

function Add-Fact([string]$Root, [string]$Fact, [string]$Text) {
    $path = Join-Path $Root $Fact
    [IO.Directory]::CreateDirectory((Split-Path $path)) | Out-Null
    [IO.File]::WriteAllText($path, "$Text`n")
}

# A node is its cores, such as '0,4 1,5'; distances a line for each node; memory in KiB for each node, or none.
function Add-Machine([string]$Root, [string[]]$Nodes, [string[]]$Distances, [long[]]$Memory) {
    $node = 'sys/devices/system/node'
    Add-Fact $Root "$node/online" "0-$($Nodes.Count - 1)"
    for ($id = 0; $id -lt $Nodes.Count; $id++) {
        $cores = $Nodes[$id] -split ' '
        Add-Fact $Root "$node/node$id/cpulist" ($cores -join ',')
        Add-Fact $Root "$node/node$id/distance" $Distances[$id]
        if ($Memory) { Add-Fact $Root "$node/node$id/meminfo" "Node $id MemTotal: $($Memory[$id]) kB`nNode $id MemFree: $($Memory[$id]) kB" }
        foreach ($core in $cores) {
            $cpus = $core -split ','
            foreach ($cpu in $cpus) {
                $topology = "sys/devices/system/cpu/cpu$cpu/topology"
                Add-Fact $Root "$topology/thread_siblings_list" $core
                Add-Fact $Root "$topology/core_id" $cpus[0]
                Add-Fact $Root "$topology/physical_package_id" $id
            }
        }
    }

    $last = ($Nodes -split '[ ,]' | ForEach-Object { [int]$_ } | Measure-Object -Maximum).Maximum
    foreach ($list in 'online', 'possible', 'present') { Add-Fact $Root "sys/devices/system/cpu/$list" "0-$last" }
}

function Write-AnswerMachine([string]$Folder) {
    $near = '10 20', '20 10'
    Add-Machine "$Folder/two-cores" '0,4 1,5', '2,6 3,7' $near
    Add-Machine "$Folder/one-core-two-cores" '0,1', '2 3' $near
    Add-Machine "$Folder/without-meminfo" '0 1' '10'
    Add-Machine "$Folder/cluster" '0 1' '10' 1048576
    Add-Fact "$Folder/cluster" 'sys/devices/system/cpu/cpu0/topology/cluster_id' 65535
    Add-Machine "$Folder/armv7" '0 1' '10' 1048576
    Add-Fact "$Folder/armv7" 'proc/cpuinfo' "Processor`t: ARMv7 Processor rev 4 (v7l)`nprocessor`t: 0`n`nprocessor`t: 1"
    # A snapshot, for where a device is plugged in is a link, which not every user of Windows may make.
    [IO.File]::WriteAllText("$Folder/devices.numa", (@(
                'NumaTopology snapshot 1', 'system: Linux'
                '= sys/devices/system/node/online', ' 0-2'
                '= sys/devices/system/node/node0/cpulist', ' 0', '= sys/devices/system/node/node0/distance', ' 10 12 255'
                '= sys/devices/system/node/node1/cpulist', ' 1', '= sys/devices/system/node/node1/distance', ' 12 10 12'
                '= sys/devices/system/node/node2/cpulist', ' 2', '= sys/devices/system/node/node2/distance', ' 255 12 10'
                '/ sys/class/net', ' eth0', ' eth1'
                '= link/sys/class/net/eth0', '~../../devices/pci0000:00/0000:00:01.0/net/eth0'
                '= sys/devices/pci0000:00/0000:00:01.0/numa_node', ' 0'
                '= link/sys/class/net/eth1', '~../../devices/pci0000:40/0000:40:01.0/net/eth1'
                '= sys/devices/pci0000:40/0000:40:01.0/numa_node', ' 1'
                '. 12'
            ) -join "`n") + "`n")
}
