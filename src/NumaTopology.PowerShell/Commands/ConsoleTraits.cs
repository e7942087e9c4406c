using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace NumaTopology.Commands;

/// <summary>What the console that text is written for can show.</summary>
internal static class ConsoleTraits
{
    private const int UsualWidth = 80;

    // In the order in which the C library looks.
    private static readonly string[] s_locale = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>The columns, within what a picture can have; 80 where there is no console.</summary>
    public static int Width(PSHost host)
    {
        try
        {
            var width = host.UI?.RawUI?.BufferSize.Width ?? 0;
            return width <= 0 ? UsualWidth : Math.Min(Math.Max(width, PictureOptions.NarrowestWidth), PictureOptions.WidestWidth);
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or IOException or PlatformNotSupportedException)
        {
            return UsualWidth;
        }
    }

    /// <summary>Whether it can print more than ASCII: its encoding is one of Unicode's, and no locale says that it is ASCII alone.</summary>
    public static bool IsAscii()
    {
        var locale = s_locale.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => value is { Length: > 0 });
        // UTF-8, UTF-16, UTF-16 with the high byte first.
        return locale is "C" or "POSIX" || Console.OutputEncoding.CodePage is not (65001 or 1200 or 1201);
    }

    /// <summary>
    /// Whether colour can be written: what is printed goes to a terminal that knows it and nowhere else, and neither NO_COLOR (no-color.org) nor $PSStyle.OutputRendering is against
    /// it. Ansi of the latter asks for it everywhere.
    /// </summary>
    public static bool HasColor(PSHost host, PSCmdlet command)
    {
        if (Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
            return false;
        switch (PipedInput.Property(command.SessionState.PSVariable.GetValue("PSStyle"), "OutputRendering"))
        {
            case "PlainText":
                return false;
            case "Ansi":
                return true;
            default:
                return host.UI?.SupportsVirtualTerminal == true && !Console.IsOutputRedirected && command.MyInvocation.PipelinePosition == command.MyInvocation.PipelineLength;
        }
    }
}
