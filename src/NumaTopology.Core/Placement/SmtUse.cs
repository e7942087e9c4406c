namespace NumaTopology;

/// <summary>How the hardware threads of a core (SMT siblings) are taken.</summary>
public enum SmtUse
{
    /// <summary>All threads of a core before the next core: fewest cores are touched.</summary>
    Together,

    /// <summary>One thread of every core of all cells of a placement before a second of any, in the cells that need the fewest second threads.</summary>
    Apart,
}
