using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Comparison.Matching;

/// <summary>Finds which number of another machine is which, of sockets, dies, clusters or cores, by the CPUs that have them.</summary>
internal sealed class Labels
{
    private readonly Dictionary<(string Scope, int Other), int> _numbers = [];

    /// <summary>Matches numbers, those first that most CPUs agree on.</summary>
    /// <param name="cpus">Of each CPU: in which larger whole the numbers count, the number of the first machine, and that of the other.</param>
    public Labels(IEnumerable<(string Scope, int? One, int? Other)> cpus)
    {
        var known = cpus.ToList();
        var taken = new HashSet<(string, int)>();
        foreach (var same in known.Where(cpu => cpu.One is not null && cpu.Other is not null).GroupBy(cpu => cpu).OrderByDescending(same => same.Count()))
        {
            var (scope, one, other) = (same.Key.Scope, same.Key.One!.Value, same.Key.Other!.Value);
            if (!_numbers.ContainsKey((scope, other)) && taken.Add((scope, one)))
                _numbers.Add((scope, other), one);
        }

        foreach (var cpu in known.Where(cpu => cpu.Other is not null && !_numbers.ContainsKey((cpu.Scope, cpu.Other.Value))))
        {
            // A number of its own, as near to the one that it has as is free.
            var number = cpu.Other!.Value;
            while (!taken.Add((cpu.Scope, number)))
                number++;
            _numbers.Add((cpu.Scope, cpu.Other.Value), number);
        }
    }

    /// <summary>The number that the first machine has for it.</summary>
    public int? Of(string scope, int? other) => other is { } number && _numbers.TryGetValue((scope, number), out var one) ? one : other;
}
