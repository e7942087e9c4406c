using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>What is requested, before it is known of which machine: by parameters, or by a hashtable of -Request with the same names.</summary>
internal sealed record RequestSpec
{
    private static readonly Dictionary<string, Func<RequestSpec, object?, RequestSpec>> s_keys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(Name)] = (spec, value) => spec with { Name = value?.ToString() },
        [nameof(Cpu)] = (spec, value) => spec with { Cpu = Between(To<int>(value), 1, CpuSet.Limit) },
        [nameof(Memory)] = (spec, value) => spec with { Memory = Between(Bytes(value), 0, long.MaxValue) },
        [nameof(HugePage)] = (spec, value) => spec with { HugePage = Between(Bytes(value), 1, long.MaxValue) },
        [nameof(HugePageCount)] = (spec, value) => spec with { HugePageCount = Between(To<long>(value), 1, long.MaxValue) },
        [nameof(MemoryKind)] = (spec, value) => spec with { MemoryKind = To<CellKind[]>(value) },
        [nameof(MemoryTier)] = (spec, value) => spec with { MemoryTier = [.. To<int[]>(value).Select(tier => Between(tier, 0, int.MaxValue))] },
        [nameof(Goal)] = (spec, value) => spec with { Goal = To<PlacementGoal>(value) },
        [nameof(Device)] = (spec, value) => spec with { Device = To<string[]>(value) is { Length: > 0 } names && !Array.Exists(names, string.IsNullOrEmpty) ? names : throw new ArgumentOutOfRangeException(nameof(value)) },
        [nameof(MaxCell)] = (spec, value) => spec with { MaxCell = Between(To<int>(value), 1, int.MaxValue) },
        [nameof(WholeCore)] = (spec, value) => spec with { WholeCore = To<bool>(value) },
        [nameof(Smt)] = (spec, value) => spec with { Smt = To<SmtUse>(value) },
        [nameof(Strict)] = (spec, value) => spec with { Strict = To<bool>(value) },
        [nameof(CoreKind)] = (spec, value) => spec with { CoreKind = To<CoreKind>(value) },
    };

    public string? Name { get; init; }

    public int Cpu { get; init; } = 1;

    public long Memory { get; init; }

    public long HugePage { get; init; }

    public long HugePageCount { get; init; }

    public IReadOnlyList<CellKind> MemoryKind { get; init; } = [];

    public IReadOnlyList<int> MemoryTier { get; init; } = [];

    public PlacementGoal Goal { get; init; }

    public IReadOnlyList<string> Device { get; init; } = [];

    public int MaxCell { get; init; }

    public bool WholeCore { get; init; }

    public SmtUse Smt { get; init; }

    public bool Strict { get; init; }

    public CoreKind? CoreKind { get; init; }

    /// <summary>The same with what a hashtable says instead: <c>@{ Cpu = 8; Memory = '32GB'; Device = 'eth0'; Name = 'db' }</c>.</summary>
    /// <exception cref="PipedInputException">It has another key, or a value that cannot be.</exception>
    public RequestSpec With(IDictionary table)
    {
        var spec = this;
        foreach (DictionaryEntry entry in table)
        {
            if (!s_keys.TryGetValue($"{entry.Key}", out var set))
                throw new PipedInputException(Errors.RequestInvalid($"-Request has no key '{entry.Key}'. Keys: {string.Join(", ", s_keys.Keys)}.", table));
            try
            {
                spec = set(spec, entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value);
            }
            catch (Exception e) when (e is PSInvalidCastException or ArgumentTransformationMetadataException or ArgumentOutOfRangeException)
            {
                throw new PipedInputException(Errors.RequestInvalid($"'{entry.Value}' is not a valid {entry.Key} in -Request.", table));
            }
        }

        // What all requests are told of memory is nothing to one without.
        return spec is { Memory: 0, HugePageCount: 0 } && spec.MemoryKind == MemoryKind && spec.MemoryTier == MemoryTier ? spec with { MemoryKind = [], MemoryTier = [] } : spec;
    }

    /// <summary>Why the parts do not go together, and the one that does not fit; null when they do.</summary>
    public (string Reason, object Value)? Contradiction =>
        WholeCore && Smt == SmtUse.Apart ? ("-WholeCore takes all threads of a core; -Smt Apart takes one of each. Use one of them.", Smt)
        : Strict && Smt != SmtUse.Apart ? ("-Strict needs -Smt Apart.", Smt)
        : HugePage > 0 != HugePageCount > 0 ? ("-HugePage (the size of a page) and -HugePageCount (the number of pages) need each other.", Math.Max(HugePage, HugePageCount))
        : Goal == PlacementGoal.Bandwidth && MaxCell > 0 ? ("-Goal Bandwidth takes all nodes of a socket or of the machine; -MaxCell limits their number. Use one of them, or pipe the nodes to choose from (Get-NumaCell).", MaxCell)
        : (MemoryKind.Count > 0 || MemoryTier.Count > 0) && Memory == 0 && HugePageCount == 0 ? ("-MemoryKind and -MemoryTier choose where memory comes from. Add -Memory or -HugePage.", MemoryKind.Count > 0 ? MemoryKind[0] : MemoryTier[0])
        : null;

    /// <summary>The request on a machine.</summary>
    public PlacementRequest On(IReadOnlyList<NumaDevice> devices) => new()
    {
        Name = Name,
        Cpu = Cpu,
        Memory = Memory,
        HugePage = HugePage > 0 ? HugePage : null,
        HugePageCount = HugePageCount,
        MemoryKinds = MemoryKind.Count > 0 ? MemoryKind : null,
        MemoryTiers = MemoryTier.Count > 0 ? MemoryTier : null,
        Goal = Goal,
        Devices = devices,
        MaxCell = MaxCell > 0 ? MaxCell : null,
        WholeCore = WholeCore,
        Smt = Smt,
        Strict = Strict,
        CoreKind = CoreKind,
    };

    /// <summary>Whether two want the same, whatever they are called.</summary>
    public bool WantsSame(RequestSpec other) =>
        Device.SequenceEqual(other.Device) && MemoryKind.SequenceEqual(other.MemoryKind) && MemoryTier.SequenceEqual(other.MemoryTier) && WithoutLists() == other.WithoutLists();

    private RequestSpec WithoutLists() => this with { Name = null, Device = [], MemoryKind = [], MemoryTier = [] };

    private static T To<T>(object? value) => LanguagePrimitives.ConvertTo<T>(value);

    private static long Bytes(object? value) => To<long>(ByteSizeAttribute.Read(value));

    private static T Between<T>(T value, T least, T most)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
}
