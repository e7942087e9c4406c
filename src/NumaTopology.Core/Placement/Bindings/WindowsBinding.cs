using System.Collections.Generic;
using System.Globalization;

namespace NumaTopology.Placement.Bindings;

/// <summary>
/// start of cmd where one cell and its primary group hold the placement; PowerShell that sets CPU sets where they do not. start takes a first string
/// in quotes for the window's title, the program's path too, so it gets one. The title is not empty, because PowerShell leaves out an empty argument
/// when it runs cmd, and it has blanks, because PowerShell then keeps it in quotes.
/// </summary>
internal sealed class WindowsBinding : Binding
{
    public override IReadOnlyList<NumaMemoryPolicy> Policies { get; } = [NumaMemoryPolicy.Local];

    public override string Text(NumaPlacement placement, NumaMemoryPolicy? policy) =>
        Start(placement) is { } only
            ? $"cmd /c start \"{Title(only)}\" /NODE {Number(only.CellId)} /AFFINITY {Affinity(only)}"
            : CpuSetScript.Write(placement.Groups!);

    public override IReadOnlyList<string> Arguments(NumaPlacement placement, NumaMemoryPolicy? policy) =>
        Start(placement) is { } only
            ? ["/c", "start", Title(only), "/NODE", Number(only.CellId), "/AFFINITY", Affinity(only)]
            : throw new NumaBindingException("The placement spans several nodes or processor groups and needs a script, not a list of arguments.", BindingObstacle.NoArguments);

    /// <summary>Null where start cannot bind: it knows one node, by its CPUs in its primary group.</summary>
    private static GroupAffinity? Start(NumaPlacement placement)
    {
        if (placement.Groups is not { } groups)
            throw new NumaBindingException("The placement is not on a Windows host: it has no processor groups.");
        NumaBinding.RequireLocalMemory(placement, "Windows binds only CPUs");
        return groups is [{ IsPrimaryGroup: true } only] ? only : null;
    }

    private static string Title(GroupAffinity group) => "NUMA node " + Number(group.CellId);

    /// <summary>With /NODE the mask is as if the node's lowest processor were bit 0.</summary>
    private static string Affinity(GroupAffinity group) => "0x" + (group.Mask >> Bits.Lowest(group.CellMask)).ToString("x", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
