namespace NumaTopology;

/// <summary>How the hardware threads of a core (SMT siblings) are taken.</summary>
public enum SmtUse
{
    /// <summary>All threads of a core before the next core: fewest cores are touched.</summary>
    Together,

    /// <summary>One thread of every core before a second of any: each has a core to itself for as long as there are enough.</summary>
    Apart,
}
