param([string]$Manifest = (Join-Path $PSScriptRoot '../../NumaTopology.psd1'))

BeforeAll {
    Import-Module $Manifest
    $machines = Join-Path $PSScriptRoot '../Machines'
    $reserved = Join-Path $machines 'reserved.numa'

    # A Windows with processes: what is known of windows-job, and what the calls return of two processes.
    $windows = Join-Path $TestDrive 'windows.numa'
    $facts = [ordered]@{
        'processes' = '4 0 System', '812 4 sql server.exe', '900 812 worker.exe'
        'threads' = '4 8', '812 816', '812 820', '900 904'
        'threads/816/ideal-cpu' = '0 2'; 'threads/820/ideal-cpu' = '1 1'; 'threads/904/ideal-cpu' = '0 0'; 'threads/816/affinity' = '0 4'
        'processes/812/exit-code' = '259'; 'processes/900/exit-code' = '259'
        'processes/812/affinity' = '0 3'; 'processes/900/affinity' = '1 f'
        'processes/812/working-set' = 'private 0 256', 'image 1 512', 'large 1 1024'
    }
    $sets = @(Get-Content (Join-Path $machines 'windows-job.numa') | Where-Object { $_ -match '^: 20000000' })
    foreach ($id in 812, 900) {
        $facts["processes/$id/job-affinity"] = $facts["processes/$id/job-limits"] = $facts["processes/$id/default-cpu-sets"] = @()
        $facts["processes/$id/cpu-sets"] = $sets
    }
    $text = @('NumaTopology snapshot 2') + @(Get-Content (Join-Path $machines 'windows-job.numa') | Select-Object -Skip 1 | Where-Object { $_ -notmatch '^\.' })
    foreach ($fact in $facts.Keys) { $text += "= $fact"; $text += @($facts[$fact] | ForEach-Object { if ($_ -match '^:') { $_ } else { " $_" } }) }
    $text += '! processes/4/exit-code', '! processes/4/affinity', '! processes/900/working-set'
    Set-Content $windows ($text + ". $(@($text -match '^[=/!]').Count)")

    # A folder with the root of a Linux machine.
    $folder = Join-Path $TestDrive 'folder'
    $node = New-Item (Join-Path $folder 'sys/devices/system/node/node0') -ItemType Directory -Force
    Set-Content (Join-Path $node cpulist) '0-3'
    $proc = New-Item (Join-Path $folder 'proc/321') -ItemType Directory -Force
    # The parent is the fourth field, the CPU the 39th.
    Set-Content (Join-Path $proc stat) "321 (tmux: (server)) S 7 321 321 0 -1 4194624 9 0 0 0 1 1 0 0 20 0 1 0 100 9216000 500$(' 0' * 13) 17 3 0 0"
    Set-Content (Join-Path $proc status) "Name:`ttmux: (server)", "Tgid:`t321", "Cpus_allowed_list:`t2-3"
}

