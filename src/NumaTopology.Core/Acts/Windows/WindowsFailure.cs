using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;

namespace NumaTopology.Acts.Windows;

/// <summary>A call of Windows that failed, as an error.</summary>
internal static class WindowsFailure
{
    /// <summary>The error of the last call.</summary>
    public static NumaActException Last(NumaActError error, string call)
    {
        var cause = new Win32Exception(Marshal.GetLastWin32Error());
        return new NumaActException(error, $"{call} failed: {cause.Message.TrimEnd('.')} ({cause.NativeErrorCode.ToString(CultureInfo.InvariantCulture)}).", cause);
    }
}
