namespace NumaTopology.Acpi;

/// <summary>The System Locality Information Table (ACPI 6.5, 5.2.17): the relative distances between proximity domains, which are not node numbers.</summary>
internal sealed class Slit
{
    private readonly TableBytes _table;

    private Slit(TableBytes table, int domains)
    {
        _table = table;
        Domains = domains;
    }

    /// <summary>How many domains there are, from 0 on: u64 at 36.</summary>
    public int Domains { get; }

    public static Slit Parse(TableBytes table)
    {
        table.CheckHeader("SLIT");
        var domains = table.U64(36);
        if (domains > MachineLimits.Nodes || (long)(domains * domains) + 44 > table.Length)
            throw table.Malformed($"a matrix of {domains} domains does not fit into {table.Length} bytes");
        return new Slit(table, (int)domains);
    }

    /// <summary>The distance between two domains: u8 at 44, a row for each domain that reaches out.</summary>
    /// <exception cref="TopologyFormatException">A domain is not at 10 of itself, or no farther from another. Linux uses no such table either (slit_valid in drivers/acpi/numa/srat.c).</exception>
    public byte Distance(int from, int to)
    {
        var value = _table.U8(44 + (from * Domains) + to);
        var isSound = from == to ? value == NumaDistance.Local : value > NumaDistance.Local;
        return isSound ? value : throw _table.Malformed($"the distance from domain {from} to {to} is {value}");
    }
}
