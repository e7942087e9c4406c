param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machine = Join-Path $PSScriptRoot '../Machines/hmat.numa'
}

Describe 'Find-NumaPlacement' {
    It 'gives the cells that fit, best first' {
        $found = Find-NumaPlacement 4 600MB -Snapshot $machine
        # An array has a Rank of its own.
        $found | ForEach-Object Rank | Should -Be (1..$found.Count)
        $found[0].Cells | Should -Be 0, 3
        "$($found[0].Cpus)" | Should -Be '0-1,4-5'
        $found[0].WorstDistance | Should -Be 17
        ($found[0].Memory.Bytes | Measure-Object -Sum).Sum | Should -Be 600MB
    }

    It 'turns every other cell down with a reason' {
        (Find-NumaPlacement 2 300MB -ExcludeCell 0 -Explain -Snapshot $machine).CellId | Should -Be 0, 2, 3
        (Find-NumaPlacement 2 300MB -ExcludeCell 0 -Snapshot $machine).Rejected[0].Reason | Should -Be 'excluded'
    }

    It 'goes to a device' {
        $devices = Join-Path $PSScriptRoot '../Machines/windows-devices.numa'
        (Find-NumaPlacement -Device PhysicalDrive0 -Snapshot $devices).Cells | Should -Be 1
        (Find-NumaPlacement -Device PhysicalDrive1 -Snapshot $devices).Cells | Should -Be 0
    }

    It 'goes to the devices that are piped, in one request' {
        (Get-NumaDevice vda -Snapshot $machine | Find-NumaPlacement 2).Cells | Should -Be 2
        @(Get-NumaDevice nvme0n1, vda -Snapshot $machine | Find-NumaPlacement 2).Count | Should -Be 1
    }

    It 'chooses from the nodes that are piped' {
        (Get-NumaCell 0, 2 -Snapshot $machine | Find-NumaPlacement 2 100MB).Cells | Should -BeIn 0, 2
    }

    It 'refuses anything else that is piped' {
        { Get-NumaCellFreeMemory -CellId 1 -Snapshot $machine | Find-NumaPlacement 2 -ErrorAction Stop } |
            Should -Throw -ErrorId 'NumaInputNotSupported,NumaTopology.Commands.FindNumaPlacementCommand'
    }

    It 'answers for an empty host' {
        $document = Get-Content (Join-Path $PSScriptRoot '../Machines/hmat.libvirt.xml') | ConvertFrom-NumaXml
        ($document | Find-NumaPlacement 2 500MB -Capacity).Cells | Should -Be 1
        { $document | Find-NumaPlacement 2 500MB -ErrorAction Stop } | Should -Throw 'Free memory is unknown*-Capacity*'
    }

    It 'takes threads apart, strictly when asked' {
        # One node, four cores of two threads.
        $cpus = 0..7 | ForEach-Object { "<cpu id='$_' socket_id='0' die_id='0' core_id='$($_ -shr 1)' siblings='$($_ -band 6)-$($_ -bor 1)'/>" }
        $cell = "<cell id='0'><memory unit='KiB'>1024</memory><cpus num='8'>$cpus</cpus></cell>"
        $host1 = "<capabilities><host><topology><cells num='1'>$cell</cells></topology></host></capabilities>" | ConvertFrom-NumaXml
        "$(($host1 | Find-NumaPlacement 5 -Smt Apart).Cpus)" | Should -Be '0-2,4,6'
        "$(($host1 | Find-NumaPlacement 4 -Smt Apart -Strict).Cpus)" | Should -Be '0,2,4,6'
        { $host1 | Find-NumaPlacement 5 -Smt Apart -Strict -ErrorAction Stop } | Should -Throw '*5 requested, 4 usable (4 second threads)*'
    }

    It 'takes CPUs of both processor groups of an old Windows' {
        $windows = Join-Path $PSScriptRoot '../Machines/windows-2x64.numa'
        (Find-NumaPlacement 80 -Snapshot $windows).Cpus.Count | Should -Be 80
    }

    It 'takes memory as people write it: <Typed>' -ForEach @(
        @{ Typed = '100M'; Bytes = 104857600 }, @{ Typed = '100MiB'; Bytes = 104857600 }, @{ Typed = '100mb'; Bytes = 104857600 }
        @{ Typed = '0.25G'; Bytes = 268435456 }, @{ Typed = '4096'; Bytes = 4096 }, @{ Typed = 100MB; Bytes = 104857600 }, @{ Typed = 0.25GB; Bytes = 268435456 }
    ) {
        (Find-NumaPlacement 2 $Typed -Snapshot $machine).Memory.Bytes | Should -Be $Bytes
    }

    It 'refuses what is no size, with what would be one: <Typed>' -ForEach @(
        @{ Typed = 'lots' }, @{ Typed = '4X' }, @{ Typed = '-4GB' }, @{ Typed = '9999999999G' }, @{ Typed = '' }
    ) {
        { Find-NumaPlacement 2 $Typed -Snapshot $machine } | Should -Throw "*'$Typed' is not a size. Use a number of bytes or a unit: 512MB, 4G, 4GiB, 1.5TB."
    }

    It 'takes the size of a huge page so too' {
        (Find-NumaPlacement 2 -HugePage 2M -HugePageCount 3 -Snapshot $machine).Memory.HugePages | Should -Be 3
    }

    It 'takes wildcards for devices: all that match, and an error where none does' {
        (Find-NumaPlacement -Device v* -Snapshot $machine).Cells | Should -Be 2
        (Find-NumaPlacement -Device * -Snapshot $machine).Request.Devices.Name | Should -Be nvme0n1, vda
        { Find-NumaPlacement -Device q* -Snapshot $machine -ErrorAction Stop } | Should -Throw -ErrorId 'NumaDeviceNotFound,*'
    }

    It 'takes capabilities from the pipeline' {
        (Get-NumaCapabilities $machine | Find-NumaPlacement 2 100MB).Cells | Should -Be 1
    }

    It 'says what is missing when nothing fits' {
        { Find-NumaPlacement 20 -Snapshot $machine -ErrorAction Stop } |
            Should -Throw 'Not enough CPUs on * 20 requested, 8 usable.*' -ErrorId 'NumaPlacementNotFound,NumaTopology.Commands.FindNumaPlacementCommand'
    }

    It 'takes no more than the limits of a cgroup leave' {
        $limits = Join-Path $PSScriptRoot '../Machines/limits.numa'
        { Find-NumaPlacement 1 300MB -Snapshot $limits -ErrorAction Stop } |
            Should -Throw 'Not enough memory in cgroup /outer group: 300 MiB requested, 195.1 MiB left of memory.max 200 MiB.'
        (Find-NumaPlacement 1 190MB -Snapshot $limits).Memory.Bytes | Should -Be 190MB
        (Find-NumaPlacement 1 300MB -Capacity -Snapshot $limits).Memory.Bytes | Should -Be 300MB
        (Find-NumaPlacement 2 -Snapshot $limits -WarningAction SilentlyContinue).Warnings |
            Should -Be 'CPU time in cgroup /outer group is limited to 1.5 CPUs by cpu.max; 2 CPUs requested.'
    }

    It 'spreads over the nodes of a socket, and interleaves' {
        $ladder = Join-Path $PSScriptRoot '../Machines/ladder.numa'
        $wide = Find-NumaPlacement 4 400MB -Goal Bandwidth -Snapshot $ladder
        $wide.Cells | Should -Be 0, 1
        $wide.Memory.Bytes | Should -Be 200MB, 200MB
        $wide | ConvertTo-NumaBinding -For Numactl | Should -Be 'numactl --physcpubind=0-1,8-9 --interleave=0-1'
        # Nodes that are piped are all that there is.
        (Get-NumaCell 3, 5 -Snapshot $ladder | Find-NumaPlacement 4 400MB -Goal Bandwidth).Cells | Should -Be 3, 5
        $null = $wide | ConvertTo-NumaBinding -For Docker -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -Be 'Docker cannot interleave memory; it is bound to nodes 0-1 instead.'
        $null = $wide | ConvertTo-NumaBinding -For Docker -MemoryPolicy Bind -WarningVariable warned
        $warned | Should -BeNullOrEmpty
    }

    It 'takes memory of the kinds and tiers that are named, and says so where there is too little' {
        (Find-NumaPlacement 1 300MB -MemoryKind MemoryOnly -Snapshot $machine).Memory.CellId | Should -Be 3
        (Find-NumaPlacement 4 600MB -MemoryKind Ordinary -MemoryTier 4 -Snapshot $machine).Memory.CellId | Should -Not -Contain 3
        { Find-NumaPlacement 1 1GB -MemoryKind Cxl, HighBandwidth -Snapshot $machine -ErrorAction Stop } |
            Should -Throw 'Not enough memory of kind Cxl or HighBandwidth on hmat.numa: 1.00 GiB requested, 0 bytes available (1.54 GiB of another kind).*'
        { Find-NumaPlacement 1 1GB -MemoryTier 22 -Snapshot $machine -ErrorAction Stop } | Should -Throw 'Not enough memory of tier 22 on *'
    }

    It 'refuses <Text>' -ForEach @(
        @{ Text = 'a kind of memory without memory'; More = @{ MemoryKind = 'Cxl' } }
        @{ Text = 'a tier without memory'; More = @{ MemoryTier = 4 } }
        @{ Text = 'all nodes of a socket and a number of them'; More = @{ Goal = 'Bandwidth'; MaxCell = 1 } }
    ) {
        { Find-NumaPlacement -Snapshot $machine @More } | Should -Throw -ErrorId 'NumaRequestContradicts,*'
    }

    It 'reads this machine' {
        (Find-NumaPlacement -ErrorAction Stop).Cpus.Count | Should -Be 1
    }
}

