using System;

namespace NumaTopology.Fuzz;

/// <summary>What holds whatever was read.</summary>
internal static class Claim
{
    public static void IsTrue(bool condition, string claim)
    {
        if (!condition)
            throw new InvalidOperationException("It does not hold that " + claim + ".");
    }
}
