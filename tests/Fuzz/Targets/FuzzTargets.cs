using System.Collections.Generic;
using System.Linq;

namespace NumaTopology.Fuzz;

internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } = [.. LinuxTargets.All, .. WindowsTargets.All, .. DocumentTargets.All];

    public static FuzzTarget? Find(string name) => All.FirstOrDefault(target => target.Name == name);
}