Describe 'Find-NumaPlacement for several requests' {
    BeforeAll {
        $machines = Join-Path $PSScriptRoot '../Machines'
        $hmat = Join-Path $machines 'hmat.numa'
        $reserved = Join-Path $machines 'reserved.numa'
    }

    It 'plans instances that share no CPU' {
        $plan = Find-NumaPlacement 2 -Instance 4 -Snapshot $hmat
        $plan.Count | Should -Be 4
        ($plan.Cpus.Ids | Sort-Object -Unique).Count | Should -Be 8
    }

    It 'spreads them over the nodes with CPUs' {
        # Nodes 0, 1 and 2 have CPUs.
        (Find-NumaPlacement 1 -Instance 3 -Spread -Snapshot $hmat).Cells | Sort-Object | Should -Be 0, 1, 2
    }

    It 'answers each request by its name' {
        $plan = Find-NumaPlacement -Snapshot $hmat -Request @{ Name = 'web'; Cpu = 1; Device = 'vda' }, @{ Name = 'db'; Cpu = 2; Memory = '200MB' }
        $plan.Name | Should -Be 'web', 'db'
        $plan[0].Cells | Should -Be 2
        ($plan[1].Memory | Measure-Object Bytes -Sum).Sum | Should -Be 200MB
    }

    It 'takes the goal and the memory of each request' {
        $wide = @{ Cpu = 4; Memory = '400MB'; Goal = 'Bandwidth' }
        $near = @{ Cpu = 4; Memory = '100MB'; MemoryKind = 'Ordinary'; MemoryTier = 4, 5 }
        $plan = Find-NumaPlacement -Snapshot (Join-Path $machines 'ladder.numa') -Request $wide, $near
        $plan[0].Cells | Should -Be 0, 1
        $plan[1].Cells.Count | Should -Be 1
        $plan[1].Request.MemoryTiers | Should -Be 4, 5
        { Find-NumaPlacement -Snapshot $hmat -Request @{ Memory = 1; MemoryKind = 'Blue' } } | Should -Throw -ErrorId 'NumaRequestInvalid,*'
        { Find-NumaPlacement -Snapshot $hmat -Request @{ Memory = 1; MemoryTier = -1 } } | Should -Throw -ErrorId 'NumaRequestInvalid,*'
    }

    It 'gives an error for what does not fit, and no half of a plan' {
        $plan = Find-NumaPlacement -Snapshot $hmat -Request @{ Name = 'db'; Cpu = 2 }, @{ Name = 'huge'; Cpu = 99 } -ErrorVariable failed -ErrorAction SilentlyContinue
        $plan | Should -BeNullOrEmpty
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -BeLike 'NumaPlacementNotFound,*'
        $failed[0].TargetObject.Name | Should -Be 'huge'
        "$($failed[0])" | Should -BeLike ("'huge' does not fit in the plan; nothing is placed. " +
            'Not enough CPUs on *: 99 requested, 6 usable (2 taken by other requests of the plan).*')
    }

    It 'counts the instances that do not fit in one error' {
        Find-NumaPlacement 2 -Instance 6 -Snapshot $hmat -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failed" | Should -BeLike ('2 of 6 requests for 2 CPUs do not fit in the plan; nothing is placed. ' +
            'Not enough CPUs on hmat.numa: 2 requested, 0 usable (8 taken by other requests of the plan).')
    }

    It 'tells of a libvirt document as of one request what helps' {
        $document = Get-Content (Join-Path $machines 'hmat.libvirt.xml') | ConvertFrom-NumaXml
        $document | Find-NumaPlacement 1 100MB -Instance 2 -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failed" | Should -BeLike '2 of 2 requests for * do not fit in the plan; nothing is placed. * Use -Capacity *'
        ($document | Find-NumaPlacement 1 100MB -Instance 2 -Capacity).Count | Should -Be 2
    }

    It 'names nodes to leave out that do not exist' {
        Find-NumaPlacement 1 -Instance 2 -ExcludeCell 99 -Snapshot $hmat -ErrorVariable failed -ErrorAction SilentlyContinue | Should -HaveCount 2
        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'NumaCellNotFound'
    }

    It 'keeps what all requests are told of memory from those without' {
        $plan = Find-NumaPlacement -Snapshot $hmat -MemoryKind MemoryOnly -Request @{ Cpu = 1; Memory = '100MB' }, @{ Cpu = 1 }
        $plan[0].Memory.CellId | Should -Be 3
        $plan[1].Request.MemoryKinds | Should -BeNullOrEmpty
        { Find-NumaPlacement -Snapshot $hmat -Request @{ Cpu = 1; MemoryKind = 'Ordinary' } } | Should -Throw -ErrorId 'NumaRequestContradicts,*'
    }

    It 'names a device once that several requests need' {
        $both = @{ Device = 'nope'; Name = 'a' }, @{ Device = 'nope'; Name = 'b' }
        Find-NumaPlacement -Snapshot $hmat -Request $both -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'NumaDeviceNotFound', 'NumaPlacementNotFound', 'NumaPlacementNotFound'
        { Find-NumaPlacement -Snapshot $hmat -Request @{ Device = '' } } | Should -Throw -ErrorId 'NumaRequestInvalid,*'
    }

    It 'names a device that no machine has, and the request that needs it' {
        $plan = Find-NumaPlacement -Snapshot $hmat -Request @{ Name = 'a'; Device = 'nope' }, @{ Name = 'b' } -ErrorVariable failed -ErrorAction SilentlyContinue
        $plan | Should -BeNullOrEmpty
        $failed.FullyQualifiedErrorId -replace ',.*' | Should -Be 'NumaDeviceNotFound', 'NumaPlacementNotFound'
        $failed[1].TargetObject.Name | Should -Be 'a'
    }

    It 'leaves out machines without the device' {
        $plan = Find-NumaPlacement 1 -Instance 2 -Device vda -Snapshot $hmat, (Join-Path $machines 'flat.numa') -ErrorAction Stop
        $plan.Snapshot | Split-Path -Leaf | Should -Be 'hmat.numa', 'hmat.numa'
    }

    It 'plans over several machines' {
        # Two nodes of the first have room for six CPUs, and the other machine has eight.
        $plan = Find-NumaPlacement 6 -Instance 3 -Snapshot $reserved, $hmat
        ($plan.Snapshot | Sort-Object -Unique).Count | Should -Be 2
    }

    It 'names a key that is not known, and a value that cannot be' {
        { Find-NumaPlacement -Snapshot $hmat -Request @{ Cpus = 2 } } | Should -Throw -ErrorId 'NumaRequestInvalid,*'
        { Find-NumaPlacement -Snapshot $hmat -Request @{ Memory = 'much' } } | Should -Throw -ErrorId 'NumaRequestInvalid,*'
        { Find-NumaPlacement -Snapshot $hmat -Request @{ Cpu = 0 } } | Should -Throw -ErrorId 'NumaRequestInvalid,*'
    }

    It 'refuses <Text>' -ForEach @(
        @{ Text = 'both kinds of plan'; More = @{ Instance = 2; Request = @{ Cpu = 1 } } }
        @{ Text = 'both ways to divide'; More = @{ Instance = 2; Spread = $true; Pack = $true } }
        @{ Text = '-Spread of one'; More = @{ Spread = $true } }
        @{ Text = '-Count of a plan'; More = @{ Instance = 2; Count = 2 } }
        @{ Text = '-Explain of a plan'; More = @{ Instance = 2; Explain = $true } }
    ) {
        { Find-NumaPlacement -Snapshot $hmat @More } | Should -Throw -ErrorId 'NumaRequestContradicts,*'
    }
}

