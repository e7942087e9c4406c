using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace NumaTopology.Tests.Recorded;

/// <summary>Our XML against libvirt's expectations, its schema and its own answer.</summary>
public class LibvirtTests
{
    private const string Schema = "/usr/share/libvirt/schemas/capability.rng";

    private const string Prefix = "libvirt-linux-";

    private const string MaskTooWide = "libnuma cannot parse a mask wider than this kernel's; libvirt then tells no cell";

    /// <summary>Where our topology is not that of libvirt 9, and why ours is right.</summary>
    private static readonly Dictionary<string, string> s_differences = new()
    {
        ["offline-cpus"] = "libvirt lists two processors whose own online file says 0",
        ["offline-node"] = "libnuma gives the first value of the row to the first node that exists; the row counts the possible nodes, 0-1; offline processors are listed",
        ["drawers"] = "libvirt lists all processors that there could be",
        ["uneven"] = "libvirt does not know thread_siblings, only thread_siblings_list, and takes threads for cores",
        ["16em64t-4s2c2t-offlines"] = "libvirt lists four processors whose own online file says 0",
        ["256ia64-64n2s2c"] = MaskTooWide,
        ["256ppc-8n8s4t"] = MaskTooWide,
        ["8ia64-2s2c2t"] = MaskTooWide,
        ["lscpu-vbox-win"] = MaskTooWide,
        ["fakeheterocpunuma"] = "libvirt does not know thread_siblings, only thread_siblings_list, and takes threads for cores",
        ["fakememinitiators-1np2c+1npp+gi"] = "libvirt gives up and makes up one cell with this host's memory",
        ["offline-cpu0-node0"] = "libnuma gives the first value of the row to the first node that exists; the row counts the possible nodes, 0-1",
    };

    public static bool HasSchema { get; } = File.Exists(Schema) && RecordedMachines.Output("xmllint", "--version") is not null;

    public static TheoryData<string> Machines => [.. LinuxMachines.Names];

    /// <summary>The machines that libvirt was asked about; of a recorded one it has to be asked now, as root, below that machine's sysfs.</summary>
    public static TheoryData<string> MachinesWithTopology => [.. ComposedMachines.Of("virsh"), .. RecordedMachines.Names.Count > 0 && Ask("/") != "" ? RecordedMachines.Names.Where(TellsNodes) : []];

    /// <summary>The machines that libvirt was asked about or, of its own recordings, has an expectation of.</summary>
    public static TheoryData<string> MachinesWithElements => [.. ComposedMachines.Of("virsh").Where(name => !s_differences.ContainsKey(name)), .. RecordedMachines.Names.Where(IsLibvirts)];

    [Theory]
    [MemberData(nameof(MachinesWithElements))]
    public void Elements_are_libvirts_to_the_letter(string name)
    {
        var theirs = IsLibvirts(name) ? File.ReadAllText(Expectation(name)) : ComposedMachines.Said(name, "virsh");
        var ours = IsLibvirts(name) ? Xml(name) : AsLibvirt9(Xml(name));
        foreach (var element in new[] { "cpus", "cache", "interconnects", "memory_bandwidth" })
            Assert.Equal(Elements(theirs, element), Elements(ours, element));
    }

    [Theory(Skip = "needs libvirt's capability.rng and xmllint", SkipUnless = nameof(HasSchema))]
    [MemberData(nameof(Machines))]
    public void Every_document_is_valid_by_libvirts_schema(string name)
    {
        var file = Path.GetTempFileName();
        var xml = Xml(name);
        // The schema before libvirt 10.1 does not know clusters.
        File.WriteAllText(file, File.ReadAllText(Schema).Contains("cluster_id") ? xml : WithoutClusters(xml));
        Assert.NotNull(RecordedMachines.Output("xmllint", "--noout", "--relaxng", Schema, file));
        File.Delete(file);
    }

    [Theory]
    [MemberData(nameof(MachinesWithTopology), DisableDiscoveryEnumeration = true)]
    public void The_topology_is_what_libvirt_itself_says_but_for_the_known_differences(string name)
    {
        var theirs = Topology(ComposedMachines.Names.Contains(name) ? ComposedMachines.Said(name, "virsh") : Ask(RecordedMachines.Folder(name)));
        var ours = Topology(WithoutClusters(Xml(name)));
        Assert.NotEmpty(ours);
        if (s_differences.TryGetValue(name, out var reason))
            // A kernel for more processors has wider masks, and no difference.
            Assert.False(reason != MaskTooWide && ours == theirs, $"{name} is now as libvirt says; the known difference is gone: {reason}");
        else
            Assert.Equal(theirs, ours);
    }

    private static bool IsLibvirts(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private static string Expectation(string name) =>
        Directory.GetFiles(RecordedMachines.At("libvirt"), "vircaps-*.xml").Single(path => Regex.Match(path, "vircaps-[^-]+-(.*)\\.xml").Groups[1].Value == name[Prefix.Length..]);

    /// <summary>Without memory files or nodes libvirt tells of the host that it runs on.</summary>
    private static bool TellsNodes(string name) => LinuxMachines.Read(name) is { HasNodes: true, Cells: [{ Memory: not null }, ..] };

    private static string Ask(string folder) => RecordedMachines.Output(RecordedMachines.TestBed("with-sysfs"), folder, RecordedMachines.TestBed("libvirt-says")) ?? "";

    private static string Xml(string name)
    {
        var machine = LinuxMachines.Read(name);
        return NumaXml.Write(machine with { Architecture = machine.Architecture ?? "x86_64" }, NumaXmlSchema.Libvirt) + "\n";
    }

    /// <summary>libvirt 9 knows no clusters and lists caches from the third level on.</summary>
    private static string AsLibvirt9(string xml)
    {
        xml = Regex.Replace(WithoutClusters(xml), "^      <bank [^>]*level='2'[^>]*(/>|>\n(?s:.*?)^      </bank>)\n", "", RegexOptions.Multiline);
        return xml.Replace("    <cache>\n    </cache>\n", "", StringComparison.Ordinal);
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
