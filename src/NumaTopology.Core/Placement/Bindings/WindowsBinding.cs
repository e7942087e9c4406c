using System.Globalization;
using System.Linq;

namespace NumaTopology.Placement.Bindings;

/// <summary>A line for the command prompt where one cell and one group hold the placement; PowerShell that sets CPU sets where they do not.</summary>
internal static class WindowsBinding
{
    public static string Write(NumaPlacement placement)
    {
        if (placement.Groups is not { } groups)
            throw new NumaBindingException("The placement is of a machine that has no processor groups, so of no Windows machine.");
        NumaBinding.RequireLocalMemory(placement, "Windows");
        // A node that lies in several groups has a mask in the first of them only, and start knows no other.
        if (groups.Count > 1 || groups[0].CellGroups > 1)
            return CpuSets(placement);
        // With /NODE the mask is as if the node's lowest processor were bit 0.
        var only = groups[0];
        var mask = only.Mask >> Bits.Lowest(only.CellMask);
        return $"start /NODE {only.CellId.ToString(CultureInfo.InvariantCulture)} /AFFINITY 0x{mask.ToString("x", CultureInfo.InvariantCulture)}";
    }

    /// <summary>
    /// The ids of CPU sets are the system's own, so that the text looks them up by group and number. Unlike an affinity mask they span groups.
    /// </summary>
    private static string CpuSets(NumaPlacement placement)
    {
        var masks = placement.Groups!.GroupBy(group => group.Group)
            .Select(group => $"{group.Key.ToString(CultureInfo.InvariantCulture)} = '{group.Aggregate(0UL, (mask, part) => mask | part.Mask).ToString("x", CultureInfo.InvariantCulture)}'");
        return Script.Replace("GROUPS", string.Join("; ", masks)).Replace("\r", "");
    }

    // SYSTEM_CPU_SET_INFORMATION: its size u32 at 0, the id u32 at 8, the group u16 at 12, the processor in the group u8 at 14.
    private const string Script = """
        # Binds the process $Id (this one unless set before) to processors of these groups, as group = affinity mask in hexadecimal.
        $groups = @{ GROUPS }
        $calls = Add-Type -PassThru -Namespace NumaTopology -Name CpuSets -MemberDefinition @'
        [DllImport("kernel32", SetLastError = true)] public static extern bool GetSystemCpuSetInformation(byte[] information, uint length, out uint returned, IntPtr process, uint flags);
        [DllImport("kernel32", SetLastError = true)] public static extern bool SetProcessDefaultCpuSets(IntPtr process, uint[] ids, uint count);
        '@
        $process = Get-Process -Id $(if ($Id) { $Id } else { $PID })
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