Describe 'Find-NumaPlacement beside others' {
    BeforeAll {
        $reserved = Join-Path $PSScriptRoot '../Machines/reserved.numa'
    }

    It 'takes nothing twice in a loop' {
        $taken = @(Get-NumaReservation $reserved)
        1..2 | ForEach-Object { $taken += Find-NumaPlacement 2 -Snapshot $reserved -Reserved $taken }
        # Of sixteen CPUs 1, 7, 10 and 11 are not held.
        $taken[-2..-1].Cpus | ForEach-Object { "$_" } | Should -Be '1,7', '10-11'
        { Find-NumaPlacement 2 -Snapshot $reserved -Reserved $taken -ErrorAction Stop } | Should -Throw -ErrorId 'NumaPlacementNotFound,*'
    }

    It 'leaves a domain the memory that it has not touched yet' {
        # The domain has 8 GiB on node 1 in usual pages, of which its process has touched 2 GiB.
        $file = Join-Path $TestDrive 'untouched.numa'
        (Get-Content $reserved -Raw) -replace ' *<memoryBacking>.*\n', "`n" -replace 'RssAnon:\s*16512 kB', 'RssAnon: 2097152 kB' | Set-Content $file -NoNewline
        $taken = Get-NumaReservation $file | Where-Object Owner -EQ db
        $taken.Memory.Untouched | Should -Be 6GB
        $free = (Get-NumaCell 1 -Snapshot $file).FreeMemory
        (Find-NumaPlacement 1 $free -ExcludeCell 0 -Snapshot $file).Cells | Should -Be 1
        (Find-NumaPlacement 1 ($free - 6GB) -ExcludeCell 0 -Snapshot $file -Reserved $taken).Cells | Should -Be 1
        { Find-NumaPlacement 1 ($free - 6GB + 1) -ExcludeCell 0 -Snapshot $file -Reserved $taken -ErrorAction Stop } | Should -Throw -ErrorId 'NumaPlacementNotFound,*'
        # A host that is counted as empty holds all of it.
        $all = (Get-NumaCell 1 -Snapshot $file).Memory
        { Find-NumaPlacement 1 ($all - 8GB + 4KB) -ExcludeCell 0 -Snapshot $file -Reserved $taken -Capacity -ErrorAction Stop } | Should -Throw -ErrorId 'NumaPlacementNotFound,*'
    }

    It 'takes memory that is not bound to be on the nodes of the CPUs' {
        $file = Join-Path $TestDrive 'unbound.numa'
        $text = (Get-Content $reserved -Raw) -replace ' *<(memoryBacking|numatune)>.*\n', "`n" -replace "<emulatorpin cpuset='0'/>"
        $text -replace 'RssAnon:\s*16512 kB', 'RssAnon: 2097152 kB' | Set-Content $file -NoNewline
        $taken = Get-NumaReservation $file | Where-Object Owner -EQ db
        # 8 and 9 are CPUs of node 1.
        "$($taken.Cpus) $($taken.Cells)" | Should -Be '8-9 '
        $free = (Get-NumaCell -Snapshot $file).FreeMemory
        (Find-NumaPlacement 1 $free[0] -ExcludeCell 1 -Snapshot $file -Reserved $taken).Cells | Should -Be 0
        (Find-NumaPlacement 1 ($free[1] - 6GB) -ExcludeCell 0 -Snapshot $file -Reserved $taken).Cells | Should -Be 1
        { Find-NumaPlacement 1 ($free[1] - 6GB + 1) -ExcludeCell 0 -Snapshot $file -Reserved $taken -ErrorAction Stop } | Should -Throw -ErrorId 'NumaPlacementNotFound,*'
    }

    It 'lists nodes with the same reason in one line' {
        $ladder = Join-Path $PSScriptRoot '../Machines/ladder.numa'
        Find-NumaPlacement 2 -Snapshot $ladder | Format-List | Out-String | Should -BeLike '*Rejected * : 1-7: fits; as good, but with higher node numbers*'
    }

    It 'says so where nothing of what is reserved is of the machine' {
        $machine = Join-Path $PSScriptRoot '../Machines/hmat.numa'
        $foreign = Find-NumaPlacement 2 -Snapshot $machine
        $own = Find-NumaPlacement 2 -Snapshot $reserved -Reserved $foreign -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike "-Reserved has nothing of '*reserved.numa'. Its objects are of '*hmat.numa' and are ignored."
        # Who passes the placements of all hosts to each of them is not disturbed, nor who asks all hosts at once.
        Find-NumaPlacement 2 -Snapshot $reserved -Reserved $foreign, $own -WarningVariable warnings | Should -HaveCount 1
        $warnings | Should -BeNullOrEmpty
        Find-NumaPlacement 2 -Snapshot $reserved, $machine -Reserved $foreign -WarningVariable warnings | Should -HaveCount 1
        $warnings | Should -BeNullOrEmpty
    }

    It 'says so where a reservation holds huge pages of a size that its node does not list' {
        # The domain has 8 GiB on node 1 in pages of 1 GiB; the machine reports none.
        $taken = Get-NumaReservation $reserved | Where-Object Owner -EQ db
        $placement = Find-NumaPlacement 1 1GB -ExcludeCell 0 -Snapshot $reserved -Reserved $taken -Capacity -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Be 'db holds 8.00 GiB in pages of 1GiB on node 1, which reports no pages of that size. They are not subtracted.'
        # Of 64 GiB.
        $placement.LeftoverMemory | Should -BeGreaterThan 62GB
        Find-NumaPlacement 1 -Snapshot $reserved -Reserved $taken -Capacity -WarningVariable warnings | Should -HaveCount 1
        $warnings | Should -BeNullOrEmpty
    }

    It 'says so where it is unknown what a domain has touched' {
        $file = Join-Path $TestDrive 'unknown.numa'
        (Get-Content $reserved -Raw) -replace ' *(RssAnon|HugetlbPages):.*\n' | Set-Content $file -NoNewline
        $taken = Get-NumaReservation $file
        Find-NumaPlacement 1 1GB -Snapshot $file -Reserved $taken -WarningVariable warnings -WarningAction SilentlyContinue | Should -HaveCount 1
        "$warnings" | Should -Be 'The memory in use by db is unknown. Reserved memory that is not in use yet counts as free.'
        Find-NumaPlacement 1 -Snapshot $file -Reserved $taken -WarningVariable warnings | Should -HaveCount 1
        $warnings | Should -BeNullOrEmpty
    }

    It 'takes placements that were saved and read again' {
        $file = Join-Path $TestDrive 'taken.xml'
        Find-NumaPlacement 4 -Snapshot $reserved | Export-Clixml $file
        $first = Import-Clixml $file
        (Find-NumaPlacement 4 -Snapshot $reserved -Reserved $first).Cpus.Overlaps([NumaTopology.CpuSet]::Parse($first.Cpus)) | Should -BeFalse
    }

    It 'takes a pool of CPUs and leaves some out' {
        "$((Find-NumaPlacement 2 -Snapshot $reserved -AllowedCpu 12..15 -ExcludeCpu 12, '14').Cpus)" | Should -Be '13,15'
        { Find-NumaPlacement 2 -Snapshot $reserved -ExcludeCpu first } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'is what a piped reservation is told to use' {
        { Get-NumaReservation $reserved | Find-NumaPlacement 2 -ErrorAction Stop } | Should -Throw '*use -Reserved.*'
    }

    It 'takes only placements and reservations' {
        { Find-NumaPlacement 2 -Snapshot $reserved -Reserved 'db' } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }
}
