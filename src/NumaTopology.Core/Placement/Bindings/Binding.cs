using System.Collections.Generic;

namespace NumaTopology.Placement.Bindings;

/// <summary>How one tool is told a placement.</summary>
internal abstract class Binding
{
    /// <summary>The text to paste.</summary>
    public abstract string Text(NumaPlacement placement);

    /// <summary>The arguments of the program that binds, one string each; the program itself is not among them.</summary>
    public abstract IReadOnlyList<string> Arguments(NumaPlacement placement);
}
