param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $placement = Find-NumaPlacement 2 100MB -Snapshot (Join-Path $PSScriptRoot '../Machines/hmat.numa')
    $windows = Find-NumaPlacement 2 100MB -ExcludeCell 0 -Snapshot (Join-Path $PSScriptRoot '../Machines/windows-sub-numa.numa')
}

Describe 'ConvertTo-NumaBinding' {
    It 'writes what <For> is told' -ForEach @(
        @{ For = 'Numactl'; Text = 'numactl --physcpubind=2-3 --membind=1' }
        @{ For = 'Taskset'; Text = 'taskset --cpu-list 2-3' }
        @{ For = 'Systemd'; Text = "[Service]`nCPUAffinity=`nCPUAffinity=2-3`nNUMAPolicy=bind`nNUMAMask=`nNUMAMask=1" }
        @{ For = 'SystemdRun'; Text = 'systemd-run --property=CPUAffinity=2-3 --property=NUMAPolicy=bind --property=NUMAMask=1' }
        @{ For = 'Docker'; Text = '--cpuset-cpus=2-3 --cpuset-mems=1' }
        @{ For = 'Podman'; Text = '--cpuset-cpus=2-3 --cpuset-mems=1' }
        @{
            For = 'Qemu'
            Text = 'taskset --cpu-list 2-3 qemu-system-x86_64 -smp 2 -m 100M ' +
            '-object memory-backend-ram,id=ram,size=100M,host-nodes=1,policy=bind -machine memory-backend=ram'
        }
        @{ For = 'Slurm'; Text = 'salloc --nodes=1 --exclusive --mem=0 srun --nodes=1 --ntasks=1 --whole --cpu-bind=mask_cpu:0xc --mem-bind=mask_mem:0x2' }
    ) {
        $placement | ConvertTo-NumaBinding -For $For | Should -BeExactly $Text
    }

    It 'writes XML for libvirt' {
        ([xml]"<domain>$($placement | ConvertTo-NumaBinding -For Libvirt)</domain>").domain.cputune.vcpupin.cpuset | Should -Be 2, 3
    }

    It 'writes a configuration for the kubelet' {
        ($placement | ConvertTo-NumaBinding -For Kubelet) -split "`n" | Where-Object { $_ -notlike '#*' } | Should -Be @(
            'apiVersion: kubelet.config.k8s.io/v1beta1', 'kind: KubeletConfiguration', 'cpuManagerPolicy: static', 'reservedSystemCPUs: "2-3"'
            'memoryManagerPolicy: Static', 'systemReserved:', '  memory: "100Mi"', 'reservedMemory:', '- numaNode: 1', '  limits:', '    memory: "200Mi"')
    }

    It 'writes a line for the Windows command prompt' {
        $windows | ConvertTo-NumaBinding -For Windows | Should -BeExactly 'cmd /c start "NUMA node 1" /NODE 1 /AFFINITY 0x3'
    }

    It 'writes PowerShell for several Windows groups that parses' {
        $text = Find-NumaPlacement 120 -Snapshot (Join-Path $PSScriptRoot '../Machines/windows-altra-2x80.numa') | ConvertTo-NumaBinding -For Windows
        $faults = $null
        [void][System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$faults)
        $faults | Should -BeNullOrEmpty
    }

    It 'gives arguments that <Program> is run with as they are' -ForEach @(
        @{ For = 'Numactl'; Program = 'numactl'; Expected = '--physcpubind=2-3', '--membind=1' }
        @{ For = 'Taskset'; Program = 'taskset'; Expected = '--cpu-list', '2-3' }
        @{ For = 'Docker'; Program = 'docker run'; Expected = '--cpuset-cpus=2-3', '--cpuset-mems=1' }
        @{ For = 'Podman'; Program = 'podman run'; Expected = '--cpuset-cpus=2-3', '--cpuset-mems=1' }
        @{ For = 'SystemdRun'; Program = 'systemd-run'; Expected = '--property=CPUAffinity=2-3', '--property=NUMAPolicy=bind', '--property=NUMAMask=1' }
    ) {
        function program { $args }
        $a = $placement | ConvertTo-NumaBinding -For $For -AsArgument
        & program @a ./serve | Should -Be ($Expected + './serve')
    }

    It 'sets the memory policy <Policy>' -ForEach @(
        @{ Policy = 'Bind'; Option = '--membind=1' }
        @{ Policy = 'Preferred'; Option = '--preferred=1' }
        @{ Policy = 'PreferredMany'; Option = '--preferred-many=1' }
        @{ Policy = 'Interleave'; Option = '--interleave=1' }
        @{ Policy = 'WeightedInterleave'; Option = '--weighted-interleave=1' }
        @{ Policy = 'Local'; Option = '--localalloc' }
    ) {
        $placement | ConvertTo-NumaBinding -For Numactl -MemoryPolicy $Policy | Should -BeExactly "numactl --physcpubind=2-3 $Option"
        $a = $placement | ConvertTo-NumaBinding -For Numactl -MemoryPolicy $Policy -AsArgument
        $a | Should -BeExactly '--physcpubind=2-3', $Option
    }

    It 'refuses a memory policy that the tool does not have' {
        $placement | ConvertTo-NumaBinding -For Docker -MemoryPolicy Interleave -ErrorVariable refused -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $refused.FullyQualifiedErrorId | Should -Be 'NumaBindingNotExpressible,NumaTopology.Commands.ConvertToNumaBindingCommand'
    }

    It 'gives an array of one string as an array' {
        $a = Find-NumaPlacement 2 -ExcludeCell 0 -Snapshot (Join-Path $PSScriptRoot '../Machines/hmat.numa') | ConvertTo-NumaBinding -For Docker -AsArgument
        Should -ActualValue $a -BeOfType array
        $a | Should -BeExactly '--cpuset-cpus=2-3'
    }

    It 'has no arguments for XML' {
        $placement | ConvertTo-NumaBinding -For Libvirt -AsArgument -ErrorVariable refused -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $refused.FullyQualifiedErrorId | Should -Be 'NumaBindingNotExpressible,NumaTopology.Commands.ConvertToNumaBindingCommand'
    }

    It 'refuses what the target cannot express and goes on' {
        $placement, $windows | ConvertTo-NumaBinding -For Windows -ErrorVariable refused -ErrorAction SilentlyContinue |
            Should -BeExactly 'cmd /c start "NUMA node 1" /NODE 1 /AFFINITY 0x3'
        $refused.FullyQualifiedErrorId | Should -Be 'NumaBindingNotExpressible,NumaTopology.Commands.ConvertToNumaBindingCommand'
    }
}
