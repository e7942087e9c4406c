using System;
using System.Collections.Generic;
using System.Text;
using static NumaTopology.Machines.Windows.WindowsDeviceCalls;

namespace NumaTopology.Machines.Windows;

/// <summary>What the registry has of a device's driver: <c>Control\Class\{4d36e972-…}\0001</c>.</summary>
internal static unsafe class WindowsDriverKey
{
    private const uint QueryValue = 1;
    private const uint OpenExisting = 1;
    private const uint Software = 1;
    private const uint Text = 1;
    private const uint Number = 4;
    private const uint NotFound = 2;

    /// <summary>Some values, one a line behind its name, those that are not set without a value; null when the key cannot be opened.</summary>
    public static byte[]? Read(string fact, uint device, IReadOnlyList<string> names, ProbeLog log)
    {
        var error = CM_Open_DevNode_Key(device, QueryValue, 0, OpenExisting, out var key, Software);
        if (error != 0)
        {
            WindowsRefusal.Note(log, fact, nameof(CM_Open_DevNode_Key), error);
            return null;
        }

        try
        {
            var lines = new StringBuilder();
            foreach (var name in names)
            {
                if (!TryValue(key, name, out var value, out error))
                {
                    WindowsRefusal.Note(log, fact, nameof(RegQueryValueExW), error);
                    return null;
                }

                lines.Append(name).Append(value.Length == 0 ? "" : " ").Append(value).Append('\n');
            }

            return Encoding.UTF8.GetBytes(lines.ToString());
        }
        finally
        {
            _ = RegCloseKey(key);
        }
    }

    private static bool TryValue(IntPtr key, string name, out string value, out uint error)
    {
        const int most = 256;
        var data = stackalloc byte[most];
        uint size = most;
        value = "";
        error = RegQueryValueExW(key, name, IntPtr.Zero, out var type, data, ref size);
        if (error != 0)
            return error == NotFound;
        value = type switch
        {
            Text => new string((char*)data, 0, (int)(size / 2)).TrimEnd('\0').Replace('\n', ' '),
            Number when size == 4 => (*(uint*)data).ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => "",
        };
        return true;
    }
}
