using System;
using System.Diagnostics;
using System.IO;

namespace NumaTopology.Benchmarks.Compare;

/// <summary>Whole runs of the tools that read the same machine: lstopo from a folder, numactl and libvirt in a mount namespace where that folder is mounted over sysfs.</summary>
internal static class OtherTools
{
    // virsh is given a libvirt without a daemon, which keeps what it writes below one folder.
    private const string Mounted = """
        set -e
        mount --make-rprivate /
        for part in node cpu; do mount --bind "$1/sys/devices/system/$part" "/sys/devices/system/$part"; done
        shift; exec "$@"
        """;

    public static void Rows(string root, int rounds, Func<double> capabilities, Func<double> cells)
    {
        if (Tool.Has("lstopo"))
        {
            var lstopo = new ProcessStartInfo("lstopo", ["--no-io", "--of", "xml"]);
            lstopo.Environment["HWLOC_FSROOT"] = root;
            Table.Row("capabilities", "whole run of lstopo --no-io --of xml", "0.33", rounds, capabilities, Table.Time(1, () => Tool.Run(lstopo)));
        }

        if (Environment.UserName != "root")
            return;
        if (Tool.Has("virsh"))
        {
            var state = Directory.CreateTempSubdirectory("numa-virsh-");
            // Without a PATH: it would run every emulator that it finds to ask what it can.
            var virsh = OnMounted(root, "env", "PATH=", "/usr/bin/virsh", "-q", "-c", "qemu:///embed?root=" + state.FullName, "capabilities");
            Table.Row("capabilities", "whole run of virsh capabilities, no daemon", "", rounds, capabilities, Table.Time(1, () => Tool.Run(virsh)));
            state.Delete(true);
        }

        if (Tool.Has("numactl"))
            Table.Row("nodes", "whole run of numactl -H", "", rounds, cells, Table.Time(1, () => Tool.Run(OnMounted(root, "numactl", "-H"))));
    }

    // The namespace and its mounts are part of the time: a few milliseconds.
    private static ProcessStartInfo OnMounted(string root, params string[] command) => new("unshare", ["-m", "sh", "-c", Mounted, "sh", root, .. command]);
}
