using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace NumaTopology.Tests;

/// <summary>
/// A Linux machine whose nodes, CPUs, sockets, dies, clusters, cores and caches have other numbers, as another firmware or kernel gives them: the names of facts
/// are changed, and what they say of numbers. Written from the kernel's documents of these files, and with nothing of the library.
/// </summary>
internal sealed partial class RenumberedMachine : Machine
{
    private readonly Machine _machine;
    private readonly Random _random;
    private readonly Dictionary<string, Dictionary<int, int>> _labels = [];
    private readonly Dictionary<int, int> _nodes;
    private readonly Dictionary<int, int> _cpus;
    private readonly int[] _online;

    public RenumberedMachine(Machine machine, int seed)
        : base(machine.Snapshot)
    {
        _machine = machine;
        _random = new Random(seed);
        var folders = machine.List("sys/devices/system/node") ?? [];
        _online = [.. folders.Where(name => NodeName().Match(name).Length == name.Length).Select(Number).Order()];
        _nodes = Shuffled([.. _online.Union(Text("sys/devices/system/node/possible") is { } possible ? Numbers(possible) : [])], 3);
        _cpus = Shuffled([.. new[] { "present", "possible", "online" }.SelectMany(name => Text("sys/devices/system/cpu/" + name) is { } list ? Numbers(list) : []).Union((machine.List("sys/devices/system/cpu") ?? []).Where(name => CpuName().Match(name).Length == name.Length).Select(Number))], 1);
    }

    public override MachineSystem System => MachineSystem.Linux;

    public override int Read(string fact, ref byte[] buffer)
    {
        var length = _machine.Read(Original(fact), ref buffer);
        if (length <= 0)
            return length;
        var content = Encoding.UTF8.GetBytes(Changed(fact, Encoding.UTF8.GetString(buffer, 0, length)));
        if (buffer.Length < content.Length)
            buffer = new byte[content.Length];
        content.CopyTo(buffer, 0);
        return content.Length;
    }

    public override IReadOnlyList<string>? List(string folder) => _machine.List(Original(folder))?.Select(name => Renamed(name)).ToList();

    public override bool IsRefused(string name) => _machine.IsRefused(Original(name));

    // Longer numbers first: 'node1' is not in 'node12'. What has no such number on the machine is asked for by a name that it does not have.
    private string Original(string fact) => fact.StartsWith("sys/devices/system/", StringComparison.Ordinal) || fact.StartsWith("link/sys/devices/system/", StringComparison.Ordinal)
        ? CpuName().Replace(NodeName().Replace(fact, match => "node" + Back(_nodes, Number(match.Value))), match => "cpu" + Back(_cpus, Number(match.Value)))
        : fact;

    private string Renamed(string name) => NodeName().Match(name).Length == name.Length ? "node" + Of(_nodes, Number(name)) : CpuName().Match(name).Length == name.Length ? "cpu" + Of(_cpus, Number(name)) : name;

    private string Changed(string fact, string text) => fact[(fact.LastIndexOf('/') + 1)..] switch
    {
        "distance" => Distances(text),
        "meminfo" => NodeWord().Replace(text, match => "Node " + Of(_nodes, Number(match.Value))),
        "status" when fact.StartsWith("proc/", StringComparison.Ordinal) => Allowed().Replace(text, match => match.Groups[1].Value + (match.Groups[1].Value.StartsWith('M') ? Changed(_nodes, match) : Changed(_cpus, match))),
        "numa_node" or "target_node" => Of(_nodes, int.Parse(text, CultureInfo.InvariantCulture)) + "\n",
        "nodelist" or "has_cpu" or "has_memory" or "has_normal_memory" or "has_generic_initiator" or "cpuset.mems" or "cpuset.mems.effective" => List(text, _nodes),
        "online" or "possible" when fact.StartsWith("sys/devices/system/node/", StringComparison.Ordinal) => List(text, _nodes),
        "online" or "possible" or "present" or "offline" when fact.StartsWith("sys/devices/system/cpu/", StringComparison.Ordinal) && !CpuName().IsMatch(fact) => List(text, _cpus),
        "cpulist" or "local_cpulist" or "cpulistaffinity" or "shared_cpu_list" or "cpus" or "cpuset.cpus" or "cpuset.cpus.effective" => List(text, _cpus),
        var name when name.EndsWith("_siblings_list", StringComparison.Ordinal) || name.EndsWith("_cpus_list", StringComparison.Ordinal) => List(text, _cpus),
        "cpumap" or "local_cpus" or "cpuaffinity" or "shared_cpu_map" => Mask(text, _cpus),
        var name when name.EndsWith("_siblings", StringComparison.Ordinal) || name.EndsWith("_cpus", StringComparison.Ordinal) => Mask(text, _cpus),
        "physical_package_id" or "die_id" or "cluster_id" or "core_id" => Label(fact[(fact.LastIndexOf('/') + 1)..], text),
        // The shares of resctrl name caches by number.
        "id" when fact.Contains("/cache/index", StringComparison.Ordinal) && _machine.List("sys/fs/resctrl/info") is null => Label("cache", text),
        _ when fact.StartsWith("link/sys/devices/system/node/", StringComparison.Ordinal) => NodeName().Replace(text, match => "node" + Of(_nodes, Number(match.Value))),
        _ => text,
    };