Describe 'Get-NumaProcess' {
    It 'lists the processes of a snapshot' {
        $all = Get-NumaProcess -Snapshot $reserved
        $all.Id | Should -Be 500, 700
        "$($all[0].Cells) $($all[0].AllowedCpus) $($all[0].ThreadCount)" | Should -Be '0 1 0,8-9 3'
        "$($all[0].Usage)" | Should -Be 'node 0: 1 thread node 1: 2 threads'
        $all[0].Memory, $all[0].Misplaced | Should -Be $null, $null
    }

    It 'lists those of a folder, whose names may hold blanks and parentheses' {
        $found = Get-NumaProcess -Snapshot $folder
        $found.Name, "$($found.AllowedCpus)", $found.LastCpu, $found.ParentId | Should -Be 'tmux: (server)', '2-3', 3, 7
    }

    It 'selects by name with wildcards, by id and by node' {
        (Get-NumaProcess SER* -Snapshot $reserved).Id | Should -Be 700
        (Get-NumaProcess -Id 700, 500 -Snapshot $reserved).Id | Should -Be 500, 700
        (Get-NumaProcess -CellId 1 -Snapshot $reserved).Id | Should -Be 500
        # With memory a process is where that is, too.
        (Get-NumaProcess -CellId 1 -Memory -Snapshot $reserved).Id | Should -Be 500, 700
    }

    It 'says that the process of an id has another name' {
        (Get-NumaProcess ser* -Id 700 -Snapshot $reserved).Id | Should -Be 700
        (Get-NumaProcess serve, none -Id 700, 500 -Snapshot $reserved -ErrorVariable failed -ErrorAction SilentlyContinue).Id | Should -Be 700
        $failed.Count | Should -Be 1
        $failed.FullyQualifiedErrorId | Should -BeLike 'NumaProcessNotFound,*'
        "$failed" | Should -BeLike "*id 500 is named 'serve' or 'none' on 'reserved.numa'*"
        { Get-NumaProcess no-such-name -Id $PID -ErrorAction Stop } | Should -Throw "*id $PID is named 'no-such-name'*"
    }

    It 'takes a number for a name, and says how to ask for an id' {
        $says = "No process named '700' runs on *. Get-NumaProcess lists the processes. Use -Id for an id."
        { Get-NumaProcess 700 -Snapshot $reserved -ErrorAction Stop } | Should -Throw $says -ErrorId 'NumaProcessNotFound,*'
    }

    It 'says where memory is not recorded' {
        $file = Join-Path $TestDrive 'exported.numa'
        Export-NumaSnapshot $file -Snapshot $folder -IncludeReservation -WarningAction SilentlyContinue
        $found = Get-NumaProcess -Memory -Snapshot $file -WarningVariable warnings -WarningAction SilentlyContinue
        $found.Memory | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*proc/321/numa_maps is not recorded: the memory of the process is unknown. *live machine.'
        $null = Get-NumaProcess -Snapshot $file -WarningVariable warnings
        $null = Get-NumaProcess -Memory -Snapshot $reserved -WarningVariable +warnings
        # Refused is not the same: Access says that.
        $null = Get-NumaProcess -Memory -Id 812, 900 -Snapshot $windows -WarningVariable +warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'says that a snapshot has no processes where ids are given, too' {
        Get-NumaProcess -Id 5 -Snapshot (Join-Path $machines 'flat.numa') -WarningVariable warnings -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        "$warnings" | Should -BeLike '*the processes are unknown.*'
    }

    It 'gives no advice that it would refuse' {
        $file = Join-Path $TestDrive 'own.xml'
        Get-NumaProcess -Id $PID | Export-Clixml $file
        Import-Clixml $file | Get-NumaProcess -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$failed" | Should -BeLike '*another session*Run the command on that machine.'
        "$failed" | Should -Not -BeLike '*capabilities*'
        $remote = [pscustomobject]@{ Id = 1; PSComputerName = 'db7' }
        { $remote | Get-NumaProcess -ErrorAction Stop } | Should -Throw -ErrorId 'NumaObjectRemote,*'
        try { $remote | Get-NumaProcess } catch { "$_" | Should -Not -BeLike '*capabilities*' }
        [pscustomobject]@{ Id = 1; Snapshot = 'ssh:db7' } | Get-NumaProcess -ErrorVariable failed -ErrorAction SilentlyContinue
        "$failed" | Should -BeLike '*Use -HostName db7.'
    }

    It 'returns the others when one does not exist' {
        (Get-NumaProcess -Id 700, 9 -Snapshot $reserved -ErrorVariable failed -ErrorAction SilentlyContinue).Id | Should -Be 700
        $failed.FullyQualifiedErrorId | Should -BeLike 'NumaProcessNotFound,*'
        "$failed" | Should -BeLike "*9 on 'reserved.numa'*"
        { Get-NumaProcess reserved.numa -ErrorAction Stop } | Should -Throw "No process named 'reserved.numa' runs on *. Use -Snapshot for a file."
        { Get-NumaProcess none* -Snapshot $reserved -ErrorAction Stop } | Should -Not -Throw
        { Get-NumaProcess -CellId 7 -Snapshot $reserved -ErrorAction Stop } | Should -Throw -ErrorId 'NumaCellNotFound,*'
    }

    It 'says where memory is and what of it is misplaced' {
        $serve = Get-NumaProcess serve -Memory -Snapshot $reserved
        # 1 GiB of 4 KiB pages on node 1; on node 0 131072 + 512 + 1024 + 16 of them.
        $serve.Misplaced | Should -Be 1GB
        $serve.Memory | Should -Be (1GB + 132624 * 4KB)
        "$($serve.Policies)" | Should -Be 'default prefer (many):0-1'
        $usage = (Get-NumaProcess qemu-system-x86 -Memory -Snapshot $reserved).Usage
        $usage[1].Huge | Should -Be 8GB
        $usage[0].Huge, $usage[0].Heap | Should -Be 0, 12MB
    }

    It 'lists threads' {
        $threads = (Get-NumaProcess -Id 500 -Thread -Snapshot $reserved).Threads
        $threads.Id | Should -Be 500, 501, 502
        "$($threads.AllowedCpus)" | Should -Be '0 8 9'
        (Get-NumaProcess -Id 500 -Snapshot $reserved).Threads | Should -BeNullOrEmpty
    }

    It 'tells the processes of a Windows' {
        $all = Get-NumaProcess -Memory -Thread -Snapshot $windows
        $all.Name | Should -Be System, 'sql server', worker
        $sql = $all[1]
        "$($sql.AllowedCpus) $($sql.Cells)" | Should -Be '0-1 0'
        "$($sql.Usage)" | Should -Be 'node 0: 1 thread, 1 MiB node 1: 1 thread, 6 MiB'
        # Files are shared.
        $sql.Misplaced, $sql.Threads[0].IdealCpu | Should -Be 4MB, 2
        "$($sql.Threads[0].AllowedCpus)" | Should -Be 2
    }

    It 'tells what was refused, and no number in its place' {
        $all = Get-NumaProcess -Memory -Snapshot $windows
        $all[0].Access, $all[2].Access | Should -Be 'affinity refused', 'memory refused'
        $all[2].Memory, $all[2].Misplaced, $all[0].AllowedCpus | Should -Be $null, $null, $null
        $all[1].Access | Should -BeNullOrEmpty
    }

    It 'takes processes and nodes from the pipeline, each of its machine' {
        (Get-NumaProcess serve -Snapshot $reserved | Get-NumaProcess -Memory).Misplaced | Should -Be 1GB
        (Get-NumaCell 1 -Snapshot $reserved | Get-NumaProcess).Id | Should -Be 500
        (Get-Item $reserved | Get-NumaProcess).Count | Should -Be 2
        ([pscustomobject]@{ Id = 700; Snapshot = $reserved } | Get-NumaProcess).Name | Should -Be serve
        (Get-NumaProcess -Id 812 -Snapshot $windows | Get-NumaProcess -IncludeChild).Id | Should -Be 812, 900
    }

    It 'does not take what has no processes' {
        { Get-NumaCapabilities $reserved | Get-NumaProcess -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
        { 'text' | Get-NumaProcess -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
        { Get-NumaProcess serve -Snapshot $reserved | Get-NumaProcess -Id 500 -ErrorAction Stop } | Should -Throw -ErrorId 'NumaRequestContradicts,*'
        { [pscustomobject]@{ Id = 'x'; Snapshot = $reserved } | Get-NumaProcess -ErrorAction Stop } | Should -Throw -ErrorId 'NumaInputNotSupported,*'
    }

    It 'says nothing of a piped process that has ended' {
        [pscustomobject]@{ Id = 9; Snapshot = $reserved } | Get-NumaProcess -ErrorVariable failed | Should -BeNullOrEmpty
        $failed | Should -BeNullOrEmpty
    }

    It 'replays from a snapshot that was exported with reservations' {
        $file = Join-Path $TestDrive 'with.numa'
        Export-NumaSnapshot $file -Snapshot $folder -IncludeReservation -WarningAction SilentlyContinue
        Compare-Object (Get-NumaProcess -Thread -Snapshot $folder) (Get-NumaProcess -Thread -Snapshot $file) | Should -BeNullOrEmpty
        Get-NumaProcess -Snapshot (Join-Path $machines 'flat.numa') -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*flat.numa*is not recorded: the processes are unknown. *-IncludeReservation.'
    }

    It 'prints memory and threads by node within 80 columns' {
        $printed = Get-NumaProcess serve -Memory -Snapshot $reserved | Out-String -Width 80
        $printed | Should -Match 'Id Name +Cells +AllowedCpus +Memory +Misplaced'
        $printed | Should -Match '700 serve +0 +6 +0: 518\.1 MiB +1 GiB\s+1: 1 GiB'
        (Get-NumaProcess -Id 500 -Snapshot $reserved | Out-String -Width 80) | Should -Match '500 qemu-system-x86 +0,1 +0,8-9 +0 0: 1, 1: 2'
    }

    It 'prints the host of each where they are several' {
        Get-NumaProcess -Id 700, 812 -Memory -Snapshot $reserved, $windows -ErrorAction SilentlyContinue | Out-String -Width 80 | Should -Match 'reserved +700 serve .*\n\.numa '
        Get-NumaProcess -Snapshot $reserved, $windows | Out-String -Width 80 | Should -Match 'windows\.numa +812 sql server'
    }

    It 'survives Export-Clixml' {
        $file = Join-Path $TestDrive 'process.xml'
        Get-NumaProcess serve -Memory -Snapshot $reserved | Export-Clixml $file
        $kept = Import-Clixml $file
        $kept.Usage[1].Anonymous | Should -Be 1GB
        ($kept | Get-NumaProcess -Memory).Misplaced | Should -Be 1GB
    }

    It 'completes names and ids' {
        $at = "Get-NumaProcess -Snapshot '$reserved' "
        (TabExpansion2 ($at + '-Name se') ($at + '-Name se').Length).CompletionMatches.CompletionText | Should -Be serve
        (TabExpansion2 ($at + '-Id 5') ($at + '-Id 5').Length).CompletionMatches.CompletionText | Should -Be 500
        $at = "Get-NumaProcess -Snapshot '$folder' "
        (TabExpansion2 ($at + '-Name t') ($at + '-Name t').Length).CompletionMatches.CompletionText | Should -Be "'tmux: (server)'"
    }

    It 'sees this process, and what it has started' -Skip:([bool]$env:WINEPREFIX) {
        $own = Get-NumaProcess -Id $PID -Memory
        $own.Id | Should -Be $PID
        $own.ThreadCount | Should -BeGreaterThan 1
        (Get-Process -Id $PID | Get-NumaProcess).Id | Should -Be $PID
        (Get-NumaProcess -Id $own.ParentId -IncludeChild -ErrorAction SilentlyContinue).Id | Should -Contain $PID
    }
}
