using System.Management.Automation;

namespace NumaTopology.Commands;

/// <summary>The properties that <c>NumaTopology.Types.ps1xml</c> gives a set of processors. Code, because ConstrainedLanguage lets no script call a set's methods.</summary>
public static class CpuSetMembers
{
    /// <summary>The processor numbers, ascending.</summary>
    public static object Ids(PSObject set) => Of(set).ToArray();

    /// <summary>The lowest processor number, or null when the set is empty.</summary>
    public static object? First(PSObject set) => Of(set).First;

    /// <summary>Whether no processor is in the set.</summary>
    public static object IsEmpty(PSObject set) => Of(set).IsEmpty;

    private static CpuSet Of(PSObject set) => (CpuSet)set.BaseObject;
}