    private static string Changed(Dictionary<int, int> numbers, Match match) => match.Groups[1].Value.Contains("_list", StringComparison.Ordinal) ? List(match.Groups[2].Value, numbers).Trim() : Mask(match.Groups[2].Value, numbers).Trim();

    /// <summary>The row of a node is in the order of the numbers of all that are online; of old kernels, of all that are possible.</summary>
    private string Distances(string text)
    {
        var values = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        IEnumerable<int> nodes = values.Length == _online.Length ? _online : [.. _nodes.Keys.Order()];
        return string.Join(' ', nodes.Zip(values).OrderBy(pair => Of(_nodes, pair.First)).Select(pair => pair.Second)) + "\n";
    }

    private string Label(string kind, string text)
    {
        var number = int.Parse(text, CultureInfo.InvariantCulture);
        if (number is < 0 or 65535)
            return text;
        if (!_labels.TryGetValue(kind, out var labels))
            _labels.Add(kind, labels = []);
        if (!labels.TryGetValue(number, out var label))
        {
            do
                label = _random.Next(4000);
            while (labels.ContainsValue(label));
            labels.Add(number, label);
        }

        return label.ToString(CultureInfo.InvariantCulture) + "\n";
    }

    private string? Text(string fact)
    {
        var buffer = new byte[256];
        var length = _machine.Read(fact, ref buffer);
        return length >= 0 ? Encoding.ASCII.GetString(buffer, 0, length) : null;
    }

    private Dictionary<int, int> Shuffled(int[] numbers, int spread)
    {
        var others = spread == 1 ? (int[])numbers.Clone() : [.. Enumerable.Range(0, numbers.Length * spread)];
        _random.Shuffle(others);
        return numbers.Zip(others).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static int Of(Dictionary<int, int> numbers, int number) => numbers.TryGetValue(number, out var other) ? other : number;

    private static int Back(Dictionary<int, int> numbers, int number) => numbers.FirstOrDefault(pair => pair.Value == number, new KeyValuePair<int, int>(numbers.ContainsKey(number) || numbers.ContainsValue(number) ? 99_999 : number, 0)).Key;

    private static int Number(string name) => int.Parse(Digits().Match(name).Value, CultureInfo.InvariantCulture);

    private static string List(string text, Dictionary<int, int> numbers) => Generate.List([.. Numbers(text).Select(number => Of(numbers, number)).Order()]) + "\n";

    private static IEnumerable<int> Numbers(string text)
    {
        foreach (var run in text.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = run.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray();
            for (var number = ends[0]; number <= ends[^1]; number++)
                yield return number;
        }
    }

    /// <summary>Words of 32 bits in hexadecimal, the highest first: <c>00000000,000000ff</c>.</summary>
    private static string Mask(string text, Dictionary<int, int> numbers)
    {
        var digits = text.Trim().Replace(",", "", StringComparison.Ordinal);
        var mask = global::System.Numerics.BigInteger.Parse("0" + digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var changed = global::System.Numerics.BigInteger.Zero;
        for (var number = 0; mask != 0; number++, mask >>= 1)
        {
            if (!mask.IsEven)
                changed |= global::System.Numerics.BigInteger.One << Of(numbers, number);
        }

        var hexadecimal = changed.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        var words = Math.Max(text.Split(',').Length, (hexadecimal.Length + 7) / 8);
        return string.Join(',', hexadecimal.PadLeft(words * 8, '0').Chunk(8).Select(word => new string(word))) + "\n";
    }

    [GeneratedRegex("node\\d+")]
    private static partial Regex NodeName();

    [GeneratedRegex("cpu\\d+")]
    private static partial Regex CpuName();

    [GeneratedRegex("Node \\d+")]
    private static partial Regex NodeWord();

    [GeneratedRegex("\\d+")]
    private static partial Regex Digits();

    [GeneratedRegex("((?:Cpus|Mems)_allowed(?:_list)?:\\s*)(\\S+)")]
    private static partial Regex Allowed();
}
