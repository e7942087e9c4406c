using System;
using NumaTopology.Acpi;
using NumaTopology.Machines.Windows;

namespace NumaTopology.Windows;

/// <summary>
/// The firmware's tables that the topology is completed with. None is needed: one that is broken is warned of and counts as absent. A wrong checksum
/// alone is warned of only, as in Linux (acpi_ut_verify_checksum in drivers/acpi/acpica/utcksum.c).
/// </summary>
internal sealed class FirmwareTables
{
    private readonly WindowsReader _reader;
    private readonly Lazy<Srat?> _srat;
    private readonly Lazy<Hmat?> _hmat;

    public FirmwareTables(WindowsReader reader)
    {
        _reader = reader;
        _srat = new(() => Use(WindowsFacts.Srat, Srat.Parse));
        _hmat = new(() => Use(WindowsFacts.Hmat, Hmat.Parse));
    }

    public Srat? Srat => _srat.Value;

    public Hmat? Hmat => _hmat.Value;

    /// <summary>What is made of a table; null when the firmware has none, or a broken one.</summary>
    public T? Use<T>(string fact, Func<TableBytes, T> make)
        where T : class
    {
        if (_reader.Bytes(fact) is not { } bytes)
            return null;
        try
        {
            var made = make(bytes);
            if (!bytes.AddUpToZero())
                _reader.Machine.Log.Warn($"The checksum of {bytes.Name} is wrong; the table is used anyway.");
            return made;
        }
        catch (TopologyFormatException e) when (e.Fact == bytes.Name)
        {
            _reader.Machine.Log.Warn($"{bytes.Name} is ignored: {e.Reason}.");
            return null;
        }
    }
}
