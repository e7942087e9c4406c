using System;
using System.Globalization;

namespace NumaTopology.Shell;

/// <summary>What this process's console can show.</summary>
internal static class Terminal
{
    /// <summary>How wide a line is: COLUMNS, else the terminal, else 120.</summary>
    public static int Columns
    {
        get
        {
            if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
                return columns;
            return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? 120 : Console.WindowWidth;
        }
    }

    public static bool HasColour => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
