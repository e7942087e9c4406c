using System.Collections.Generic;

namespace NumaTopology.Health;

/// <summary>The rules, in the order in which they are told.</summary>
internal static class HealthRules
{
    public static IReadOnlyList<HealthRule> All { get; } =
    [
        NodePerSocketRule.Rule,
        NodeMemoryRule.Rule,
        MemoryBalanceRule.Rule,
        MemoryOnlineRule.Rule,
        LocalDistanceRule.Rule,
        DistanceLevelsRule.Rule,
        CoreNodeRule.Rule,
        CacheNodeRule.Rule,
        CpuOnlineRule.Rule,
        AllowedCpuRule.Rule,
        HugePageBalanceRule.Rule,
        HugePageDefaultRule.Rule,
        ZoneReclaimRule.Rule,
        NumaBalancingRule.Rule,
        TransparentHugePageRule.Rule,
        SwappinessRule.Rule,
        InterruptNodeRule.Rule,
        GroupSizeRule.Rule,
        GroupNodeRule.Rule,
        RssNodeRule.Rule,
    ];
}
