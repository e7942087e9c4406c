using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

namespace NumaTopology.Machines.Linux;

/// <summary>This Linux machine: the files below /, and under <c>call/</c> what only a call tells.</summary>
internal sealed class LiveLinuxMachine : FolderMachine
{
    /// <summary>Opens this machine.</summary>
    public LiveLinuxMachine(CancellationToken cancellation = default)
        : base("/", null, cancellation)
    {
    }

    /// <inheritdoc/>
    public override int Read(string fact, ref byte[] buffer)
    {
        var answer = fact switch
        {
            LinuxFacts.PageSize => Environment.SystemPageSize.ToString(CultureInfo.InvariantCulture),
            LinuxFacts.MachineName => MachineName(),
            _ => null,
        };
        if (answer is null)
            return base.Read(fact, ref buffer);
        return Encoding.ASCII.GetBytes(answer, 0, answer.Length, buffer, 0);
    }

    /// <summary>What uname -m prints. Linux writes six fields of 65 bytes; machine is the fifth.</summary>
    internal static string? MachineName()
    {
        var fields = new byte[6 * 65];
        if (uname(fields) != 0)
            return null;
        var end = Array.IndexOf(fields, (byte)0, 4 * 65);
        return Encoding.ASCII.GetString(fields, 4 * 65, end - (4 * 65));
    }

    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int uname(byte[] name);
}
