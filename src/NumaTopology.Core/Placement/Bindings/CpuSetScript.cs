using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// PowerShell that sets a Windows process's default CPU sets. The ids of CPU sets are the system's own, so the script looks them up by group and number
/// where it runs. Unlike an affinity mask they span groups, but only since build 20348 (Windows Server 2022): before it a thread stays in its group and
/// sets of other groups are ignored.
/// </summary>
internal static class CpuSetScript
{
    public static string Write(IReadOnlyList<GroupAffinity> affinities)
    {
        var masks = affinities.GroupBy(affinity => affinity.Group)
            .Select(group => $"{group.Key.ToString(CultureInfo.InvariantCulture)} = '{group.Aggregate(0UL, (mask, part) => mask | part.Mask).ToString("x", CultureInfo.InvariantCulture)}'");
        return Script.Replace("GROUPS", string.Join("; ", masks)).Replace("\r", "");
    }

    // SYSTEM_CPU_SET_INFORMATION: its size u32 at 0, the id u32 at 8, the group u16 at 12, the processor in the group u8 at 14.
    private const string Script = """
        # Binds the process $Id (this one unless set before) to CPUs of these processor groups, as group = affinity mask in hexadecimal.
        # CPU sets are soft affinity: Windows prefers these CPUs and may still use others.
        $groups = @{ GROUPS }
        $calls = Add-Type -PassThru -Namespace NumaTopology -Name CpuSets -MemberDefinition @'
        [DllImport("kernel32", SetLastError = true)] public static extern bool GetProcessGroupAffinity(IntPtr process, ref ushort count, ushort[] groups);
        [DllImport("kernel32", SetLastError = true)] public static extern bool GetSystemCpuSetInformation(byte[] information, uint length, out uint returned, IntPtr process, uint flags);
        [DllImport("kernel32", SetLastError = true)] public static extern bool SetProcessDefaultCpuSets(IntPtr process, uint[] ids, uint count);
        '@
        $process = Get-Process -Id $(if ($Id) { $Id } else { $PID })
        if ([Environment]::OSVersion.Version.Build -lt 20348) {
            [uint16]$count = 64
            $own = [uint16[]]::new($count)
            if (-not $calls::GetProcessGroupAffinity($process.Handle, [ref]$count, $own)) { throw [ComponentModel.Win32Exception]::new() }
            $own = [int[]]$own[0..($count - 1)]
            if ($own.Count -ne $groups.Count -or ($own | Where-Object { -not $groups.ContainsKey($_) })) {
                throw "Before build 20348 Windows ignores CPU sets of other processor groups than the thread's own. The placement is in group $(@($groups.Keys) -join ', '), process $($process.Id) in group $($own -join ', '). Find a placement in one node instead: Find-NumaPlacement -MaxCell 1."
            }
        }
        [uint32]$length = 0
        [void]$calls::GetSystemCpuSetInformation($null, 0, [ref]$length, [IntPtr]::Zero, 0)
        $information = [byte[]]::new($length)
        if (-not $calls::GetSystemCpuSetInformation($information, $length, [ref]$length, [IntPtr]::Zero, 0)) { throw [ComponentModel.Win32Exception]::new() }
        $sets = for ($at = 0; $at -lt $length; $at += [BitConverter]::ToUInt32($information, $at)) {
            $mask = $groups[[int][BitConverter]::ToUInt16($information, $at + 12)]
            if ($mask -and ([Convert]::ToUInt64($mask, 16) -shr $information[$at + 14]) -band 1) { [BitConverter]::ToUInt32($information, $at + 8) }
        }
        if (-not $calls::SetProcessDefaultCpuSets($process.Handle, [uint32[]]$sets, @($sets).Count)) { throw [ComponentModel.Win32Exception]::new() }
        """;
}
