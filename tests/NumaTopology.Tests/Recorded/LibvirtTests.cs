using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NumaTopology.Machines;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Our XML against libvirt's expectations, its schema and its own answer.</summary>
public class LibvirtTests(RecordedMachines recorded)
{
    private const string Schema = "/usr/share/libvirt/schemas/capability.rng";

    private const string MaskTooWide = "libnuma cannot parse a mask wider than this kernel's; libvirt then tells no cell";

    /// <summary>Where our topology is not that of libvirt 9, and why ours is right.</summary>
    private static readonly Dictionary<string, string> s_differences = new()
    {
        ["16em64t-4s2c2t-offlines"] = "libvirt lists four processors whose own online file says 0",
        ["256ia64-64n2s2c"] = MaskTooWide,
        ["256ppc-8n8s4t"] = MaskTooWide,
        ["8ia64-2s2c2t"] = MaskTooWide,
        ["lscpu-vbox-win"] = MaskTooWide,
        ["fakeheterocpunuma"] = "libvirt does not know thread_siblings, only thread_siblings_list, and takes threads for cores",
        ["fakememinitiators-1np2c+1npp+gi"] = "libvirt gives up and makes up one cell with this host's memory",
        ["offline-cpu0-node0"] = "libnuma gives the first value of the row to the first node that exists; the row counts the possible nodes, 0-1",
    };

    public static bool HasSchema { get; } = RecordedMachines.AreHere && File.Exists(Schema) && RecordedMachines.Output("xmllint", "--version") is not null;

    /// <summary>Whether libvirt answers below the sysfs of another machine; this machine's own stands for that.</summary>
    public static bool CanBeAsked { get; } = RecordedMachines.AreHere && Says("/") != "";

    [Fact(Skip = RecordedMachines.None, SkipUnless = nameof(RecordedMachines.AreHere), SkipType = typeof(RecordedMachines))]
    public void Elements_are_libvirts_to_the_letter()
    {
        var expectations = Directory.GetFiles(Path.Combine(RecordedMachines.Shared, "machines", "libvirt"), "vircaps-*.xml");
        Assert.NotEmpty(expectations);
        foreach (var file in expectations)
        {
            var name = Regex.Match(file, "vircaps-[^-]+-(.*)\\.xml").Groups[1].Value;
            var ours = Xml(recorded.One("libvirt-linux-" + name));
            foreach (var element in new[] { "cpus", "cache", "interconnects", "memory_bandwidth" })
                Assert.Equal(Elements(File.ReadAllText(file), element), Elements(ours, element));
        }
    }

    [Fact(Skip = "needs recorded machines, libvirt's capability.rng and xmllint", SkipUnless = nameof(HasSchema))]
    public void Every_document_is_valid_by_libvirts_schema()
    {
        foreach (var folder in recorded.All())
        {
            var file = Path.GetTempFileName();
            var xml = Xml(folder);
            // The schema before libvirt 10.1 does not know clusters.
            File.WriteAllText(file, File.ReadAllText(Schema).Contains("cluster_id") ? xml : WithoutClusters(xml));
            Assert.True(RecordedMachines.Output("xmllint", "--noout", "--relaxng", Schema, file) is not null, folder);
            File.Delete(file);
        }
    }

    [Fact(Skip = "needs recorded machines, root, mount namespaces and libvirt's qemu driver", SkipUnless = nameof(CanBeAsked))]
    public void The_topology_is_what_libvirt_itself_says_but_for_the_known_differences()
    {
        var compared = 0;
        foreach (var folder in recorded.All())
        {
            var says = Says(folder);
            // Without memory files or nodes libvirt tells of the host that it runs on.
            if (NumaProbe.Capabilities(new FolderMachine(folder)) is not { HasNodes: true, Cells: [{ Memory: not null }, ..] })
                continue;
            compared++;
            var ours = Topology(WithoutClusters(Xml(folder)));
            if (s_differences.TryGetValue(Path.GetFileName(folder), out var reason))
                // A kernel for more processors has wider masks, and no difference.
                Assert.False(reason != MaskTooWide && ours == Topology(says), $"{folder} is now as libvirt says; the known difference is gone: {reason}");
            else
                Assert.Equal(Topology(says), ours);
        }

        Assert.True(compared > 10);
    }

    private static string Says(string folder) => RecordedMachines.Output(RecordedMachines.TestBed("with-sysfs"), folder, RecordedMachines.TestBed("libvirt-says")) ?? "";

    private static string Xml(string folder)
    {
        var machine = NumaProbe.Capabilities(new FolderMachine(folder));
        return NumaXml.Write(machine with { Architecture = machine.Architecture ?? "x86_64" }, NumaXmlSchema.Libvirt) + "\n";
    }

    private static string WithoutClusters(string xml) => Regex.Replace(xml, " cluster_id='[0-9]+'", "");

    private static string Topology(string xml) => Regex.Match(xml, "^    <topology>.*?^    </topology>\n", RegexOptions.Singleline | RegexOptions.Multiline).Value;

    private static string[] Elements(string xml, string name)
    {
        var indent = name switch { "cpus" => 10, "interconnects" => 6, _ => 4 };
        var pattern = $"^ {{{indent}}}<{name}[^>]*/>\n|^ {{{indent}}}<{name}[ >].*?^ {{{indent}}}</{name}>\n";
        return [.. Regex.Matches(xml, pattern, RegexOptions.Singleline | RegexOptions.Multiline).Select(match => match.Value)];
    }
}
