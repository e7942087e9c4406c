using System;
using System.Collections.Generic;
using System.Threading;
using NumaTopology.Comparison;
using NumaTopology.Comparison.Matching;
using NumaTopology.Comparison.Parts;

namespace NumaTopology;

/// <summary>Finds what differs between two machines. Free memory, times, names of hosts and what is concluded from other values are no differences.</summary>
public static class TopologyComparer
{
    private static readonly Action<NumaCapabilities, NumaCapabilities, ComparisonReport>[] s_parts =
    [
        HostPart.Compare,
        CellPart.Compare,
        ProcessorPart.Compare,
        DistancePart.Compare,
        InterconnectPart.Compare,
        CachePart.Compare,
        DevicePart.Compare,
        AllowedPart.Compare,
        LimitPart.Compare,
        ResourceControlPart.Compare,
        HierarchyPart.Compare,
    ];

    /// <summary>The differences, in the order of the Model; none when the machines are equal.</summary>
    /// <param name="reference">The machine as it should be.</param>
    /// <param name="difference">The machine that is compared with it.</param>
    /// <param name="ignoreNumbering">Whether nodes and CPUs are matched by structure first, so that other numbers are no difference.</param>
    /// <param name="includeEqual">Whether equal values are listed, too.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public static IReadOnlyList<NumaDifference> Compare(NumaCapabilities reference, NumaCapabilities difference, bool ignoreNumbering = false, bool includeEqual = false, CancellationToken cancellation = default)
    {
        if (reference is null)
            throw new ArgumentNullException(nameof(reference));
        if (difference is null)
            throw new ArgumentNullException(nameof(difference));
        IReadOnlyDictionary<int, int>? own = null;
        if (ignoreNumbering)
            difference = Renumbering.Apply(reference, difference, out own, cancellation);
        var report = new ComparisonReport(reference, difference, own, includeEqual);
        foreach (var compare in s_parts)
        {
            cancellation.ThrowIfCancellationRequested();
            compare(reference, difference, report);
        }

        return report.Differences;
    }
}
