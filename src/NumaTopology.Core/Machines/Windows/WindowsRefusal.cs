using System.Globalization;

namespace NumaTopology.Machines.Windows;

/// <summary>Notes a call that gave nothing, and whether that was for want of a right.</summary>
internal static class WindowsRefusal
{
    public static void Note(ProbeLog log, string fact, string call, uint code)
    {
        var reason = $"{call} failed (code {(code <= ushort.MaxValue ? code.ToString(CultureInfo.InvariantCulture) : "0x" + code.ToString("x", CultureInfo.InvariantCulture))})";
        if (IsRefusal(code))
            log.Refused(fact, reason);
        else
            log.Absent(fact, reason);
    }

    /// <summary>ERROR_ACCESS_DENIED, ERROR_PRIVILEGE_NOT_HELD; CR_ACCESS_DENIED; STATUS_ACCESS_DENIED, STATUS_PRIVILEGE_NOT_HELD; PDH_ACCESS_DENIED.</summary>
    private static bool IsRefusal(uint code) => code is 5 or 1314 or 0x33 or 0xC0000022 or 0xC0000061 or 0xC0000BDB;
}
