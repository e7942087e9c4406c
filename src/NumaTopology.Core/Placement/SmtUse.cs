namespace NumaTopology;

/// <summary>How the hardware threads of a core (SMT siblings) are taken.</summary>
public enum SmtUse
{
    /// <summary>All threads of a core before the next core; this uses the fewest cores.</summary>
    Together,

    /// <summary>One thread of every core on all nodes of a placement before a second one, on the nodes that need the fewest second threads.</summary>
    Apart,
}
